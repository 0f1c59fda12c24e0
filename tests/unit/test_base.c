/* base: arenas under failing allocation, lists, buffers, search, hashes, the map, errors, options, cancel tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"

/* Counts what is alive and fails the n-th request. */
typedef struct counter {
  size_t alive, requests, fail_at;
} counter;

static void *counted(void *context, void *block, size_t old_size, size_t new_size) {
  counter *count = context;
  if (new_size == 0) {
    if (block != NULL) count->alive -= old_size;
    free(block);
    return NULL;
  }
  if (++count->requests == count->fail_at) return NULL;
  void *moved = realloc(block, new_size);
  if (moved != NULL) count->alive += new_size - (block == NULL ? 0 : old_size);
  return moved;
}

TK_LIST(number_list, uint64_t);

static void arena_keeps_every_byte(void **state) {
  (void)state;
  counter count = {0};
  tenkyo_allocator allocator = {counted, &count};
  tk_arena arena;
  tk_arena_init(&arena, &allocator);
  number_list lists[3] = {{0}};
  for (uint64_t i = 0; i < 300000; i++) {
    uint64_t *item = tk_push(&arena, &lists[i % 3]);
    assert_non_null(item);
    assert_int_equal(*item, 0);
    *item = i;
    if (i % 1000 == 0) assert_non_null(tk_arena_alloc(&arena, (size_t)(i % 5000)));
  }
  for (uint64_t i = 0; i < 300000; i++) assert_true(lists[i % 3].items[i / 3] == i);
  tk_arena_free(&arena);
  assert_int_equal(count.alive, 0);
}

/* A block that fills its chunk beside others must not be moved as if it were alone there. */
static void arena_resize_leaves_neighbours(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  for (size_t size = 1000; size < 3000000; size = size * 3 / 2) {
    char *first = tk_arena_alloc(&arena, size);
    char *neighbour = tk_arena_alloc(&arena, 64);
    assert_true(first != NULL && neighbour != NULL);
    memset(first, 'a', size);
    memset(neighbour, 'b', 64);
    char *grown = tk_arena_resize(&arena, first, size, size * 2);
    assert_non_null(grown);
    memset(grown + size, 'c', size);
    for (size_t i = 0; i < size; i++) assert_int_equal(grown[i], 'a');
    for (size_t i = 0; i < 64; i++) assert_int_equal(neighbour[i], 'b');
  }
  tk_arena_free(&arena);
}

static void arena_survives_failure(void **state) {
  (void)state;
  for (size_t fail_at = 1; fail_at < 200; fail_at++) {
    counter count = {.fail_at = fail_at};
    tenkyo_allocator allocator = {counted, &count};
    tk_arena arena;
    tk_arena_init(&arena, &allocator);
    number_list list = {0};
    tk_buffer buffer;
    tk_buffer_init(&buffer, &arena);
    tk_map map;
    tk_map_init(&map, &arena);
    for (uint64_t i = 0; i < 40000 && !arena.failed; i++) {
      uint64_t *item = tk_push(&arena, &list);
      if (item != NULL) *item = i;
      tk_buffer_format(&buffer, "%d,", (int)i);
      tk_map_add(&map, tk_arena_copy(&arena, (tenkyo_str){(const char *)&i, sizeof i}), NULL);
    }
    bool done = !arena.failed;
    if (!done) assert_true(count.requests >= fail_at);
    tk_arena_free(&arena);
    assert_int_equal(count.alive, 0);
    if (done) return;
  }
  fail();
}

static void sizes_that_overflow_are_refused(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  assert_null(tk_arena_alloc(&arena, SIZE_MAX));
  assert_true(arena.failed);
  assert_null(tk_arena_array(&arena, SIZE_MAX / 4, 8));
  assert_null(tk_arena_copy(&arena, (tenkyo_str){"", SIZE_MAX}).ptr);
  tk_arena_free(&arena);
}

