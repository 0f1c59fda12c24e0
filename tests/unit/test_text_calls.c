/* The public calls: arguments, ownership, every allocation failed in turn, inputs that would hurt a slow reader. */
#include "text_support.h"

#include <stdio.h>

typedef tenkyo_status (*text_call)(tenkyo_str, const tenkyo_text_options *, tenkyo_result **, tenkyo_error *);
static const text_call calls[] = {tenkyo_normalize, tenkyo_sentences, tenkyo_words};
enum { CALLS = sizeof calls / sizeof *calls };

static void gives_results(void **state) {
  (void)state;
  tenkyo_result *result;
  tenkyo_error error;
  size_t count;
  assert_int_equal(tenkyo_normalize(TK_STR("ＡＢＣ"), NULL, &result, &error), TENKYO_OK);
  assert_string_equal(tenkyo_result_text(result).ptr, "abc");
  assert_null(tenkyo_result_sentences(result, &count));
  assert_int_equal(count, 0);
  tenkyo_result_free(result);
  tenkyo_text_options options = {.size = sizeof options, .lang = "ja", .format = TENKYO_FORMAT_TEXT};
  assert_int_equal(tenkyo_sentences(TK_STR("一つ。二つ。"), &options, &result, &error), TENKYO_OK);
  const tenkyo_span *spans = tenkyo_result_sentences(result, &count);
  assert_int_equal(count, 2);
  assert_true(spans[0].begin == 0 && spans[0].end == 9 && spans[1].begin == 9 && spans[1].end == 18);
  assert_null(tenkyo_result_words(result, NULL));
  tenkyo_result_free(result);
  assert_int_equal(tenkyo_words(TK_STR("R2 50,000!"), NULL, &result, NULL), TENKYO_OK);
  const tenkyo_word *words = tenkyo_result_words(result, &count);
  assert_int_equal(count, 3);
  assert_true(words[0].kind == TENKYO_WORD && words[1].kind == TENKYO_WORD_NUMBER);
  assert_true(words[2].kind == TENKYO_WORD_SYMBOL && words[2].span.begin == 9);
  tenkyo_result_free(result);
  assert_null(tenkyo_result_sentences(NULL, &count));
  assert_null(tenkyo_result_words(NULL, &count));
}

static void takes_empty_texts(void **state) {
  (void)state;
  for (size_t i = 0; i < CALLS; i++) {
    tenkyo_result *result = NULL;
    size_t count = 9;
    assert_int_equal(calls[i]((tenkyo_str){NULL, 0}, NULL, &result, NULL), TENKYO_OK);
    assert_non_null(result);
    tenkyo_result_sentences(result, &count);
    assert_int_equal(count, 0);
    tenkyo_result_words(result, &count);
    assert_int_equal(count, 0);
    assert_int_equal(tenkyo_result_text(result).len, 0);
    tenkyo_result_free(result);
  }
}

static void refuses_bad_arguments(void **state) {
  (void)state;
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(NULL, &token), TENKYO_OK);
  tenkyo_cancel_set(token);
  for (size_t i = 0; i < CALLS; i++) {
    tenkyo_result *result = (tenkyo_result *)&token;
    tenkyo_error error;
    tenkyo_text_options options = {.size = sizeof options};
    assert_int_equal(calls[i](TK_STR("x"), &options, NULL, &error), TENKYO_INVALID);
    assert_int_equal(error.code, TENKYO_INVALID);
    assert_int_equal(calls[i]((tenkyo_str){NULL, 3}, &options, &result, &error), TENKYO_INVALID);
    assert_null(result);
    assert_int_equal(calls[i]((tenkyo_str){"x", TENKYO_TEXT_MAX + 1}, &options, &result, &error), TENKYO_INVALID);
    options.size = sizeof options + 1;
    assert_int_equal(calls[i](TK_STR("x"), &options, &result, &error), TENKYO_INVALID);
    options = (tenkyo_text_options){.size = sizeof options, .format = TENKYO_FORMAT_JSON};
    assert_int_equal(calls[i](TK_STR("x"), &options, &result, &error), TENKYO_UNSUPPORTED);
    options = (tenkyo_text_options){.size = sizeof options, .cancel = token};
    assert_int_equal(calls[i](TK_STR("x"), &options, &result, &error), TENKYO_CANCELLED);
    assert_null(result);
  }
  tenkyo_cancel_free(token);
}

