/* Processes that are killed, disks that are full, and several processes at once. */
#include "store_support.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *write_lines(const folder *in, const char *name, size_t count) {
  char *text = malloc(count * 300 + 1);
  assert_non_null(text);
  size_t at = 0;
  for (size_t i = 0; i < count; i++)
    at += (size_t)sprintf(
        text + at,
        "{\"key\": \"%s-%zu\", \"title\": \"橋 %zu\", \"body\": \"第%zu章。川の水は春に増える。橋は石でできている。"
        "The bridge number %zu is old.\"}\n",
        name, i, i, i, i);
  const char *path = write_file(in, name, text, at);
  free(text);
  return path;
}

static pid_t start(int (*act)(const folder *, const char *), const folder *in, const char *path) {
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) _exit(act(in, path));
  return child;
}

static int finish(pid_t child) {
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* In a child: 0, or a status as exit code. */
static int import_in_child(const folder *in, const char *path) {
  tenkyo_error error = {0};
  tenkyo_store *store;
  tenkyo_result *result;
  tenkyo_open_options options = {.size = sizeof options, .busy_timeout = 60000};
  tenkyo_status status = tenkyo_open(in->store, &options, &store, &error);
  if (status == TENKYO_OK) status = tenkyo_import(store, path, NULL, &result, &error);
  if (status == TENKYO_OK && tenkyo_result_import(result)->failed_count > 0) return 100;
  if (status != TENKYO_OK && strlen(error.message) == 0) return 101;
  return (int)status;
}

static void wait_milliseconds(long milliseconds) {
  struct timespec pause = {0, milliseconds * 1000000};
  while (nanosleep(&pause, &pause) != 0 && errno == EINTR) continue;
}

static void a_killed_import_leaves_whole_batches(void **state) {
  const folder *in = *state;
  const char *path = write_lines(in, "many.jsonl", 4000);
  tenkyo_close(open_store(in->store));
  size_t before = 0;
  for (long round = 0; round < 6; round++) {
    pid_t child = start(import_in_child, in, path);
    wait_milliseconds(20 + 60 * round);
    kill(child, SIGKILL);
    finish(child);
    tenkyo_store *store = open_store(in->store);
    size_t count = count_articles(store);
    assert_true(count % 500 == 0 || count == 4000);
    assert_true(count >= before);
    assert_int_equal(problems(store), 0);
    before = count;
    tenkyo_close(store);
  }
  assert_int_equal(finish(start(import_in_child, in, path)), 0);
  tenkyo_store *store = open_store(in->store);
  assert_int_equal(count_articles(store), 4000);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void two_processes_import_at_once(void **state) {
  const folder *in = *state;
  pid_t one = start(import_in_child, in, write_lines(in, "one.jsonl", 1500));
  pid_t two = start(import_in_child, in, write_lines(in, "two.jsonl", 1500));
  /* And a reader beside them always sees a whole state. */
  tenkyo_store *store = open_store(in->store);
  for (size_t i = 0; i < 20; i++) {
    search(store, "bridge", "bridge");
    wait_milliseconds(10);
  }
  assert_int_equal(finish(one), 0);
  assert_int_equal(finish(two), 0);
  assert_int_equal(count_articles(store), 3000);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* ---- Full disks
 * ------------------------------------------------------------------------------------------------------------ */

/* No file may grow over a bound: what a quota does. The signal would end the process. */
static int import_within_limit(const folder *in, const char *path) {
  struct rlimit limit = {600000, 600000};
  signal(SIGXFSZ, SIG_IGN);
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 102;
  return import_in_child(in, path);
}

static void a_bounded_file_keeps_what_fitted(void **state) {
  const folder *in = *state;
  const char *path = write_lines(in, "many.jsonl", 3000);
  tenkyo_close(open_store(in->store));
  int code = finish(start(import_within_limit, in, path));
  if (code != TENKYO_IO && code != TENKYO_FULL) fail_msg("exit code %d", code);
  tenkyo_store *store = open_store(in->store);
  assert_true(count_articles(store) % 500 == 0);
  assert_int_equal(problems(store), 0);
  tenkyo_result *result;
  assert_int_equal(import(store, path, &result)->failed_count, 0);
  tenkyo_result_free(result);
  assert_int_equal(count_articles(store), 3000);
  tenkyo_close(store);
}

static void a_full_disk_is_told(void **state) {
  folder *in = *state;
  const char *path = write_lines(in, "many.jsonl", 3000), *disk = path_in(in, "disk/x");
  write_text(in, "disk/x", "");
  char mounted[560];
  snprintf(mounted, sizeof mounted, "%.*s", (int)(strrchr(disk, '/') - disk), disk);
  if (geteuid() != 0 || mount("tmpfs", mounted, "tmpfs", 0, "size=2m,mode=700") != 0) skip();
  char *plain = strdup(in->store);
  snprintf(in->store, sizeof in->store, "%s/store.db", mounted);
  int code = finish(start(import_in_child, in, path));
  tenkyo_store *store = open_store(in->store);
  size_t count = count_articles(store), wrong = problems(store);
  tenkyo_error error = {0};
  tenkyo_result *result = NULL;
  tenkyo_status status = tenkyo_import(store, path, NULL, &result, &error);
  size_t still = search(store, "bridge", "bridge");
  tenkyo_close(store);
  int unmounted = umount(mounted);
  strcpy(in->store, plain);
  free(plain);
  assert_int_equal(unmounted, 0);
  assert_int_equal(code, TENKYO_FULL);
  assert_true(count > 0 && count % 500 == 0);
  assert_int_equal(wrong, 0);
  assert_int_equal(status, TENKYO_FULL);
  assert_null(result);
  assert_non_null(strstr(error.message, "disk is full"));
  assert_int_equal(still, 10);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(a_killed_import_leaves_whole_batches),
      IN_FOLDER(two_processes_import_at_once),
      IN_FOLDER(a_bounded_file_keeps_what_fitted),
      IN_FOLDER(a_full_disk_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