static void search_finds_what_is_there(void **state) {
  (void)state;
  assert_int_equal(tk_search(TK_STR("abcabd"), TK_STR("abd"), 0), 3);
  assert_int_equal(tk_search(TK_STR("abcabd"), TK_STR("abc"), 1), SIZE_MAX);
  assert_int_equal(tk_search(TK_STR("abc"), TK_STR(""), 2), 2);
  assert_int_equal(tk_search(TK_STR("abc"), TK_STR("abcd"), 0), SIZE_MAX);
  assert_int_equal(tk_search(TK_STR("abc"), TK_STR("c"), 4), SIZE_MAX);
  assert_int_equal(tk_search((tenkyo_str){"a\0b", 3}, (tenkyo_str){"\0b", 2}, 0), 1);
}

static void trim_knows_both_spaces(void **state) {
  (void)state;
  assert_true(tk_equal(tk_trim(TK_STR(" \t\xE3\x80\x80題 名\xE3\x80\x80 \n")), TK_STR("題 名")));
  assert_int_equal(tk_trim(TK_STR("\xE3\x80\x80 \r\n")).len, 0);
  assert_int_equal(tk_trim(TK_STR("")).len, 0);
}

static void compare_orders_bytes(void **state) {
  (void)state;
  assert_int_equal(tk_compare(TK_STR("a"), TK_STR("ab")), -1);
  assert_int_equal(tk_compare(TK_STR("b"), TK_STR("ab")), 1);
  assert_int_equal(tk_compare(TK_STR("\xFF"), TK_STR("a")), 1);
  assert_int_equal(tk_compare(TK_STR("ab"), TK_STR("ab")), 0);
}

static void words_are_found_in_sorted_tables(void **state) {
  (void)state;
  static const char *const sorted[] = {"a", "ab", "b", "典拠", "出典"};
  for (size_t i = 0; i < 5; i++) assert_true(tk_is_among(sorted, 5, tk_str(sorted[i])));
  assert_false(tk_is_among(sorted, 5, TK_STR("aa")));
  assert_false(tk_is_among(sorted, 5, TK_STR("")));
  assert_false(tk_is_among(sorted, 0, TK_STR("a")));
  assert_true(tk_equal_folded(TK_STR("HTTPs"), "https"));
  assert_false(tk_equal_folded(TK_STR("http"), "https"));
}

/* The vectors of FIPS 180-4's examples, and the two lengths around the padding's edge. */
static void sha256_is_the_standards(void **state) {
  (void)state;
  static const struct {
    const char *text, *hex;
  } cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  char hex[65];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tk_sha256_hex(tk_str(cases[i].text), hex);
    assert_string_equal(hex, cases[i].hex);
  }
  char *million = malloc(1000000);
  assert_non_null(million);
  memset(million, 'a', 1000000);
  tk_sha256_hex((tenkyo_str){million, 1000000}, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  free(million);
}

static void map_keeps_order_and_values(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_map map;
  tk_map_init(&map, &arena);
  assert_null(tk_map_find(&map, TK_STR("a")));
  for (uint32_t i = 0; i < 10000; i++) {
    bool is_new;
    tk_map_entry *entry = tk_map_add(&map, tk_arena_copy(&arena, (tenkyo_str){(const char *)&i, sizeof i}), &is_new);
    assert_true(entry != NULL && is_new);
    entry->value = i * 3;
  }
  for (uint32_t i = 0; i < 10000; i++) {
    bool is_new;
    assert_int_equal(tk_map_add(&map, (tenkyo_str){(const char *)&i, sizeof i}, &is_new)->value, i * 3);
    assert_false(is_new);
    assert_int_equal(map.entries[i].value, i * 3);
  }
  assert_int_equal(map.count, 10000);
  tk_arena_free(&arena);
}

