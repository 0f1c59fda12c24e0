/* Export and back: the same bodies, revisions, hashes, sentences, links and removed articles. */
#include "store_support.h"

#include "store/reader.h"

#include <stdio.h>
#include <stdlib.h>

static char *exported(tenkyo_store *store, size_t *length) {
  tenkyo_error error = {0};
  tenkyo_result *result;
  if (tenkyo_export(store, &result, &error) != TENKYO_OK) fail_msg("%s", error.message);
  tenkyo_str text = tenkyo_result_text(result);
  size_t offset;
  const char *reason = "";
  if (!tk_json_check(text, &offset, &reason)) fail_msg("byte %zu: %s", offset, reason);
  char *copy = malloc(text.len + 1);
  assert_non_null(copy);
  memcpy(copy, text.ptr, text.len + 1);
  *length = text.len;
  tenkyo_result_free(result);
  return copy;
}

static void fill(tenkyo_store *store) {
  static const char bad[] = "\xFF\xFE bad \xE3\x81 bytes\0and NUL";
  tenkyo_error error = {0};
  tenkyo_article rich = {.key = STR("鍵\"\\/"),
                         .title = STR("引用「」 \"q\"\t\x01"),
                         .url = STR("https://example.com/a"),
                         .author = STR("A, B"),
                         .publisher = STR("P"),
                         .published = STR("2025-08"),
                         .lang = STR("ja"),
                         .body = STR("最初の版です。\n")};
  int64_t id;
  put_article(store, &rich, &id);
  put_article(store, &(tenkyo_article){.key = rich.key, .body = STR("二番目の版です。\r\n😀\n")}, &id);
  put_article(store, &(tenkyo_article){.key = rich.key, .body = {bad, sizeof bad - 1}}, &id);
  put_article(store, &(tenkyo_article){.key = rich.key, .body = STR("最後の版です。文が二つあります。\n")}, &id);
  tenkyo_link(store, STR("https://other.example/x?a=1"), id, &error);
  tenkyo_link(store, STR("Herald (2025), \"Bridge\""), id, &error);
  tenkyo_link(store, (tenkyo_str){"bad \xFF link", 10}, id, &error);
  put_article(store, &(tenkyo_article){.title = {"title \xC3", 7}, .body = STR("```\ncode\n```\n\nMarkdown text.\n")},
              &id);
  int64_t gone = put(store, "gone", "Gone", "A removed article.\n");
  assert_int_equal(tenkyo_remove(store, gone, &error), TENKYO_OK);
}

static void expect_same(tenkyo_store *a, tenkyo_store *b, int64_t id) {
  tenkyo_result *one, *two;
  int64_t newest = get(a, id, 0, &one)->revision;
  tenkyo_result_free(one);
  for (int64_t revision = 1; revision <= newest; revision++) {
    const tenkyo_stored_article *x = get(a, id, revision, &one), *y = get(b, id, revision, &two);
    assert_true(tk_equal(x->article.body, y->article.body));
    assert_string_equal(x->sha256, y->sha256);
    assert_int_equal(x->removed, y->removed);
    assert_int_equal(x->revisions, y->revisions);
    assert_true(tk_equal(x->article.title, y->article.title));
    assert_true(tk_equal(x->article.key, y->article.key));
    assert_true(tk_equal(x->article.url, y->article.url));
    assert_true(tk_equal(x->article.published, y->article.published));
    assert_true(tk_equal(x->article.lang, y->article.lang));
    tenkyo_result_free(one);
    tenkyo_result_free(two);
  }
}

