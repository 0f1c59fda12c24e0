/*
 * The whole store as JSON: what tenkyo_import reads back with the same bodies, and so the same hashes and spans.
 */
#include "store/article.h"
#include "store/reader.h"

static void add_article_members(tk_buffer *json, const tk_row *row) {
  const tenkyo_article *article = &row->article;
  const struct {
    const char *name;
    tenkyo_str value;
  } fields[] = {{"title", article->title},         {"url", article->url},
                {"author", article->author},       {"publisher", article->publisher},
                {"published", article->published}, {"lang", article->lang}};
  tk_json_add_member(json, "key", article->key);
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    if (fields[i].value.len == 0) continue;
    tk_buffer_add(json, TK_STR(",\n   "));
    tk_json_add_member(json, fields[i].name, fields[i].value);
  }
  if (row->removed) tk_buffer_add(json, TK_STR(",\n   \"removed\": true"));
}

static tenkyo_status add_links(tenkyo_store *store, tk_buffer *json, int64_t id, tenkyo_error *error) {
  sqlite3_stmt *statement;
  bool row = true, any = false;
  tenkyo_status status =
      tk_sql_begin(store, "SELECT reference FROM link WHERE article = ?1 ORDER BY form", &statement, error, "i", id);
  while (status == TENKYO_OK && (status = tk_sql_step(store, statement, &row, error)) == TENKYO_OK && row) {
    tenkyo_str reference = tk_sql_bytes(statement, 0);
    size_t offset;
    tk_buffer_add(json, any ? TK_STR(", ") : TK_STR(",\n   \"links\": ["));
    any = true;
    if (tk_utf8_valid(reference, &offset) && memchr(reference.ptr, '\0', reference.len) == NULL) {
      tk_json_add_string(json, reference);
    } else {
      tk_buffer_add_byte(json, '{');
      tk_json_add_base64(json, reference);
      tk_buffer_add_byte(json, '}');
    }
  }
  if (any) tk_buffer_add_byte(json, ']');
  tk_sql_end(statement);
  return status;
}

static tenkyo_status add_revisions(tenkyo_store *store, tk_buffer *json, int64_t id, tenkyo_error *error) {
  sqlite3_stmt *statement;
  bool row = true, any = false;
  int64_t last = INT64_MIN;
  tenkyo_status status = tk_sql_begin(
      store, "SELECT revision, format, hex(sha256), body FROM revision WHERE article = ?1 ORDER BY revision",
      &statement, error, "i", id);
  tk_buffer_add(json, TK_STR(",\n   \"revisions\": ["));
  while (status == TENKYO_OK && (status = tk_sql_step(store, statement, &row, error)) == TENKYO_OK && row) {
    bool markdown = sqlite3_column_int64(statement, 1) == TENKYO_FORMAT_MARKDOWN;
    tk_buffer_format(json, "%s\n    {\"revision\": %lld, \"format\": \"%s\", ", any ? "," : "",
                     (long long)sqlite3_column_int64(statement, 0), markdown ? "markdown" : "text");
    tk_json_add_member(json, "sha256", tk_sql_bytes(statement, 2));
    tk_buffer_add(json, TK_STR(",\n     "));
    tk_json_add_member(json, "body", tk_sql_bytes(statement, 3));
    tk_buffer_add_byte(json, '}');
    any = true;
    status = tk_sql_in_order(&last, sqlite3_column_int64(statement, 0), false, error);
    if (json->failed || json->arena->failed) status = tk_no_memory(error);
  }
  tk_buffer_add_byte(json, ']');
  tk_sql_end(statement);
  return status;
}

static tenkyo_status add_article(tenkyo_store *store, tk_buffer *json, int64_t id, tenkyo_error *error) {
  tk_arena scratch;
  tk_arena_init(&scratch, store->allocator);
  tk_row row;
  tenkyo_status status = tk_row_read(store, &scratch, id, &row, error);
  if (status == TENKYO_OK) {
    tk_buffer_add(json, TK_STR("\n  {"));
    add_article_members(json, &row);
    status = add_links(store, json, id, error);
  }
  if (status == TENKYO_OK) status = add_revisions(store, json, id, error);
  if (status == TENKYO_OK) tk_buffer_add_byte(json, '}');
  tk_arena_free(&scratch);
  return status;
}

static tenkyo_status export_articles(tenkyo_store *store, tk_buffer *json, tenkyo_error *error) {
  tk_buffer_format(json, "{\"tenkyo\": \"%s\",\n \"articles\": [", tenkyo_version());
  int64_t last = 0;
  tenkyo_status status = TENKYO_OK;
  for (bool found = true; status == TENKYO_OK;) {
    int64_t id = 0;
    status = tk_sql_integer(store, "SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT 1", &id, &found, error, "i",
                            last);
    if (status != TENKYO_OK || !found) break;
    if (last != 0) tk_buffer_add_byte(json, ',');
    status = tk_sql_in_order(&last, id, false, error);
    if (status == TENKYO_OK) status = add_article(store, json, id, error);
    /* What is longer could not be imported as one file again. */
    if (status == TENKYO_OK && json->length > TENKYO_TEXT_MAX)
      status = tk_fail(error, TENKYO_INVALID, 0, "the store is too large for one file of JSON (2 GB)");
  }
  tk_buffer_add(json, TK_STR("\n ]}\n"));
  return status;
}

static tenkyo_status export_into(tenkyo_store *store, tenkyo_result *result, tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_status status = tk_store_begin_read(store, error);
  if (status != TENKYO_OK) return status;
  tk_buffer json;
  tk_buffer_init(&json, &result->arena);
  status = export_articles(store, &json, error);
  tk_store_end_read(store);
  if (status != TENKYO_OK) return status;
  result->text = tk_buffer_text(&json);
  return result->text.ptr == NULL ? tk_no_memory(error) : TENKYO_OK;
}

tenkyo_status tenkyo_export(tenkyo_store *store, tenkyo_result **out, tenkyo_error *error) {
  *out = NULL;
  tenkyo_status status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_store_result(store);
  status = tk_deliver(result, export_into(store, result, error), out, error);
  tk_leave(store);
  return status;
}
