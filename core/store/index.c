/*
 * Putting articles into the index and taking them out. SQLite before 3.43 forgets a row of a contentless table only
 * when it is told the very terms it was given, so an article leaves by the text it came with. How many articles have a
 * term is collected over a transaction and written at its end in the order of the terms: most of them come back in
 * article after article.
 */
#include "store/index.h"
#include "store/article.h"

#include <stdlib.h>

/* A longer term is no word; the index would only grow by it. */
#define TERM_BYTES_MAX 128
/* So many different terms are collected at most before they are written. */
#define COLLECTED_TERMS_MAX 400000

tenkyo_str tk_index_form(tenkyo_str term) {
  size_t length = term.len;
  if (length > TERM_BYTES_MAX) {
    length = TERM_BYTES_MAX;
    while (length > 0 && ((unsigned char)term.ptr[length] & 0xC0) == 0x80) length--;
  }
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)term.ptr[i] < 0x20) return (tenkyo_str){"", 0};
  }
  return tk_cut(term, 0, length);
}

/* ---- Terms of an article ----------------------------------------------------------------------------------------- */

static bool add_terms(tk_map *terms, const tk_term_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    bool is_new;
    tenkyo_str form = tk_index_form(list->items[i].text);
    if (form.len > 0 && tk_map_add(terms, form, &is_new) == NULL) return false;
  }
  return true;
}

tenkyo_status tk_index_terms(tk_arena *arena, tenkyo_str title, tenkyo_str body, tk_map *terms, int64_t *words,
                             tenkyo_error *error) {
  tk_term_list of_title = {0}, of_body = {0};
  tk_map_init(terms, arena);
  if (!tk_terms(arena, title, &of_title) || !tk_terms(arena, body, &of_body)) return tk_no_memory(error);
  if (!add_terms(terms, &of_title) || !add_terms(terms, &of_body)) return tk_no_memory(error);
  *words = (int64_t)of_body.count;
  return TENKYO_OK;
}

/* ---- Counts ------------------------------------------------------------------------------------------------------ */

void tk_counts_begin(tenkyo_store *store) {
  tk_counts *counts = &store->counts;
  *counts = (tk_counts){0};
  tk_arena_init(&counts->arena, store->allocator);
  tk_map_init(&counts->terms, &counts->arena);
}

static bool count_term(tk_counts *counts, tenkyo_str term, int32_t change) {
  bool is_new;
  tk_map_entry *entry = tk_map_add(&counts->terms, term, &is_new);
  if (entry == NULL) return false;
  if (is_new) {
    /* The key so far lies in the article's own memory. Without a copy the map is not used again: the caller fails. */
    tenkyo_str copy = tk_arena_copy(&counts->arena, term);
    if (copy.ptr == NULL) return false;
    entry->key = copy;
  }
  entry->value = (uint32_t)((int32_t)entry->value + change);
  return true;
}

static int by_term(const void *a, const void *b) {
  const tk_map_entry *const *left = a, *const *right = b;
  return tk_compare((*left)->key, (*right)->key);
}

static tenkyo_status write_term(tenkyo_store *store, const tk_map_entry *entry, tenkyo_error *error) {
  int32_t change = (int32_t)entry->value;
  if (change == 0) return TENKYO_OK;
  tenkyo_status status = tk_sql_run(store,
                                    "INSERT INTO frequency (term, articles) VALUES (?1, ?2)"
                                    " ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles",
                                    error, "bi", entry->key, (int64_t)change);
  if (status == TENKYO_OK && change < 0)
    status = tk_sql_run(store, "DELETE FROM frequency WHERE term = ?1 AND articles <= 0", error, "b", entry->key);
  return status;
}

static tenkyo_status write_terms(tenkyo_store *store, tenkyo_error *error) {
  tk_map *terms = &store->counts.terms;
  const tk_map_entry **sorted = tk_arena_array(&store->counts.arena, terms->count, sizeof *sorted);
  if (sorted == NULL) return tk_no_memory(error);
  for (size_t i = 0; i < terms->count; i++) sorted[i] = &terms->entries[i];
  qsort(sorted, terms->count, sizeof *sorted, by_term);
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < terms->count && status == TENKYO_OK; i++) {
    status = tenkyo_cancel_is_set(store->cancel) ? tk_cancelled(error) : write_term(store, sorted[i], error);
  }
  return status;
}

