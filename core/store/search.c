/*
 * Search by sentence. The sentences of the articles that may answer are scored with all terms of the query, with a
 * share of what their article holds of it. A sentence that holds the query as it stands comes before those that only
 * share its terms; what is no statement of the article (a caption, a reference) is found too, but after a statement of
 * the same score.
 *
 * The query is text and nothing else: only "…" and “…” have a meaning, and a mark without its other half has none.
 */
#include "store/search.h"

#include <stdlib.h>

#define DEFAULT_LIMIT 10
/* On questions to 9,700 passages 40, 100 and 300 give the same answers. */
#define ARTICLES_SCORED 100
/* A phrase is looked for in the sentences themselves: the index knows no order. */
#define ARTICLES_SCORED_FOR_PHRASE 3000
#define SENTENCES_BETWEEN_LOOKS 256
/* A sentence says little of its subject where the article has said it already: this share of the weight of all that the
 * article holds of the query is added to each of its sentences. 0 is BM25 alone; 0.1 to 0.8 were tried (bench_store).
 */
#define ARTICLE_SHARE 0.4

TK_LIST(phrase_list, tenkyo_str);

typedef struct hit {
  tenkyo_passage passage;
  bool holds_query, boilerplate;
} hit;

TK_LIST(hit_list, hit);

typedef struct searching {
  tenkyo_store *store;
  tk_arena *arena; /* lives as long as the call */
  tk_query query;
  tk_scorer *scorer;
  uint8_t *covered; /* by the sentence at hand: a byte for each term of the query */
  uint8_t *held;    /* by any sentence of the article at hand */
  tenkyo_str whole; /* the query in the form in which sentences are compared; empty: no terms */
  phrase_list phrases;
  hit_list hits;
  tenkyo_error *error;
} searching;

/* ---- Reading the query ------------------------------------------------------------------------------------------- */

/* Normalised, each run of white space one space, none beside a CJK character: a line may break there. */
static tenkyo_str compared_form(tk_arena *arena, tenkyo_str text) {
  tk_view view;
  tk_buffer buffer;
  uint32_t before = 0;
  bool space = false;
  if (!tk_normalize(arena, text, &view)) return (tenkyo_str){NULL, 0};
  tk_buffer_init(&buffer, arena);
  for (size_t at = 0; at < view.text.len;) {
    uint32_t code;
    size_t step = tk_utf8_decode(view.text, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_SPACE || class == TK_NEWLINE) {
      space = true;
    } else {
      if (space && before != 0 && !tk_is_cjk(before) && !tk_is_cjk(code)) tk_buffer_add_byte(&buffer, ' ');
      tk_buffer_add(&buffer, tk_cut(view.text, at, at + step));
      before = code;
      space = false;
    }
    at += step;
  }
  return tk_buffer_text(&buffer);
}

/* Bytes of a quotation mark at `at`, or 0. */
static size_t mark_at(tenkyo_str text, size_t at) {
  if (text.ptr[at] == '"') return 1;
  tenkyo_str rest = tk_cut(text, at, text.len);
  return tk_starts_with(rest, TK_STR("“")) || tk_starts_with(rest, TK_STR("”")) ? 3 : 0;
}

static size_t next_mark(tenkyo_str text, size_t at) {
  while (at < text.len && mark_at(text, at) == 0) at++;
  return at;
}

/* Collects what stands between marks; `plain` is the query with a space for each of them. */
static bool read_phrases(searching *search, tenkyo_str text, tenkyo_str *plain) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, search->arena);
  size_t begin = 0;
  bool open = false;
  for (size_t at = next_mark(text, 0);; at = next_mark(text, begin)) {
    tenkyo_str part = tk_cut(text, begin, at);
    tk_buffer_add(&buffer, part);
    if (at == text.len) break;
    if (open && tk_trim(part).len > 0) {
      tenkyo_str *phrase = tk_push(search->arena, &search->phrases);
      if (phrase == NULL) return false;
      *phrase = compared_form(search->arena, part);
      if (phrase->ptr == NULL) return false;
    }
    open = !open;
    tk_buffer_add_byte(&buffer, ' ');
    begin = at + mark_at(text, at);
  }
  *plain = tk_buffer_text(&buffer);
  return plain->ptr != NULL;
}

/* Words that only hold a sentence together weigh nothing, but a query may be made of nothing else. */
static bool weigh_query(searching *search) {
  tk_query *query = &search->query;
  double total = 0, documents, with_term;
  if (!tk_query_weigh(query, tk_store_frequency, search->store)) return false;
  for (size_t i = 0; i < query->count; i++) total += query->items[i].weight;
  if (total > 0) return true;
  if (!tk_store_frequency(search->store, TK_STR(""), &documents)) return false;
  for (size_t i = 0; i < query->count; i++) {
    if (!tk_store_frequency(search->store, query->items[i].text, &with_term)) return false;
    query->items[i].weight = tk_inverse_frequency(documents, with_term);
  }
  return true;
}

