/*
 * The rows of articles and revisions, read and written.
 */
#include "store/article.h"

/* ---- Articles ---------------------------------------------------------------------------------------------------- */

static const char row_by_id[] = "SELECT id, key, title, url, author, publisher, published, lang, origin, key_given,"
                                " title_given, removed, revision FROM article WHERE id = ?1";

static bool copy_row(sqlite3_stmt *statement, tk_arena *arena, tk_row *row) {
  bool failed = false;
  tenkyo_article *article = &row->article;
  tenkyo_str *const fields[] = {&article->key,       &article->title,     &article->url,  &article->author,
                                &article->publisher, &article->published, &article->lang, &row->origin};
  row->id = sqlite3_column_int64(statement, 0);
  for (int i = 0; i < 8; i++) *fields[i] = tk_sql_copy(arena, statement, i + 1, &failed);
  row->key_given = sqlite3_column_int(statement, 9) != 0;
  row->title_given = sqlite3_column_int(statement, 10) != 0;
  row->removed = sqlite3_column_int(statement, 11) != 0;
  row->revision = sqlite3_column_int64(statement, 12);
  return !failed;
}

tenkyo_status tk_row_read(tenkyo_store *store, tk_arena *arena, int64_t id, tk_row *row, tenkyo_error *error) {
  sqlite3_stmt *statement;
  *row = (tk_row){0};
  bool found = false;
  tenkyo_status status = tk_sql_begin(store, row_by_id, &statement, error, "i", id);
  if (status == TENKYO_OK) status = tk_sql_step(store, statement, &found, error);
  if (status == TENKYO_OK && !found) status = tk_fail(error, TENKYO_NOTFOUND, 0, "no article %lld", (long long)id);
  if (status == TENKYO_OK && !copy_row(statement, arena, row)) status = tk_no_memory(error);
  tk_sql_end(statement);
  return status;
}

/* The forms in which an article is compared and listed. */
typedef struct forms {
  tenkyo_str url, title, list;
} forms;

static bool make_forms(tk_arena *arena, const tenkyo_article *article, forms *out) {
  out->url = article->url.len == 0 ? TK_STR("") : tk_url_normalize(arena, article->url);
  out->title = tk_title_normalize(arena, article->title);
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  const tenkyo_str fields[] = {article->title, article->author, article->publisher, article->url, article->key};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    tk_buffer_add(&buffer, fields[i]);
    tk_buffer_add_byte(&buffer, '\n');
  }
  tenkyo_str joined = tk_buffer_text(&buffer);
  tk_view view;
  if (joined.ptr == NULL || !tk_normalize(arena, joined, &view)) return false;
  out->list = view.text;
  return out->url.ptr != NULL && out->title.ptr != NULL;
}

/* The id is the last parameter of an update; an insertion has a letter less in `format` and leaves it alone. */
static tenkyo_status write_row(tenkyo_store *store, tk_arena *arena, const char *sql, const char *format,
                               const tk_row *row, tenkyo_error *error) {
  forms compared;
  const tenkyo_article *a = &row->article;
  if (!make_forms(arena, a, &compared)) return tk_no_memory(error);
  return tk_sql_run(store, sql, error, format, a->key, a->title, a->url, a->author, a->publisher, a->published, a->lang,
                    compared.url, compared.title, compared.list, row->origin, (int64_t)row->key_given,
                    (int64_t)row->title_given, (int64_t)row->removed, row->revision, row->id);
}

/* A single row of VALUES: for a statement that may write several, SQLite opens a savepoint, at which FTS5 writes out
 * all that it has collected. */
