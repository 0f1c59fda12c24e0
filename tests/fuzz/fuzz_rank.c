/*
 * Terms, queries and summaries of any bytes. The first byte sets the budget; the line it begins is the query, the rest
 * the text. What must hold: spans lie in the text, a summary is verbatim and inside its budget.
 */
#include <stdlib.h>

#include "rank/rank.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void check_terms(tenkyo_str text) {
  tk_arena arena;
  tk_term_list terms = {0};
  size_t last = 0;
  tk_arena_init(&arena, NULL);
  require(tk_terms(&arena, text, &terms));
  for (size_t i = 0; i < terms.count; i++) {
    const tk_term *term = &terms.items[i];
    require(term->text.len > 0 && term->text.len <= TK_TERM_MAX);
    require(term->span.begin >= last && term->span.begin < term->span.end && term->span.end <= text.len);
    require(!term->alone || term->kind == TK_TERM_CHARACTER);
    last = term->span.begin;
  }
  tk_arena_free(&arena);
}

static void check_summary(tenkyo_str text, size_t sentences, size_t characters) {
  tenkyo_summary_options options = {.size = sizeof options, .sentences = sentences, .characters = characters};
  tenkyo_result *result;
  size_t count, used = 0, last = 0;
  require(tenkyo_summarize(text, &options, &result, NULL) == TENKYO_OK);
  const tenkyo_summary_sentence *summary = tenkyo_result_summary(result, &count);
  require(sentences == 0 || count <= sentences);
  for (size_t i = 0; i < count; i++) {
    tenkyo_span span = summary[i].passage.span;
    require(span.begin >= last && span.begin < span.end && span.end <= text.len);
    require(tk_equal(summary[i].passage.text, tk_cut(text, span.begin, span.end)));
    used += tk_utf8_length(summary[i].passage.text);
    last = span.end;
  }
  require(characters == 0 || used <= characters);
  tenkyo_result_free(result);
}

static bool hundred(void *context, tenkyo_str term, double *documents) {
  (void)context;
  *documents = term.len == 0 ? 100 : (double)(term.len % 7);
  return true;
}

static void check_query(tenkyo_str query_text, tenkyo_str text) {
  tk_arena arena;
  tk_query query = {0};
  tk_document document;
  tk_candidate_list candidates = {0};
  tk_choice_list choices = {0};
  tk_arena_init(&arena, NULL);
  require(tk_query_read(&arena, query_text, &query) && tk_query_weigh(&query, hundred, NULL));
  require(tk_document_read(&arena, text, TENKYO_FORMAT_TEXT, TK_UNKNOWN, &document));
  require(tk_candidates_of(&arena, &document, 0, &candidates));
  require(candidates.count == document.sentences.count);
  tk_choose_options options = {.sentences = 3, .query = &query};
  require(tk_choose(&arena, &candidates, &options, &choices, NULL) == TENKYO_OK);
  require(choices.count <= 3);
  for (size_t i = 0; i < choices.count; i++) require(candidates.items[choices.items[i].candidate].eligible);
  tk_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > 65536) return 0;
  tenkyo_str all = {(const char *)data + 1, size - 1};
  size_t line = tk_search(all, TK_STR("\n"), 0);
  if (line == SIZE_MAX) line = all.len;
  check_terms(all);
  check_summary(all, data[0] % 8, data[0] / 8 * 10);
  check_query(tk_cut(all, 0, line), tk_cut(all, line, all.len));
  return 0;
}