static tenkyo_status read_query(searching *search, tenkyo_str text) {
  tenkyo_str plain;
  double average;
  if (!read_phrases(search, text, &plain) || !tk_query_read(search->arena, plain, &search->query))
    return tk_no_memory(search->error);
  search->whole = compared_form(search->arena, plain);
  if (search->whole.ptr == NULL) return tk_no_memory(search->error);
  if (search->query.count == 0) return TENKYO_OK;
  if (!weigh_query(search)) return tk_sql_fail(search->store, "searching", search->error);
  tenkyo_status status = tk_index_average_length(search->store, &average, search->error);
  if (status != TENKYO_OK) return status;
  search->scorer = tk_scorer_new(search->arena, &search->query, average);
  search->covered = tk_arena_alloc(search->arena, search->query.count);
  search->held = tk_arena_alloc(search->arena, search->query.count);
  return search->arena->failed ? tk_no_memory(search->error) : TENKYO_OK;
}

/* ---- Scoring sentences ------------------------------------------------------------------------------------------- */

typedef struct scored_article {
  int64_t id, revision;
  tenkyo_str body;
} scored_article;

static bool has_phrases(const searching *search, tenkyo_str form) {
  for (size_t i = 0; i < search->phrases.count; i++) {
    if (tk_search(form, search->phrases.items[i], 0) == SIZE_MAX) return false;
  }
  return true;
}

/* `scratch` is freed by the caller. */
static bool score_sentence(searching *search, tk_arena *scratch, const scored_article *article,
                           const tk_stored_sentence *sentence) {
  tenkyo_str text = tk_cut(article->body, sentence->span.begin, sentence->span.end);
  tk_term_list terms = {0};
  if (!tk_terms(scratch, text, &terms)) return false;
  tk_score score = tk_scorer_score(search->scorer, &terms, search->covered);
  if (score.bm25 <= 0) return true;
  for (size_t i = 0; i < search->query.count; i++) search->held[i] |= search->covered[i];
  bool complete = score.coverage > 1 - 1e-9, holds = false;
  if (complete || search->phrases.count > 0) {
    tenkyo_str form = compared_form(scratch, text);
    if (form.ptr == NULL) return false;
    if (!has_phrases(search, form)) return true;
    holds = complete && tk_search(form, search->whole, 0) != SIZE_MAX;
  }
  hit *found = tk_push(search->arena, &search->hits);
  tenkyo_str copy = tk_arena_copy(search->arena, text);
  if (found == NULL || copy.ptr == NULL) return false;
  found->passage = (tenkyo_passage){article->id, article->revision, sentence->span, copy, score.bm25};
  found->holds_query = holds;
  found->boilerplate = sentence->boilerplate;
  return true;
}

/* Adds the article's share to its sentences, which are the hits from `first` on. */
static void add_share(searching *search, size_t first) {
  double weight = 0;
  for (size_t i = 0; i < search->query.count; i++) {
    if (search->held[i] != 0) weight += search->query.items[i].weight;
    search->held[i] = 0;
  }
  for (size_t i = first; i < search->hits.count; i++) search->hits.items[i].passage.score += ARTICLE_SHARE * weight;
}

static tenkyo_status score_article(searching *search, const scored_article *article,
                                   const tk_stored_sentence_list *sentences) {
  tk_arena scratch;
  tk_arena_init(&scratch, search->store->allocator);
  tenkyo_status status = TENKYO_OK;
  size_t first = search->hits.count;
  for (size_t i = 0; i < sentences->count && status == TENKYO_OK; i++) {
    if (!score_sentence(search, &scratch, article, &sentences->items[i])) status = tk_no_memory(search->error);
    if (i % SENTENCES_BETWEEN_LOOKS == SENTENCES_BETWEEN_LOOKS - 1) {
      tk_arena_free(&scratch);
      if (tenkyo_cancel_is_set(search->store->cancel)) status = tk_cancelled(search->error);
    }
  }
  add_share(search, first);
  tk_arena_free(&scratch);
  return status;
}

/* A removed article is in no search, also when it was asked for by its id. */
static tenkyo_status read_and_score(searching *search, int64_t id) {
  sqlite3_stmt *statement;
  bool found = false, sound = true;
  tk_stored_sentence_list sentences = {0};
  tk_arena arena;
  tk_arena_init(&arena, search->store->allocator);
  tenkyo_status status = tk_sql_begin(search->store,
                                      "SELECT r.revision, r.sentence_table, r.body FROM article AS a"
                                      " JOIN revision AS r ON r.article = a.id AND r.revision = a.revision"
                                      " WHERE a.id = ?1 AND a.removed = 0",
                                      &statement, search->error, "i", id);
  if (status == TENKYO_OK) status = tk_sql_step(search->store, statement, &found, search->error);
  if (status == TENKYO_OK && found) {
    tenkyo_str table = tk_sql_bytes(statement, 1);
    scored_article article = {id, sqlite3_column_int64(statement, 0), tk_sql_bytes(statement, 2)};
    if (!tk_sentence_table_read(&arena, table, article.body.len, &sentences, &sound)) {
      status = tk_no_memory(search->error);
    } else {
      status = score_article(search, &article, &sentences);
    }
  }
  tk_sql_end(statement);
  tk_arena_free(&arena);
  return status;
}

