/* Verify tells what is wrong, and no damage to the file ends the program. */
#include "store_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

static void fill(const char *path, size_t count) {
  tenkyo_store *store = open_store(path);
  char key[32], body[512];
  for (size_t i = 0; i < count; i++) {
    snprintf(key, sizeof key, "k%zu", i);
    snprintf(body, sizeof body,
             "第%zu章の橋は石でできている。川の水は春に増える。\n\nThe bridge number %zu is old and narrow.\n", i, i);
    put(store, key, "橋の話", body);
  }
  put(store, "k0", "橋の話", "書き直した章。川の水は秋に減る。\n");
  tenkyo_error error = {0};
  tenkyo_link(store, STR("A reference"), 1, &error);
  tenkyo_close(store);
}

/* Damages one thing and expects a problem that has the words. */
static void expect_problem(const folder *in, const char *sql, const char *words) {
  char path[1300];
  static unsigned number;
  snprintf(path, sizeof path, "%s/damaged%u.db", in->path, number++);
  fill(path, 3);
  run_sql(path, sql);
  tenkyo_store *store = open_store(path);
  tenkyo_error error = {0};
  tenkyo_result *result;
  assert_int_equal(tenkyo_verify(store, NULL, &result, &error), TENKYO_OK);
  const tenkyo_verify_report *report = tenkyo_result_verify(result);
  bool told = false;
  for (size_t i = 0; i < report->problem_count; i++) told = told || strstr(report->problems[i].ptr, words) != NULL;
  if (!told) {
    for (size_t i = 0; i < report->problem_count; i++) print_message("%s\n", report->problems[i].ptr);
    fail_msg("no problem '%s' after %s", words, sql);
  }
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void tells_what_was_changed(void **state) {
  static const char *const cases[][2] = {
      {"UPDATE revision SET body = replace(body, '川', '河') WHERE id = 2", "is not the one that was kept"},
      {"UPDATE revision SET sha256 = x'00' WHERE id = 2", "its SHA-256 is damaged"},
      {"UPDATE revision SET sha256 = zeroblob(32) WHERE id = 2", "is not the one that was kept"},
      {"UPDATE revision SET sentence_table = x'000602' WHERE id = 2", "do not fit its body"},
      {"UPDATE revision SET sentence_table = x'000502', sentences = 1 WHERE id = 2", "inside a character"},
      {"UPDATE revision SET sentence_table = x'000302', sentences = 1 WHERE id = 2", "are not those of its body"},
      {"UPDATE revision SET sentence_table = x'FFFFFFFFFFFF' WHERE id = 2", "do not fit its body"},
      {"UPDATE revision SET sentence_table = x'00FF7F02', sentences = 1 WHERE id = 2", "do not fit its body"},
      {"UPDATE article SET title_form = 'x' WHERE id = 2", "cannot be found by its title"},
      {"UPDATE article SET url = 'https://e.example/x' WHERE id = 2", "cannot be found by its URL"},
      {"UPDATE article SET revision = 9 WHERE id = 2", "has no body"},
      {"UPDATE article SET key = '' WHERE id = 2", "has no key"},
      {"UPDATE article SET title = '別の題' WHERE id = 2", "the index does not hold"},
      {"UPDATE article SET removed = 1 WHERE id = 2", "the store counts 3 articles"},
      {"INSERT INTO link VALUES ('x', 99, 'x')", "leads to article 99"},
      {"DELETE FROM article WHERE id = 2", "belongs to no article"},
      {"DELETE FROM frequency WHERE term = CAST('bridge' AS BLOB)", "the store counts none"},
      {"UPDATE frequency SET articles = 7 WHERE term = CAST('bridge' AS BLOB)", "in 2 articles, the store counts 7"},
      {"INSERT INTO frequency VALUES (CAST('zebra' AS BLOB), 1)", "in 0 articles, the store counts 1"},
      {"UPDATE meta SET value = 1 WHERE name = 'sentences'", "sentences in its index"},
      {"UPDATE meta SET value = 1 WHERE name = 'words'", "words in its index"},
      {"DELETE FROM term_index_data WHERE id > 10", "index"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) expect_problem(*state, cases[i][0], cases[i][1]);
}

static void tells_no_more_than_helps(void **state) {
  const folder *in = *state;
  fill(in->store, 300);
  run_sql(in->store, "UPDATE revision SET sha256 = zeroblob(32)");
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  tenkyo_result *result;
  assert_int_equal(tenkyo_verify(store, NULL, &result, &error), TENKYO_OK);
  const tenkyo_verify_report *report = tenkyo_result_verify(result);
  assert_int_equal(report->problem_count, 200);
  assert_string_equal(report->problems[199].ptr, "and 102 more problems");
  assert_int_equal(report->articles, 300);
  assert_int_equal(report->revisions, 301);
  tenkyo_result_free(result);
  tenkyo_cancel *cancel;
  assert_int_equal(tenkyo_cancel_new(NULL, &cancel), TENKYO_OK);
  tenkyo_cancel_set(cancel);
  assert_int_equal(tenkyo_verify(store, cancel, &result, &error), TENKYO_CANCELLED);
  assert_null(result);
  tenkyo_cancel_free(cancel);
  tenkyo_close(store);
}

/* Every call on what may be damaged: any status, never a crash; what is given must hold together. */
static void use_damaged(const char *path, const folder *in) {
  tenkyo_error error = {0};
  tenkyo_store *store;
  tenkyo_result *result;
  if (tenkyo_open(path, NULL, &store, &error) != TENKYO_OK) return;
  if (tenkyo_verify(store, NULL, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  if (tenkyo_search(store, STR("橋 bridge 川の水"), NULL, &result, &error) == TENKYO_OK) {
    size_t count;
    const tenkyo_passage *passages = tenkyo_result_passages(result, &count);
    for (size_t i = 0; i < count; i++)
      assert_int_equal(passages[i].text.len, passages[i].span.end - passages[i].span.begin);
    tenkyo_result_free(result);
  }
  if (tenkyo_list(store, NULL, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  if (tenkyo_get(store, 2, 0, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  if (tenkyo_summarize_store(store, NULL, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  if (tenkyo_export(store, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  tenkyo_article article = {.key = STR("k1"), .body = STR("新しい橋。\n")};
  tenkyo_put(store, &article, NULL, NULL, &error);
  tenkyo_remove(store, 2, &error);
  if (tenkyo_import(store, path_in(in, "more.txt"), NULL, &result, &error) == TENKYO_OK) tenkyo_result_free(result);
  tenkyo_close(store);
}

static void damaged_files_never_crash(void **state) {
  const folder *in = *state;
  fill(in->store, 40);
  write_text(in, "more.txt", "もう一つの橋\n\n橋がもう一つある。\n");
  size_t length;
  char *whole = read_file(in->store, &length), *damaged = malloc(length);
  assert_non_null(damaged);
  uint32_t seed = 7;
  for (size_t round = 0; round < 160; round++) {
    memcpy(damaged, whole, length);
    size_t kept = length;
    if (round % 10 == 9) {
      kept = length * (round / 10 + 1) / 30;
    } else {
      for (size_t k = 0; k <= round % 4 * 8; k++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = round % 5 == 0 ? seed % 8192 : (seed >> 3) % length;
        damaged[at] = (char)(round % 3 == 0 ? 0xFF : damaged[at] ^ (1 << (seed >> 29)));
      }
    }
    const char *path = write_file(in, "damaged.db", damaged, kept);
    use_damaged(path, in);
    unlink(path_in(in, "damaged.db-wal"));
    unlink(path_in(in, "damaged.db-shm"));
  }
  free(whole);
  free(damaged);
}

/* A schema that someone else has written: what it would run is not run, and what is missing is told. */
static void foreign_schemas_do_nothing(void **state) {
  const folder *in = *state;
  static const char *const changes[] = {
      "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article; END",
      "ALTER TABLE article RENAME TO other; CREATE VIEW article AS SELECT * FROM other",
      "DROP TABLE frequency",
      "DROP TABLE meta",
      "DROP TABLE revision",
      "DROP TABLE term_index_data",
      "DROP TABLE frequency; CREATE TABLE frequency (term, articles)",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE x (' WHERE name = 'link'",
  };
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    char path[1300];
    snprintf(path, sizeof path, "%s/foreign%zu.db", in->path, i);
    fill(path, 3);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    sqlite3_exec(database, changes[i], NULL, NULL, NULL);
    sqlite3_close(database);
    use_damaged(path, in);
  }
  assert_int_equal(ask_sql(path_in(in, "foreign0.db"), "SELECT count(*) FROM article"), 3);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(tells_what_was_changed),
      IN_FOLDER(tells_no_more_than_helps),
      IN_FOLDER(damaged_files_never_crash),
      IN_FOLDER(foreign_schemas_do_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
