/* fact: bad bytes, long inputs made to be slow, failing allocation, and the public call. */
#include "unit/test_fact_notation.h"

/* ---- Invariants -------------------------------------------------------------------------------------------------- */

/* Facts are in order of their begin, not empty, inside the text, on borders of characters, and dates are days. */
static void check_facts(tenkyo_str text, const tk_fact_list *facts) {
  size_t last = 0;
  for (size_t i = 0; i < facts->count; i++) {
    const tk_fact *fact = &facts->items[i];
    assert_true(fact->span.begin >= last && fact->span.begin < fact->span.end && fact->span.end <= text.len);
    last = fact->span.begin;
    if (fact->kind == TENKYO_DATE) {
      const tk_date *date = &fact->as.date;
      assert_true(date->from.month >= 0 && date->from.month <= 12 && date->to.month <= 12);
      assert_true(date->from.day >= 1 && date->from.day <= 31 && date->to.day >= 1 && date->to.day <= 31);
      bool whole = date->from.year > 0 && date->to.year > 0;
      assert_true(!whole || memcmp(&date->from, &date->to, sizeof date->from) == 0 || date->from.year < date->to.year ||
                  date->from.month < date->to.month ||
                  (date->from.month == date->to.month && date->from.day < date->to.day));
    }
    if (fact->kind == TENKYO_NUMBER) {
      assert_true(tk_decimal_compare(fact->as.number.low, fact->as.number.high) <= 0);
    }
    tk_comparison self = tk_fact_compare(fact, fact);
    assert_true(self == TK_SAME || (self == TK_CANNOT_TELL && (fact->kind == TENKYO_QUOTE || fact->as.date.relative)));
  }
}

static size_t read_and_check(tenkyo_str text) {
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_fact_options options = {TK_UNKNOWN, {2025, 8, 15}};
  tk_fact_list facts = {0};
  assert_true(tk_facts(&arena, text, &options, &facts));
  check_facts(text, &facts);
  size_t count = facts.count;
  tk_arena_free(&arena);
  return count;
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Pieces of facts put together at random, with bytes broken at random. */
static void random_texts(void **state) {
  (void)state;
  static const char *const PIECES[] = {
      "3",        "12",     "2025",  "年",    "月",       "日",      "億",      "万",     "千",       "十",
      "五",       "数",     "約",    "以上",  "〜",       "-",       "から",    "$",      "%",        "人",
      ",",        ".",      " ",     "\n",    "「",       "」",      "“",       "”",      "\"",       "Aug",
      "May ",     "to ",    "two ",  "and ",  "hundred ", "million", "第",      "四半期", "昨年",     "令和",
      "元",       "度",     "割",    "分の",  "目",       "半",      "bn",      "th",     "s",        "/",
      ":",        "(",      ")",     "[",     "]",        "・",      "、",      "と",     "述べ",     "上旬",
      "between ", "early ", "last ", "year ", "R2",       "GPT-",    "http://", "\xff",   "\xe3\x80", "\x00"};
  uint32_t seed = 11;
  for (int round = 0; round < 20000; round++) {
    char text[256];
    size_t length = 0, pieces = 1 + next_random(&seed) % 14;
    for (size_t i = 0; i < pieces; i++) {
      const char *piece = PIECES[next_random(&seed) % (sizeof PIECES / sizeof *PIECES)];
      size_t size = *piece == '\0' ? 1 : strlen(piece);
      memcpy(text + length, piece, size);
      length += size;
    }
    read_and_check((tenkyo_str){text, length});
  }
}

static void bad_bytes(void **state) {
  (void)state;
  assert_int_equal(read_and_check((tenkyo_str){NULL, 0}), 0);
  assert_int_equal(read_and_check((tenkyo_str){"\0\0\0", 3}), 0);
  assert_int_equal(read_and_check(TK_STR("\xff\xff\xff")), 0);
  assert_int_equal(read_and_check(TK_STR("5\xff"
                                         "人")),
                   1);
  assert_int_equal(read_and_check(TK_STR("8月15日\xe3\x81")), 1);
  assert_int_equal(read_and_check((tenkyo_str){"12人\0034人", 10}), 2);
}

/* ---- Long inputs ------------------------------------------------------------------------------------------------- */

/* A unit repeated to some size; to be freed. */
static tenkyo_str repeat(const char *unit, size_t size) {
  size_t length = strlen(unit), count = size / length;
  char *bytes = malloc(count * length);
  assert_non_null(bytes);
  for (size_t i = 0; i < count; i++) {
    memcpy(bytes + i * length, unit, length);
  }
  return (tenkyo_str){bytes, count * length};
}

/* Each of these is slow to the square for a reader that goes back or looks ahead without bound. */
static const char *const BOMBS[] = {"1",
                                    "1,",
                                    "1.",
                                    "1,111",
                                    "九",
                                    "十",
                                    "百万",
                                    "万",
                                    "1万",
                                    "数",
                                    "数十",
                                    "「",
                                    "」",
                                    "「『",
                                    "『」",
                                    "\"",
                                    "“",
                                    "「1」と",
                                    "[1",
                                    "(1",
                                    "1-",
                                    "1〜",
                                    "1年",
                                    "1月",
                                    "1日",
                                    "1日から",
                                    "2025-",
                                    "約",
                                    "約1",
                                    "about ",
                                    "two ",
                                    "hundred ",
                                    "a million ",
                                    "Aug. 1 ",
                                    "Aug. 1 to ",
                                    "in 2025 ",
                                    "$",
                                    "$1",
                                    "-",
                                    "-1",
                                    "1 ",
                                    "a1",
                                    "a-1",
                                    "http://",
                                    "@",
                                    "1@a",
                                    "1:",
                                    "1/",
                                    "第",
                                    "第1",
                                    "昨年",
                                    "令和",
                                    "令和1年",
                                    "\n",
                                    "1.\n",
                                    "#",
                                    "## 1 ",
                                    "　",
                                    "3分の",
                                    "between 1 and ",
                                    "1、",
                                    "１",
                                    "\xff",
                                    "\xe4",
                                    "early ",
                                    "of 2000 ",
                                    "one hundred and "};

static void bombs(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof BOMBS / sizeof *BOMBS; i++) {
    tenkyo_str text = repeat(BOMBS[i], 200000);
    read_and_check(text);
    free((void *)text.ptr);
  }
}