tenkyo_status tk_row_insert(tenkyo_store *store, tk_arena *arena, tk_row *row, tenkyo_error *error) {
  tenkyo_status status =
      write_row(store, arena,
                "INSERT INTO article (key, title, url, author, publisher, published, lang, url_form, title_form,"
                " list_form, origin, key_given, title_given, removed, revision)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                "tttttttttttiiii", row, error);
  if (status == TENKYO_OK) row->id = sqlite3_last_insert_rowid(store->database);
  return status;
}

tenkyo_status tk_row_write(tenkyo_store *store, tk_arena *arena, const tk_row *row, tenkyo_error *error) {
  return write_row(store, arena,
                   "UPDATE article SET key = ?1, title = ?2, url = ?3, author = ?4, publisher = ?5, published = ?6,"
                   " lang = ?7, url_form = ?8, title_form = ?9, list_form = ?10, origin = ?11, key_given = ?12,"
                   " title_given = ?13, removed = ?14, revision = ?15 WHERE id = ?16",
                   "tttttttttttiiiii", row, error);
}

/* ---- Revisions --------------------------------------------------------------------------------------------------- */

tenkyo_status tk_revision_insert(tenkyo_store *store, int64_t article, int64_t revision, const tk_record_revision *of,
                                 const tk_derived *derived, tenkyo_error *error) {
  uint8_t digest[32];
  tk_sha256(of->body, digest);
  return tk_sql_run(store,
                    "INSERT INTO revision (article, revision, format, sha256, language, sentences, sentence_table,"
                    " body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    error, "iiibtibb", article, revision, (int64_t)of->format,
                    (tenkyo_str){(const char *)digest, sizeof digest},
                    tk_str(tk_language_tag(derived->document.language)), derived->sentences, derived->table, of->body);
}

static tenkyo_status copy_revision(sqlite3_stmt *statement, tk_arena *arena, tk_revision_row *row,
                                   tenkyo_error *error) {
  bool failed = false;
  row->id = sqlite3_column_int64(statement, 0);
  row->revision = sqlite3_column_int64(statement, 1);
  row->format =
      sqlite3_column_int64(statement, 2) == TENKYO_FORMAT_MARKDOWN ? TENKYO_FORMAT_MARKDOWN : TENKYO_FORMAT_TEXT;
  tenkyo_str digest = tk_sql_bytes(statement, 3);
  if (digest.len == sizeof row->sha256) memcpy(row->sha256, digest.ptr, sizeof row->sha256);
  row->language = tk_sql_copy(arena, statement, 4, &failed);
  row->sentences = sqlite3_column_int64(statement, 5);
  row->table = tk_sql_copy(arena, statement, 6, &failed);
  row->body = tk_sql_copy(arena, statement, 7, &failed);
  return failed ? tk_no_memory(error) : TENKYO_OK;
}

tenkyo_status tk_revision_read(tenkyo_store *store, tk_arena *arena, int64_t article, int64_t revision,
                               tk_revision_row *row, tenkyo_error *error) {
  sqlite3_stmt *statement;
  bool found = false;
  *row = (tk_revision_row){0};
  tenkyo_status status = tk_sql_begin(store,
                                      "SELECT r.id, r.revision, r.format, r.sha256, r.language, r.sentences,"
                                      " r.sentence_table, r.body FROM article AS a JOIN revision AS r"
                                      " ON r.article = a.id AND r.revision = CASE ?2 WHEN 0 THEN a.revision ELSE ?2 END"
                                      " WHERE a.id = ?1",
                                      &statement, error, "ii", article, revision);
  if (status == TENKYO_OK) status = tk_sql_step(store, statement, &found, error);
  if (status == TENKYO_OK && !found)
    status = revision == 0 ? tk_fail(error, TENKYO_NOTFOUND, 0, "no article %lld", (long long)article)
                           : tk_fail(error, TENKYO_NOTFOUND, 0, "article %lld has no revision %lld", (long long)article,
                                     (long long)revision);
  if (status == TENKYO_OK) status = copy_revision(statement, arena, row, error);
  tk_sql_end(statement);
  return status;
}

static tenkyo_status derive_row(tenkyo_store *store, tk_arena *arena, int64_t id, tenkyo_error *error) {
  sqlite3_stmt *statement;
  bool found = false, failed = false;
  tenkyo_status status =
      tk_sql_begin(store,
                   "SELECT r.format, a.lang, r.body FROM revision AS r JOIN article AS a ON a.id = r.article"
                   " WHERE r.id = ?1",
                   &statement, error, "i", id);
  if (status == TENKYO_OK) status = tk_sql_step(store, statement, &found, error);
  tenkyo_format format = TENKYO_FORMAT_TEXT;
  tenkyo_str lang = {0}, body = {0};
  if (found) {
    if (sqlite3_column_int64(statement, 0) == TENKYO_FORMAT_MARKDOWN) format = TENKYO_FORMAT_MARKDOWN;
    lang = tk_sql_copy(arena, statement, 1, &failed);
    body = tk_sql_copy(arena, statement, 2, &failed);
  }
  tk_sql_end(statement);
  if (failed) status = tk_no_memory(error);
  if (status != TENKYO_OK || !found) return status;
  tk_derived derived;
  status = tk_derive(arena, body, format, lang, &derived, error);
  if (status != TENKYO_OK) return status;
  return tk_sql_run(store, "UPDATE revision SET language = ?2, sentences = ?3, sentence_table = ?4 WHERE id = ?1",
                    error, "itib", id, tk_str(tk_language_tag(derived.document.language)), derived.sentences,
                    derived.table);
}

tenkyo_status tk_revision_derive_again(tenkyo_store *store, int64_t row, tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  tenkyo_status status = derive_row(store, &arena, row, error);
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tk_article_index(tenkyo_store *store, int64_t id, int change, tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  tk_row row;
  tk_revision_row newest;
  tenkyo_status status = tk_row_read(store, &arena, id, &row, error);
  if (status == TENKYO_OK) status = tk_revision_read(store, &arena, id, 0, &newest, error);
  if (status == TENKYO_OK) {
    tk_indexed indexed = {id, row.article.title, newest.body, newest.sentences};
    status = change > 0 ? tk_index_add(store, &indexed, error) : tk_index_remove(store, &indexed, error);
  }
  tk_arena_free(&arena);
  return status;
}
