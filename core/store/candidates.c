/*
 * Which articles may answer a query. FTS5's own ranking is too slow for long queries and returns nothing for an index
 * without positions, so only the lists of articles come from it. The rarest terms say most and cost least: they are
 * taken first, and the common ones are left to the scoring of the sentences.
 */
#include "store/search.h"

#include <stdlib.h>

/* After so many articles no further term is looked up. */
#define ARTICLES_LOOKED_AT 100000.0
/* When even the rarest term is in more articles than that, only the newest that have it are taken. */
#define NEWEST_OF_COMMON 4000

typedef struct looked_up {
  tenkyo_str text;
  double weight, articles;
} looked_up;

TK_LIST(looked_up_list, looked_up);

typedef struct scored {
  int64_t id;
  double score; /* 0: an unused place of the table */
} scored;

/* Ids to sums of weights: open addressing, never more than half full. */
typedef struct score_table {
  tk_arena *arena;
  scored *places;
  size_t count, capacity;
} score_table;

/* ---- The table of scores ----------------------------------------------------------------------------------------- */

static scored *place_of(scored *places, size_t capacity, int64_t id) {
  size_t at = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 20) & (capacity - 1);
  while (places[at].score > 0 && places[at].id != id) at = (at + 1) & (capacity - 1);
  return &places[at];
}

static bool make_room(score_table *table, size_t more) {
  size_t capacity = table->capacity == 0 ? 1024 : table->capacity;
  while (capacity / 2 < table->count + more) capacity *= 2;
  if (capacity == table->capacity) return true;
  scored *places = tk_arena_array(table->arena, capacity, sizeof *places);
  if (places == NULL) return false;
  for (size_t i = 0; i < table->capacity; i++) {
    if (table->places[i].score > 0) *place_of(places, capacity, table->places[i].id) = table->places[i];
  }
  table->places = places;
  table->capacity = capacity;
  return true;
}

static bool add_scores(score_table *table, const tk_id_list *ids, double weight) {
  if (!make_room(table, ids->count)) return false;
  for (size_t i = 0; i < ids->count; i++) {
    scored *place = place_of(table->places, table->capacity, ids->items[i]);
    if (place->score <= 0) table->count++;
    place->id = ids->items[i];
    place->score += weight;
  }
  return true;
}

/* ---- The best of them -------------------------------------------------------------------------------------------- */

/* True when a stands behind b: by score, then by the smaller id. */
static bool behind(const scored *a, const scored *b) {
  return a->score < b->score || (a->score == b->score && a->id > b->id);
}

/* A heap whose root stands behind all others. */
static void sink(scored *heap, size_t count, size_t at) {
  for (;;) {
    size_t last = at, left = 2 * at + 1;
    if (left < count && behind(&heap[left], &heap[last])) last = left;
    if (left + 1 < count && behind(&heap[left + 1], &heap[last])) last = left + 1;
    if (last == at) return;
    scored moved = heap[at];
    heap[at] = heap[last];
    heap[last] = moved;
    at = last;
  }
}

static int by_id(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return left < right ? -1 : left > right;
}

static bool take_best(const score_table *table, size_t most, tk_arena *arena, tk_id_list *ids) {
  scored *heap = tk_arena_array(arena, most < table->count ? most : table->count, sizeof *heap);
  size_t count = 0;
  if (heap == NULL) return false;
  for (size_t i = 0; i < table->capacity && most > 0; i++) {
    const scored *place = &table->places[i];
    if (place->score <= 0) continue;
    if (count < most) {
      heap[count++] = *place;
      if (count == most)
        for (size_t at = count / 2; at-- > 0;) sink(heap, count, at);
    } else if (behind(&heap[0], place)) {
      heap[0] = *place;
      sink(heap, count, 0);
    }
  }
  for (size_t i = 0; i < count; i++) {
    int64_t *id = tk_push(arena, ids);
    if (id == NULL) return false;
    *id = heap[i].id;
  }
  if (ids->count > 1) qsort(ids->items, ids->count, sizeof *ids->items, by_id);
  return true;
}