static void find_in(tenkyo_str quote, tenkyo_str source) {
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_quote_match match;
  assert_true(tk_quote_find(&arena, quote, source, &match));
  assert_true(match.span.begin <= match.span.end && match.span.end <= source.len);
  assert_true(match.altered.begin <= match.altered.end && match.altered.end <= quote.len);
  tk_arena_free(&arena);
}

static void quote_bombs(void **state) {
  (void)state;
  static const char *const UNITS[][2] = {
      {"あ", "あ"},         {"あい", "い"}, {"abcd…", "abcde"},        {"ab", "abababac"},
      {"…", "…"},           {"[1", "[1"},   {"abcdefgh…", "abcdefgx"}, {"abcdefghij", "abcdefghik"},
      {"\xff", "\xff\xfe"}, {" ", " "}};
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
    tenkyo_str quote = repeat(UNITS[i][0], 60000), source = repeat(UNITS[i][1], 300000);
    find_in(quote, source);
    find_in(source, quote);
    free((void *)quote.ptr);
    free((void *)source.ptr);
  }
}

/* ---- Allocation -------------------------------------------------------------------------------------------------- */

typedef struct counter {
  size_t alive, requests, fail_at;
} counter;

static void *counted(void *context, void *block, size_t old_size, size_t new_size) {
  counter *count = context;
  if (new_size == 0) {
    count->alive -= block == NULL ? 0 : old_size;
    free(block);
    return NULL;
  }
  if (++count->requests == count->fail_at) {
    return NULL;
  }
  void *moved = realloc(block, new_size);
  if (moved != NULL) {
    count->alive += new_size - (block == NULL ? 0 : old_size);
  }
  return moved;
}

static void every_allocation_fails(void **state) {
  (void)state;
  tenkyo_str text = repeat("8月15日から30日に約5000億ドルを「払う」と12人以上が述べた。\n", 20000);
  size_t fail_at = 1;
  for (tenkyo_status status = TENKYO_NOMEM; status != TENKYO_OK; fail_at++) {
    counter count = {0, 0, fail_at};
    tenkyo_allocator allocator = {counted, &count};
    tenkyo_text_options options = {.size = sizeof options, .allocator = &allocator};
    tenkyo_result *result;
    tenkyo_error error = {0};
    status = tenkyo_facts(text, &options, &result, &error);
    assert_true(status == TENKYO_OK || (status == TENKYO_NOMEM && result == NULL && error.code == TENKYO_NOMEM));
    tenkyo_result_free(result);
    assert_int_equal(count.alive, 0);
    assert_true(fail_at < 10000);
  }
  assert_true(fail_at > 4);
  free((void *)text.ptr);
}

