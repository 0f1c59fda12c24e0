/* rank: BM25 against a slow computation that follows the formula word by word, coverage, and what the form of a term
 * lets it keep. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rank/rank.h"
#include "rank/weight.h"

static const char *const sentences[] = {
    "DeepSeekがR2モデルの発表を延期したことが明らかになりました。",
    "The company delayed the launch of R2, its next model, after the training on new chips failed.",
    "米国の対中規制は強まった。",
    "日米は協議を続ける。",
    "50,000 chips, 50,000 chips and again 50,000 chips.",
    "東京、東京、東京。",
    "",
};
enum { SENTENCES = sizeof sentences / sizeof *sentences };

/* How many of the sentences have a term, counted the slow way. */
static bool count_sentences(void *context, tenkyo_str term, double *documents) {
  tk_term_list *terms = context;
  *documents = term.len == 0 ? SENTENCES : 0;
  for (size_t i = 0; i < SENTENCES && term.len > 0; i++) {
    size_t k = 0;
    while (k < terms[i].count && !tk_equal(terms[i].items[k].text, term)) k++;
    if (k < terms[i].count) *documents += 1;
  }
  return true;
}

static bool no_frequency(void *context, tenkyo_str term, double *documents) {
  (void)context;
  *documents = 10;
  return term.len == 0;
}

static void read_sentences(tk_arena *arena, tk_term_list *terms, double *average) {
  size_t total = 0;
  for (size_t i = 0; i < SENTENCES; i++) {
    assert_true(tk_terms(arena, tk_str(sentences[i]), &terms[i]));
    total += terms[i].count;
  }
  *average = (double)total / SENTENCES;
}

/* The sum over the query's terms, each counted anew. */
static double slow_bm25(const tk_query *query, const tk_term_list *terms, double average) {
  double sum = 0;
  for (size_t q = 0; q < query->count; q++) {
    double count = 0;
    for (size_t k = 0; k < terms->count; k++)
      if (tk_equal(terms->items[k].text, query->items[q].text)) count += 1;
    double k1 = 1, b = 0.5, length = (double)terms->count;
    sum += query->items[q].weight * (count * (k1 + 1)) / (count + k1 * (1 - b + b * length / average));
  }
  return sum;
}

static void bm25_is_the_formula(void **state) {
  (void)state;
  static const char *const queries[] = {"R2の発表の延期",     "50,000 chips", "米", "東京",
                                        "the delayed launch", "ない",         ""};
  tk_arena arena;
  tk_term_list terms[SENTENCES] = {{0}};
  double average;
  tk_arena_init(&arena, NULL);
  read_sentences(&arena, terms, &average);
  for (size_t q = 0; q < sizeof queries / sizeof *queries; q++) {
    tk_query query = {0};
    assert_true(tk_query_read(&arena, tk_str(queries[q]), &query));
    assert_true(tk_query_weigh(&query, count_sentences, terms));
    tk_scorer *scorer = tk_scorer_new(&arena, &query, average);
    assert_non_null(scorer);
    for (int round = 0; round < 2; round++) /* nothing stays behind from one sentence to the next */
      for (size_t i = 0; i < SENTENCES; i++) {
        tk_score score = tk_scorer_score(scorer, &terms[i], NULL);
        assert_true(fabs(score.bm25 - slow_bm25(&query, &terms[i], average)) < 1e-9);
        assert_true(score.coverage >= 0 && score.coverage <= 1);
      }
  }
  tk_arena_free(&arena);
}

static void coverage_is_a_share_of_weight(void **state) {
  (void)state;
  tk_arena arena;
  tk_term_list terms[SENTENCES] = {{0}};
  double average;
  tk_arena_init(&arena, NULL);
  read_sentences(&arena, terms, &average);
  tk_query query = {0};
  assert_true(tk_query_read(&arena, TK_STR("delayed launch elsewhere"), &query));
  assert_int_equal(query.count, 3);
  assert_true(tk_query_weigh(&query, count_sentences, terms));
  tk_scorer *scorer = tk_scorer_new(&arena, &query, average);
  assert_non_null(scorer);
  uint8_t covered[3] = {9, 9, 9};
  tk_score score = tk_scorer_score(scorer, &terms[1], covered);
  assert_int_equal(covered[0], 1);
  assert_int_equal(covered[1], 1);
  assert_int_equal(covered[2], 0);
  double found = query.items[0].weight + query.items[1].weight;
  assert_true(fabs(score.coverage - found / (found + query.items[2].weight)) < 1e-12);
  assert_true(tk_scorer_score(scorer, &terms[5], covered).coverage == 0);
  assert_int_equal(covered[0], 0);
  tk_arena_free(&arena);
}

/* The best of the sentences for a query, or SENTENCES when none has a term of it. */
static size_t best_for(const char *text) {
  tk_arena arena;
  tk_term_list terms[SENTENCES] = {{0}};
  double average, most = 0;
  size_t best = SENTENCES;
  tk_query query = {0};
  tk_arena_init(&arena, NULL);
  read_sentences(&arena, terms, &average);
  assert_true(tk_query_read(&arena, tk_str(text), &query));
  assert_true(tk_query_weigh(&query, count_sentences, terms));
  tk_scorer *scorer = tk_scorer_new(&arena, &query, average);
  assert_non_null(scorer);
  for (size_t i = 0; i < SENTENCES; i++) {
    double value = tk_scorer_score(scorer, &terms[i], NULL).bm25;
    if (value > most) {
      most = value;
      best = i;
    }
  }
  tk_arena_free(&arena);
  return best;
}

