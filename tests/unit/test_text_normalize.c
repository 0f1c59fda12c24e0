/* normalize: the folded form, that it stays as it is when folded again, the way back, long runs of marks. */
#include "text_support.h"

#include "text/character.h"

static tenkyo_str folded(tk_arena *arena, tenkyo_str text) {
  tk_view view;
  assert_true(tk_normalize(arena, text, &view));
  assert_int_equal(view.origin[view.text.len], text.len);
  assert_int_equal(view.text.ptr[view.text.len], 0);
  return view.text;
}

static void expect_form(tk_arena *arena, const char *text, const char *form) {
  assert_string_equal(folded(arena, tk_str(text)).ptr, form);
  assert_string_equal(folded(arena, tk_str(form)).ptr, form);
}

static void folds_width_case_and_composition(void **state) {
  tk_arena *arena = *state;
  expect_form(arena, "ＤｅｅｐＳｅｅｋ", "deepseek");
  expect_form(arena, "ﾊﾟｿｺﾝのｶﾞｲﾄﾞ", "パソコンのガイド");
  expect_form(arena, "①②㍿㌔", "12株式会社キロ");
  expect_form(arena, "Straße ÉTÉ Ελλάς", "strasse été ελλάσ");
  expect_form(arena, "e\xCC\x81 は か\xE3\x82\x99", "é は が");
  expect_form(arena, "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "각");
  expect_form(arena, "q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87");
  expect_form(arena,
              "\xEF\xBB\xBFso\xC2\xAD"
              "ft 葛\xF3\xA0\x84\x80",
              "soft 葛");
  expect_form(arena, "𝐁old ﬁ ½", "bold fi 1⁄2");
  expect_form(arena, "梁文峰、米国。", "梁文峰、米国。");
  expect_form(arena, "", "");
  expect_form(arena, "a\xFF\xE3\x81z", "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  tenkyo_str nul = folded(arena, (tenkyo_str){"A\0B", 3});
  assert_memory_equal(nul.ptr, "a\0b", 3);
}

/* Alone, before a mark, behind a letter, and behind half a syllable. */
static void is_stable_for_every_character(void **state) {
  (void)state;
  for (uint32_t code = 0; code <= 0x10FFFF; code++) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    char bytes[24];
    size_t length = tk_utf8_encode(code, bytes);
    memcpy(bytes + length, "\xCC\x81 x", 4);
    length += 4;
    length += tk_utf8_encode(code, bytes + length);
    memcpy(bytes + length, "\xE1\x84\x80", 3);
    length += 3;
    length += tk_utf8_encode(code, bytes + length);
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tenkyo_str once = folded(&arena, (tenkyo_str){bytes, length});
    tenkyo_str twice = folded(&arena, once);
    assert_true(tk_equal(once, twice));
    assert_true(tk_utf8_valid(once, NULL));
    tk_arena_free(&arena);
  }
}

/* Every stretch of the view is what its own bytes of the original fold to: cluster by cluster, and for any span. */
static void check_way_back(tk_arena *arena, tenkyo_str text) {
  tk_view view;
  assert_true(tk_normalize(arena, text, &view));
  for (size_t begin = 0, end; begin < view.text.len; begin = end) {
    for (end = begin + 1; end < view.text.len && view.origin[end] == view.origin[begin];) end++;
    assert_true(end == view.text.len || view.origin[end] > view.origin[begin]);
    tenkyo_span span = tk_view_origin(&view, (tenkyo_span){begin, end});
    assert_int_equal(span.begin, view.origin[begin]);
    assert_int_equal(span.end, view.origin[end]);
    assert_true(tk_equal(folded(arena, tk_cut(text, span.begin, span.end)), tk_cut(view.text, begin, end)));
    tenkyo_span inside = tk_view_origin(&view, (tenkyo_span){begin, begin + 1});
    assert_true(inside.begin == span.begin && inside.end == span.end);
  }
  tenkyo_span empty = tk_view_origin(&view, (tenkyo_span){view.text.len, view.text.len});
  assert_true(empty.begin == text.len && empty.end == text.len);
  tenkyo_span beyond = tk_view_origin(&view, (tenkyo_span){0, view.text.len + 5});
  assert_int_equal(beyond.end, text.len);
}

static void leads_back_to_the_original(void **state) {
  tk_arena *arena = *state;
  const char *text = "中国の㍿「ＤｅｅｐＳｅｅｋ」は、ﾊﾟﾘでe\xCC\x81t\xC2\xAD\xCC\x81. ﷺ";
  check_way_back(arena, tk_str(text));
  tk_view view;
  assert_true(tk_normalize(arena, tk_str(text), &view));
  size_t at = tk_search(view.text, TK_STR("会社"), 0);
  assert_true(at != SIZE_MAX);
  tenkyo_span span = tk_view_origin(&view, (tenkyo_span){at, at + 6});
  assert_true(tk_equal(tk_cut(tk_str(text), span.begin, span.end), TK_STR("㍿")));
  at = tk_search(view.text, TK_STR("deepseek"), 0);
  span = tk_view_origin(&view, (tenkyo_span){at, at + 8});
  assert_true(tk_equal(tk_cut(tk_str(text), span.begin, span.end), TK_STR("ＤｅｅｐＳｅｅｋ")));
}

static void leads_back_from_any_mixture(void **state) {
  (void)state;
  static const char *const pieces[] = {"a",
                                       "Ｂ",
                                       "ｶ",
                                       "ﾞ",
                                       "か",
                                       "\xE3\x82\x99",
                                       "\xCC\x81",
                                       "\xCC\xA3",
                                       "\xC2\xAD",
                                       "㍿",
                                       "典",
                                       "\xFF",
                                       "\xE3\x81",
                                       "ﬁ",
                                       "각",
                                       "\xE1\x86\xA8",
                                       "\xE1\x84\x80",
                                       " ",
                                       "\n",
                                       "\xE2\x80\x8D",
                                       "ΐ",
                                       "İ",
                                       "\xF0\x9F\x98\x80"};
  uint32_t seed = 11;
  for (int round = 0; round < 3000; round++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_buffer buffer;
    tk_buffer_init(&buffer, &arena);
    for (int i = 0; i < 12; i++) tk_buffer_add(&buffer, tk_str(pieces[text_random(&seed) % (sizeof pieces / 8)]));
    tenkyo_str text = tk_buffer_text(&buffer);
    check_way_back(&arena, text);
    tenkyo_str once = folded(&arena, text);
    assert_true(tk_equal(once, folded(&arena, once)));
    tk_arena_free(&arena);
  }
}

/* Marks of two classes by turns must all be reordered; spans inside are found in few steps each. */
static void takes_long_runs_of_marks(void **state) {
  (void)state;
  tenkyo_str text;
  char *block = repeated("\xCC\x81\xCC\xA3", 1 << 21, &text);
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_view view;
  assert_true(tk_normalize(&arena, text, &view));
  assert_int_equal(view.text.len, text.len);
  assert_memory_equal(view.text.ptr, "\xCC\xA3\xCC\xA3", 4);
  assert_memory_equal(view.text.ptr + text.len - 4, "\xCC\x81\xCC\x81", 4);
  for (size_t i = 0; i + 2 <= view.text.len; i += 2) {
    tenkyo_span span = tk_view_origin(&view, (tenkyo_span){i, i + 2});
    assert_true(span.begin == 0 && span.end == text.len);
  }
  tk_arena_free(&arena);
  free(block);
}

static void reports_lack_of_memory(void **state) {
  (void)state;
  tenkyo_str text;
  char *block = repeated("\xCC\x81\xCC\xA3ﷺ\xFF", 40000, &text);
  for (size_t fail_at = 1;; fail_at++) {
    text_counter count = {.fail_at = fail_at};
    tenkyo_allocator allocator = {text_counted, &count};
    tk_arena arena;
    tk_arena_init(&arena, &allocator);
    tk_view view;
    bool done = tk_normalize(&arena, text, &view);
    tk_arena_free(&arena);
    assert_int_equal(count.alive, 0);
    assert_int_equal(done, !count.failed);
    if (done) break;
  }
  free(block);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(folds_width_case_and_composition, text_setup, text_teardown),
      cmocka_unit_test(is_stable_for_every_character),
      cmocka_unit_test_setup_teardown(leads_back_to_the_original, text_setup, text_teardown),
      cmocka_unit_test(leads_back_from_any_mixture),
      cmocka_unit_test(takes_long_runs_of_marks),
      cmocka_unit_test(reports_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
