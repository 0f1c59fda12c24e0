/*
 * Summaries of what is stored: the articles that are named, or that a query finds, or all; their sentences become
 * rank's candidates, and its choices become passages again.
 */
#include "store/search.h"

#define DEFAULT_SENTENCES 5
#define ARTICLES_OF_QUERY 50
#define TITLE_BYTES_AHEAD 2000

/* An article whose sentences are candidates from `first` on; its title may stand before them. */
typedef struct member {
  tk_source source;
  size_t first; /* candidate of its first sentence */
} member;

TK_LIST(member_list, member);

typedef struct summing {
  tenkyo_store *store;
  tk_arena *arena;
  const tenkyo_summary_options *options;
  tk_query query;
  member_list members;
  tk_candidate_list candidates;
  tenkyo_error *error;
} summing;

/* ---- Which articles ---------------------------------------------------------------------------------------------- */

/* The caller's order, each once. */
static tenkyo_status named_articles(summing *sum, tk_id_list *ids) {
  tk_map seen;
  tk_map_init(&seen, sum->arena);
  for (size_t i = 0; i < sum->options->article_count; i++) {
    int64_t id = sum->options->articles[i], found = 0;
    bool exists = false, is_new;
    if (tk_map_add(&seen, (tenkyo_str){(const char *)&sum->options->articles[i], sizeof id}, &is_new) == NULL)
      return tk_no_memory(sum->error);
    if (!is_new) continue;
    tenkyo_status status = tk_sql_integer(sum->store, "SELECT id FROM article WHERE id = ?1 AND removed = 0", &found,
                                          &exists, sum->error, "i", id);
    if (status != TENKYO_OK) return status;
    if (!exists) return tk_fail(sum->error, TENKYO_NOTFOUND, 0, "no article %lld", (long long)id);
    int64_t *place = tk_push(sum->arena, ids);
    if (place == NULL) return tk_no_memory(sum->error);
    *place = id;
  }
  return TENKYO_OK;
}

static tenkyo_status all_articles(summing *sum, tk_id_list *ids) {
  sqlite3_stmt *statement;
  bool row = true;
  int64_t last = INT64_MIN;
  tenkyo_status status =
      tk_sql_begin(sum->store, "SELECT id FROM article WHERE removed = 0 ORDER BY id", &statement, sum->error, "");
  while (status == TENKYO_OK && (status = tk_sql_step(sum->store, statement, &row, sum->error)) == TENKYO_OK && row) {
    int64_t *id = tk_push(sum->arena, ids);
    if (id == NULL) {
      status = tk_no_memory(sum->error);
      break;
    }
    *id = sqlite3_column_int64(statement, 0);
    status = tk_sql_in_order(&last, *id, false, sum->error);
  }
  tk_sql_end(statement);
  return status;
}

static tenkyo_status choose_articles(summing *sum, tk_id_list *ids) {
  const tenkyo_summary_options *options = sum->options;
  if (options->query.len > 0) {
    if (!tk_query_read(sum->arena, options->query, &sum->query)) return tk_no_memory(sum->error);
    if (!tk_query_weigh(&sum->query, tk_store_frequency, sum->store))
      return tk_sql_fail(sum->store, "searching", sum->error);
  }
  if (options->articles != NULL) return named_articles(sum, ids);
  if (options->query.len == 0) return all_articles(sum, ids);
  return tk_candidate_articles(sum->store, sum->arena, &sum->query, NULL, 0, ARTICLES_OF_QUERY, ids, sum->error);
}

/* ---- Their sentences --------------------------------------------------------------------------------------------- */

/* Published on or after the day, as far as is known: a year alone counts by its last day. */
static bool is_since(tenkyo_str published, const char *since) {
  if (since == NULL) return true;
  if (published.len < 4) return false;
  size_t known = published.len < 10 ? published.len : 10;
  return memcmp(published.ptr, since, known) >= 0;
}

/* A title that the body does not open with lifts the sentences that share its words. */
static bool add_title(summing *sum, const tk_source *source, uint32_t index) {
  tenkyo_str title = source->article.title, body = source->document.text;
  tenkyo_str opening = tk_cut(body, 0, body.len < TITLE_BYTES_AHEAD ? body.len : TITLE_BYTES_AHEAD);
  if (title.len == 0 || tk_search(opening, title, 0) != SIZE_MAX) return true;
  tk_candidate *candidate = tk_push(sum->arena, &sum->candidates);
  if (candidate == NULL) return false;
  *candidate = (tk_candidate){.text = title, .document = index, .heading = true};
  candidate->count = (uint32_t)source->document.sentences.count;
  return true;
}

static tenkyo_status add_article(summing *sum, int64_t id) {
  tk_source source;
  tenkyo_status status = tk_store_source(sum->store, sum->arena, id, &source, sum->error);
  if (status != TENKYO_OK || !is_since(source.article.published, sum->options->since)) return status;
  member *added = tk_push(sum->arena, &sum->members);
  if (added == NULL) return tk_no_memory(sum->error);
  uint32_t index = (uint32_t)(sum->members.count - 1);
  added->source = source;
  if (!add_title(sum, &source, index)) return tk_no_memory(sum->error);
  added->first = sum->candidates.count;
  if (!tk_candidates_of(sum->arena, &added->source.document, index, &sum->candidates)) return tk_no_memory(sum->error);
  return TENKYO_OK;
}