static void every_allocation_of_find_fails(void **state) {
  (void)state;
  size_t fail_at = 1;
  for (bool done = false; !done; fail_at++) {
    counter count = {0, 0, fail_at};
    tenkyo_allocator allocator = {counted, &count};
    tk_arena arena;
    tk_arena_init(&arena, &allocator);
    tk_quote_match match;
    tenkyo_str source = repeat("全体の予算は増えるが、雇用は減ると見られている。", 9000);
    done = tk_quote_find(&arena, TK_STR("全体の予算は減るが(中略)雇用は増えると見られている"), source, &match);
    tk_arena_free(&arena);
    assert_int_equal(count.alive, 0);
    assert_true(fail_at < 1000);
    free((void *)source.ptr);
  }
  assert_true(fail_at > 3);
}

/* ---- The public call --------------------------------------------------------------------------------------------- */

static void public_facts(void **state) {
  (void)state;
  tenkyo_text_options options = {.size = sizeof options, .date = "2025-08-20"};
  tenkyo_result *result;
  tenkyo_str text = TK_STR("8月15日に約5000億ドル、10人以上、最大3%、1〜2社を「増やす」と述べた。15日。");
  assert_int_equal(tenkyo_facts(text, &options, &result, NULL), TENKYO_OK);
  size_t count;
  const tenkyo_fact *facts = tenkyo_result_facts(result, &count);
  assert_int_equal(count, 7);
  assert_string_equal(facts[0].from.ptr, "2025-08-15");
  assert_string_equal(facts[0].to.ptr, "2025-08-15");
  assert_true(facts[0].kind == TENKYO_DATE && facts[0].relative);
  assert_string_equal(facts[1].value.ptr, "500000000000");
  assert_string_equal(facts[1].unit.ptr, "USD");
  assert_true(facts[1].approximate && facts[1].low.len == 0);
  assert_string_equal(facts[2].low.ptr, "10");
  assert_true(facts[2].value.len == 0 && facts[2].high.len == 0);
  assert_string_equal(facts[3].high.ptr, "3");
  assert_true(facts[3].low.len == 0);
  assert_string_equal(facts[4].low.ptr, "1");
  assert_string_equal(facts[4].high.ptr, "2");
  assert_true(facts[5].kind == TENKYO_QUOTE);
  assert_true(tk_equal(tk_cut(text, facts[5].span.begin, facts[5].span.end), TK_STR("増やす")));
  assert_string_equal(facts[6].from.ptr, "---15");
  tenkyo_result_free(result);
  assert_null(tenkyo_result_facts(NULL, &count));
  assert_int_equal(count, 0);
}

static void public_errors(void **state) {
  (void)state;
  tenkyo_result *result;
  tenkyo_error error;
  static const char *const no_days[] = {"yesterday", "", "2024", "2024-05", "2024-05-04 ", "2024-02-30"};
  tenkyo_text_options options;
  for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++) {
    options = (tenkyo_text_options){.size = sizeof options, .date = no_days[i]};
    assert_int_equal(tenkyo_facts(TK_STR("3人"), &options, &result, &error), TENKYO_INVALID);
    assert_null(result);
    assert_int_equal(error.code, TENKYO_INVALID);
  }
  options = (tenkyo_text_options){.size = 0};
  assert_int_equal(tenkyo_facts(TK_STR("3人"), &options, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_facts((tenkyo_str){"", TENKYO_TEXT_MAX + 1}, NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_facts((tenkyo_str){NULL, 3}, NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_facts(TK_STR("3人"), NULL, NULL, &error), TENKYO_INVALID);
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(NULL, &token), TENKYO_OK);
  tenkyo_cancel_set(token);
  options = (tenkyo_text_options){.size = sizeof options, .cancel = token};
  assert_int_equal(tenkyo_facts(TK_STR("3人"), &options, &result, &error), TENKYO_CANCELLED);
  tenkyo_cancel_free(token);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_texts),
      cmocka_unit_test(bad_bytes),
      cmocka_unit_test(bombs),
      cmocka_unit_test(quote_bombs),
      cmocka_unit_test(every_allocation_fails),
      cmocka_unit_test(every_allocation_of_find_fails),
      cmocka_unit_test(public_facts),
      cmocka_unit_test(public_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
