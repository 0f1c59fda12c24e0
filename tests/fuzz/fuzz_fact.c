/*
 * Facts of any bytes, compared with themselves and each other, and quotations looked for. The first line is the
 * document's date or the quotation, the rest the text. What must hold: spans are in order and in the text, a fact never
 * differs from itself, no comparison depends on which side it is asked from when it says that the two are the same
 * exact value, a verbatim quotation has no difference.
 */
#include <stdlib.h>

#include "fact/fact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

enum { PAIRS = 40 };

static void check_pairs(const tk_fact_list *facts) {
  size_t most = facts->count < PAIRS ? facts->count : PAIRS;
  for (size_t i = 0; i < most; i++) {
    for (size_t j = 0; j < most; j++) {
      tk_comparison found = tk_fact_compare(&facts->items[i], &facts->items[j]);
      require(i != j || found == TK_SAME || found == TK_CANNOT_TELL);
      bool kinds = facts->items[i].kind == facts->items[j].kind;
      require(kinds || found == TK_OTHER_KIND);
    }
  }
}

static void check_facts(tenkyo_str date, tenkyo_str text, tk_language language) {
  tk_arena arena;
  tk_fact_list facts = {0};
  tk_fact_options options = {language, tk_day_parse(date)};
  size_t last = 0;
  tk_arena_init(&arena, NULL);
  require(tk_facts(&arena, text, &options, &facts));
  for (size_t i = 0; i < facts.count; i++) {
    const tk_fact *fact = &facts.items[i];
    require(fact->span.begin >= last && fact->span.begin < fact->span.end && fact->span.end <= text.len);
    last = fact->span.begin;
    if (fact->kind == TENKYO_NUMBER) require(tk_decimal_compare(fact->as.number.low, fact->as.number.high) <= 0);
    if (fact->kind == TENKYO_DATE) require(fact->as.date.from.day > 0 && fact->as.date.to.day > 0);
  }
  check_pairs(&facts);
  tk_arena_free(&arena);
}

static void check_find(tenkyo_str quote, tenkyo_str source) {
  tk_arena arena;
  tk_quote_match match;
  tk_arena_init(&arena, NULL);
  require(tk_quote_find(&arena, quote, source, &match));
  require(match.span.begin <= match.span.end && match.span.end <= source.len);
  if (match.match == TK_NEAR) {
    require(match.difference.begin <= match.difference.end && match.difference.end <= source.len);
    require(match.altered.begin <= match.altered.end && match.altered.end <= quote.len);
    require(match.difference.begin < match.difference.end || match.altered.begin < match.altered.end);
  } else {
    require(match.difference.end == 0 && match.altered.end == 0);
  }
  tk_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  tenkyo_str whole = {(const char *)data, size};
  const char *end = size == 0 ? NULL : memchr(data, '\n', size);
  size_t line = end == NULL ? 0 : (size_t)(end - whole.ptr);
  tenkyo_str first = tk_cut(whole, 0, line), text = tk_cut(whole, end == NULL ? 0 : line + 1, size);
  check_facts(first, text, TK_UNKNOWN);
  check_facts(first, text, TK_GERMAN);
  check_find(first, text);
  return 0;
}