static tenkyo_status write_total(tenkyo_store *store, tenkyo_str name, int64_t change, tenkyo_error *error) {
  if (change == 0) return TENKYO_OK;
  return tk_sql_run(store, "UPDATE meta SET value = value + ?2 WHERE name = ?1", error, "ti", name, change);
}

tenkyo_status tk_counts_write(tenkyo_store *store, tenkyo_error *error) {
  tk_counts *counts = &store->counts;
  tenkyo_status status = counts->terms.count == 0 ? TENKYO_OK : write_terms(store, error);
  if (status == TENKYO_OK) status = write_total(store, TK_STR("articles"), counts->articles, error);
  if (status == TENKYO_OK) status = write_total(store, TK_STR("sentences"), counts->sentences, error);
  if (status == TENKYO_OK) status = write_total(store, TK_STR("words"), counts->words, error);
  if (status == TENKYO_OK) {
    tk_arena_free(&counts->arena);
    tk_counts_begin(store);
  }
  return status;
}

/* ---- Articles in and out ----------------------------------------------------------------------------------------- */

static tenkyo_status change_row(tenkyo_store *store, int64_t id, tenkyo_str terms, int change, tenkyo_error *error) {
  if (change > 0)
    return tk_sql_run(store, "INSERT INTO term_index (rowid, terms) VALUES (?1, ?2)", error, "it", id, terms);
  return tk_sql_run(store, "INSERT INTO term_index (term_index, rowid, terms) VALUES ('delete', ?1, ?2)", error, "it",
                    id, terms);
}

static tenkyo_status change_with(tenkyo_store *store, tk_arena *arena, const tk_indexed *article, int change,
                                 tenkyo_error *error) {
  tk_counts *counts = &store->counts;
  tk_map terms;
  int64_t words;
  tenkyo_status status = tk_index_terms(arena, article->title, article->body, &terms, &words, error);
  if (status != TENKYO_OK) return status;
  tk_buffer joined;
  tk_buffer_init(&joined, arena);
  for (size_t i = 0; i < terms.count; i++) {
    if (!count_term(counts, terms.entries[i].key, change)) return tk_no_memory(error);
    tk_buffer_add(&joined, terms.entries[i].key);
    tk_buffer_add_byte(&joined, '\n');
  }
  tenkyo_str text = tk_buffer_text(&joined);
  if (text.ptr == NULL) return tk_no_memory(error);
  counts->articles += change;
  counts->sentences += change * article->sentences;
  counts->words += change * words;
  return change_row(store, article->id, text, change, error);
}

