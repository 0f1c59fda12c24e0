/*
 * Evidence for a claim that is in no draft: the articles are those that are named, else the ones in which a search
 * finds most of its words.
 */
#include "draft/draft.h"

enum { DEFAULT_HITS = 5, SENTENCES_SOUGHT = 40, ARTICLES_MAX = 12, NAMED_MAX = 1000 };

typedef struct finding_evidence {
  tenkyo_store *store;
  tk_arena *scratch;
  const tenkyo_search_options *options;
  tenkyo_result *result;
  tenkyo_error *error;
  tk_library library;
  tk_reading **readings;
  size_t count;
} finding_evidence;

/* ---- The articles ------------------------------------------------------------------------------------------------ */

static tenkyo_status add_article(finding_evidence *find, int64_t id) {
  tk_reading *reading;
  for (size_t i = 0; i < find->count; i++)
    if (find->readings[i]->source.id == id) return TENKYO_OK;
  if (tenkyo_cancel_is_set(find->options->cancel)) return tk_cancelled(find->error);
  tenkyo_status status = tk_library_read(&find->library, id, &reading, find->error);
  if (status == TENKYO_OK) find->readings[find->count++] = reading;
  return status;
}

/* A search takes what is in quotation marks word for word; a claim is not to be found so. */
static tenkyo_str without_quotes(tk_arena *arena, tenkyo_str claim) {
  tk_buffer query;
  tk_buffer_init(&query, arena);
  for (size_t at = 0, length; at < claim.len; at += length) {
    uint32_t code;
    length = tk_utf8_decode(claim, at, &code);
    bool mark = code == '"' || code == 0x201C || code == 0x201D || code == 0x201E || code == 0xFF02 || code == 0x300C ||
                code == 0x300D || code == 0x300E || code == 0x300F || code == 0xAB || code == 0xBB;
    if (mark)
      tk_buffer_add_byte(&query, ' ');
    else
      tk_buffer_add(&query, tk_cut(claim, at, at + length));
  }
  return tk_buffer_text(&query);
}

static tenkyo_status search_articles(finding_evidence *find, tenkyo_str claim) {
  tenkyo_search_options options = {.size = sizeof options, .limit = SENTENCES_SOUGHT, .cancel = find->options->cancel};
  tenkyo_result *found;
  size_t count;
  tenkyo_str query = without_quotes(find->scratch, claim);
  find->readings = tk_arena_array(find->scratch, ARTICLES_MAX, sizeof *find->readings);
  if (query.ptr == NULL || find->readings == NULL) return tk_no_memory(find->error);
  if (tk_trim(query).len == 0) return TENKYO_OK;
  tenkyo_status status = tenkyo_search(find->store, query, &options, &found, find->error);
  if (status != TENKYO_OK) return status;
  const tenkyo_passage *passages = tenkyo_result_passages(found, &count);
  for (size_t i = 0; i < count && find->count < ARTICLES_MAX && status == TENKYO_OK; i++)
    status = add_article(find, passages[i].article);
  tenkyo_result_free(found);
  return status;
}

static tenkyo_status read_articles(finding_evidence *find, tenkyo_str claim) {
  size_t count = find->options->article_count;
  tenkyo_status status = tk_library_open(&find->library, find->store, find->scratch, find->error);
  if (status != TENKYO_OK || count == 0) return status == TENKYO_OK ? search_articles(find, claim) : status;
  if (count > NAMED_MAX) return tk_fail(find->error, TENKYO_INVALID, 0, "more than %d articles", (int)NAMED_MAX);
  find->readings = tk_arena_array(find->scratch, count, sizeof *find->readings);
  if (find->readings == NULL) return tk_no_memory(find->error);
  for (size_t i = 0; i < count && status == TENKYO_OK; i++) status = add_article(find, find->options->articles[i]);
  return status;
}

/* ---- The result -------------------------------------------------------------------------------------------------- */

