/* rank: the choice of sentences. What must hold for any candidates and budget, and which sentence wins for which
 * reason. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rank/rank.h"
#include "rank/standing.h"
#include "rank/vector.h"

/* ---- Helpers -------------------------------------------------------------------------------------------------------
 */

static tk_candidate *add(tk_arena *arena, tk_candidate_list *list, const char *text, uint32_t document) {
  uint32_t position = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].document == document) position++;
  tk_candidate *candidate = tk_push(arena, list);
  assert_non_null(candidate);
  *candidate = (tk_candidate){tk_str(text), document, position, 0, true, false};
  return candidate;
}

static tk_choice_list choose(tk_arena *arena, const tk_candidate_list *list, const tk_choose_options *options) {
  tk_choice_list choices = {0};
  tenkyo_error error;
  assert_int_equal(tk_choose(arena, list, options, &choices, &error), TENKYO_OK);
  return choices;
}

static bool is_chosen(const tk_choice_list *choices, uint32_t candidate) {
  for (size_t i = 0; i < choices->count; i++)
    if (choices->items[i].candidate == candidate) return true;
  return false;
}

/* The one sentence that is chosen when there is room for one. */
static uint32_t first_choice(const tk_candidate_list *list) {
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_choice_list choices = choose(&arena, list, &(tk_choose_options){.sentences = 1});
  assert_int_equal(choices.count, 1);
  uint32_t candidate = choices.items[0].candidate;
  tk_arena_free(&arena);
  return candidate;
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static const char *const words[] = {"harbour", "ferry",  "island", "council", "bridge", "budget", "winter", "storm",
                                    "港",      "連絡船", "議会",   "予算",    "橋",     "。",     "-",      "\xFF"};

/* Sentences of random words in documents with gaps between their numbers. */
static void add_random(tk_arena *arena, tk_candidate_list *list, uint32_t *seed, size_t count) {
  for (size_t i = 0; i < count; i++) {
    tk_buffer buffer;
    tk_buffer_init(&buffer, arena);
    for (uint32_t left = next_random(seed) % 14; left > 0; left--)
      tk_buffer_format(&buffer, "%s ", words[next_random(seed) % (sizeof words / sizeof *words)]);
    tk_candidate *candidate = tk_push(arena, list);
    assert_non_null(candidate);
    candidate->text = tk_buffer_text(&buffer);
    candidate->document = next_random(seed) % 4 * 1000003;
    candidate->position = (uint32_t)i;
    candidate->eligible = next_random(seed) % 5 != 0;
    candidate->heading = !candidate->eligible && next_random(seed) % 2 == 0;
  }
}

/* ---- What always holds ---------------------------------------------------------------------------------------------
 */

static void check_choices(const tk_candidate_list *list, const tk_choose_options *options,
                          const tk_choice_list *choices) {
  size_t characters = 0;
  bool *seen = calloc(list->count + 1, 1);
  assert_non_null(seen);
  for (size_t i = 0; i < choices->count; i++) {
    const tk_choice *choice = &choices->items[i];
    assert_true(choice->candidate < list->count);
    assert_true(i == 0 || choices->items[i - 1].candidate < choice->candidate);
    assert_true(list->items[choice->candidate].eligible);
    assert_true(choice->score >= 0 && choice->score <= 1);
    assert_false(seen[choice->candidate]);
    seen[choice->candidate] = true;
    characters += tk_utf8_length(list->items[choice->candidate].text);
  }
  for (size_t i = 0; i < choices->count; i++)
    for (size_t k = 0; k < choices->items[i].also_count; k++) {
      uint32_t also = choices->items[i].also[k];
      assert_true(also < list->count && list->items[also].eligible && !seen[also]);
      assert_true(choices->items[i].likeness[k] > 0 && choices->items[i].likeness[k] <= 1);
      seen[also] = true;
    }
  assert_true(options->sentences == 0 || choices->count <= options->sentences);
  assert_true(options->characters == 0 || characters <= options->characters);
  free(seen);
}

static void budgets_are_never_exceeded(void **state) {
  (void)state;
  uint32_t seed = 11;
  for (int round = 0; round < 400; round++) {
    tk_arena arena;
    tk_candidate_list list = {0};
    tk_arena_init(&arena, NULL);
    add_random(&arena, &list, &seed, next_random(&seed) % 60);
    tk_choose_options options = {0};
    if (next_random(&seed) % 3 != 0) options.sentences = next_random(&seed) % 8;
    if (next_random(&seed) % 3 != 0) options.characters = next_random(&seed) % 300;
    tk_choice_list choices = choose(&arena, &list, &options), again = choose(&arena, &list, &options);
    check_choices(&list, &options, &choices);
    assert_int_equal(choices.count, again.count);
    for (size_t i = 0; i < choices.count; i++) {
      assert_int_equal(choices.items[i].candidate, again.items[i].candidate);
      assert_true(choices.items[i].score == again.items[i].score);
    }
    tk_arena_free(&arena);
  }
}

static void nothing_that_fits_is_no_summary(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0}, none = {0};
  tk_arena_init(&arena, NULL);
  assert_int_equal(choose(&arena, &none, NULL).count, 0);
  add(&arena, &list, "The council closed the old bridge for the whole winter.", 0);
  assert_int_equal(choose(&arena, &list, &(tk_choose_options){.characters = 54}).count, 0);
  assert_int_equal(choose(&arena, &list, &(tk_choose_options){.characters = 55}).count, 1);
  list.items[0].eligible = false;
  assert_int_equal(choose(&arena, &list, &(tk_choose_options){.sentences = 3}).count, 0);
  tk_arena_free(&arena);
}

