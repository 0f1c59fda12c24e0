/*
 * SQLite and cJSON have malloc's memory, not ours: here malloc itself fails at every place of every call. The program
 * defines malloc and its like, which the shared libraries then use too.
 */
#include "store_calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* glibc's own, under the names that it exports for this. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static size_t requests, fail_at;
static bool counting;

static bool fails(void) { return counting && ++requests == fail_at; }

/* The project hides its symbols; these are to be seen. */
#define SEEN __attribute__((visibility("default")))

SEEN void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
SEEN void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
SEEN void *realloc(void *block, size_t size) { return fails() ? NULL : __libc_realloc(block, size); }

static void start_failing(size_t at) {
  requests = 0;
  fail_at = at;
  counting = true;
}

/* SQLite does without some of its memory (a smaller cache, no lookaside): then the call succeeds all the same. */
static void fail_call(const folder *in, const store_call *call) {
  size_t failed = 0, step = 1;
  for (size_t at = 1;; at += step) {
    tenkyo_error error = {0};
    tenkyo_store *store = open_store(in->store);
    start_failing(at);
    tenkyo_status status = call->act(store, in, &error);
    counting = false;
    bool done = requests < at;
    if (status != TENKYO_OK && status != TENKYO_NOMEM)
      fail_msg("%s, request %zu: %s %s", call->name, at, tenkyo_status_name(status), error.message);
    if (status == TENKYO_NOMEM) failed++;
    if (call->writes && (at % 32 == 1 || done)) assert_int_equal(problems(store), 0);
    tenkyo_close(store);
    if (status == TENKYO_OK && call->writes) refill_for_calls(in);
    if (done) {
      assert_int_equal(status, TENKYO_OK);
      break;
    }
    if (at > 150) step = 5; /* long calls fail at the same places over and over */
  }
  assert_true(failed > 0);
}

static void every_call_survives(void **state) {
  const folder *in = *state;
  fill_for_calls(in);
  for (size_t i = 0; i < store_call_count; i++) {
    refill_for_calls(in);
    fail_call(in, &store_calls[i]);
  }
}

static void opening_survives(void **state) {
  const folder *in = *state;
  size_t failed = 0;
  for (size_t at = 1;; at++) {
    tenkyo_error error = {0};
    tenkyo_store *store;
    unlink(in->store);
    unlink(path_in(in, "store.db-wal"));
    unlink(path_in(in, "store.db-shm"));
    start_failing(at);
    tenkyo_status status = tenkyo_open(in->store, NULL, &store, &error);
    counting = false;
    bool done = requests < at;
    if (status == TENKYO_OK) {
      assert_int_equal(problems(store), 0);
      tenkyo_close(store);
    } else {
      if (status != TENKYO_NOMEM) fail_msg("request %zu: %s", at, error.message);
      assert_null(store);
      failed++;
      /* What was left behind is no obstacle. */
      if (at % 16 == 0) tenkyo_close(open_store(in->store));
    }
    if (done) break;
  }
  assert_true(failed > 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {IN_FOLDER(every_call_survives), IN_FOLDER(opening_survives)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
