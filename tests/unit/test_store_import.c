/* Importing: every format, folders, what is told as failed, batches, cancelling, and the same file again. */
#include "store_support.h"

#include "store/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void expect_report(const tenkyo_import_report *report, size_t added, size_t updated, size_t unchanged,
                          size_t failed) {
  for (size_t i = 0; i < report->failed_count && failed == 0; i++)
    print_message("%s: %s\n", report->failed[i].path.ptr, report->failed[i].message.ptr);
  assert_int_equal(report->added, added);
  assert_int_equal(report->updated, updated);
  assert_int_equal(report->unchanged, unchanged);
  assert_int_equal(report->id_count, added + updated + unchanged);
  assert_int_equal(report->failed_count, failed);
}

/* Imports one file of one article and gives it back. */
static const tenkyo_stored_article *import_one(const folder *in, tenkyo_store *store, const char *name,
                                               const char *bytes, size_t length, tenkyo_result **result) {
  tenkyo_result *imported;
  const tenkyo_import_report *report = import(store, write_file(in, name, bytes, length), &imported);
  expect_report(report, 1, 0, 0, 0);
  int64_t id = report->ids[0];
  tenkyo_result_free(imported);
  return get(store, id, 0, result);
}

#define IMPORT_ONE(name, text) import_one(in, store, name, text, sizeof(text) - 1, &result)

/* ---- Text -------------------------------------------------------------------------------------------------------- */

