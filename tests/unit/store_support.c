/* The tests' own folders, files, stores and allocator. */
#include "store_support.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Folders and files ------------------------------------------------------------------------------------------- */

int make_folder(void **state) {
  folder *made = calloc(1, sizeof *made);
  const char *temporary = getenv("TMPDIR");
  if (made == NULL) return -1;
  snprintf(made->path, sizeof made->path, "%s/store-XXXXXX", temporary == NULL ? "/tmp" : temporary);
  if (mkdtemp(made->path) == NULL) {
    free(made);
    return -1;
  }
  snprintf(made->store, sizeof made->store, "%s/store.db", made->path);
  *state = made;
  return 0;
}

static int remove_entry(const char *path, const struct stat *found, int kind, struct FTW *walk) {
  (void)found;
  (void)kind;
  (void)walk;
  return remove(path);
}

int remove_folder(void **state) {
  folder *made = *state;
  chmod(made->path, 0700);
  int failed = nftw(made->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  free(made);
  return failed;
}

const char *path_in(const folder *in, const char *name) {
  static char paths[8][1200];
  static size_t next;
  char *path = paths[next++ % 8];
  snprintf(path, sizeof paths[0], "%s/%s", in->path, name);
  return path;
}

const char *write_file(const folder *in, const char *name, const char *bytes, size_t length) {
  const char *path = path_in(in, name);
  char *above = strdup(path);
  assert_non_null(above);
  for (char *slash = above + strlen(in->path) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
    *slash = '\0';
    mkdir(above, 0700);
    *slash = '/';
  }
  free(above);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, length, file), length);
  assert_int_equal(fclose(file), 0);
  return path;
}

const char *write_text(const folder *in, const char *name, const char *text) {
  return write_file(in, name, text, strlen(text));
}

char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  long size = ftell(file);
  assert_true(size >= 0);
  rewind(file);
  char *bytes = malloc((size_t)size + 1);
  assert_non_null(bytes);
  *length = fread(bytes, 1, (size_t)size, file);
  bytes[*length] = '\0';
  fclose(file);
  return bytes;
}

/* ---- Stores ------------------------------------------------------------------------------------------------------ */

static void expect_ok(tenkyo_status status, const tenkyo_error *error) {
  if (status != TENKYO_OK) fail_msg("%s: %s", tenkyo_status_name(status), error->message);
}

tenkyo_store *open_store(const char *path) {
  tenkyo_error error = {0};
  tenkyo_store *store = NULL;
  expect_ok(tenkyo_open(path, NULL, &store, &error), &error);
  return store;
}

tenkyo_put_result put_article(tenkyo_store *store, const tenkyo_article *article, int64_t *id) {
  tenkyo_error error = {0};
  tenkyo_put_result result;
  expect_ok(tenkyo_put(store, article, id, &result, &error), &error);
  return result;
}

int64_t put(tenkyo_store *store, const char *key, const char *title, const char *body) {
  tenkyo_article article = {.body = STR(body)};
  if (key != NULL) article.key = STR(key);
  if (title != NULL) article.title = STR(title);
  int64_t id;
  put_article(store, &article, &id);
  return id;
}

const tenkyo_stored_article *get(tenkyo_store *store, int64_t id, int64_t revision, tenkyo_result **result) {
  tenkyo_error error = {0};
  size_t count;
  expect_ok(tenkyo_get(store, id, revision, result, &error), &error);
  const tenkyo_stored_article *article = tenkyo_result_articles(*result, &count);
  assert_int_equal(count, 1);
  return article;
}

size_t count_articles(tenkyo_store *store) {
  tenkyo_error error = {0};
  tenkyo_result *result;
  size_t count;
  expect_ok(tenkyo_list(store, NULL, &result, &error), &error);
  tenkyo_result_articles(result, &count);
  tenkyo_result_free(result);
  return count;
}

size_t search(tenkyo_store *store, const char *query, const char *part) {
  tenkyo_error error = {0};
  tenkyo_result *result;
  size_t count;
  expect_ok(tenkyo_search(store, STR(query), NULL, &result, &error), &error);
  const tenkyo_passage *passages = tenkyo_result_passages(result, &count);
  if (part != NULL && count > 0 && strstr(passages[0].text.ptr, part) == NULL)
    fail_msg("'%s' finds first: %s", query, passages[0].text.ptr);
  tenkyo_result_free(result);
  return count;
}

size_t problems(tenkyo_store *store) {
  tenkyo_error error = {0};
  tenkyo_result *result;
  expect_ok(tenkyo_verify(store, NULL, &result, &error), &error);
  const tenkyo_verify_report *report = tenkyo_result_verify(result);
  size_t count = report->problem_count;
  for (size_t i = 0; i < count && i < 5; i++) print_message("problem: %s\n", report->problems[i].ptr);
  tenkyo_result_free(result);
  return count;
}

const tenkyo_import_report *import(tenkyo_store *store, const char *path, tenkyo_result **result) {
  tenkyo_error error = {0};
  expect_ok(tenkyo_import(store, path, NULL, result, &error), &error);
  return tenkyo_result_import(*result);
}

void run_sql(const char *path, const char *sql) {
  sqlite3 *database;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  char *message = NULL;
  if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
  assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

int64_t ask_sql(const char *path, const char *sql) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  int64_t value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  assert_int_equal(sqlite3_close(database), SQLITE_OK);
  return value;
}

/* ---- Failing memory ---------------------------------------------------------------------------------------------- */

static void *resize(void *context, void *block, size_t old_size, size_t new_size) {
  failing *memory = context;
  if (new_size == 0) {
    if (block != NULL) memory->alive -= old_size;
    free(block);
    return NULL;
  }
  if (++memory->requests == memory->fail_at) return NULL;
  void *moved = realloc(block, new_size);
  if (moved != NULL) memory->alive += new_size - (block == NULL ? 0 : old_size);
  return moved;
}

void failing_start(failing *memory, size_t fail_at) {
  memory->requests = 0;
  memory->fail_at = fail_at;
  memory->allocator = (tenkyo_allocator){resize, memory};
}