/* ---- Giving the best --------------------------------------------------------------------------------------------- */

static int best_first(const void *a, const void *b) {
  const hit *left = a, *right = b;
  if (left->holds_query != right->holds_query) return left->holds_query ? -1 : 1;
  if (left->passage.score != right->passage.score) return left->passage.score > right->passage.score ? -1 : 1;
  if (left->boilerplate != right->boilerplate) return left->boilerplate ? 1 : -1;
  if (left->passage.article != right->passage.article) return left->passage.article < right->passage.article ? -1 : 1;
  return left->passage.span.begin < right->passage.span.begin ? -1
                                                              : left->passage.span.begin > right->passage.span.begin;
}

static bool give_best(searching *search, tenkyo_result *result, size_t limit) {
  hit_list *hits = &search->hits;
  if (hits->count > 1) qsort(hits->items, hits->count, sizeof *hits->items, best_first);
  size_t count = hits->count < limit ? hits->count : limit;
  tenkyo_passage *passages = tk_arena_array(&result->arena, count, sizeof *passages);
  if (passages == NULL) return false;
  for (size_t i = 0; i < count; i++) {
    passages[i] = hits->items[i].passage;
    passages[i].text = tk_arena_copy(&result->arena, passages[i].text);
    if (passages[i].text.ptr == NULL) return false;
  }
  result->passages = passages;
  result->passage_count = count;
  return true;
}

static tenkyo_status find_articles(searching *search, const tenkyo_search_options *options, tk_id_list *ids) {
  size_t only_count = options->article_count;
  int64_t *only = NULL;
  size_t most = search->phrases.count > 0 ? ARTICLES_SCORED_FOR_PHRASE : ARTICLES_SCORED;
  if (only_count > 0) {
    only = tk_sorted_ids(search->arena, options->articles, &only_count);
    if (only == NULL) return tk_no_memory(search->error);
  }
  if (only != NULL && only_count <= most) {
    *ids = (tk_id_list){only, only_count, only_count};
    return TENKYO_OK;
  }
  return tk_candidate_articles(search->store, search->arena, &search->query, only, only_count, most, ids,
                               search->error);
}

static tenkyo_status search_in(searching *search, tenkyo_str query, const tenkyo_search_options *options) {
  tk_id_list ids = {0};
  tenkyo_status status = read_query(search, query);
  /* Marks and symbols alone have no terms: nothing can hold them. */
  if (status != TENKYO_OK || search->query.count == 0) return status;
  status = find_articles(search, options, &ids);
  for (size_t i = 0; i < ids.count && status == TENKYO_OK; i++) {
    status = tenkyo_cancel_is_set(options->cancel) ? tk_cancelled(search->error) : read_and_score(search, ids.items[i]);
  }
  return status;
}

static tenkyo_status search_into(tenkyo_store *store, tenkyo_result *result, tenkyo_str query,
                                 const tenkyo_search_options *options, tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_status status = tk_store_begin_read(store, error);
  if (status != TENKYO_OK) return status;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  searching search = {.store = store, .arena = &arena, .error = error};
  status = search_in(&search, query, options);
  tk_store_end_read(store);
  if (status == TENKYO_OK && !give_best(&search, result, options->limit == 0 ? DEFAULT_LIMIT : options->limit))
    status = tk_no_memory(error);
  tk_arena_free(&arena);
  return status;
}

tenkyo_status tenkyo_search(tenkyo_store *store, tenkyo_str query, const tenkyo_search_options *options,
                            tenkyo_result **out, tenkyo_error *error) {
  *out = NULL;
  tenkyo_search_options read;
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status != TENKYO_OK) return status;
  if (query.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the query is too long");
  if (tk_trim(query).len == 0) return tk_fail(error, TENKYO_INVALID, 0, "the query is empty");
  if (read.article_count > 0 && read.articles == NULL)
    return tk_fail(error, TENKYO_INVALID, 0, "articles is NULL, but article_count is not 0");
  status = tk_enter(store, read.cancel, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_store_result(store);
  status = tk_deliver(result, search_into(store, result, query, &read, error), out, error);
  tk_leave(store);
  return status;
}

const tenkyo_passage *tenkyo_result_passages(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->passage_count;
  return result == NULL ? NULL : result->passages;
}
