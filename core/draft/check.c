/*
 * A check: the draft is read, its references are bound, every claim is judged against the articles that it cites, and
 * what was found is put in order. All of it sees one state of the store, and nothing is written.
 */
#include "draft/draft.h"

/* ---- Claims ------------------------------------------------------------------------------------------------------ */

TK_LIST(reading_list, tk_reading *);

typedef struct claim_sources {
  reading_list readings; /* distinct */
  bool unknown;          /* a key has no reference, or its reference no article */
} claim_sources;

/* An article once, in the order of the keys. `stamps` says for each reference by which claim it was last seen. */
static tenkyo_status add_source(tk_check *check, size_t reference, claim_sources *sources) {
  tk_reading *reading;
  int64_t id = check->draft.articles[reference];
  if (id == 0) {
    sources->unknown = true;
    return TENKYO_OK;
  }
  tenkyo_status status = tk_library_read(&check->library, id, &reading, check->error);
  if (status != TENKYO_OK) return status;
  for (size_t i = 0; i < sources->readings.count; i++)
    if (sources->readings.items[i] == reading) return TENKYO_OK;
  tk_reading **added = tk_push(check->scratch, &sources->readings);
  if (added == NULL) return tk_no_memory(check->error);
  *added = reading;
  return TENKYO_OK;
}

static tenkyo_status find_sources(tk_check *check, const tk_claim *claim, size_t *stamps, size_t stamp,
                                  claim_sources *sources) {
  tenkyo_status status = TENKYO_OK;
  for (size_t i = 0; i < claim->marker_count && status == TENKYO_OK; i++) {
    const tenkyo_marker *marker = &check->draft.citations.markers.items[claim->marker + i];
    for (size_t k = 0; k < marker->key_count && status == TENKYO_OK; k++) {
      ptrdiff_t reference = marker->keys[k].reference;
      if (reference < 0) sources->unknown = true;
      if (reference < 0 || stamps[reference] == stamp) continue;
      stamps[reference] = stamp;
      status = add_source(check, (size_t)reference, sources);
    }
  }
  return status;
}

static bool judge_claim(tk_check *check, const tk_claim *claim, const claim_sources *sources) {
  tk_arena own;
  tk_plain plain;
  tk_verdict verdict;
  tk_arena_init(&own, check->scratch->allocator);
  bool judged = tk_plain_read(&own, check->draft.text, claim->span, &check->draft.citations.hidden, &plain);
  if (judged) {
    tk_judged text = {plain.text, claim->language, claim->block,
                      tk_day_parse(tk_str(check->options.date == NULL ? "" : check->options.date))};
    judged = tk_judge(&check->library, &own, &text, sources->readings.items, sources->readings.count, &verdict);
  }
  for (size_t i = 0; judged && i < verdict.faults.count; i++)
    judged = tk_finding_of_fault(check, claim, &plain, &verdict, &verdict.faults.items[i]);
  tk_arena_free(&own);
  return judged;
}

static tenkyo_status check_claim(tk_check *check, const tk_claim *claim, size_t *stamps, size_t stamp) {
  claim_sources sources = {0};
  tenkyo_status status = find_sources(check, claim, stamps, stamp, &sources);
  /* With a source that is not at hand nothing can be said against the claim. */
  if (status != TENKYO_OK || sources.unknown || sources.readings.count == 0) return status;
  return judge_claim(check, claim, &sources) ? TENKYO_OK : tk_no_memory(check->error);
}

static tenkyo_status check_claims(tk_check *check) {
  tk_claim_list claims = {0};
  size_t *stamps = tk_arena_array(check->scratch, check->draft.citations.references.count, sizeof *stamps);
  tenkyo_status status = TENKYO_OK;
  if (stamps == NULL || !tk_claims_read(check->scratch, &check->document, &check->draft.citations, &claims))
    return tk_no_memory(check->error);
  for (size_t i = 0; i < claims.count && status == TENKYO_OK; i++) {
    bool stop =
        tenkyo_cancel_is_set(check->options.cancel) ||
        (check->options.progress != NULL && !check->options.progress(check->options.progress_context, i, claims.count));
    status = stop ? tk_cancelled(check->error) : check_claim(check, &claims.items[i], stamps, i + 1);
  }
  bool last = status == TENKYO_OK && check->options.progress != NULL && claims.count > 0;
  if (last && !check->options.progress(check->options.progress_context, claims.count, claims.count))
    status = tk_cancelled(check->error);
  return status;
}

/* ---- Options ----------------------------------------------------------------------------------------------------- */

static bool has_extension(const char *path, const char *extension) {
  tenkyo_str name = tk_str(path), end = tk_str(extension);
  if (name.len < end.len) return false;
  for (size_t i = 0; i < end.len; i++) {
    char byte = name.ptr[name.len - end.len + i];
    if (byte >= 'A' && byte <= 'Z') byte = (char)(byte + 32);
    if (byte != end.ptr[i]) return false;
  }
  return true;
}

