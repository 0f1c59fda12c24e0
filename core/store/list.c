/*
 * Articles given out: one with its body, and lists without.
 */
#include "store/article.h"

/* ---- One article ------------------------------------------------------------------------------------------------- */

static tenkyo_status read_stored(tenkyo_store *store, tk_arena *arena, int64_t id, int64_t revision,
                                 tenkyo_stored_article *stored, tenkyo_error *error) {
  tk_row row;
  tk_revision_row body;
  tenkyo_status status = tk_row_read(store, arena, id, &row, error);
  if (status == TENKYO_OK) status = tk_revision_read(store, arena, id, revision, &body, error);
  if (status == TENKYO_OK)
    status = tk_sql_integer(store, "SELECT count(*) FROM revision WHERE article = ?1", &stored->revisions, NULL, error,
                            "i", id);
  if (status != TENKYO_OK) return status;
  stored->id = id;
  stored->revision = body.revision;
  stored->removed = row.removed;
  stored->article = row.article;
  stored->article.body = body.body;
  if (stored->article.lang.len == 0) stored->article.lang = body.language;
  for (size_t i = 0; i < sizeof body.sha256; i++) {
    static const char digits[] = "0123456789abcdef";
    stored->sha256[2 * i] = digits[body.sha256[i] >> 4];
    stored->sha256[2 * i + 1] = digits[body.sha256[i] & 15];
  }
  return TENKYO_OK;
}

static tenkyo_status get_into(tenkyo_store *store, tenkyo_result *result, int64_t id, int64_t revision,
                              tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_stored_article *stored = tk_arena_alloc(&result->arena, sizeof *stored);
  if (stored == NULL) return tk_no_memory(error);
  tenkyo_status status = tk_store_begin_read(store, error);
  if (status != TENKYO_OK) return status;
  status = read_stored(store, &result->arena, id, revision, stored, error);
  tk_store_end_read(store);
  result->articles = stored;
  result->article_count = 1;
  return status;
}

tenkyo_status tenkyo_get(tenkyo_store *store, int64_t id, int64_t revision, tenkyo_result **out, tenkyo_error *error) {
  *out = NULL;
  if (revision < 0) return tk_fail(error, TENKYO_INVALID, 0, "revisions count from 1");
  tenkyo_status status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_store_result(store);
  status = tk_deliver(result, get_into(store, result, id, revision, error), out, error);
  tk_leave(store);
  return status;
}

const tenkyo_stored_article *tenkyo_result_articles(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->article_count;
  return result == NULL ? NULL : result->articles;
}

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

TK_LIST(stored_list, tenkyo_stored_article);
TK_LIST(word_list, tenkyo_str);

/* The words of a query, normalised, parted by white space. */
static bool query_words(tk_arena *arena, tenkyo_str query, word_list *words) {
  tk_view view;
  if (!tk_normalize(arena, query, &view)) return false;
  for (size_t at = 0; at < view.text.len;) {
    size_t begin = at;
    uint32_t code;
    bool space = false;
    while (at < view.text.len && !space) {
      size_t step = tk_utf8_decode(view.text, at, &code);
      tk_class class = tk_character_class(code);
      space = class == TK_SPACE || class == TK_NEWLINE || class == TK_CONTROL;
      at += step;
      if (space && at - step > begin) {
        tenkyo_str *word = tk_push(arena, words);
        if (word == NULL) return false;
        *word = tk_cut(view.text, begin, at - step);
      }
    }
    if (!space && at > begin) {
      tenkyo_str *word = tk_push(arena, words);
      if (word == NULL) return false;
      *word = tk_cut(view.text, begin, at);
    }
  }
  return true;
}

static bool has_words(tenkyo_str form, const word_list *words) {
  for (size_t i = 0; i < words->count; i++) {
    if (tk_search(form, words->items[i], 0) == SIZE_MAX) return false;
  }
  return true;
}