static void knows_formats(void **state) {
  (void)state;
  tenkyo_format format;
  tenkyo_error error;
  static const struct {
    const char *name;
    tenkyo_format format;
  } known[] = {{"markdown", TENKYO_FORMAT_MARKDOWN}, {"md", TENKYO_FORMAT_MARKDOWN}, {"quarto", TENKYO_FORMAT_MARKDOWN},
               {"qmd", TENKYO_FORMAT_MARKDOWN},      {"text", TENKYO_FORMAT_TEXT},   {"txt", TENKYO_FORMAT_TEXT},
               {"json", TENKYO_FORMAT_JSON},         {"jsonl", TENKYO_FORMAT_JSONL}, {"ndjson", TENKYO_FORMAT_JSONL}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    assert_int_equal(tenkyo_format_from_name(tk_str(known[i].name), &format, &error), TENKYO_OK);
    assert_int_equal(format, known[i].format);
  }
  static const char *const unknown[] = {"latex", "typst", "org", "asciidoc", "rst",
                                        "html",  "pdf",   "",    "Markdown", "mark"};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
    assert_int_equal(tenkyo_format_from_name(tk_str(unknown[i]), &format, &error), TENKYO_UNSUPPORTED);
  assert_int_equal(tenkyo_format_from_name((tenkyo_str){NULL, 0}, &format, NULL), TENKYO_UNSUPPORTED);
  assert_int_equal(tenkyo_format_from_name(TK_STR("json"), NULL, &error), TENKYO_INVALID);
}

/* Every block kind, language and mark, so that every list grows. */
static const char rich[] =
    "---\ntitle: x\n---\n# 見出し\n- 項目「一。」\n  続き\n\n> 引用です。二つ目。\n\n| a | b "
    "|\n|---|---|\n\n```\ncode\n```\n"
    "The first (one. two.) sentence.[1] The second one! \"A third.\" And more.\n日本語の行。次の行。\xFF\n\n"
    "<!-- note -->\n参考文献\n- [1] Title\n[2] ﷺ e\xCC\x81\xCC\xA3\xCC\x81\n";

static void reports_every_lack_of_memory(void **state) {
  (void)state;
  tk_buffer text;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_buffer_init(&text, &arena);
  for (int i = 0; i < 60; i++) tk_buffer_add(&text, TK_STR(rich));
  for (size_t i = 0; i < CALLS; i++) {
    size_t failures = 0;
    for (size_t fail_at = 1;; fail_at++) {
      text_counter count = {.fail_at = fail_at};
      tenkyo_allocator allocator = {text_counted, &count};
      tenkyo_text_options options = {.size = sizeof options, .allocator = &allocator};
      tenkyo_error error = {.code = TENKYO_OK};
      tenkyo_result *result;
      tenkyo_status status = calls[i](tk_buffer_text(&text), &options, &result, &error);
      assert_int_equal(status, count.failed ? TENKYO_NOMEM : TENKYO_OK);
      assert_int_equal(error.code, status);
      assert_int_equal(result == NULL, count.failed);
      tenkyo_result_free(result);
      assert_int_equal(count.alive, 0);
      if (!count.failed) break;
      failures++;
    }
    assert_true(failures >= 3);
  }
  tk_arena_free(&arena);
}