static void text_is_kept_to_the_byte(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const tenkyo_stored_article *article = IMPORT_ONE("a.txt", "\xEF\xBB\xBF題になる行\r\n\r\n本文です。\r\n\r\n");
  assert_string_equal(article->article.body.ptr, "題になる行\r\n\r\n本文です。\r\n\r\n");
  assert_string_equal(article->article.title.ptr, "題になる行");
  tenkyo_result_free(result);
  article = IMPORT_ONE("report of may.txt", "!!!\n- only\n- bullets here\n");
  assert_string_equal(article->article.title.ptr, "report of may");
  tenkyo_result_free(result);
  article = IMPORT_ONE("notes", "A file without an extension\n\nIts text.\n");
  assert_string_equal(article->article.title.ptr, "A file without an extension");
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void other_encodings_are_told(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const tenkyo_import_report *report =
      import(store, write_text(in, "sjis.txt", "\x83\x65\x83\x58\x83\x67\n\nplain\n"), &result);
  expect_report(report, 1, 0, 0, 1);
  assert_non_null(strstr(report->failed[0].message.ptr, "UTF-8"));
  assert_string_equal(report->failed[0].path.ptr, path_in(in, "sjis.txt"));
  tenkyo_result_free(result);
  static const struct {
    const char *name, *bytes;
    size_t length;
    const char *message;
  } cases[] = {{"wide.txt",
                "\xFF\xFE"
                "a\0b\0",
                6, "UTF-16"},
               {"nul.txt", "a\0b", 3, "NUL"},
               {"image.png", "\x89PNG\r\n\x1A\n\0\0", 10, "no text"},
               {"data.bin", "\x80\x81\x82", 3, "not known"},
               {"page.html", "<p>x", 4, "UNSUPPORTED"},
               {"paper.PDF", "%PDF-1.4", 8, "UNSUPPORTED"},
               {"paper.txt", "%PDF-1.4 x", 10, "not read yet"},
               {"empty.txt", "", 0, "empty"},
               {"blank.md", " \n\n", 3, "empty"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    report = import(store, write_file(in, cases[i].name, cases[i].bytes, cases[i].length), &result);
    expect_report(report, 0, 0, 0, 1);
    if (strstr(report->failed[0].message.ptr, cases[i].message) == NULL)
      fail_msg("%s: %s", cases[i].name, report->failed[0].message.ptr);
    tenkyo_result_free(result);
  }
  assert_int_equal(count_articles(store), 1);
  tenkyo_close(store);
}

/* ---- Markdown ---------------------------------------------------------------------------------------------------- */

static void front_matter_says_what_it_is(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const tenkyo_stored_article *article = IMPORT_ONE(
      "a.md",
      "---\r\ntitle: \"A \\\"quoted\\\" title: here\" # note\r\nurl: https://example.com/a # not this\r\n"
      "authors:\r\n  - Jane Roe\r\n  - name: John Doe\r\npublisher: 'The town''s paper'\r\ndate: August 15, 2025\r\n"
      "lang: en\r\nkey: bridge\r\ntags: [a, b]\r\nother:\r\n  deep: 1\r\n---\r\nThe body.\r\n");
  const tenkyo_article *a = &article->article;
  assert_string_equal(a->title.ptr, "A \"quoted\" title: here");
  assert_string_equal(a->url.ptr, "https://example.com/a");
  assert_string_equal(a->author.ptr, "Jane Roe, John Doe");
  assert_string_equal(a->publisher.ptr, "The town's paper");
  assert_string_equal(a->published.ptr, "2025-08-15");
  assert_string_equal(a->lang.ptr, "en");
  assert_string_equal(a->key.ptr, "bridge");
  assert_string_equal(a->body.ptr, "The body.\r\n");
  tenkyo_result_free(result);
  article = IMPORT_ONE("b.md",
                       "---\nauthor: [A B, \"C, D\", ]\nsource: Some paper\ntitle: >\n  folded\n  over\ndate: someday\n"
                       "...\n# Heading\n\nText with\n\n```\ncode\n```\n");
  a = &article->article;
  assert_string_equal(a->author.ptr, "A B, C, D");
  assert_string_equal(a->publisher.ptr, "Some paper");
  assert_string_equal(a->title.ptr, "folded over");
  assert_int_equal(a->published.len, 0);
  tenkyo_result_free(result);
  article = IMPORT_ONE("c.md", "---\nno end of this\n\nText of it.\n");
  assert_string_equal(article->article.body.ptr, "---\nno end of this\n\nText of it.\n");
  tenkyo_result_free(result);
  assert_int_equal(search(store, "code", NULL), 0); /* in a fence: no sentence */
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void json_of_every_shape(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const tenkyo_stored_article *article = IMPORT_ONE(
      "a.json", "{\"title\": \"\\u5C71 \\uD83D\\uDE00\\n\", \"text\": \"Body\\ttext.\", \"date\": \"2025-08-15T10:00\","
                " \"authors\": [\"A\", {\"name\": \"B\"}], \"key\": 12345678901234, \"n\": 123456789012345678901,"
                " \"deep\": [[[{\"x\": [1.5e-3, true, null]}]]]}");
  assert_string_equal(article->article.title.ptr, "山 😀\n");
  assert_string_equal(article->article.body.ptr, "Body\ttext.");
  assert_string_equal(article->article.author.ptr, "A, B");
  assert_string_equal(article->article.published.ptr, "2025-08-15");
  assert_string_equal(article->article.key.ptr, "12345678901234");
  tenkyo_result_free(result);
  const tenkyo_import_report *report =
      import(store,
             write_text(in, "b.json",
                        "\xEF\xBB\xBF[{\"body\": \"One.\"}, {\"title\": \"no body\"}, 7, {\"body\": [1]},"
                        " {\"body\": \"Two.\", \"key\": 9007199254740993}, {\"body\": \"Three.\"}]"),
             &result);
  expect_report(report, 2, 0, 0, 4);
  assert_non_null(strstr(report->failed[0].message.ptr, "article 2: "));
  assert_non_null(strstr(report->failed[1].message.ptr, "article 3: "));
  tenkyo_result_free(result);
  report = import(store, write_text(in, "c", " {\"articles\": [{\"body\": \"Four.\"}]} "), &result);
  expect_report(report, 1, 0, 0, 0);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static const struct {
  const char *text, *reason;
  size_t offset;
} no_json[] = {{"", "the end", 0},
               {"{", "a string was expected", 1},
               {"[1,]", "a value", 3},
               {"{\"a\" 1}", "a colon", 5},
               {"{\"a\":1,}", "a string", 7},
               {"[1 2]", "a comma or ]", 3},
               {"{\"a\":1]", "a comma or }", 6},
               {"[1]x", "behind", 3},
               {"\"a\nb\"", "control", 2},
               {"\"\\x\"", "escape", 2},
               {"\"\\u12g4\"", "hexadecimal", 2},
               {"\"\\u0000\"", "NUL", 2},
               {"\"\\uD800\"", "surrogate", 7},
               {"\"\\uDC00\"", "surrogate", 7},
               {"\"\\uD800\\u0041\"", "surrogate", 7},
               {"\"abc", "without an end", 4},
               {"01", "behind", 1},
               {"-", "digit", 1},
               {"1.", "digit", 2},
               {"1e", "digit", 2},
               {".5", "a value", 0},
               {"+1", "a value", 0},
               {"nul", "a value", 0},
               {"NaN", "a value", 0},
               {"'a'", "a value", 0},
               {"\"\xFF\"", "UTF-8", 1},
               {"[\"a\", \"\xC3(\"]", "UTF-8", 7},
               {"// x\n1", "a value", 0},
               {"1111111111111111111111111111111111111111111111111111111111111", "60 characters", 0}};

static void json_that_is_none(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof no_json / sizeof no_json[0]; i++) {
    size_t offset = 999;
    const char *reason = "";
    assert_false(tk_json_check(STR(no_json[i].text), &offset, &reason));
    if (strstr(reason, no_json[i].reason) == NULL || offset != no_json[i].offset)
      fail_msg("%s: '%s' at %zu", no_json[i].text, reason, offset);
  }
  char deep[400];
  for (size_t depth = 60; depth < 70; depth++) {
    size_t offset;
    const char *reason;
    memset(deep, '[', depth);
    memset(deep + depth, ']', depth);
    deep[2 * depth] = '\0';
    assert_int_equal(tk_json_check(STR(deep), &offset, &reason), depth <= 64);
    if (depth == 69) assert_non_null(strstr(reason, "deeply"));
  }
  static const char *const good[] = {"0",
                                     "-0.5E+10",
                                     "\"\"",
                                     "[]",
                                     "{}",
                                     " [ { } , [ ] ] ",
                                     "{\"a\":{\"a\":[{}]}}",
                                     "true",
                                     "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D\\uDE00\"",
                                     "123456789012345678901234567890"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    size_t offset;
    const char *reason;
    if (!tk_json_check(STR(good[i]), &offset, &reason)) fail_msg("%s: %s", good[i], reason);
  }
}

static void bad_lines_do_not_stop_good_ones(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const char *path = write_text(in, "a.jsonl",
                                "\xEF\xBB\xBF{\"body\": \"One.\", \"key\": \"k1\"}\r\n\n{\"body\": \"broken\n"
                                "{\"body\": \"Two.\"}\n[1]\n{\"body\": \"a\\u0000b\"}\n{\"body\": \"\xFF\"}\n"
                                "{\"body\": \"Three.\", \"published\": \"2025\"}");
  const tenkyo_import_report *report = import(store, path, &result);
  expect_report(report, 3, 0, 0, 4);
  static const char *const lines[] = {":3", ":5", ":6", ":7"};
  for (size_t i = 0; i < 4; i++) {
    tenkyo_str told = report->failed[i].path;
    assert_true(tk_ends_with(told, STR(lines[i])));
    assert_true(tk_starts_with(told, STR(path)));
  }
  tenkyo_result_free(result);
  report = import(store, path, &result);
  expect_report(report, 0, 0, 3, 4);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

/* A line may be longer than what is read at once. */
static void long_lines_are_whole(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  size_t length = 700000;
  char *text = malloc(length + 100);
  assert_non_null(text);
  size_t at = (size_t)sprintf(text, "{\"key\": \"a\", \"body\": \"");
  while (at < length) at += (size_t)sprintf(text + at, "word%zu ", at % 1000);
  at += (size_t)sprintf(text + at, "\"}\n{\"key\": \"b\", \"body\": \"short\"}");
  tenkyo_result *result;
  const tenkyo_import_report *report = import(store, write_file(in, "a.ndjson", text, at), &result);
  expect_report(report, 2, 0, 0, 0);
  tenkyo_result *article;
  assert_true(get(store, report->ids[0], 0, &article)->article.body.len > length - 100);
  tenkyo_result_free(article);
  tenkyo_result_free(result);
  free(text);
  tenkyo_close(store);
}

/* ---- Folders ----------------------------------------------------------------------------------------------------- */

static void folders_in_the_order_of_names(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(path_in(in, "tree/store.db")); /* in the folder itself: it is no article */
  static const char *const names[] = {"tree/b/2.txt",     "tree/b/10.txt",   "tree/a.md",    "tree/c.txt",
                                      "tree/.hidden.txt", "tree/.git/x.txt", "tree/B/y.txt", "tree/z.lua"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char text[64];
    snprintf(text, sizeof text, "Title of %s\n\nIts text.\n", names[i] + 5);
    write_text(in, names[i], text);
  }
  assert_int_equal(symlink("..", path_in(in, "tree/b/loop")), 0);
  assert_int_equal(symlink("nowhere", path_in(in, "tree/dangling")), 0);
  assert_int_equal(mkfifo(path_in(in, "tree/pipe"), 0600), 0);
  tenkyo_result *result;
  const tenkyo_import_report *report = import(store, path_in(in, "tree"), &result);
  expect_report(report, 5, 0, 0, 3);
  assert_non_null(strstr(report->failed[0].path.ptr, "dangling"));
  assert_non_null(strstr(report->failed[1].message.ptr, "no regular file"));
  assert_non_null(strstr(report->failed[2].message.ptr, "name the file itself"));
  static const char *const order[] = {"Title of B/y.txt", "Title of a.md", "Title of b/10.txt", "Title of b/2.txt",
                                      "Title of c.txt"};
  for (size_t i = 0; i < 5; i++) {
    tenkyo_result *article;
    assert_string_equal(get(store, report->ids[i], 0, &article)->article.title.ptr, order[i]);
    tenkyo_result_free(article);
  }
  tenkyo_result_free(result);
  report = import(store, path_in(in, "tree/z.lua"), &result);
  expect_report(report, 1, 0, 0, 0);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void paths_that_are_not_there(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  assert_int_equal(tenkyo_import(store, path_in(in, "none"), NULL, &result, &error), TENKYO_NOTFOUND);
  assert_int_equal(tenkyo_import(store, NULL, NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_import(store, "", NULL, &result, &error), TENKYO_INVALID);
  assert_null(result);
  tenkyo_close(store);
}

/* ---- Again ------------------------------------------------------------------------------------------------------- */

static void the_same_file_again(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_result *result;
  const char *path = write_text(in, "a.txt", "The title line\n\nThe text.\n");
  int64_t id = import(store, path, &result)->ids[0];
  tenkyo_result_free(result);
  const tenkyo_import_report *report = import(store, path, &result);
  expect_report(report, 0, 0, 1, 0);
  assert_int_equal(report->ids[0], id);
  tenkyo_result_free(result);
  /* Corrected: the same file under the same title is the same article. */
  write_text(in, "a.txt", "The title line\n\nThe text, corrected.\n");
  report = import(store, path, &result);
  expect_report(report, 0, 1, 0, 0);
  assert_int_equal(report->ids[0], id);
  tenkyo_result_free(result);
  /* Another article in the same place is another one. */
  write_text(in, "a.txt", "A different headline\n\nOf something else.\n");
  expect_report(import(store, path, &result), 1, 0, 0, 0);
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void a_format_can_be_asked_for(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  tenkyo_import_options options = {.size = sizeof options, .format = TENKYO_FORMAT_MARKDOWN};
  const char *path = write_text(in, "a.txt", "---\ntitle: Asked\n---\nText.\n");
  assert_int_equal(tenkyo_import(store, path, &options, &result, &error), TENKYO_OK);
  tenkyo_result *article;
  assert_string_equal(get(store, tenkyo_result_import(result)->ids[0], 0, &article)->article.title.ptr, "Asked");
  tenkyo_result_free(article);
  tenkyo_result_free(result);
  options.format = TENKYO_FORMAT_JSON;
  assert_int_equal(tenkyo_import(store, path, &options, &result, &error), TENKYO_OK);
  expect_report(tenkyo_result_import(result), 0, 0, 0, 1);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

/* A line that opens three articles is the name of their site: also the first two get their own titles then. */
static void slogans_of_a_site_are_found_out(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  static const char *const titles[] = {"橋の工事が延期に", "祭りに三万人", "図書館が新装"};
  int64_t ids[3];
  for (size_t i = 0; i < 3; i++) {
    char text[256], name[16];
    tenkyo_result *result;
    snprintf(text, sizeof text, "みなとタウン\n\n%s\n\n%sという知らせが町に届いた。\n", titles[i], titles[i]);
    snprintf(name, sizeof name, "%zu.txt", i);
    ids[i] = import(store, write_text(in, name, text), &result)->ids[0];
    tenkyo_result_free(result);
  }
  for (size_t i = 0; i < 3; i++) {
    tenkyo_result *result;
    assert_string_equal(get(store, ids[i], 0, &result)->article.title.ptr, titles[i]);
    tenkyo_result_free(result);
  }
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* ---- Batches ----------------------------------------------------------------------------------------------------- */

static const char *many_lines(const folder *in, size_t count) {
  char *text = malloc(count * 64 + 1);
  assert_non_null(text);
  size_t at = 0;
  for (size_t i = 0; i < count; i++)
    at += (size_t)sprintf(text + at, "{\"key\": \"k%zu\", \"body\": \"Article number %zu.\"}\n", i, i);
  const char *path = write_file(in, "many.jsonl", text, at);
  free(text);
  return path;
}

typedef struct steps {
  size_t seen, last, total, stop_at;
} steps;

static bool count_steps(void *context, size_t done, size_t total) {
  steps *step = context;
  assert_true(done >= step->last);
  step->seen++;
  step->last = done;
  step->total = total;
  return step->stop_at == 0 || done < step->stop_at;
}

static void a_cancelled_import_keeps_whole_batches(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  steps step = {.stop_at = 1234};
  tenkyo_import_options options = {.size = sizeof options, .progress = count_steps, .progress_context = &step};
  const char *path = many_lines(in, 1800);
  assert_int_equal(tenkyo_import(store, path, &options, &result, &error), TENKYO_CANCELLED);
  assert_null(result);
  assert_int_equal(count_articles(store), 1000);
  assert_int_equal(problems(store), 0);
  step = (steps){0};
  assert_int_equal(tenkyo_import(store, path, &options, &result, &error), TENKYO_OK);
  expect_report(tenkyo_result_import(result), 800, 0, 1000, 0);
  assert_true(step.seen >= 1800);
  assert_int_equal(step.last, 1800);
  tenkyo_result_free(result);
  tenkyo_cancel *cancel;
  assert_int_equal(tenkyo_cancel_new(NULL, &cancel), TENKYO_OK);
  tenkyo_cancel_set(cancel);
  options = (tenkyo_import_options){.size = sizeof options, .cancel = cancel};
  assert_int_equal(tenkyo_import(store, path, &options, &result, &error), TENKYO_CANCELLED);
  tenkyo_cancel_free(cancel);
  assert_int_equal(count_articles(store), 1800);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void progress_of_a_folder_counts_files(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  write_text(in, "d/a.txt", "One title\n\nx\n");
  write_text(in, "d/b.jsonl", "{\"body\": \"1\"}\n{\"body\": \"2\"}\n");
  write_text(in, "d/c.html", "x");
  steps step = {0};
  tenkyo_import_options options = {.size = sizeof options, .progress = count_steps, .progress_context = &step};
  assert_int_equal(tenkyo_import(store, path_in(in, "d"), &options, &result, &error), TENKYO_OK);
  assert_int_equal(step.last, 3);
  assert_int_equal(step.total, 3);
  tenkyo_result_free(result);
  tenkyo_close(store);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(text_is_kept_to_the_byte),
      IN_FOLDER(other_encodings_are_told),
      IN_FOLDER(front_matter_says_what_it_is),
      IN_FOLDER(json_of_every_shape),
      cmocka_unit_test(json_that_is_none),
      IN_FOLDER(bad_lines_do_not_stop_good_ones),
      IN_FOLDER(long_lines_are_whole),
      IN_FOLDER(folders_in_the_order_of_names),
      IN_FOLDER(paths_that_are_not_there),
      IN_FOLDER(the_same_file_again),
      IN_FOLDER(a_format_can_be_asked_for),
      IN_FOLDER(slogans_of_a_site_are_found_out),
      IN_FOLDER(a_cancelled_import_keeps_whole_batches),
      IN_FOLDER(progress_of_a_folder_counts_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
