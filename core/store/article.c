/*
 * The public calls on single articles: keeping, changing, removing, restoring and purging.
 */
#include "store/article.h"

/* ---- A writing call ---------------------------------------------------------------------------------------------- */

/* What a call does inside its transaction, with memory of its own. */
typedef tenkyo_status (*change_function)(tenkyo_store *store, tk_arena *arena, void *argument, tenkyo_error *error);

static tenkyo_status change_store(tenkyo_store *store, change_function change, void *argument, tenkyo_error *error) {
  tenkyo_status status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  status = tk_write_begin(store, error);
  if (status == TENKYO_OK) status = tk_write_end(store, change(store, &arena, argument, error), error);
  tk_arena_free(&arena);
  tk_leave(store);
  return status;
}

/* ---- Keeping ----------------------------------------------------------------------------------------------------- */

typedef struct put_argument {
  tk_record record;
  int64_t id;
  tenkyo_put_result result;
} put_argument;

static tenkyo_status put_in(tenkyo_store *store, tk_arena *arena, void *argument, tenkyo_error *error) {
  put_argument *put = argument;
  return tk_record_keep(store, arena, &put->record, &put->id, &put->result, error);
}

tenkyo_status tenkyo_put(tenkyo_store *store, const tenkyo_article *article, int64_t *id, tenkyo_put_result *put_result,
                         tenkyo_error *error) {
  if (id != NULL) *id = 0;
  if (article == NULL) return tk_fail(error, TENKYO_INVALID, 0, "no article");
  if (article->body.len > TENKYO_TEXT_MAX)
    return tk_fail(error, TENKYO_INVALID, 0, "the body has %zu bytes, at most %zu are kept", article->body.len,
                   TENKYO_TEXT_MAX);
  tk_record_revision body = {article->body, tk_body_format(article->body)};
  put_argument put = {.record = {.article = *article, .revisions = &body, .revision_count = article->body.len > 0}};
  put.record.article.body = (tenkyo_str){NULL, 0};
  tenkyo_status status = change_store(store, put_in, &put, error);
  if (status != TENKYO_OK) return status;
  if (id != NULL) *id = put.id;
  if (put_result != NULL) *put_result = put.result;
  return TENKYO_OK;
}

/* ---- Changing ---------------------------------------------------------------------------------------------------- */

typedef struct update_argument {
  int64_t id;
  const tenkyo_article *fields;
} update_argument;

static tenkyo_status check_key_free(tenkyo_store *store, tenkyo_str key, int64_t id, tenkyo_error *error) {
  int64_t other;
  bool found;
  tenkyo_status status =
      tk_sql_integer(store, "SELECT id FROM article WHERE key = ?1 AND id <> ?2", &other, &found, error, "ti", key, id);
  if (status != TENKYO_OK || !found) return status;
  return tk_fail(error, TENKYO_EXISTS, 0, "article %lld has the key %.*s", (long long)other,
                 key.len > 100 ? 100 : (int)key.len, key.ptr);
}

/* An article without a title or a key does not exist: a cleared one is made anew from what is there. */
static tenkyo_status fill_cleared(tenkyo_store *store, tk_arena *arena, tk_row *row, const tenkyo_article *fields,
                                  tenkyo_error *error) {
  tk_revision_row newest = {0};
  tk_document document;
  tk_head head;
  bool title = fields->title.ptr != NULL && fields->title.len == 0;
  bool key = fields->key.ptr != NULL && fields->key.len == 0;
  if (!title && !key) return TENKYO_OK;
  tenkyo_status status = tk_revision_read(store, arena, row->id, 0, &newest, error);
  if (status == TENKYO_OK && title) {
    status = tk_read_body(arena, newest.body, newest.format, row->article.lang, &document, error);
    if (status == TENKYO_OK) status = tk_head_read(arena, &document, NULL, NULL, &head, error);
    if (status == TENKYO_OK && head.title.len == 0)
      return tk_fail(error, TENKYO_INVALID, 0, "the title cannot be empty: no line of the article could be one");
    if (status == TENKYO_OK) row->article.title = head.title;
    row->title_given = false;
  }
  if (status == TENKYO_OK && key) {
    status = tk_key_make(store, arena, &row->article, newest.body, &row->article.key, error);
    row->key_given = false;
  }
  return status;
}

