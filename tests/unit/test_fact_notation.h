/*
 * Facts written as short text, so that a table of cases reads like one: "500000000000 USD", "~12000000 人",
 * "10..20 %", ">=10 人", "#3 回", "?1 個" (weak), "[2025-08-15]", "[2025-08-15/2025-08-30 rel]", "“…”" a quotation,
 * "‟…”" speech. Several are joined by "; ".
 */
#ifndef TENKYO_TEST_FACT_NOTATION_H
#define TENKYO_TEST_FACT_NOTATION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fact/fact.h"

static inline void note_number(tk_buffer *out, const tk_number *number) {
  static const char *const MARKS[] = {"", "", ">=", "<=", ">", "<"};
  tenkyo_str low = tk_decimal_text(out->arena, number->low), high = tk_decimal_text(out->arena, number->high);
  tk_buffer_format(out, "%s%s%s%s%s", number->weak ? "?" : "", number->approximate ? "~" : "",
                   number->ordinal ? "#" : "", MARKS[number->bound], low.ptr == NULL ? "!" : low.ptr);
  if (number->bound == TK_RANGE) {
    tk_buffer_format(out, "..%s", high.ptr == NULL ? "!" : high.ptr);
  }
  if (number->unit.len > 0) {
    tk_buffer_add(out, TK_STR(" "));
    tk_buffer_add(out, number->unit);
  }
}

static inline void note_date(tk_buffer *out, const tk_date *date) {
  static const char *const GRAINS[] = {"", " part", " month", " quarter", " year", " longer"};
  tenkyo_str from = tk_day_text(out->arena, date->from), to = tk_day_text(out->arena, date->to);
  tk_buffer_add(out, TK_STR("["));
  tk_buffer_add(out, from);
  if (!tk_equal(from, to)) {
    tk_buffer_add(out, TK_STR("/"));
    tk_buffer_add(out, to);
  }
  tk_buffer_format(out, "%s%s]", GRAINS[date->grain], date->relative ? " rel" : "");
}

static inline tenkyo_str note_facts(tk_arena *arena, tenkyo_str text, const tk_fact_list *facts) {
  tk_buffer out;
  tk_buffer_init(&out, arena);
  for (size_t i = 0; i < facts->count; i++) {
    const tk_fact *fact = &facts->items[i];
    tk_buffer_add(&out, i == 0 ? TK_STR("") : TK_STR("; "));
    if (fact->kind == TENKYO_NUMBER) {
      note_number(&out, &fact->as.number);
    } else if (fact->kind == TENKYO_DATE) {
      note_date(&out, &fact->as.date);
    } else {
      tk_buffer_add(&out, fact->as.quote.speech ? TK_STR("‟") : TK_STR("“"));
      tk_buffer_add(&out, tk_cut(text, fact->span.begin, fact->span.end));
      tk_buffer_add(&out, TK_STR("”"));
    }
  }
  return tk_buffer_text(&out);
}

/* A text and its facts; `date` is the document's, or NULL. */
typedef struct fact_case {
  const char *text, *expected, *date;
} fact_case;

/* Reads every case and says which ones are read otherwise; fails when there is one. */
static inline void check_cases(const fact_case *cases, size_t count) {
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_fact_options options = {TK_UNKNOWN, tk_day_parse(tk_str(cases[i].date))};
    tk_fact_list facts = {0};
    assert_true(tk_facts(&arena, tk_str(cases[i].text), &options, &facts));
    tenkyo_str found = note_facts(&arena, tk_str(cases[i].text), &facts);
    if (!tk_equal(found, tk_str(cases[i].expected))) {
      wrong++;
      print_error("%s\n  expected %s\n  read     %s\n", cases[i].text, cases[i].expected, found.ptr);
    }
    tk_arena_free(&arena);
  }
  assert_int_equal(wrong, 0);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

#endif