/* A budget that the best sentence bursts still holds a smaller one. */
static void room_goes_to_what_fits(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "島の議会は、冬の嵐で壊れた橋の工事の予算を全会一致で認め、連絡船の増便も決めた。", 0);
  add(&arena, &list, "島の議会は橋の工事の予算を認めた。", 0);
  add(&arena, &list, "連絡船は港を出た。", 0);
  tk_choice_list choices = choose(&arena, &list, &(tk_choose_options){.characters = 20});
  assert_int_equal(choices.count, 1);
  assert_int_equal(choices.items[0].candidate, 1);
  tk_arena_free(&arena);
}

/* ---- Which sentence, and why ---------------------------------------------------------------------------------------
 */

static void equal_sentences_go_by_place(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "The ferry to the island was cancelled by the harbour.", 9);
  add(&arena, &list, "The ferry to the island was cancelled by the harbour.", 2);
  assert_int_equal(first_choice(&list), 1);
  list.items[1].document = 9;
  list.items[1].position = 1;
  assert_int_equal(first_choice(&list), 0);
  tk_arena_free(&arena);
}

static void the_central_sentence_wins(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "Gulls sleep on warm chimneys around noon there.", 0);
  add(&arena, &list, "The harbour lost its ferry in the storm of last week.", 0);
  add(&arena, &list, "The council pays for a new ferry after the storm.", 0);
  add(&arena, &list, "The storm sank the ferry, and the council pays for the harbour.", 0);
  add(&arena, &list, "Bakers wake early on most other days.", 0);
  assert_int_equal(first_choice(&list), 3);
  tk_arena_free(&arena);
}

static void a_heading_raises_its_words(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  tk_candidate *title = add(&arena, &list, "Lighthouse keepers retire", 0);
  title->eligible = false;
  add(&arena, &list, "Gulls.", 0);
  add(&arena, &list, "Painters painted seven walls near pretty houses.", 0);
  add(&arena, &list, "Sailors thanked seven lighthouse keepers near home.", 0);
  assert_int_equal(first_choice(&list), 2);
  list.items[0].heading = true;
  assert_int_equal(first_choice(&list), 3);
  tk_arena_free(&arena);
}

