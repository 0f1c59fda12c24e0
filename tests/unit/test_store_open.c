/* Opening: what is made, what is refused, what is left alone, and places that cannot be written. */
#include "store_support.h"

#include "store/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static tenkyo_status open_status(const char *path, const tenkyo_open_options *options) {
  tenkyo_error error = {0};
  tenkyo_store *store = (tenkyo_store *)&error;
  tenkyo_status status = tenkyo_open(path, options, &store, &error);
  if (status == TENKYO_OK) {
    assert_non_null(store);
  } else {
    assert_null(store);
    assert_int_equal(error.code, status);
    assert_true(strlen(error.message) > 0);
  }
  tenkyo_close(store);
  return status;
}

static unsigned mode_of(const char *path) {
  struct stat found;
  assert_int_equal(stat(path, &found), 0);
  return found.st_mode & 07777;
}

static void makes_file_and_folders_for_the_user_alone(void **state) {
  const folder *in = *state;
  static const mode_t masks[] = {0, 022, 0777};
  for (size_t i = 0; i < 3; i++) {
    char name[64];
    snprintf(name, sizeof name, "new%zu/below/store.db", i);
    mode_t before = umask(masks[i]);
    tenkyo_status status = open_status(path_in(in, name), NULL);
    umask(before);
    assert_int_equal(status, TENKYO_OK);
    assert_int_equal(mode_of(path_in(in, name)), 0600);
    *strrchr(name, '/') = '\0';
    assert_int_equal(mode_of(path_in(in, name)), 0700);
    *strrchr(name, '/') = '\0';
    assert_int_equal(mode_of(path_in(in, name)), 0700);
  }
  assert_int_equal(ask_sql(path_in(in, "new0/below/store.db"), "SELECT count(*) FROM article"), 0);
}

static void sets_what_the_file_needs(void **state) {
  const folder *in = *state;
  assert_int_equal(open_status(in->store, NULL), TENKYO_OK);
  assert_int_equal(ask_sql(in->store, "PRAGMA application_id"), TK_APPLICATION_ID);
  assert_int_equal(ask_sql(in->store, "PRAGMA user_version"), tk_schema_version);
  assert_int_equal(ask_sql(in->store, "PRAGMA page_size"), 8192);
  assert_int_equal(ask_sql(in->store, "SELECT (SELECT journal_mode FROM pragma_journal_mode) = 'wal'"), 1);
}

static void keeps_what_was_put(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t id = put(store, "kept", "The title", "A body that stays.\n");
  tenkyo_close(store);
  store = open_store(in->store);
  tenkyo_result *result;
  const tenkyo_stored_article *article = get(store, id, 0, &result);
  assert_string_equal(article->article.body.ptr, "A body that stays.\n");
  tenkyo_result_free(result);
  assert_int_equal(search(store, "stays", "stays"), 1);
  tenkyo_close(store);
}

static void an_empty_file_is_a_new_store(void **state) {
  const folder *in = *state;
  write_text(in, "store.db", "");
  assert_int_equal(
      open_status(in->store, &(tenkyo_open_options){.size = sizeof(tenkyo_open_options), .readonly = true}),
      TENKYO_NOTFOUND);
  assert_int_equal(open_status(in->store, NULL), TENKYO_OK);
}

static void refuses_what_is_no_store(void **state) {
  const folder *in = *state;
  tenkyo_open_options readonly = {.size = sizeof readonly, .readonly = true};
  assert_int_equal(open_status(NULL, NULL), TENKYO_INVALID);
  assert_int_equal(open_status("", NULL), TENKYO_INVALID);
  assert_int_equal(open_status(in->path, NULL), TENKYO_INVALID);
  assert_int_equal(open_status("/dev/null", NULL), TENKYO_INVALID);
  assert_int_equal(open_status(path_in(in, "none.db"), &readonly), TENKYO_NOTFOUND);
  assert_int_equal(open_status(write_text(in, "a.txt", "only a text, but a long one, so that it has a header\n"), NULL),
                   TENKYO_CORRUPT);
  assert_int_equal(open_status(path_in(in, "a.txt/store.db"), NULL), TENKYO_IO);
  assert_int_equal(open_status(path_in(in, "x.db"), &(tenkyo_open_options){.size = 1}), TENKYO_INVALID);
  assert_int_equal(open_status(path_in(in, "x.db"), &(tenkyo_open_options){.size = 4096}), TENKYO_INVALID);
  assert_int_equal(
      open_status(path_in(in, "x.db"), &(tenkyo_open_options){.size = sizeof(tenkyo_open_options), .busy_timeout = -1}),
      TENKYO_INVALID);
}