/* Sanitizers make everything slower, by a factor: less of it shows the same. */
#if defined(__SANITIZE_ADDRESS__)
enum { REPEATED_BYTES = 1 << 17 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { REPEATED_BYTES = 1 << 17 };
#else
enum { REPEATED_BYTES = 1 << 19 };
#endif
#else
enum { REPEATED_BYTES = 1 << 19 };
#endif

static void call_all(tenkyo_str text) {
  for (size_t i = 0; i <= CALLS; i++) {
    tenkyo_text_options options = {.size = sizeof options};
    options.format = i == CALLS ? TENKYO_FORMAT_TEXT : TENKYO_FORMAT_MARKDOWN;
    tenkyo_result *result;
    text_call call = i == CALLS ? tenkyo_sentences : calls[i];
    assert_int_equal(call(text, &options, &result, NULL), TENKYO_OK);
    tenkyo_result_free(result);
  }
}

// clang-format off
static const char *const units[] = {
    "「", "」", "[", "]", "[1", "[1]", "(", ")", "\"", "'", "*", "_", "a.", ". ", "... ", "a. A ", "1. ", "\n",
    "\r", "> ", ">\n", "- \n", "-", "|", "|\n", "#", "# \n", "```\n", "~", "<!--", "<!--\n", "-->", "a\n\n",
    "\xCC\x81", "\xE3\x82\x99", "。", "。」", "！", "。[1]", "。 [1] ", " ", "\xE3\x80\x80", "\t",
    "    a\n", "a", "あ", "漢", "を", "1", "1,", "A-1-", "\xFF", "\xE3", "\xF0\x9F", "=\n", "a\n=\n",
    "参考文献\n", "[1] a\n", "参考文献\n[1] a\n", "https://a.b/ ", "://", "\xE2\x80\x8D", "🇯🇵",
    "...\n", "a|b\n-|-\n", "「。", "(.", "a.) ", "? a", "ﷺ", "word ", "Sources\n", "「(『[", "\xC2\xAD",
    "---\n", ". . ", "a b\n> c\n", "\xE1\x84\x80\xE1\x85\xA1", "\x01", "\\", "J. R. ",
    "“a.” ",
};
// clang-format on

/* Each unit, half a megabyte of it. A reader that looks back or ahead without bound would take minutes; the test's own
 * time limit says so. */
static void takes_long_repetitions(void **state) {
  (void)state;
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    tenkyo_str text;
    char *block = repeated(units[u], REPEATED_BYTES, &text);
    call_all(text);
    free(block);
  }
}

static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char *bytes = malloc(1 << 20);
  assert_non_null(bytes);
  *length = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

static size_t count_kind(const tk_document *document, tk_block_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < document->blocks.count; i++) count += document->blocks.items[i].kind == kind;
  return count;
}

/* A real draft with a plain reference list, and an article whose list is empty, where TENKYO_SEEDS says they are. */
static void reads_real_articles(void **state) {
  tk_arena *arena = *state;
  const char *folder = getenv("TENKYO_SEEDS");
  if (folder == NULL) {
    print_message("TENKYO_SEEDS is not set\n");
    skip();
  }
  static const struct {
    const char *name;
    size_t items, headings, references;
  } expected[] = {{"000_1e3e79eab861f391.txt", 3, 1, 5},
                  {"002_2b33df31c9f74a01.txt", 0, 1, 0},
                  {"003_7dc76a8ccd74af40.txt", 0, 0, 0}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    tk_buffer path;
    tk_buffer_init(&path, arena);
    tk_buffer_format(&path, "%s/%s", folder, expected[i].name);
    size_t length = 0;
    char *bytes = read_file(tk_buffer_text(&path).ptr, &length);
    assert_non_null(bytes);
    for (int format = TENKYO_FORMAT_TEXT; format <= (int)TENKYO_FORMAT_MARKDOWN; format++) {
      tk_document document;
      tenkyo_str text = {bytes, length};
      assert_true(tk_document_read(arena, text, (tenkyo_format)format, TK_UNKNOWN, &document));
      check_document(&document);
      assert_int_equal(document.language, TK_JAPANESE);
      assert_int_equal(count_kind(&document, TK_LIST_ITEM), expected[i].items);
      assert_int_equal(count_kind(&document, TK_REFERENCE_HEADING), expected[i].headings);
      assert_int_equal(count_kind(&document, TK_REFERENCE), expected[i].references);
      assert_int_equal(document.blocks.items[document.blocks.count - 1].kind, TK_PARAGRAPH);
    }
    free(bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_results),
      cmocka_unit_test(takes_empty_texts),
      cmocka_unit_test(refuses_bad_arguments),
      cmocka_unit_test(knows_formats),
      cmocka_unit_test(reports_every_lack_of_memory),
      cmocka_unit_test(takes_long_repetitions),
      cmocka_unit_test_setup_teardown(reads_real_articles, text_setup, text_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