static tenkyo_status read_options(tenkyo_str draft, const tenkyo_check_options *given, tenkyo_check_options *options,
                                  tenkyo_error *error) {
  tenkyo_status status = tk_options_read(options, sizeof *options, given, error);
  if (status != TENKYO_OK) return status;
  if (draft.len > TENKYO_TEXT_MAX) return tk_fail(error, TENKYO_INVALID, 0, "the draft is longer than 2 GiB");
  if (options->format == TENKYO_FORMAT_AUTO) {
    bool text =
        options->path != NULL && (has_extension(options->path, ".txt") || has_extension(options->path, ".text"));
    options->format = text ? TENKYO_FORMAT_TEXT : TENKYO_FORMAT_MARKDOWN;
  }
  if (options->format != TENKYO_FORMAT_TEXT && options->format != TENKYO_FORMAT_MARKDOWN)
    return tk_fail(error, TENKYO_UNSUPPORTED, 0, "drafts are checked in text and markdown only");
  bool day = options->date == NULL || (strlen(options->date) == 10 && tk_day_parse(tk_str(options->date)).year != 0);
  if (!day) return tk_fail(error, TENKYO_INVALID, 0, "date: %.40s is no YYYY-MM-DD", options->date);
  if (tenkyo_cancel_is_set(options->cancel)) return tk_cancelled(error);
  return TENKYO_OK;
}

/* ---- The calls --------------------------------------------------------------------------------------------------- */

/* Reads and binds the draft, whose text is copied so that the result owns it. */
static tenkyo_status open_draft(tk_check *check, tenkyo_str text) {
  check->draft.text = tk_arena_copy(check->arena, text);
  check->draft.arena = check->arena;
  check->draft.path = check->options.path;
  tk_language given = tk_language_from_tag(check->options.lang);
  bool read = check->draft.text.ptr != NULL &&
              tk_document_read(check->scratch, check->draft.text, check->options.format, given, &check->document) &&
              tk_citations_read(check->arena, &check->document, &check->draft.citations);
  return read ? tk_bind(&check->draft, check->error) : tk_no_memory(check->error);
}

static tenkyo_status run_check(tk_check *check, tenkyo_str text) {
  tenkyo_status status = open_draft(check, text);
  if (status == TENKYO_OK) status = tk_check_references(check);
  if (status == TENKYO_OK) status = tk_library_open(&check->library, check->draft.store, check->scratch, check->error);
  if (status == TENKYO_OK) status = check_claims(check);
  if (status == TENKYO_OK && !tk_findings_finish(check)) status = tk_no_memory(check->error);
  return status;
}

typedef tenkyo_status (*runner)(tk_check *, tenkyo_str);

static tenkyo_status run_reading(tk_check *check, tenkyo_str text, runner run) {
  tk_arena scratch;
  tenkyo_status status = tk_store_begin_read(check->draft.store, check->error);
  if (status != TENKYO_OK) return status;
  tk_arena_init(&scratch, check->arena->allocator);
  check->scratch = &scratch;
  status = run(check, text);
  tk_arena_free(&scratch);
  tk_store_end_read(check->draft.store);
  return status;
}

/* What both calls do around their work. The result keeps what it was given. */
static tenkyo_status with_result(tenkyo_store *store, tenkyo_str draft, const tenkyo_check_options *given, runner run,
                                 tk_check *check, tenkyo_result **out, tenkyo_error *error) {
  *check = (tk_check){.error = error};
  *out = NULL;
  if (store == NULL) return tk_fail(error, TENKYO_INVALID, 0, "the store is NULL");
  tenkyo_status status = read_options(draft, given, &check->options, error);
  if (status != TENKYO_OK) return status;
  const tenkyo_allocator *allocator = check->options.allocator;
  tenkyo_result *result = tk_result_new(allocator == NULL ? tk_store_allocator(store) : allocator);
  if (result == NULL) return tk_no_memory(error);
  check->arena = &result->arena;
  check->draft.store = store;
  status = run_reading(check, draft, run);
  if (status != TENKYO_OK) {
    tenkyo_result_free(result);
    return status;
  }
  result->markers = check->draft.citations.markers.items;
  result->marker_count = check->draft.citations.markers.count;
  result->references = check->draft.citations.references.items;
  result->reference_count = check->draft.citations.references.count;
  result->bindings = check->draft.articles;
  result->binding_count = check->draft.citations.references.count;
  *out = result;
  return TENKYO_OK;
}

tenkyo_status tenkyo_check(tenkyo_store *store, tenkyo_str draft, const tenkyo_check_options *options,
                           tenkyo_result **out, tenkyo_error *error) {
  tk_check check;
  tenkyo_status status = with_result(store, draft, options, run_check, &check, out, error);
  if (status != TENKYO_OK) return status;
  (*out)->findings = check.findings.items;
  (*out)->finding_count = check.findings.count;
  return TENKYO_OK;
}

tenkyo_status tenkyo_bind(tenkyo_store *store, tenkyo_str draft, const tenkyo_check_options *options,
                          tenkyo_result **out, tenkyo_error *error) {
  tk_check check;
  return with_result(store, draft, options, open_draft, &check, out, error);
}

const tenkyo_finding *tenkyo_result_findings(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->finding_count;
  return result == NULL ? NULL : result->findings;
}

const int64_t *tenkyo_result_bindings(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->binding_count;
  return result == NULL ? NULL : result->bindings;
}
