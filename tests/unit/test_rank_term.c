/* rank: what a text is cut into, where each term stands in it, and that any bytes and any failing allocation hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rank/rank.h"

static bool read_terms(tk_arena *arena, tenkyo_str text, tk_term_list *terms) {
  *terms = (tk_term_list){0};
  return tk_terms(arena, text, terms);
}

/* All terms with a space between; a single character that stands alone has a ! behind it. */
static const char *list_terms(tk_arena *arena, tenkyo_str text) {
  tk_term_list terms;
  tk_buffer buffer;
  assert_true(read_terms(arena, text, &terms));
  tk_buffer_init(&buffer, arena);
  for (size_t i = 0; i < terms.count; i++) {
    if (i > 0) tk_buffer_add_byte(&buffer, ' ');
    tk_buffer_add(&buffer, terms.items[i].text);
    if (terms.items[i].alone) tk_buffer_add_byte(&buffer, '!');
  }
  return tk_buffer_text(&buffer).ptr;
}

typedef struct terms_case {
  const char *text, *terms;
} terms_case;

static const terms_case terms_cases[] = {
    {"", ""},
    {" \n\t、。!?", ""},
    /* CJK: characters and pairs */
    {"東京", "東 東京 京"},
    {"対米", "対 対米 米"},
    {"米", "米!"},
    {"米Trump政権", "米! trump 政 政権 権"},
    {"東京、大阪", "東 東京 京 大 大阪 阪"},
    {"米 中", "米! 中!"},
    {"人々", "人 人々"},
    {"サーバー", "サ サー ーバ バ バー"},
    {"ｻｰﾊﾞｰ", "サ サー ーバ バ バー"},
    {"㌔", "キ キロ ロ"},
    {"東\n京", "東 東京 京"},
    {"東\r\n京", "東 東京 京"},
    {"東\n\n京", "東! 京!"},
    /* the middle dot of a foreign name is no gap; elsewhere it is one */
    {"ティム・クック", "テ ティ ィ ィム ム ムク ク クッ ッ ック ク"},
    {"ティムクック", "テ ティ ィ ィム ム ムク ク クッ ッ ック ク"},
    {"日・米", "日! 米!"},
    /* words */
    {"DeepSeek", "deepseek"},
    {"ＤｅｅｐＳｅｅｋ", "deepseek"},
    {"DeepSeek's", "deepseek"},
    {"DeepSeek’s next", "deepseek next"},
    {"DeepSeek-R2", "deepseekr2 deepseek r2"},
    {"DeepSeek-R2's", "deepseekr2 deepseek r2"},
    {"R2", "r2"},
    {"R20", "r20"},
    {"H20が", "h20 が!"},
    {"GPT-5", "gpt5 gpt"},
    {"GPT-3.5", "gpt3.5 gpt 3.5"},
    {"Node.js", "nodejs node js"},
    {"U.S. and", "us and"},
    {"AT&T", "att at"},
    {"don't", "dont"},
    {"l'avion", "lavion avion"},
    {"O’Brien", "obrien brien"},
    {"rock 'n' roll", "rock n roll"},
    {"a--b", "a b"},
    {"-x-", "x"},
    {"Straße", "strasse"},
    {"co\xC2\xADop", "coop"},
    {"naïve nai\xCC\x88ve", "naïve naïve"},
    {"Москва", "москва"},
    /* numbers */
    {"50,000", "50000"},
    {"50000", "50000"},
    {"５０，０００", "50000"},
    {"1,234,567.89", "1234567.89"},
    {"1,2,3", "1 2 3"},
    {"12,3456", "12 3456"},
    {"1234,567", "1234 567"},
    {"3.5.", "3.5"},
    {"50,000個", "50000 50000個 個"},
    {"8月15日", "8 8月 月 15 15日 日"},
    {"15日に", "15 15日 日 日に に"},
    {"5000億ドル", "5000 5000億 億 億ド ド ドル ル"},
    {"2025-08-15", "20250815 2025 08 15"},
    /* Hangul: the word, and pairs under its particle */
    {"서울에서", "서울에서 서울 울에 에서"},
    {"서울", "서울"},
    {"말", "말"},
    /* no spaces between words */
    {"ไทย", "ไ ไท ท ทย ย"},
    /* bytes that are no UTF-8 */
    {"東\xFF京", "東! 京!"},
    {"a\xC3(b", "a b"},
    {"\xE6\x9D", ""},
};

static void terms_of_each_script(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof terms_cases / sizeof *terms_cases; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    assert_string_equal(list_terms(&arena, tk_str(terms_cases[i].text)), terms_cases[i].terms);
    tk_arena_free(&arena);
  }
}

static void nul_is_a_gap(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  assert_string_equal(list_terms(&arena, TK_STR("ab\0cd東\0京")), "ab cd 東! 京!");
  tk_arena_free(&arena);
}

/* Where a term stands: its text, which of its occurrences, and the bytes of the original. */
typedef struct span_case {
  const char *text, *term, *original;
} span_case;

static const span_case span_cases[] = {
    {"５０，０００個のＨ２０", "50000", "５０，０００"},
    {"５０，０００個のＨ２０", "50000個", "５０，０００個"},
    {"５０，０００個のＨ２０", "h20", "Ｈ２０"},
    {"約㌔と", "キロ", "㌔"},
    {"ﾊﾞﾅﾅ", "バナ", "ﾊﾞﾅ"},
    {"x DeepSeek's y", "deepseek", "DeepSeek"},
    {"x DeepSeek-R2 y", "deepseekr2", "DeepSeek-R2"},
    {"x DeepSeek-R2 y", "r2", "R2"},
    {"ティム・クック", "ムク", "ム・ク"},
    {"東\n京", "東京", "東\n京"},
    {"\xFF\xFF東京", "東京", "東京"},
};