static void what_is_said_twice_is_told_once(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "島の議会は橋の工事の予算を認めた。", 1);
  add(&arena, &list, "漁師は嵐の前に港へ戻った。", 1);
  add(&arena, &list, "島の議会は橋の工事の予算を認めました。", 2);
  add(&arena, &list, "連絡船は春まで動かない。", 2);
  tk_choice_list choices = choose(&arena, &list, &(tk_choose_options){.sentences = 4});
  assert_int_equal(choices.count, 3);
  bool first = is_chosen(&choices, 0);
  assert_true(first != is_chosen(&choices, 2));
  for (size_t i = 0; i < choices.count; i++) {
    const tk_choice *choice = &choices.items[i];
    bool twice = choice->candidate == 0 || choice->candidate == 2;
    assert_int_equal(choice->also_count, twice ? 1 : 0);
    if (twice) assert_int_equal(choice->also[0], first ? 2 : 0);
  }
  tk_arena_free(&arena);
}

static void documents_share_the_room(void **state) {
  (void)state;
  static const char *const texts[] = {
      "The northern council approved the ferry budget on Monday.",
      "The ferry budget covers two new boats for the northern harbour.",
      "Critics in the council say the ferry budget is too small.",
  };
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  for (size_t i = 0; i < 3; i++) add(&arena, &list, texts[i], 1);
  add(&arena, &list, "Storms closed the southern ferry line and its harbour for nine days.", 2);
  tk_choice_list choices = choose(&arena, &list, &(tk_choose_options){.sentences = 2});
  assert_int_equal(choices.count, 2);
  assert_true(is_chosen(&choices, 3));
  tk_arena_free(&arena);
}

static bool ten_documents(void *context, tenkyo_str term, double *documents) {
  size_t *asked = context;
  (*asked)++;
  *documents = term.len == 0 ? 10 : 2;
  return true;
}

static void a_query_leads(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_query query = {0}, other = {0};
  size_t asked = 0;
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "The council paid for the bridge and the ferry.", 0);
  add(&arena, &list, "The bridge and the ferry serve the island.", 0);
  add(&arena, &list, "A lighthouse was sold to a painter.", 0);
  assert_true(tk_query_read(&arena, TK_STR("lighthouse"), &query));
  assert_true(tk_query_weigh(&query, ten_documents, &asked));
  assert_true(asked > 0);
  tk_choice_list choices = choose(&arena, &list, &(tk_choose_options){.sentences = 3, .query = &query});
  assert_int_equal(choices.count, 1);
  assert_int_equal(choices.items[0].candidate, 2);
  assert_true(tk_query_read(&arena, TK_STR("submarine"), &other));
  assert_true(tk_query_weigh(&other, ten_documents, &asked));
  assert_int_equal(choose(&arena, &list, &(tk_choose_options){.sentences = 3, .query = &other}).count, 0);
  tk_arena_free(&arena);
}

/* ---- Standing alone ------------------------------------------------------------------------------------------------
 */

static void openings_cost(void **state) {
  (void)state;
  static const char *const free_standing[] = {"島の議会は予算を認めた。", "これまでの工事は終わった。",
                                              "このほど橋が開通した。",   "それぞれの港が開いた。",
                                              "彼岸花が咲いた。",         "The council approved the budget.",
                                              "Hereford has a bridge.",   "Italy sent a ferry.",
                                              "Butter is dear.",          "Sonia paid the bill."};
  static const char *const leaning[] = {"しかし、議会は予算を認めた。",
                                        "また、橋も直す。",
                                        "これは遅すぎる。",
                                        "この橋は古い。",
                                        "彼は反対した。",
                                        "同社は説明を避けた。",
                                        "However, the bridge stayed.",
                                        "This is late.",
                                        "He declined to comment.",
                                        "It's a long way.",
                                        "But the ferry left.",
                                        "IT IS LATE.",
                                        "はい、橋は直します。",
                                        "橋は直るのだろうか。",
                                        "Will the bridge hold?",
                                        "橋の工事",
                                        "もし橋が落ちれば、島は孤立する。",
                                        "If the bridge falls, the island is cut off."};
  for (size_t i = 0; i < sizeof free_standing / sizeof *free_standing; i++)
    assert_true(tk_standing(tk_str(free_standing[i])) == 1);
  for (size_t i = 0; i < sizeof leaning / sizeof *leaning; i++) {
    double standing = tk_standing(tk_str(leaning[i]));
    assert_true(standing > 0 && standing < 1);
  }
  assert_true(tk_standing(TK_STR("これは遅すぎる。")) < tk_standing(TK_STR("また、橋も直す。")));
  assert_true(tk_standing(TK_STR("")) > 0);
}