static void queries_hit_what_they_name(void **state) {
  (void)state;
  assert_int_equal(best_for("ＤｅｅｐＳｅｅｋ"), 0);
  assert_int_equal(best_for("延期"), 0);
  assert_int_equal(best_for("R2 launch"), 1);
  assert_int_equal(best_for("５００００"), 4);
  assert_int_equal(best_for("対中規制"), 2);
  assert_int_equal(best_for("日米"), 3);
  assert_int_equal(best_for("R20"), SENTENCES);
  assert_int_equal(best_for("京都"), SENTENCES); /* 京 alone is no evidence of it */
  assert_true(best_for("米") == 2 || best_for("米") == 3);
}

static void form_keeps_its_share(void **state) {
  (void)state;
  assert_true(tk_term_emphasis(TK_STR("京"), TK_TERM_CHARACTER, false) == 0);
  assert_true(tk_term_emphasis(TK_STR("京"), TK_TERM_CHARACTER, true) == 1);
  double particle = tk_term_emphasis(TK_STR("の"), TK_TERM_CHARACTER, true);
  assert_true(particle > 0 && particle < 0.2);
  assert_true(tk_term_emphasis(TK_STR("東京"), TK_TERM_PAIR, false) == 1);
  assert_true(tk_term_emphasis(TK_STR("サー"), TK_TERM_PAIR, false) == 1);
  double inflection = tk_term_emphasis(TK_STR("した"), TK_TERM_PAIR, false);
  assert_true(inflection > particle && inflection < 1);
  assert_true(tk_term_emphasis(TK_STR("deepseek"), TK_TERM_WORD, false) == 1);
  assert_true(tk_term_emphasis(TK_STR("which"), TK_TERM_WORD, false) < 0.5);
}

/* The search in the table finds its ends, and nothing beside them. */
static void function_words_are_found(void **state) {
  (void)state;
  static const char *const words[] = {"a", "about", "the", "of", "yours", "youre", "dont", "http"};
  static const char *const others[] = {"", "aa", "delay", "zebra", "thee", "yoursel", "deepseek"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) assert_true(tk_is_function_word(tk_str(words[i])));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_false(tk_is_function_word(tk_str(others[i])));
}

static void inverse_frequency_never_goes_negative(void **state) {
  (void)state;
  assert_true(fabs(tk_inverse_frequency(10, 2) - log(1 + 8.5 / 2.5)) < 1e-12);
  for (double n = 0; n <= 12; n += 1) assert_true(tk_inverse_frequency(10, n) > 0);
  assert_true(tk_inverse_frequency(10, 1) > tk_inverse_frequency(10, 2));
  assert_true(tk_inverse_frequency(0, 0) > 0);
}

static void query_terms_are_distinct(void **state) {
  (void)state;
  tk_arena arena;
  tk_query query = {0};
  tk_arena_init(&arena, NULL);
  assert_true(tk_query_read(&arena, TK_STR("R2 r2 Ｒ２ 米国 米 米国"), &query));
  assert_int_equal(query.count, 4);
  assert_true(tk_equal(query.items[0].text, TK_STR("r2")));
  assert_true(tk_equal(query.items[1].text, TK_STR("米")));
  assert_true(query.items[1].alone);
  assert_true(tk_equal(query.items[2].text, TK_STR("米国")));
  assert_true(tk_equal(query.items[3].text, TK_STR("国")));
  assert_false(query.items[3].alone);
  assert_false(tk_query_weigh(&query, no_frequency, NULL));
  tk_arena_free(&arena);
}

typedef struct failing {
  size_t requests, fail_at;
} failing;

static void *fail_one(void *context, void *block, size_t old_size, size_t new_size) {
  failing *state = context;
  (void)old_size;
  if (new_size == 0) {
    free(block);
    return NULL;
  }
  return ++state->requests == state->fail_at ? NULL : realloc(block, new_size);
}

static bool score_once(tk_arena *arena) {
  tk_query query = {0};
  tk_buffer long_query;
  tk_buffer_init(&long_query, arena);
  for (int i = 0; i < 600; i++) tk_buffer_format(&long_query, "w%d 東京%d都 ", i, i);
  tenkyo_str text = tk_buffer_text(&long_query);
  if (text.ptr == NULL || !tk_query_read(arena, text, &query)) return false;
  for (size_t i = 0; i < query.count; i++) query.items[i].weight = 1;
  return tk_scorer_new(arena, &query, 10) != NULL;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  bool done = false;
  for (size_t fail_at = 1; !done; fail_at++) {
    failing context = {0, fail_at};
    tenkyo_allocator allocator = {fail_one, &context};
    tk_arena arena;
    tk_arena_init(&arena, &allocator);
    done = score_once(&arena);
    assert_true(done == (context.requests < fail_at));
    tk_arena_free(&arena);
    assert_true(fail_at < 1000);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bm25_is_the_formula),        cmocka_unit_test(coverage_is_a_share_of_weight),
      cmocka_unit_test(queries_hit_what_they_name), cmocka_unit_test(form_keeps_its_share),
      cmocka_unit_test(function_words_are_found),   cmocka_unit_test(inverse_frequency_never_goes_negative),
      cmocka_unit_test(query_terms_are_distinct),   cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
