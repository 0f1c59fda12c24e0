/*
 * What a check asks of the store: an article read for comparison, whether it is the draft itself, and which title is
 * most like a reference's.
 */
#include "store/article.h"
#include "store/place.h"
#include "store/reader.h"
#include "store/search.h"

/* So many articles that share terms with a title are compared with it. */
#define TITLES_COMPARED 200
/* Below this share of common weight a title is not like the other at all. */
#define LIKENESS_LEAST 0.4

/* ---- An article -------------------------------------------------------------------------------------------------- */

tenkyo_status tk_store_source(tenkyo_store *store, tk_arena *arena, int64_t id, tk_source *source,
                              tenkyo_error *error) {
  tk_row row;
  tk_revision_row newest;
  *source = (tk_source){0};
  tenkyo_status status = tk_row_read(store, arena, id, &row, error);
  if (status == TENKYO_OK && row.removed)
    status = tk_fail(error, TENKYO_NOTFOUND, 0, "article %lld is removed", (long long)id);
  if (status == TENKYO_OK) status = tk_revision_read(store, arena, id, 0, &newest, error);
  if (status == TENKYO_OK)
    status = tk_read_body(arena, newest.body, newest.format, row.article.lang, &source->document, error);
  if (status != TENKYO_OK) return status;
  source->id = id;
  source->revision = newest.revision;
  source->article = row.article;
  source->article.body = newest.body;
  if (source->article.lang.len == 0) source->article.lang = newest.language;
  return TENKYO_OK;
}

/* ---- Is it the draft? -------------------------------------------------------------------------------------------- */

static tenkyo_status has_body(tenkyo_store *store, int64_t id, tenkyo_str body, bool *has, tenkyo_error *error) {
  uint8_t digest[32];
  int64_t found;
  /* A draft is asked about for every article that it cites: only one of its length is worth a digest. */
  tenkyo_status status =
      tk_sql_integer(store, "SELECT id FROM revision WHERE article = ?1 AND length(body) = ?2 LIMIT 1", &found, has,
                     error, "ii", id, (int64_t)body.len);
  if (status != TENKYO_OK || !*has) return status;
  tk_sha256(body, digest);
  return tk_sql_integer(store, "SELECT id FROM revision WHERE article = ?1 AND sha256 = ?2 LIMIT 1", &found, has, error,
                        "ib", id, (tenkyo_str){(const char *)digest, sizeof digest});
}

static tenkyo_status came_from(tenkyo_store *store, int64_t id, const char *path, bool *from, tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  tk_row row;
  tenkyo_status status = tk_row_read(store, &arena, id, &row, error);
  tenkyo_str real = tk_place_real(&arena, path), absolute = tk_place_absolute(&arena, path);
  if (status == TENKYO_OK && arena.failed) status = tk_no_memory(error);
  if (status == TENKYO_OK && row.origin.len > 0)
    *from =
        (real.ptr != NULL && tk_equal(row.origin, real)) || (absolute.ptr != NULL && tk_equal(row.origin, absolute));
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tk_store_is_draft(tenkyo_store *store, int64_t id, tenkyo_str draft, const char *path, bool *is_draft,
                                tenkyo_error *error) {
  *is_draft = false;
  tenkyo_status status = has_body(store, id, draft, is_draft, error);
  /* An import keeps the front matter apart from the body. */
  size_t front = *is_draft ? 0 : tk_front_matter_length(draft);
  if (status == TENKYO_OK && front > 0) status = has_body(store, id, tk_cut(draft, front, draft.len), is_draft, error);
  if (status == TENKYO_OK && !*is_draft && path != NULL && path[0] != '\0')
    status = came_from(store, id, path, is_draft, error);
  return status;
}

/* ---- Titles alike ------------------------------------------------------------------------------------------------ */

typedef struct likeness {
  int64_t id;
  double share;
} likeness;

static bool weigh(tk_arena *arena, tenkyo_store *store, tenkyo_str text, tk_query *query, double *weight) {
  if (!tk_query_read(arena, text, query) || !tk_query_weigh(query, tk_store_frequency, store)) return false;
  *weight = 0;
  for (size_t i = 0; i < query->count; i++) *weight += query->items[i].weight;
  return true;
}

/* The weight of the common terms over the mean of both weights (Dice 1945). */
static double share_of(const tk_query *a, double weight_a, tk_arena *arena, const tk_query *b, double weight_b) {
  tk_map terms;
  double common = 0;
  bool is_new;
  tk_map_init(&terms, arena);
  for (size_t i = 0; i < a->count; i++) tk_map_add(&terms, a->items[i].text, &is_new);
  for (size_t i = 0; i < b->count; i++) {
    if (tk_map_find(&terms, b->items[i].text) != NULL) common += b->items[i].weight;
  }
  return weight_a + weight_b <= 0 ? 0 : 2 * common / (weight_a + weight_b);
}

static tenkyo_status title_of(tenkyo_store *store, tk_arena *arena, int64_t id, tenkyo_str *title,
                              tenkyo_error *error) {
  sqlite3_stmt *statement;
  bool found = false, failed = false;
  tenkyo_status status =
      tk_sql_begin(store, "SELECT title FROM article WHERE id = ?1 AND removed = 0", &statement, error, "i", id);
  if (status == TENKYO_OK) status = tk_sql_step(store, statement, &found, error);
  *title = found ? tk_sql_copy(arena, statement, 0, &failed) : TK_STR("");
  tk_sql_end(statement);
  return failed ? tk_no_memory(error) : status;
}

static tenkyo_status compare_titles(tenkyo_store *store, tk_arena *arena, const tk_query *query, double weight,
                                    const tk_id_list *ids, likeness *best, tenkyo_error *error) {
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < ids->count && status == TENKYO_OK; i++) {
    tenkyo_str title;
    tk_query other = {0};
    double other_weight = 0;
    status = title_of(store, arena, ids->items[i], &title, error);
    if (status != TENKYO_OK || title.len == 0) continue;
    if (!weigh(arena, store, title, &other, &other_weight)) return tk_no_memory(error);
    double share = share_of(query, weight, arena, &other, other_weight);
    if (share > best->share || (share == best->share && share > 0 && ids->items[i] < best->id))
      *best = (likeness){ids->items[i], share};
  }
  return arena->failed ? tk_no_memory(error) : status;
}

tenkyo_status tk_store_find_similar_title(tenkyo_store *store, tenkyo_str title, int64_t *id, tenkyo_str *found,
                                          tk_arena *arena, tenkyo_error *error) {
  tk_arena scratch;
  tk_arena_init(&scratch, store->allocator);
  tk_query query = {0};
  tk_id_list ids = {0};
  double weight = 0;
  likeness best = {0, 0};
  *id = 0;
  *found = TK_STR("");
  tenkyo_status status = weigh(&scratch, store, title, &query, &weight) ? TENKYO_OK : tk_no_memory(error);
  if (status == TENKYO_OK && query.count > 0)
    status = tk_candidate_articles(store, &scratch, &query, NULL, 0, TITLES_COMPARED, &ids, error);
  if (status == TENKYO_OK) status = compare_titles(store, &scratch, &query, weight, &ids, &best, error);
  if (status == TENKYO_OK && best.share >= LIKENESS_LEAST) {
    *id = best.id;
    status = title_of(store, arena, best.id, found, error);
  }
  tk_arena_free(&scratch);
  return status;
}