static void spans_are_of_the_original(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof span_cases / sizeof *span_cases; i++) {
    const span_case *expected = &span_cases[i];
    tk_arena arena;
    tk_term_list terms;
    tk_arena_init(&arena, NULL);
    assert_true(read_terms(&arena, tk_str(expected->text), &terms));
    size_t found = 0;
    for (size_t k = 0; k < terms.count; k++) {
      if (!tk_equal(terms.items[k].text, tk_str(expected->term))) continue;
      tenkyo_span span = terms.items[k].span;
      tenkyo_str original = tk_cut(tk_str(expected->text), span.begin, span.end);
      assert_true(tk_equal(original, tk_str(expected->original)));
      found++;
    }
    assert_int_equal(found, 1);
    tk_arena_free(&arena);
  }
}

/* What holds for the terms of any bytes. */
static void check_terms(tenkyo_str text, const tk_term_list *terms) {
  size_t last = 0;
  for (size_t i = 0; i < terms->count; i++) {
    const tk_term *term = &terms->items[i];
    assert_true(term->text.len > 0 && term->text.len <= TK_TERM_MAX);
    assert_true(tk_utf8_valid(term->text, NULL));
    assert_true(term->span.begin < term->span.end && term->span.end <= text.len);
    assert_true(term->span.begin >= last);
    assert_true(!term->alone || term->kind == TK_TERM_CHARACTER);
    last = term->span.begin;
  }
}

/* A generator of our own, so that the bytes are the same everywhere. */
static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void any_bytes_hold(void **state) {
  (void)state;
  static const char *const pieces[] = {"東", "ー", "・", "\xCC\x88", "a",    "Z",        "9",  ",",  ".",
                                       "-",  "'",  "\n", "각",       "\xFF", "\xE6\x9D", "々", "ﾊﾞ", "\xEF\xB8\x8F",
                                       "ก",  " "};
  uint32_t seed = 7;
  for (int round = 0; round < 3000; round++) {
    char bytes[256];
    size_t length = 0;
    for (uint32_t left = next_random(&seed) % 40; left > 0; left--) {
      const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
      memcpy(bytes + length, piece, strlen(piece));
      length += strlen(piece);
    }
    tk_arena arena;
    tk_term_list terms;
    tk_arena_init(&arena, NULL);
    assert_true(read_terms(&arena, (tenkyo_str){bytes, length}, &terms));
    check_terms((tenkyo_str){bytes, length}, &terms);
    tk_arena_free(&arena);
  }
}

/* One line of many megabytes, made of one piece again and again: time and terms grow with it, not faster. */
static void long_lines_stay_linear(void **state) {
  (void)state;
  static const char *const pieces[] = {"x",  "9",        "東",   "a-",       "'s",       "1,234",
                                       "각", "\xCC\x88", "ー・", "\xF0\x9F", "e\xCC\x81"};
  for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
    size_t unit = strlen(pieces[p]), count = 2000000 / unit;
    char *bytes = malloc(unit * count);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++) memcpy(bytes + i * unit, pieces[p], unit);
    tk_arena arena;
    tk_term_list terms;
    tk_arena_init(&arena, NULL);
    assert_true(read_terms(&arena, (tenkyo_str){bytes, unit * count}, &terms));
    assert_true(terms.count <= 2 * unit * count);
    check_terms((tenkyo_str){bytes, unit * count}, &terms);
    tk_arena_free(&arena);
    free(bytes);
  }
}

static void long_words_are_told_apart(void **state) {
  (void)state;
  char first[200], second[200];
  memset(first, 'a', sizeof first);
  memset(second, 'a', sizeof second);
  second[sizeof second - 1] = 'b';
  tk_arena arena;
  tk_term_list a, b, again;
  tk_arena_init(&arena, NULL);
  assert_true(read_terms(&arena, (tenkyo_str){first, sizeof first}, &a));
  assert_true(read_terms(&arena, (tenkyo_str){second, sizeof second}, &b));
  assert_true(read_terms(&arena, (tenkyo_str){first, sizeof first}, &again));
  assert_int_equal(a.count, 1);
  assert_int_equal(b.count, 1);
  assert_false(tk_equal(a.items[0].text, b.items[0].text));
  assert_true(tk_equal(a.items[0].text, again.items[0].text));
  assert_int_equal(a.items[0].span.end, sizeof first);
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

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const char text[] = "DeepSeek-R2とティム・クック、5,000個 서울에서 e\xC2\xADmail ";
  char *bytes = malloc(200 * sizeof text);
  assert_non_null(bytes);
  for (size_t i = 0; i < 200; i++) memcpy(bytes + i * (sizeof text - 1), text, sizeof text - 1);
  bool done = false;
  for (size_t fail_at = 1; !done; fail_at++) {
    failing context = {0, fail_at};
    tenkyo_allocator allocator = {fail_one, &context};
    tk_arena arena;
    tk_term_list terms;
    tk_arena_init(&arena, &allocator);
    done = read_terms(&arena, (tenkyo_str){bytes, 200 * (sizeof text - 1)}, &terms);
    assert_true(done == (context.requests < fail_at));
    assert_true(done != arena.failed);
    tk_arena_free(&arena);
    assert_true(fail_at < 1000);
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_of_each_script),      cmocka_unit_test(nul_is_a_gap),
      cmocka_unit_test(spans_are_of_the_original), cmocka_unit_test(any_bytes_hold),
      cmocka_unit_test(long_lines_stay_linear),    cmocka_unit_test(long_words_are_told_apart),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
