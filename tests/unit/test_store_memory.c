/* Our own memory fails at every place of every call: the call says so, nothing leaks, and the store is as before. */
#include "store_calls.h"

#include <stdio.h>

/* Opens with memory that never fails while opening. */
static tenkyo_store *open_failing(const folder *in, failing *memory) {
  tenkyo_error error = {0};
  tenkyo_store *store;
  failing_start(memory, 0);
  tenkyo_open_options options = {.size = sizeof options, .allocator = &memory->allocator};
  assert_int_equal(tenkyo_open(in->store, &options, &store, &error), TENKYO_OK);
  return store;
}

/* Returns how often it failed: a few calls need no memory of ours. */
static size_t fail_call(const folder *in, const store_call *call) {
  failing memory = {.alive = 0};
  size_t failed = 0;
  refill_for_calls(in);
  tenkyo_store *store = open_failing(in, &memory);
  size_t kept = memory.alive;
  for (size_t at = 1;; at++) {
    tenkyo_error error = {0};
    failing_start(&memory, at);
    tenkyo_status status = call->act(store, in, &error);
    bool done = memory.requests < at;
    failing_start(&memory, 0);
    if (memory.alive != kept) fail_msg("%s, request %zu: %zu bytes leak", call->name, at, memory.alive - kept);
    if (done) {
      if (status != TENKYO_OK) fail_msg("%s: %s", call->name, error.message);
      break;
    }
    if (status != TENKYO_NOMEM) fail_msg("%s, request %zu: %s", call->name, at, tenkyo_status_name(status));
    assert_int_equal(error.code, TENKYO_NOMEM);
    failed++;
    if (call->writes && at % 16 == 1 && problems(store) > 0) fail_msg("%s, request %zu", call->name, at);
  }
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
  assert_int_equal(memory.alive, 0);
  return failed;
}

static void every_call_survives(void **state) {
  const folder *in = *state;
  size_t failed = 0;
  fill_for_calls(in);
  for (size_t i = 0; i < store_call_count; i++) failed += fail_call(in, &store_calls[i]);
  assert_true(failed > 50);
}

static void opening_survives(void **state) {
  folder *in = *state;
  failing memory = {.alive = 0};
  for (size_t at = 1;; at++) {
    tenkyo_error error = {0};
    tenkyo_store *store;
    snprintf(in->store, sizeof in->store, "%.500s/new%zu/store.db", in->path, at % 3);
    failing_start(&memory, at);
    tenkyo_open_options options = {.size = sizeof options, .allocator = &memory.allocator};
    tenkyo_status status = tenkyo_open(in->store, &options, &store, &error);
    bool done = memory.requests < at;
    if (status == TENKYO_OK) tenkyo_close(store);
    assert_int_equal(memory.alive, 0);
    if (done) {
      assert_int_equal(status, TENKYO_OK);
      break;
    }
    assert_int_equal(status, TENKYO_NOMEM);
    assert_null(store);
  }
}

/* An allocator that lives no longer than the call that was given it is copied. */
static void results_outlive_the_store(void **state) {
  const folder *in = *state;
  failing memory = {.alive = 0};
  tenkyo_error error = {0};
  tenkyo_result *result;
  fill_for_calls(in);
  tenkyo_store *store = open_failing(in, &memory);
  assert_int_equal(tenkyo_get(store, 1, 0, &result, &error), TENKYO_OK);
  memory.allocator.resize = NULL;
  tenkyo_close(store);
  size_t count;
  assert_string_equal(tenkyo_result_articles(result, &count)->article.key.ptr, "one");
  tenkyo_result_free(result);
  assert_int_equal(memory.alive, 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(every_call_survives),
      IN_FOLDER(opening_survives),
      IN_FOLDER(results_outlive_the_store),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