static tenkyo_status change_index(tenkyo_store *store, const tk_indexed *article, int change, tenkyo_error *error) {
  tenkyo_status status = TENKYO_OK;
  if (store->counts.terms.count > COLLECTED_TERMS_MAX) status = tk_counts_write(store, error);
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  if (status == TENKYO_OK) status = change_with(store, &arena, article, change, error);
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tk_index_add(tenkyo_store *store, const tk_indexed *article, tenkyo_error *error) {
  return change_index(store, article, 1, error);
}

tenkyo_status tk_index_remove(tenkyo_store *store, const tk_indexed *article, tenkyo_error *error) {
  return change_index(store, article, -1, error);
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

/* A term as FTS5 reads it: a string, in which a quotation mark is doubled. */
static tenkyo_str match_expression(tk_arena *arena, tenkyo_str term) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add_byte(&buffer, '"');
  for (size_t i = 0; i < term.len; i++) {
    if (term.ptr[i] == '"') tk_buffer_add_byte(&buffer, '"');
    tk_buffer_add_byte(&buffer, term.ptr[i]);
  }
  tk_buffer_add_byte(&buffer, '"');
  return tk_buffer_text(&buffer);
}

tenkyo_status tk_index_find(tenkyo_store *store, tk_arena *arena, tenkyo_str term, int64_t limit, tk_id_list *ids,
                            tenkyo_error *error) {
  tenkyo_str form = tk_index_form(term);
  if (form.len == 0) return TENKYO_OK;
  tenkyo_str expression = match_expression(arena, form);
  if (expression.ptr == NULL) return tk_no_memory(error);
  sqlite3_stmt *statement;
  tenkyo_status status =
      tk_sql_begin(store, "SELECT rowid FROM term_index WHERE term_index MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
                   &statement, error, "ti", expression, limit == 0 ? (int64_t)-1 : limit);
  bool row = true;
  int64_t last = INT64_MAX;
  while (status == TENKYO_OK && (status = tk_sql_step(store, statement, &row, error)) == TENKYO_OK && row) {
    int64_t *id = tk_push(arena, ids);
    if (id == NULL) {
      status = tk_no_memory(error);
      break;
    }
    *id = sqlite3_column_int64(statement, 0);
    status = tk_sql_in_order(&last, *id, true, error);
  }
  tk_sql_end(statement);
  return status;
}

static tenkyo_status read_total(tenkyo_store *store, tenkyo_str name, int64_t *value, tenkyo_error *error) {
  return tk_sql_integer(store, "SELECT value FROM meta WHERE name = ?1", value, NULL, error, "t", name);
}

bool tk_store_frequency(void *context, tenkyo_str term, double *documents) {
  tenkyo_store *store = context;
  int64_t count = 0;
  tenkyo_str form = tk_index_form(term);
  tenkyo_status status;
  if (term.len == 0) {
    status = read_total(store, TK_STR("articles"), &count, NULL);
  } else {
    status = tk_sql_integer(store, "SELECT articles FROM frequency WHERE term = ?1", &count, NULL, NULL, "b", form);
  }
  *documents = count > 0 ? (double)count : 0;
  return status == TENKYO_OK;
}

tenkyo_status tk_index_average_length(tenkyo_store *store, double *average, tenkyo_error *error) {
  int64_t sentences = 0, words = 0;
  tenkyo_status status = read_total(store, TK_STR("sentences"), &sentences, error);
  if (status == TENKYO_OK) status = read_total(store, TK_STR("words"), &words, error);
  *average = sentences > 0 && words > 0 ? (double)words / (double)sentences : 1;
  return status;
}

/* ---- Making it anew ---------------------------------------------------------------------------------------------- */

static tenkyo_status rebuild_tables(tenkyo_store *store, tenkyo_error *error) {
  tenkyo_status status = TENKYO_OK;
  bool found = true;
  for (int64_t last = 0; status == TENKYO_OK;) {
    int64_t next = 0;
    status = tk_sql_integer(store, "SELECT id FROM revision WHERE id > ?1 ORDER BY id LIMIT 1", &next, &found, error,
                            "i", last);
    if (status != TENKYO_OK || !found) break;
    status = tk_sql_in_order(&last, next, false, error);
    if (status == TENKYO_OK) status = tk_revision_derive_again(store, next, error);
  }
  return status;
}

static tenkyo_status rebuild_terms(tenkyo_store *store, tenkyo_error *error) {
  tenkyo_status status = TENKYO_OK;
  bool found = true;
  for (int64_t last = 0; status == TENKYO_OK;) {
    int64_t next = 0;
    status = tk_sql_integer(store, "SELECT id FROM article WHERE id > ?1 AND removed = 0 ORDER BY id LIMIT 1", &next,
                            &found, error, "i", last);
    if (status != TENKYO_OK || !found) break;
    status = tk_sql_in_order(&last, next, false, error);
    if (status == TENKYO_OK) status = tk_article_index(store, next, 1, error);
  }
  return status;
}

tenkyo_status tk_index_rebuild(tenkyo_store *store, tenkyo_error *error) {
  tenkyo_status status = tk_sql_run(store, "INSERT INTO term_index (term_index) VALUES ('delete-all')", error, "");
  if (status == TENKYO_OK) status = tk_sql_run(store, "DELETE FROM frequency", error, "");
  if (status == TENKYO_OK)
    status = tk_sql_run(store, "UPDATE meta SET value = 0 WHERE name IN ('articles', 'sentences', 'words')", error, "");
  if (status == TENKYO_OK) status = rebuild_tables(store, error);
  if (status == TENKYO_OK) status = rebuild_terms(store, error);
  return status;
}
