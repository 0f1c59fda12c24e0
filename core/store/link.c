/*
 * The writer's own bindings of references to articles, and what an article is found by: key, URL, title.
 */
#include "store/article.h"

/* ---- The form of a reference ------------------------------------------------------------------------------------- */

/* A URL and a title never share a form. */
static tenkyo_str reference_form(tk_arena *arena, tenkyo_str reference) {
  tenkyo_str trimmed = tk_trim(reference);
  bool is_url = tk_url_is(trimmed);
  tenkyo_str form = is_url ? tk_url_normalize(arena, trimmed) : tk_title_normalize(arena, trimmed);
  if (form.ptr == NULL || form.len == 0) return form;
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add(&buffer, is_url ? TK_STR("url:") : TK_STR("text:"));
  tk_buffer_add(&buffer, form);
  return tk_buffer_text(&buffer);
}

tenkyo_status tk_link_keep(tenkyo_store *store, tk_arena *arena, tenkyo_str reference, int64_t article,
                           tenkyo_error *error) {
  tenkyo_str form = reference_form(arena, reference);
  if (form.ptr == NULL) return tk_no_memory(error);
  if (form.len == 0) return tk_fail(error, TENKYO_INVALID, 0, "the reference has no text to remember it by");
  return tk_sql_run(store, "INSERT OR REPLACE INTO link (form, article, reference) VALUES (?1, ?2, ?3)", error, "tit",
                    form, article, tk_trim(reference));
}

static tenkyo_status link_in(tenkyo_store *store, tk_arena *arena, tenkyo_str reference, int64_t id,
                             tenkyo_error *error) {
  tk_row row;
  tenkyo_status status = tk_row_read(store, arena, id, &row, error);
  if (status == TENKYO_OK && row.removed)
    status = tk_fail(error, TENKYO_NOTFOUND, 0, "article %lld is removed", (long long)id);
  return status == TENKYO_OK ? tk_link_keep(store, arena, reference, id, error) : status;
}

tenkyo_status tenkyo_link(tenkyo_store *store, tenkyo_str reference, int64_t id, tenkyo_error *error) {
  if (reference.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the reference is too long");
  tenkyo_status status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  status = tk_write_begin(store, error);
  if (status == TENKYO_OK) status = tk_write_end(store, link_in(store, &arena, reference, id, error), error);
  tk_arena_free(&arena);
  tk_leave(store);
  return status;
}

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

tenkyo_status tk_store_find_key(tenkyo_store *store, tenkyo_str key, int64_t *id, tenkyo_error *error) {
  return tk_sql_integer(store, "SELECT id FROM article WHERE key = ?1 AND removed = 0", id, NULL, error, "t", key);
}

typedef tenkyo_str (*form_function)(tk_arena *arena, tenkyo_str text);

/* `sql` asks for the id by the form that `make` gives. An empty form is nobody's. */
static tenkyo_status find_by_form(tenkyo_store *store, const char *sql, form_function make, tenkyo_str text,
                                  int64_t *id, tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  *id = 0;
  tenkyo_str form = make(&arena, text);
  tenkyo_status status = form.ptr == NULL ? tk_no_memory(error) : TENKYO_OK;
  if (status == TENKYO_OK && form.len > 0) status = tk_sql_integer(store, sql, id, NULL, error, "t", form);
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tk_store_find_url(tenkyo_store *store, tenkyo_str url, int64_t *id, tenkyo_error *error) {
  return find_by_form(store, "SELECT id FROM article WHERE url_form = ?1 AND removed = 0 ORDER BY id LIMIT 1",
                      tk_url_normalize, url, id, error);
}

tenkyo_status tk_store_find_title(tenkyo_store *store, tenkyo_str title, int64_t *id, tenkyo_error *error) {
  return find_by_form(store,
                      "SELECT CASE count(*) WHEN 1 THEN min(id) ELSE 0 END FROM"
                      " (SELECT id FROM article WHERE title_form = ?1 AND removed = 0 LIMIT 2)",
                      tk_title_normalize, title, id, error);
}

tenkyo_status tk_store_find_link(tenkyo_store *store, tenkyo_str reference, int64_t *id, tenkyo_error *error) {
  return find_by_form(store,
                      "SELECT a.id FROM link AS l JOIN article AS a ON a.id = l.article"
                      " WHERE l.form = ?1 AND a.removed = 0",
                      reference_form, reference, id, error);
}

tenkyo_status tenkyo_find(tenkyo_store *store, tenkyo_str key, int64_t *id, tenkyo_error *error) {
  *id = 0;
  tenkyo_status status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  status = tk_store_find_key(store, key, id, error);
  tk_leave(store);
  if (status == TENKYO_OK && *id == 0)
    status = tk_fail(error, TENKYO_NOTFOUND, 0, "no article has the key %.*s", key.len > 100 ? 100 : (int)key.len,
                     key.len == 0 ? "" : key.ptr);
  return status;
}