static void error_is_cut_between_characters(void **state) {
  (void)state;
  char text[600];
  for (size_t shift = 0; shift < 3; shift++) {
    memset(text, 'x', shift);
    for (size_t at = shift; at + 3 < sizeof text; at += 3) memcpy(text + at, "典", 3);
    text[sizeof text - 3] = '\0';
    tenkyo_error error;
    assert_int_equal(tk_fail(&error, TENKYO_INVALID, 7, "%s", text), TENKYO_INVALID);
    size_t length = strlen(error.message);
    assert_int_equal(error.offset, 7);
    assert_int_equal((length - shift) % 3, 0);
    assert_true(length > 250);
  }
  assert_int_equal(tk_fail(NULL, TENKYO_IO, 0, "nobody looks"), TENKYO_IO);
}

static void options_of_another_size(void **state) {
  (void)state;
  tenkyo_text_options ours;
  assert_int_equal(tk_options_read(&ours, sizeof ours, NULL, NULL), TENKYO_OK);
  assert_null(ours.lang);
  tenkyo_text_options given = {.size = offsetof(tenkyo_text_options, format), .lang = "ja", .date = "2025-01-01"};
  assert_int_equal(tk_options_read(&ours, sizeof ours, &given, NULL), TENKYO_OK);
  assert_string_equal(ours.lang, "ja");
  assert_null(ours.date);
  given.size = 0;
  assert_int_equal(tk_options_read(&ours, sizeof ours, &given, NULL), TENKYO_INVALID);
  given.size = sizeof given + 1;
  assert_int_equal(tk_options_read(&ours, sizeof ours, &given, NULL), TENKYO_INVALID);
}

static void cancel_token_travels_as_number(void **state) {
  (void)state;
  counter count = {0};
  tenkyo_allocator allocator = {counted, &count};
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(&allocator, &token), TENKYO_OK);
  assert_false(tenkyo_cancel_is_set(token));
  assert_true(tenkyo_cancel_id(token) < (uint64_t)1 << 53);
  assert_ptr_equal(tenkyo_cancel_from_id(tenkyo_cancel_id(token)), token);
  assert_null(tenkyo_cancel_from_id(0));
  assert_null(tenkyo_cancel_from_id(tenkyo_cancel_id(token) + 1));
  tenkyo_cancel_set(token);
  assert_true(tenkyo_cancel_is_set(token));
  tenkyo_cancel_free(token);
  assert_int_equal(count.alive, 0);
  count = (counter){.fail_at = 1};
  assert_int_equal(tenkyo_cancel_new(&allocator, &token), TENKYO_NOMEM);
  assert_null(token);
  tenkyo_cancel_free(NULL);
  tenkyo_cancel_set(NULL);
  assert_false(tenkyo_cancel_is_set(NULL));
}

static void status_names(void **state) {
  (void)state;
  assert_string_equal(tenkyo_status_name(TENKYO_OK), "OK");
  assert_string_equal(tenkyo_status_name(TENKYO_FULL), "FULL");
  assert_string_equal(tenkyo_status_name((tenkyo_status)99), "UNKNOWN");
  tenkyo_result_free(NULL);
  assert_null(tenkyo_result_text(NULL).ptr);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arena_keeps_every_byte),
      cmocka_unit_test(arena_resize_leaves_neighbours),
      cmocka_unit_test(arena_survives_failure),
      cmocka_unit_test(sizes_that_overflow_are_refused),
      cmocka_unit_test(search_finds_what_is_there),
      cmocka_unit_test(trim_knows_both_spaces),
      cmocka_unit_test(compare_orders_bytes),
      cmocka_unit_test(sha256_is_the_standards),
      cmocka_unit_test(words_are_found_in_sorted_tables),
      cmocka_unit_test(map_keeps_order_and_values),
      cmocka_unit_test(error_is_cut_between_characters),
      cmocka_unit_test(options_of_another_size),
      cmocka_unit_test(cancel_token_travels_as_number),
      cmocka_unit_test(status_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