static tenkyo_status update_in(tenkyo_store *store, tk_arena *arena, void *argument, tenkyo_error *error) {
  const update_argument *update = argument;
  const tenkyo_article *from = update->fields;
  tk_row row;
  tenkyo_status status = tk_row_read(store, arena, update->id, &row, error);
  if (status != TENKYO_OK) return status;
  tenkyo_article before = row.article;
  const tenkyo_str *const given[] = {&from->title,     &from->url,  &from->author, &from->publisher,
                                     &from->published, &from->lang, &from->key};
  tenkyo_str *const stored[] = {&row.article.title,     &row.article.url,  &row.article.author, &row.article.publisher,
                                &row.article.published, &row.article.lang, &row.article.key};
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
    if (given[i]->ptr != NULL) *stored[i] = *given[i];
  }
  row.title_given = row.title_given || from->title.ptr != NULL;
  row.key_given = row.key_given || from->key.ptr != NULL;
  tk_record record = {.article = row.article};
  status = tk_record_check(&record, error);
  if (status == TENKYO_OK) status = fill_cleared(store, arena, &row, from, error);
  if (status == TENKYO_OK) status = check_key_free(store, row.article.key, row.id, error);
  bool terms = !row.removed && !tk_equal(before.title, row.article.title);
  if (status == TENKYO_OK && terms) status = tk_article_index(store, row.id, -1, error);
  if (status == TENKYO_OK) status = tk_row_write(store, arena, &row, error);
  if (status == TENKYO_OK && terms) status = tk_article_index(store, row.id, 1, error);
  return status;
}

tenkyo_status tenkyo_update(tenkyo_store *store, int64_t id, const tenkyo_article *fields, tenkyo_error *error) {
  if (fields == NULL) return tk_fail(error, TENKYO_INVALID, 0, "no fields");
  if (fields->body.ptr != NULL)
    return tk_fail(error, TENKYO_INVALID, 0, "a body is changed by keeping the article again under its key");
  update_argument update = {id, fields};
  return change_store(store, update_in, &update, error);
}

/* ---- Removing and restoring -------------------------------------------------------------------------------------- */

typedef struct remove_argument {
  int64_t id;
  bool removed;
} remove_argument;

static tenkyo_status remove_in(tenkyo_store *store, tk_arena *arena, void *argument, tenkyo_error *error) {
  const remove_argument *wanted = argument;
  tk_row row;
  tenkyo_status status = tk_row_read(store, arena, wanted->id, &row, error);
  if (status != TENKYO_OK || row.removed == wanted->removed) return status;
  status = tk_article_index(store, row.id, wanted->removed ? -1 : 1, error);
  if (status != TENKYO_OK) return status;
  return tk_sql_run(store, "UPDATE article SET removed = ?2 WHERE id = ?1", error, "ii", row.id,
                    (int64_t)wanted->removed);
}

tenkyo_status tenkyo_remove(tenkyo_store *store, int64_t id, tenkyo_error *error) {
  remove_argument wanted = {id, true};
  return change_store(store, remove_in, &wanted, error);
}

tenkyo_status tenkyo_restore(tenkyo_store *store, int64_t id, tenkyo_error *error) {
  remove_argument wanted = {id, false};
  return change_store(store, remove_in, &wanted, error);
}

/* ---- Purging ----------------------------------------------------------------------------------------------------- */

typedef struct purge_argument {
  tenkyo_purge_options options;
  int64_t purged;
} purge_argument;

/* Deletes by one statement, whose parameter is the one article or 0, and adds up the rows. */
static tenkyo_status purge_rows(tenkyo_store *store, purge_argument *purge, const char *sql, bool count,
                                tenkyo_error *error) {
  tenkyo_status status = tk_sql_run(store, sql, error, "i", purge->options.article);
  if (status == TENKYO_OK && count) purge->purged += sqlite3_changes64(store->database);
  return status;
}

static tenkyo_status purge_in(tenkyo_store *store, tk_arena *arena, void *argument, tenkyo_error *error) {
  purge_argument *purge = argument;
  tk_row row;
  tenkyo_status status = TENKYO_OK;
  if (purge->options.article != 0) status = tk_row_read(store, arena, purge->options.article, &row, error);
#define OF_REMOVED "article IN (SELECT id FROM article WHERE removed <> 0 AND (?1 = 0 OR id = ?1))"
  if (status == TENKYO_OK) status = purge_rows(store, purge, "DELETE FROM link WHERE " OF_REMOVED, false, error);
  if (status == TENKYO_OK) status = purge_rows(store, purge, "DELETE FROM opening WHERE " OF_REMOVED, false, error);
  if (status == TENKYO_OK) status = purge_rows(store, purge, "DELETE FROM revision WHERE " OF_REMOVED, true, error);
#undef OF_REMOVED
  if (status == TENKYO_OK)
    status = purge_rows(store, purge, "DELETE FROM article WHERE removed <> 0 AND (?1 = 0 OR id = ?1)", true, error);
  if (status == TENKYO_OK && purge->options.revisions)
    status = purge_rows(store, purge,
                        "DELETE FROM revision WHERE (?1 = 0 OR article = ?1)"
                        " AND revision < (SELECT a.revision FROM article AS a WHERE a.id = revision.article)",
                        true, error);
  return status;
}

tenkyo_status tenkyo_purge(tenkyo_store *store, const tenkyo_purge_options *options, size_t *purged,
                           tenkyo_error *error) {
  if (purged != NULL) *purged = 0;
  purge_argument purge = {.purged = 0};
  tenkyo_status status = tk_options_read(&purge.options, sizeof purge.options, options, error);
  if (status == TENKYO_OK) status = change_store(store, purge_in, &purge, error);
  if (status == TENKYO_OK && purged != NULL) *purged = (size_t)purge.purged;
  return status;
}