static bool go_on(const summing *sum, size_t done, size_t total) {
  const tenkyo_summary_options *options = sum->options;
  if (tenkyo_cancel_is_set(options->cancel)) return false;
  return options->progress == NULL || options->progress(options->progress_context, done, total);
}

static tenkyo_status collect(summing *sum) {
  tk_id_list ids = {0};
  tenkyo_status status = choose_articles(sum, &ids);
  for (size_t i = 0; i < ids.count && status == TENKYO_OK; i++) {
    status = go_on(sum, i, ids.count + 1) ? add_article(sum, ids.items[i]) : tk_cancelled(sum->error);
  }
  if (status == TENKYO_OK && !go_on(sum, ids.count, ids.count + 1)) status = tk_cancelled(sum->error);
  return status;
}

/* ---- The choices as passages ------------------------------------------------------------------------------------- */

static bool fill_passage(const summing *sum, tk_arena *arena, uint32_t index, double score, tenkyo_passage *passage) {
  const tk_candidate *candidate = &sum->candidates.items[index];
  const member *from = &sum->members.items[candidate->document];
  passage->article = from->source.id;
  passage->revision = from->source.revision;
  passage->span = from->source.document.sentences.items[index - from->first].span;
  passage->text = tk_arena_copy(arena, tk_cut(from->source.document.text, passage->span.begin, passage->span.end));
  passage->score = score;
  return passage->text.ptr != NULL;
}

static bool fill(const summing *sum, tenkyo_result *result, const tk_choice_list *choices) {
  tk_arena *arena = &result->arena;
  tenkyo_summary_sentence *summary = tk_arena_array(arena, choices->count, sizeof *summary);
  if (summary == NULL) return false;
  for (size_t i = 0; i < choices->count; i++) {
    const tk_choice *choice = &choices->items[i];
    tenkyo_passage *also = tk_arena_array(arena, choice->also_count, sizeof *also);
    if (also == NULL || !fill_passage(sum, arena, choice->candidate, choice->score, &summary[i].passage)) return false;
    for (size_t k = 0; k < choice->also_count; k++) {
      if (!fill_passage(sum, arena, choice->also[k], choice->likeness[k], &also[k])) return false;
    }
    summary[i].also = also;
    summary[i].also_count = choice->also_count;
  }
  result->summary = summary;
  result->summary_count = choices->count;
  return true;
}

static tenkyo_status summarize_in(summing *sum, tenkyo_result *result) {
  const tenkyo_summary_options *options = sum->options;
  tenkyo_status status = collect(sum);
  if (status != TENKYO_OK) return status;
  tk_choice_list choices = {0};
  tk_choose_options choose = {.sentences = options->sentences,
                              .characters = options->characters,
                              .query = options->query.len > 0 ? &sum->query : NULL,
                              .cancel = options->cancel};
  if (choose.sentences == 0 && choose.characters == 0) choose.sentences = DEFAULT_SENTENCES;
  status = tk_choose(sum->arena, &sum->candidates, &choose, &choices, sum->error);
  if (status != TENKYO_OK) return status;
  if (!fill(sum, result, &choices)) return tk_no_memory(sum->error);
  return go_on(sum, sum->members.count + 1, sum->members.count + 1) ? TENKYO_OK : tk_cancelled(sum->error);
}

static tenkyo_status check_options(const tenkyo_summary_options *options, tenkyo_error *error) {
  if (options->since != NULL && (strlen(options->since) != 10 || !tk_is_published(tk_str(options->since))))
    return tk_fail(error, TENKYO_INVALID, 0, "since is not YYYY-MM-DD: %.40s", options->since);
  if (options->articles == NULL && options->article_count > 0)
    return tk_fail(error, TENKYO_INVALID, 0, "articles is NULL, but article_count is not 0");
  if (options->lang != NULL || options->format != TENKYO_FORMAT_AUTO)
    return tk_fail(error, TENKYO_INVALID, 0, "lang and format are for a text: stored articles have their own");
  if (options->query.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the query is too long");
  if (options->query.len > 0 && tk_trim(options->query).len == 0)
    return tk_fail(error, TENKYO_INVALID, 0, "the query is empty");
  return TENKYO_OK;
}

static tenkyo_status summarize_into(tenkyo_store *store, tenkyo_result *result, const tenkyo_summary_options *options,
                                    tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_status status = tk_store_begin_read(store, error);
  if (status != TENKYO_OK) return status;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  summing sum = {.store = store, .arena = &arena, .options = options, .error = error};
  status = summarize_in(&sum, result);
  tk_arena_free(&arena);
  tk_store_end_read(store);
  return status;
}

tenkyo_status tenkyo_summarize_store(tenkyo_store *store, const tenkyo_summary_options *options, tenkyo_result **out,
                                     tenkyo_error *error) {
  *out = NULL;
  tenkyo_summary_options read;
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status == TENKYO_OK) status = check_options(&read, error);
  if (status == TENKYO_OK) status = tk_enter(store, read.cancel, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_result_new(read.allocator != NULL ? read.allocator : store->allocator);
  status = tk_deliver(result, summarize_into(store, result, &read, error), out, error);
  tk_leave(store);
  return status;
}
