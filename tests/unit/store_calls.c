/* The public calls on a store, one of each. */
#include "store_calls.h"

#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- The calls -----------------------------------------------------------------------------------------------------
 */

static tenkyo_status put_new(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_article article = {.body = STR("新しい橋の話\n\n2025年8月15日\n\n橋が新しくなる。The bridge is new.\n"),
                            .publisher = STR("Herald"),
                            .url = STR("https://example.com/new?utm_id=1")};
  return tenkyo_put(store, &article, NULL, NULL, error);
}

static tenkyo_status put_changed(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_article article = {.key = STR("one"), .title = STR("別の題"), .body = STR("書き直した。\n")};
  return tenkyo_put(store, &article, NULL, NULL, error);
}

static tenkyo_status update(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_article fields = {.title = STR(""), .key = STR(""), .author = STR("A")};
  return tenkyo_update(store, 1, &fields, error);
}

static tenkyo_status find(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  int64_t id;
  return tenkyo_find(store, STR("one"), &id, error);
}

static tenkyo_status get_one(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_status status = tenkyo_get(store, 1, 0, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status list(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_list_options options = {.size = sizeof options, .query = STR("橋")};
  tenkyo_status status = tenkyo_list(store, &options, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status remove_one(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  return tenkyo_remove(store, 1, error);
}

static tenkyo_status restore(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  return tenkyo_restore(store, 3, error);
}

static tenkyo_status purge(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_purge_options options = {.size = sizeof options, .revisions = true};
  return tenkyo_purge(store, &options, NULL, error);
}

static tenkyo_status link_one(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  return tenkyo_link(store, STR("Herald, The old bridge"), 1, error);
}

static tenkyo_status import_folder(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  tenkyo_result *result;
  tenkyo_status status = tenkyo_import(store, path_in(in, "files"), NULL, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status search_all(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_status status = tenkyo_search(store, STR("\"石の橋\" old 春"), NULL, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status search_some(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  int64_t some[] = {2, 1};
  tenkyo_search_options options = {.size = sizeof options, .articles = some, .article_count = 2};
  tenkyo_status status = tenkyo_search(store, STR("橋 bridge"), &options, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status summarize(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_summary_options options = {.size = sizeof options, .query = STR("橋"), .sentences = 2};
  tenkyo_status status = tenkyo_summarize_store(store, &options, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status export_all(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_status status = tenkyo_export(store, &result, error);
  tenkyo_result_free(result);
  return status;
}

static tenkyo_status verify(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  (void)in;
  tenkyo_result *result;
  tenkyo_status status = tenkyo_verify(store, NULL, &result, error);
  if (status == TENKYO_OK) assert_int_equal(tenkyo_result_verify(result)->problem_count, 0);
  tenkyo_result_free(result);
  return status;
}

/* What a check asks: all of it in one. */
static tenkyo_status ask_for_check(tenkyo_store *store, const folder *in, tenkyo_error *error) {
  tk_arena arena;
  tk_source source;
  tenkyo_str found;
  int64_t id;
  bool is_draft;
  tk_arena_init(&arena, NULL);
  tenkyo_status status = tk_store_begin_read(store, error);
  if (status != TENKYO_OK) return status;
  status = tk_store_source(store, &arena, 1, &source, error);
  if (status == TENKYO_OK) status = tk_store_find_url(store, STR("https://example.com/x"), &id, error);
  if (status == TENKYO_OK) status = tk_store_find_title(store, STR("Old bridge"), &id, error);
  if (status == TENKYO_OK) status = tk_store_find_link(store, STR("A reference"), &id, error);
  if (status == TENKYO_OK)
    status = tk_store_find_similar_title(store, STR("Bridge of stone"), &id, &found, &arena, error);
  if (status == TENKYO_OK)
    status = tk_store_is_draft(store, 1, STR("---\na: b\n---\nx"), path_in(in, "files/a.txt"), &is_draft, error);
  tk_store_end_read(store);
  tk_arena_free(&arena);
  return status;
}

const store_call store_calls[] = {
    {"put", put_new, true},
    {"put, changed", put_changed, true},
    {"update", update, true},
    {"find", find, false},
    {"get", get_one, false},
    {"list", list, false},
    {"remove", remove_one, true},
    {"restore", restore, true},
    {"purge", purge, true},
    {"link", link_one, true},
    {"import", import_folder, true},
    {"search", search_all, false},
    {"search some", search_some, false},
    {"summarize", summarize, false},
    {"export", export_all, false},
    {"verify", verify, false},
    {"for a check", ask_for_check, false},
};
const size_t store_call_count = sizeof store_calls / sizeof store_calls[0];

/* ---- The store they are made on
 * -------------------------------------------------------------------------------------- */

void fill_for_calls(const folder *in) {
  tenkyo_error error = {0};
  write_text(in, "files/a.txt", "石の橋が完成\n\n2025年8月1日\n\n石の橋が春に完成した。\n");
  write_text(in, "files/b.md", "---\ntitle: \"Old bridge\"\ndate: August 2, 2025\n---\n# Old bridge\n\nIt is old.\n");
  write_text(in, "files/c.json",
             "[{\"body\": \"一つ目の話。\", \"authors\": [\"A\", \"B\"]}, {\"title\": \"no body\"}]");
  write_text(in, "files/d.jsonl", "{\"body\": \"A line.\", \"links\": [\"x y\"]}\n{broken\n");
  tenkyo_store *store = open_store(in->store);
  put(store, "one", "橋の話", "石の橋は古い。The old bridge stands here. 川の水は春に増える。\n");
  put(store, "one", "橋の話", "石の橋は古い。The old bridge still stands here. 川の水は春に増える。\n");
  put(store, "two", "Bridge of iron", "The iron bridge is longer than the bridge of stone. It was built in 1990.\n");
  int64_t gone = put(store, "three", "Gone", "This one was removed.\n");
  tenkyo_link(store, STR("A reference"), 2, &error);
  tenkyo_remove(store, gone, &error);
  tenkyo_close(store);
  size_t length;
  char *bytes = read_file(in->store, &length);
  write_file(in, "filled.db", bytes, length);
  free(bytes);
}

void refill_for_calls(const folder *in) {
  size_t length;
  char *bytes = read_file(path_in(in, "filled.db"), &length);
  unlink(path_in(in, "store.db-wal"));
  unlink(path_in(in, "store.db-shm"));
  write_file(in, "store.db", bytes, length);
  free(bytes);
}