static bool give_hits(finding_evidence *find, const tk_window_list *windows, tenkyo_evidence *evidence) {
  tk_arena *arena = &find->result->arena;
  tenkyo_passage *hits = tk_arena_array(arena, windows->count, sizeof *hits);
  if (hits == NULL) return false;
  for (size_t i = 0; i < windows->count; i++) {
    const tk_reading *reading = find->readings[windows->items[i].reading];
    tenkyo_span span = tk_window_span(reading, &windows->items[i]);
    hits[i] =
        (tenkyo_passage){reading->source.id, reading->source.revision, span, {NULL, 0}, windows->items[i].coverage};
    hits[i].text = tk_arena_copy(arena, tk_cut(reading->source.document.text, span.begin, span.end));
    if (hits[i].text.ptr == NULL) return false;
  }
  evidence->hits = hits;
  evidence->hit_count = windows->count;
  return true;
}

/* What a claim's own language is where it does not say: that of most of its articles. */
static tk_language language_of(const finding_evidence *find, tenkyo_str claim) {
  tk_language context = find->count > 0 ? find->readings[0]->source.document.language : TK_UNKNOWN;
  return tk_language_of(claim, context);
}

static bool judge_all(finding_evidence *find, tenkyo_str claim) {
  tk_verdict verdict;
  tk_window_list windows = {0};
  tk_citations inside = {.tail = SIZE_MAX};
  tk_plain plain;
  tk_block block = {.kind = TK_PARAGRAPH, .span = {0, claim.len}, .content = {0, claim.len}};
  tenkyo_evidence *evidence = tk_arena_alloc(&find->result->arena, sizeof *evidence);
  tk_map_init(&inside.keys, find->scratch);
  if (evidence == NULL || !tk_inline_read(find->scratch, claim, &block, &inside) ||
      !tk_plain_read(find->scratch, claim, block.span, &inside.hidden, &plain))
    return false;
  tk_judged judged = {plain.text, language_of(find, plain.text), TK_PARAGRAPH, {0, 0, 0}};
  if (!tk_judge(&find->library, find->scratch, &judged, find->readings, find->count, &verdict)) return false;
  evidence->status = verdict.status;
  evidence->score = verdict.score;
  find->result->evidence = evidence;
  size_t limit = find->options->limit == 0 ? DEFAULT_HITS : find->options->limit;
  return tk_best_windows(find->scratch, &verdict.scoring, limit, &windows) && give_hits(find, &windows, evidence);
}

static tenkyo_status run(finding_evidence *find, tenkyo_str claim) {
  tenkyo_status status = tk_store_begin_read(find->store, find->error);
  if (status != TENKYO_OK) return status;
  status = read_articles(find, claim);
  if (status == TENKYO_OK && !judge_all(find, claim)) status = tk_no_memory(find->error);
  tk_store_end_read(find->store);
  return status;
}

tenkyo_status tenkyo_find_evidence(tenkyo_store *store, tenkyo_str claim, const tenkyo_search_options *options,
                                   tenkyo_result **out, tenkyo_error *error) {
  tenkyo_search_options read;
  tk_arena scratch;
  *out = NULL;
  if (store == NULL) return tk_fail(error, TENKYO_INVALID, 0, "the store is NULL");
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status != TENKYO_OK) return status;
  if (claim.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the claim is longer than 2 GiB");
  if (tk_trim(claim).len == 0) return tk_fail(error, TENKYO_INVALID, 0, "the claim is empty");
  if (tenkyo_cancel_is_set(read.cancel)) return tk_cancelled(error);
  tenkyo_result *result = tk_result_new(tk_store_allocator(store));
  if (result == NULL) return tk_no_memory(error);
  tk_arena_init(&scratch, tk_store_allocator(store));
  finding_evidence find = {.store = store, .scratch = &scratch, .options = &read, .result = result, .error = error};
  status = run(&find, claim);
  tk_arena_free(&scratch);
  if (status == TENKYO_OK)
    *out = result;
  else
    tenkyo_result_free(result);
  return status;
}

const tenkyo_evidence *tenkyo_result_evidence(const tenkyo_result *result) {
  return result == NULL ? NULL : result->evidence;
}