/* Another program's database is left as it is, byte for byte. */
static void leaves_other_databases_alone(void **state) {
  const folder *in = *state;
  run_sql(in->store, "CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  size_t before_length, after_length;
  char *before = read_file(in->store, &before_length);
  assert_int_equal(open_status(in->store, NULL), TENKYO_CORRUPT);
  char *after = read_file(in->store, &after_length);
  assert_int_equal(before_length, after_length);
  assert_memory_equal(before, after, before_length);
  free(before);
  free(after);
}

static void refuses_a_newer_form(void **state) {
  const folder *in = *state;
  assert_int_equal(open_status(in->store, NULL), TENKYO_OK);
  run_sql(in->store, "PRAGMA user_version = 99");
  assert_int_equal(open_status(in->store, NULL), TENKYO_VERSION);
  tenkyo_open_options readonly = {.size = sizeof readonly, .readonly = true};
  assert_int_equal(open_status(in->store, &readonly), TENKYO_VERSION);
}

/* ---- Migrations -------------------------------------------------------------------------------------------------- */

static void takes_the_steps_to_a_newer_form(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  put(store, "old", "Old", "An article of the older form.\n");
  tk_migration steps[] = {
      tk_migrations[0],
      {"ALTER TABLE article ADD COLUMN note TEXT NOT NULL DEFAULT 'x'; DELETE FROM frequency;", true},
      {"CREATE TABLE extra (n INTEGER)", false}};
  tenkyo_error error = {0};
  assert_int_equal(tk_schema_migrate(store, steps, 3, &error), TENKYO_OK);
  /* Again, as by a process that came second. */
  assert_int_equal(tk_schema_migrate(store, steps, 3, &error), TENKYO_OK);
  assert_int_equal(problems(store), 0); /* the index was made again */
  tenkyo_close(store);
  assert_int_equal(ask_sql(in->store, "PRAGMA user_version"), 3);
  assert_int_equal(ask_sql(in->store, "SELECT count(*) FROM article WHERE note = 'x'"), 1);
  assert_int_equal(ask_sql(in->store, "SELECT count(*) FROM extra"), 0);
  assert_int_equal(open_status(in->store, NULL), TENKYO_VERSION);
}

static void a_failed_step_changes_nothing(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  put(store, "old", "Old", "An article of the older form.\n");
  tk_migration steps[] = {
      tk_migrations[0], {"CREATE TABLE extra (n INTEGER)", false}, {"CREATE TABLE extra (m)", false}};
  tenkyo_error error = {0};
  assert_int_equal(tk_schema_migrate(store, steps, 3, &error), TENKYO_CORRUPT);
  assert_int_equal(search(store, "older", "older"), 1);
  tenkyo_close(store);
  assert_int_equal(ask_sql(in->store, "PRAGMA user_version"), tk_schema_version);
  assert_int_equal(ask_sql(in->store, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"), 0);
  assert_int_equal(open_status(in->store, NULL), TENKYO_OK);
}

static void an_older_form_cannot_be_read_only(void **state) {
  const folder *in = *state;
  assert_int_equal(open_status(in->store, NULL), TENKYO_OK);
  run_sql(in->store, "PRAGMA user_version = 0");
  tenkyo_open_options readonly = {.size = sizeof readonly, .readonly = true};
  assert_int_equal(open_status(in->store, &readonly), TENKYO_VERSION);
  assert_int_equal(open_status(in->store, NULL), TENKYO_CORRUPT); /* its tables are there already */
}

static void makes_the_index_again_for_other_rules(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  for (int i = 0; i < 5; i++) {
    char body[64];
    snprintf(body, sizeof body, "Sentence number %d about rivers.\n", i);
    put(store, NULL, "Rivers", body);
  }
  tenkyo_close(store);
  static const char *const names[] = {"terms_version", "sentences_version"};
  for (size_t i = 0; i < 2; i++) {
    char sql[256];
    snprintf(sql, sizeof sql,
             "UPDATE meta SET value = 0 WHERE name = '%s'; DELETE FROM frequency;"
             "UPDATE revision SET sentence_table = x'00', sentences = 0;",
             names[i]);
    run_sql(in->store, sql);
    store = open_store(in->store);
    assert_int_equal(problems(store), 0);
    assert_int_equal(search(store, "rivers", "rivers"), 5);
    tenkyo_close(store);
  }
}

/* ---- Read-only --------------------------------------------------------------------------------------------------- */

static void check_readonly(tenkyo_store *store) {
  tenkyo_error error = {0};
  tenkyo_article article = {.body = STR("x y z")};
  int64_t id = 1;
  assert_true(tenkyo_is_readonly(store));
  assert_int_equal(search(store, "river", "river"), 1);
  assert_int_equal(problems(store), 0);
  assert_int_equal(tenkyo_put(store, &article, &id, NULL, &error), TENKYO_IO);
  assert_non_null(strstr(error.message, "reading only"));
  assert_int_equal(id, 0);
  assert_int_equal(tenkyo_remove(store, 1, &error), TENKYO_IO);
  assert_int_equal(tenkyo_link(store, STR("x"), 1, &error), TENKYO_IO);
  assert_int_equal(count_articles(store), 1);
}

static void readonly_reads_and_never_writes(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  assert_false(tenkyo_is_readonly(store));
  put(store, "a", "A", "The river runs.\n");
  tenkyo_close(store);
  tenkyo_open_options readonly = {.size = sizeof readonly, .readonly = true};
  tenkyo_error error = {0};
  assert_int_equal(tenkyo_open(in->store, &readonly, &store, &error), TENKYO_OK);
  check_readonly(store);
  tenkyo_result *result;
  assert_int_equal(tenkyo_import(store, in->path, NULL, &result, &error), TENKYO_IO);
  assert_null(result);
  tenkyo_close(store);
}

/* What a process without rights sees: root may write anywhere, so the tests' child becomes another user. */
static int in_child(void (*act)(const folder *), const folder *in) {
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
    act(in);
    _exit(0);
  }
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* In a child there is no cmocka: the exit code says which step failed. */
static void read_unwritable(const folder *in) {
  tenkyo_store *store;
  tenkyo_error error = {0};
  tenkyo_result *result;
  tenkyo_article article = {.body = STR("x y z")};
  size_t count;
  if (tenkyo_open(in->store, NULL, &store, &error) != TENKYO_OK) _exit(1);
  if (!tenkyo_is_readonly(store)) _exit(2);
  if (tenkyo_search(store, STR("river"), NULL, &result, &error) != TENKYO_OK) _exit(3);
  tenkyo_result_passages(result, &count);
  if (count != 1) _exit(4);
  tenkyo_result_free(result);
  if (tenkyo_put(store, &article, NULL, NULL, &error) != TENKYO_IO) _exit(5);
  if (tenkyo_verify(store, NULL, &result, &error) != TENKYO_OK) _exit(6);
  if (tenkyo_result_verify(result)->problem_count != 0) _exit(7);
  tenkyo_result_free(result);
  tenkyo_close(store);
  if (tenkyo_open(path_in(in, "none/store.db"), NULL, &store, &error) != TENKYO_IO || store != NULL) _exit(8);
}

static void a_folder_that_cannot_be_written_is_read(void **state) {
  folder *in = *state;
  char *plain = strdup(in->store);
  snprintf(in->store, sizeof in->store, "%s/100%% a#b?c=d 典拠/store.db", in->path);
  tenkyo_store *store = open_store(in->store);
  put(store, "a", "A", "The river runs.\n");
  tenkyo_close(store);
  char *above = strdup(in->store);
  assert_non_null(above);
  *strrchr(above, '/') = '\0';
  assert_int_equal(chmod(in->store, 0444), 0);
  assert_int_equal(chmod(above, 0555), 0);
  assert_int_equal(chmod(in->path, 0555), 0);
  int code = in_child(read_unwritable, in);
  assert_int_equal(chmod(in->path, 0700), 0);
  assert_int_equal(chmod(above, 0700), 0);
  free(above);
  strcpy(in->store, plain);
  free(plain);
  if (code == 77) skip();
  assert_int_equal(code, 0);
}

/* ---- Two at once ------------------------------------------------------------------------------------------------- */

static void two_handles_see_each_other(void **state) {
  const folder *in = *state;
  tenkyo_store *one = open_store(in->store), *two = open_store(in->store);
  put(one, "a", "A", "The first river.\n");
  put(two, "b", "B", "The second river.\n");
  assert_int_equal(count_articles(one), 2);
  assert_int_equal(search(one, "river", "river"), 2);
  assert_int_equal(search(two, "river", "river"), 2);
  assert_int_equal(problems(two), 0);
  tenkyo_close(one);
  tenkyo_close(two);
}

static void waits_for_a_writer_only_so_long(void **state) {
  const folder *in = *state;
  tenkyo_store *store;
  tenkyo_error error = {0};
  tenkyo_open_options options = {.size = sizeof options, .busy_timeout = 50};
  assert_int_equal(tenkyo_open(in->store, &options, &store, &error), TENKYO_OK);
  put(store, "a", "A", "The first river.\n");
  sqlite3 *writer;
  assert_int_equal(sqlite3_open(in->store, &writer), SQLITE_OK);
  assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  tenkyo_article article = {.body = STR("The second river.")};
  assert_int_equal(tenkyo_put(store, &article, NULL, NULL, &error), TENKYO_BUSY);
  assert_int_equal(search(store, "river", "river"), 1); /* readers do not wait */
  assert_int_equal(sqlite3_exec(writer, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(writer);
  put(store, "b", "B", "The second river.\n");
  tenkyo_close(store);
}

/* Many processes make one store at the same moment. */
static void open_and_put(const folder *in) {
  tenkyo_store *store;
  tenkyo_error error = {0};
  char body[64];
  snprintf(body, sizeof body, "River of process %ld.", (long)getpid());
  tenkyo_article article = {.body = STR(body)};
  tenkyo_open_options options = {.size = sizeof options, .busy_timeout = 60000};
  if (tenkyo_open(in->store, &options, &store, &error) != TENKYO_OK) _exit(1);
  if (tenkyo_put(store, &article, NULL, NULL, &error) != TENKYO_OK) _exit(2);
  tenkyo_close(store);
}

static void many_processes_make_one_store(void **state) {
  const folder *in = *state;
  pid_t children[8];
  fflush(NULL);
  for (size_t i = 0; i < 8; i++) {
    children[i] = fork();
    assert_true(children[i] >= 0);
    if (children[i] == 0) {
      open_and_put(in);
      _exit(0);
    }
  }
  for (size_t i = 0; i < 8; i++) {
    int status;
    assert_int_equal(waitpid(children[i], &status, 0), children[i]);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
  }
  tenkyo_store *store = open_store(in->store);
  assert_int_equal(count_articles(store), 8);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(makes_file_and_folders_for_the_user_alone),
      IN_FOLDER(sets_what_the_file_needs),
      IN_FOLDER(keeps_what_was_put),
      IN_FOLDER(an_empty_file_is_a_new_store),
      IN_FOLDER(refuses_what_is_no_store),
      IN_FOLDER(leaves_other_databases_alone),
      IN_FOLDER(refuses_a_newer_form),
      IN_FOLDER(takes_the_steps_to_a_newer_form),
      IN_FOLDER(a_failed_step_changes_nothing),
      IN_FOLDER(an_older_form_cannot_be_read_only),
      IN_FOLDER(makes_the_index_again_for_other_rules),
      IN_FOLDER(readonly_reads_and_never_writes),
      IN_FOLDER(a_folder_that_cannot_be_written_is_read),
      IN_FOLDER(two_handles_see_each_other),
      IN_FOLDER(waits_for_a_writer_only_so_long),
      IN_FOLDER(many_processes_make_one_store),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