static void ends_are_seen_behind_marks(void **state) {
  (void)state;
  static const char *const ended[] = {"終わった。",     "終わった[1]。", "終わった。[1][2]", "終わった。¹",
                                      "「終わった。」", "It is over.",   "Is it over?",      "\"It is over.\"",
                                      "It is over.[3]", "*It is over.*", "終わった…"};
  static const char *const endless[] = {"", "橋の工事", "The bridge", "[1]", "橋[1]", "橋]", "\xFF"};
  for (size_t i = 0; i < sizeof ended / sizeof *ended; i++) assert_true(tk_ends_as_sentence(tk_str(ended[i])));
  for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) assert_false(tk_ends_as_sentence(tk_str(endless[i])));
  assert_true(tk_is_question(TK_STR("Is it over?\"")));
  assert_true(tk_is_question(TK_STR("終わるのでしょうか。")));
  assert_false(tk_is_question(TK_STR("It is over.")));
  assert_false(tk_is_question(TK_STR("")));
}

static void length_has_a_middle(void **state) {
  (void)state;
  char text[4000];
  memset(text, 'a', sizeof text);
  double at_20 = tk_length_preference((tenkyo_str){text, 20}), at_100 = tk_length_preference((tenkyo_str){text, 100});
  double at_500 = tk_length_preference((tenkyo_str){text, 500}),
         at_end = tk_length_preference((tenkyo_str){text, 4000});
  assert_true(at_20 < at_100 && at_500 < at_100 && at_end < at_500 + 1e-12);
  assert_true(at_100 == 1 && at_end > 0.2);
  assert_true(tk_length_preference((tenkyo_str){NULL, 0}) > 0.2);
  assert_int_equal(tk_width(TK_STR("橋a각")), 5);
}

/* ---- Vectors -------------------------------------------------------------------------------------------------------
 */

/* Likeness from the definition: components of both, looked up one by one. */
static double slow_likeness(const tk_vector *a, const tk_vector *b) {
  double sum = 0;
  for (uint32_t i = 0; i < a->count; i++)
    for (uint32_t k = 0; k < b->count; k++)
      if (a->items[i].term == b->items[k].term) sum += (double)a->items[i].weight * (double)b->items[k].weight;
  return sum;
}

static void vectors_have_length_one(void **state) {
  (void)state;
  uint32_t seed = 5;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_vectors vectors;
  tk_arena_init(&arena, NULL);
  add_random(&arena, &list, &seed, 60);
  assert_int_equal(tk_vectors_read(&arena, &list, NULL, &vectors, NULL), TENKYO_OK);
  double *dense = tk_arena_array(&arena, vectors.term_count, sizeof *dense);
  assert_non_null(dense);
  for (size_t i = 0; i < vectors.count; i++) {
    const tk_vector *vector = &vectors.items[i];
    if (vector->count > 0) assert_true(fabs(slow_likeness(vector, vector) - 1) < 1e-5);
    tk_vector_add(vector, 1, dense);
    for (size_t k = 0; k < vectors.count; k++) {
      double likeness = tk_vector_dot(&vectors.items[k], dense);
      assert_true(fabs(likeness - slow_likeness(&vectors.items[k], vector)) < 1e-9);
      assert_true(likeness >= 0 && likeness < 1 + 1e-5);
    }
    tk_vector_clear(vector, dense);
  }
  for (size_t t = 0; t < vectors.term_count; t++) assert_true(dense[t] == 0);
  tk_arena_free(&arena);
}

/* ---- Cancelling, memory, size --------------------------------------------------------------------------------------
 */