static const char list_sql[] =
    "SELECT a.id, a.list_form, a.revision, (SELECT count(*) FROM revision AS n WHERE n.article = a.id), a.key, a.title,"
    " a.url, a.author, a.publisher, a.published, CASE a.lang WHEN '' THEN r.language ELSE a.lang END, r.sha256"
    " FROM article AS a JOIN revision AS r ON r.article = a.id AND r.revision = a.revision"
    " WHERE (a.removed <> 0) = ?1 ORDER BY a.id DESC";

static bool copy_listed(sqlite3_stmt *statement, tk_arena *arena, bool removed, tenkyo_stored_article *stored) {
  bool failed = false;
  tenkyo_article *article = &stored->article;
  tenkyo_str *const fields[] = {&article->key,       &article->title,     &article->url, &article->author,
                                &article->publisher, &article->published, &article->lang};
  stored->id = sqlite3_column_int64(statement, 0);
  stored->revision = sqlite3_column_int64(statement, 2);
  stored->revisions = sqlite3_column_int64(statement, 3);
  stored->removed = removed;
  for (int i = 0; i < 7; i++) *fields[i] = tk_sql_copy(arena, statement, i + 4, &failed);
  tenkyo_str digest = tk_sql_bytes(statement, 11);
  for (size_t i = 0; i < digest.len && i < 32; i++) {
    static const char digits[] = "0123456789abcdef";
    stored->sha256[2 * i] = digits[(unsigned char)digest.ptr[i] >> 4];
    stored->sha256[2 * i + 1] = digits[(unsigned char)digest.ptr[i] & 15];
  }
  return !failed;
}

static tenkyo_status list_into(tenkyo_store *store, tk_arena *scratch, tenkyo_result *result,
                               const tenkyo_list_options *options, tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  word_list words = {0};
  stored_list list = {0};
  sqlite3_stmt *statement;
  if (!query_words(scratch, options->query, &words)) return tk_no_memory(error);
  size_t left_out = options->offset, limit = options->limit == 0 ? SIZE_MAX : options->limit;
  bool row = true;
  int64_t last = INT64_MAX;
  tenkyo_status status = tk_sql_begin(store, list_sql, &statement, error, "i", (int64_t)options->removed);
  while (status == TENKYO_OK && row && list.count < limit) {
    status = tk_sql_step(store, statement, &row, error);
    if (status == TENKYO_OK && row) status = tk_sql_in_order(&last, sqlite3_column_int64(statement, 0), true, error);
    if (status != TENKYO_OK || !row || !has_words(tk_sql_bytes(statement, 1), &words)) continue;
    if (left_out > 0) {
      left_out--;
      continue;
    }
    tenkyo_stored_article *stored = tk_push(&result->arena, &list);
    if (stored == NULL || !copy_listed(statement, &result->arena, options->removed, stored))
      status = tk_no_memory(error);
  }
  tk_sql_end(statement);
  result->articles = list.items;
  result->article_count = list.count;
  return status;
}

tenkyo_status tenkyo_list(tenkyo_store *store, const tenkyo_list_options *options, tenkyo_result **out,
                          tenkyo_error *error) {
  *out = NULL;
  tenkyo_list_options read;
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status == TENKYO_OK && read.query.len > TENKYO_TEXT_MAX)
    status = tk_fail(error, TENKYO_INVALID, 0, "the query is too long");
  if (status == TENKYO_OK) status = tk_enter(store, NULL, error);
  if (status != TENKYO_OK) return status;
  tk_arena scratch;
  tk_arena_init(&scratch, store->allocator);
  tenkyo_result *result = tk_store_result(store);
  status = tk_store_begin_read(store, error);
  if (status == TENKYO_OK) {
    status = list_into(store, &scratch, result, &read, error);
    tk_store_end_read(store);
  }
  status = tk_deliver(result, status, out, error);
  tk_arena_free(&scratch);
  tk_leave(store);
  return status;
}