int64_t *tk_sorted_ids(tk_arena *arena, const int64_t *ids, size_t *count) {
  int64_t *sorted = tk_arena_array(arena, *count, sizeof *sorted);
  if (sorted == NULL || *count == 0) return sorted;
  memcpy(sorted, ids, *count * sizeof *sorted);
  qsort(sorted, *count, sizeof *sorted, by_id);
  size_t kept = 1;
  for (size_t i = 1; i < *count; i++) {
    if (sorted[i] != sorted[kept - 1]) sorted[kept++] = sorted[i];
  }
  *count = kept;
  return sorted;
}

/* ---- Looking terms up -------------------------------------------------------------------------------------------- */

static int rarest_first(const void *a, const void *b) {
  const looked_up *left = a, *right = b;
  if (left->articles != right->articles) return left->articles < right->articles ? -1 : 1;
  return tk_compare(left->text, right->text);
}

static tenkyo_status sorted_terms(tenkyo_store *store, tk_arena *arena, const tk_query *query, looked_up_list *terms,
                                  tenkyo_error *error) {
  for (size_t i = 0; i < query->count; i++) {
    double articles;
    if (!tk_store_frequency(store, query->items[i].text, &articles)) return tk_sql_fail(store, "searching", error);
    if (articles <= 0 || query->items[i].weight <= 0) continue;
    looked_up *term = tk_push(arena, terms);
    if (term == NULL) return tk_no_memory(error);
    *term = (looked_up){query->items[i].text, query->items[i].weight, articles};
  }
  if (terms->count > 1) qsort(terms->items, terms->count, sizeof *terms->items, rarest_first);
  return TENKYO_OK;
}

/* Keeps the ids that are in `only`, which is sorted. */
static void keep_only(tk_id_list *ids, const int64_t *only, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < ids->count; i++) {
    if (bsearch(&ids->items[i], only, count, sizeof *only, by_id) != NULL) ids->items[kept++] = ids->items[i];
  }
  ids->count = kept;
}

static tenkyo_status score_articles(tenkyo_store *store, const looked_up_list *terms, const int64_t *only,
                                    size_t only_count, score_table *table, tenkyo_error *error) {
  tenkyo_status status = TENKYO_OK;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  tk_id_list ids = {0};
  double seen = 0;
  for (size_t i = 0; i < terms->count && status == TENKYO_OK; i++) {
    const looked_up *term = &terms->items[i];
    bool common = term->articles > ARTICLES_LOOKED_AT;
    if (i > 0 && seen + term->articles > ARTICLES_LOOKED_AT) break;
    seen += term->articles;
    ids.count = 0;
    status = tk_index_find(store, &arena, term->text, common && only == NULL ? NEWEST_OF_COMMON : 0, &ids, error);
    if (status == TENKYO_OK && only != NULL) keep_only(&ids, only, only_count);
    if (status == TENKYO_OK && !add_scores(table, &ids, term->weight)) status = tk_no_memory(error);
    if (status == TENKYO_OK && tenkyo_cancel_is_set(store->cancel)) status = tk_cancelled(error);
  }
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tk_candidate_articles(tenkyo_store *store, tk_arena *arena, const tk_query *query, const int64_t *only,
                                    size_t only_count, size_t most, tk_id_list *ids, tenkyo_error *error) {
  tk_arena scratch;
  tk_arena_init(&scratch, store->allocator);
  looked_up_list terms = {0};
  score_table table = {.arena = &scratch};
  tenkyo_status status = sorted_terms(store, &scratch, query, &terms, error);
  if (status == TENKYO_OK) status = score_articles(store, &terms, only, only_count, &table, error);
  if (status == TENKYO_OK && !take_best(&table, most, arena, ids)) status = tk_no_memory(error);
  tk_arena_free(&scratch);
  return status;
}