static void a_token_stops_the_choice(void **state) {
  (void)state;
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_choice_list choices = {0};
  tenkyo_error error;
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(NULL, &token), TENKYO_OK);
  tk_arena_init(&arena, NULL);
  add(&arena, &list, "The council paid for the bridge.", 0);
  tk_choose_options options = {.sentences = 1, .cancel = token};
  assert_int_equal(choose(&arena, &list, &options).count, 1);
  tenkyo_cancel_set(token);
  assert_int_equal(tk_choose(&arena, &list, &options, &choices, &error), TENKYO_CANCELLED);
  assert_int_equal(error.code, TENKYO_CANCELLED);
  tk_arena_free(&arena);
  tenkyo_cancel_free(token);
}

typedef struct failing {
  size_t alive, requests, fail_at;
} failing;

static void *fail_one(void *context, void *block, size_t old_size, size_t new_size) {
  failing *state = context;
  if (new_size == 0) {
    if (block != NULL) state->alive -= old_size;
    free(block);
    return NULL;
  }
  if (++state->requests == state->fail_at) return NULL;
  void *moved = realloc(block, new_size);
  if (moved != NULL) state->alive += new_size - (block == NULL ? 0 : old_size);
  return moved;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  uint32_t seed = 3;
  tk_arena texts;
  tk_candidate_list list = {0};
  tk_query query = {0};
  tk_arena_init(&texts, NULL);
  add_random(&texts, &list, &seed, 80);
  assert_true(tk_query_read(&texts, TK_STR("ferry 港 bridge"), &query));
  for (size_t i = 0; i < query.count; i++) query.items[i].weight = 1;
  tenkyo_status status = TENKYO_NOMEM;
  for (size_t fail_at = 1; status != TENKYO_OK; fail_at++) {
    failing context = {0, 0, fail_at};
    tenkyo_allocator allocator = {fail_one, &context};
    tk_arena arena;
    tk_choice_list choices = {0};
    tenkyo_error error = {0};
    tk_arena_init(&arena, &allocator);
    status = tk_choose(&arena, &list, &(tk_choose_options){.sentences = 5, .query = &query}, &choices, &error);
    assert_true(status == TENKYO_OK || status == TENKYO_NOMEM);
    assert_true((status == TENKYO_OK) == (context.requests < fail_at));
    assert_true(error.code == status);
    tk_arena_free(&arena);
    assert_int_equal(context.alive, 0);
    assert_true(fail_at < 5000);
  }
  tk_arena_free(&texts);
}

/* Very many sentences with no bound at all: the choice does not compare each with each. */
static void huge_texts_stay_linear(void **state) {
  (void)state;
  enum { MANY = 30000 };
  tk_arena arena;
  tk_candidate_list list = {0};
  tk_arena_init(&arena, NULL);
  for (uint32_t i = 0; i < MANY; i++) {
    tk_buffer buffer;
    tk_buffer_init(&buffer, &arena);
    tk_buffer_format(&buffer, "The council of district %u counts %u boats near bridge %u.", i % 977, i % 1013, i % 7);
    tk_candidate *candidate = tk_push(&arena, &list);
    assert_non_null(candidate);
    candidate->text = tk_buffer_text(&buffer);
    candidate->document = i / 100;
    candidate->position = i % 100;
    candidate->eligible = true;
  }
  tk_choose_options options = {0};
  tk_choice_list choices = choose(&arena, &list, &options);
  assert_true(choices.count > 100);
  check_choices(&list, &options, &choices);
  tk_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(budgets_are_never_exceeded),
      cmocka_unit_test(nothing_that_fits_is_no_summary),
      cmocka_unit_test(room_goes_to_what_fits),
      cmocka_unit_test(equal_sentences_go_by_place),
      cmocka_unit_test(the_central_sentence_wins),
      cmocka_unit_test(a_heading_raises_its_words),
      cmocka_unit_test(what_is_said_twice_is_told_once),
      cmocka_unit_test(documents_share_the_room),
      cmocka_unit_test(a_query_leads),
      cmocka_unit_test(openings_cost),
      cmocka_unit_test(ends_are_seen_behind_marks),
      cmocka_unit_test(length_has_a_middle),
      cmocka_unit_test(vectors_have_length_one),
      cmocka_unit_test(a_token_stops_the_choice),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(huge_texts_stay_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