static void comes_back_as_it_was(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store), *other = open_store(path_in(in, "other.db"));
  fill(store);
  size_t length, again_length;
  char *json = exported(store, &length);
  tenkyo_result *result;
  const tenkyo_import_report *report = import(other, write_file(in, "all.json", json, length), &result);
  assert_int_equal(report->added, 3);
  assert_int_equal(report->failed_count, 0);
  tenkyo_result_free(result);
  for (int64_t id = 1; id <= 3; id++) expect_same(store, other, id);
  char *again = exported(other, &again_length);
  assert_string_equal(json, again);
  assert_int_equal(length, again_length);
  tenkyo_error error = {0};
  int64_t id;
  assert_int_equal(tk_store_find_link(other, STR("other.example/x?a=1"), &id, &error), TENKYO_OK);
  assert_int_equal(id, 1);
  assert_int_equal(problems(other), 0);
  /* And into the store it came from: nothing changes. */
  report = import(store, path_in(in, "all.json"), &result);
  assert_int_equal(report->unchanged, 3);
  tenkyo_result_free(result);
  tenkyo_close(store);
  tenkyo_close(other);
  assert_int_equal(ask_sql(in->store, "SELECT count(*) FROM revision"), 6);
  char sql[400];
  snprintf(
      sql, sizeof sql,
      "ATTACH '%s' AS o; CREATE TEMP TABLE t AS SELECT 1 WHERE EXISTS (SELECT article, revision, sentence_table, sha256"
      " FROM revision EXCEPT SELECT article, revision, sentence_table, sha256 FROM o.revision);"
      "CREATE TEMP TABLE u (n CHECK (n = 0)); INSERT INTO u SELECT count(*) FROM t;",
      path_in(in, "other.db"));
  run_sql(in->store, sql);
  free(json);
  free(again);
}

/* A store that has another state of the article gets what it lacks. */
static void merges_revisions(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store), *other = open_store(path_in(in, "other.db"));
  fill(store);
  put(other, "鍵\"\\/", "T", "二番目の版です。\r\n😀\n");
  size_t length;
  char *json = exported(store, &length);
  tenkyo_result *result;
  const tenkyo_import_report *report = import(other, write_file(in, "all.json", json, length), &result);
  assert_int_equal(report->updated, 1);
  assert_int_equal(report->added, 2);
  tenkyo_result_free(result);
  const tenkyo_stored_article *article = get(other, 1, 0, &result);
  assert_int_equal(article->revisions, 4);
  assert_string_equal(article->article.body.ptr, "最後の版です。文が二つあります。\n");
  tenkyo_result_free(result);
  assert_int_equal(problems(other), 0);
  tenkyo_close(store);
  tenkyo_close(other);
  free(json);
}

static void an_empty_store_too(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  size_t length;
  char *json = exported(store, &length);
  tenkyo_result *result;
  const tenkyo_import_report *report = import(store, write_file(in, "all.json", json, length), &result);
  assert_int_equal(report->id_count + report->failed_count, 0);
  tenkyo_result_free(result);
  free(json);
  tenkyo_close(store);
}

static void base64_there_and_back(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  static const char *const known[][2] = {
      {"", ""}, {"Zg==", "f"}, {"Zm8=", "fo"}, {"Zm9v", "foo"}, {"Zm9vYmFy", "foobar"}};
  tenkyo_str bytes;
  for (size_t i = 0; i < 5; i++) {
    assert_true(tk_base64_decode(&arena, STR(known[i][0]), &bytes));
    assert_string_equal(bytes.ptr, known[i][1]);
  }
  static const char *const wrong[] = {"Z", "Zg", "Zg=", "Zg=v", "Z===", "====", "Zm9v\n", "Zm 9", "Zm9*", "=Zm9"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    if (tk_base64_decode(&arena, STR(wrong[i]), &bytes)) fail_msg("%s", wrong[i]);
  char all[256];
  for (size_t i = 0; i < 256; i++) all[i] = (char)i;
  for (size_t length = 0; length < 256; length++) {
    tk_buffer buffer;
    tk_buffer_init(&buffer, &arena);
    tk_json_add_base64(&buffer, (tenkyo_str){all, length});
    tenkyo_str member = tk_buffer_text(&buffer);
    assert_true(tk_starts_with(member, STR("\"base64\": \"")));
    assert_true(tk_base64_decode(&arena, tk_cut(member, 11, member.len - 1), &bytes));
    assert_true(tk_equal(bytes, (tenkyo_str){all, length}));
  }
  tk_arena_free(&arena);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(comes_back_as_it_was),
      IN_FOLDER(merges_revisions),
      IN_FOLDER(an_empty_store_too),
      cmocka_unit_test(base64_there_and_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
