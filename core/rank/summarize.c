/* The public summary of a text that is in no store. */
#include "rank/rank.h"

enum { DEFAULT_SENTENCES = 5, STEPS = 2 };

const tenkyo_summary_sentence *tenkyo_result_summary(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->summary_count;
  return result == NULL ? NULL : result->summary;
}

static bool go_on(const tenkyo_summary_options *options, size_t done) {
  if (tenkyo_cancel_is_set(options->cancel)) return false;
  return options->progress == NULL || options->progress(options->progress_context, done, STEPS);
}

static bool read_passage(tk_arena *arena, const tk_document *document, size_t sentence, double score,
                         tenkyo_passage *passage) {
  passage->span = document->sentences.items[sentence].span;
  passage->text = tk_arena_copy(arena, tk_cut(document->text, passage->span.begin, passage->span.end));
  passage->score = score;
  return passage->text.ptr != NULL;
}

/* A candidate is a sentence of the document, in its order. */
static bool fill(tenkyo_result *result, const tk_document *document, const tk_choice_list *choices) {
  tenkyo_summary_sentence *summary = tk_arena_array(&result->arena, choices->count, sizeof *summary);
  if (summary == NULL) return false;
  for (size_t i = 0; i < choices->count; i++) {
    const tk_choice *choice = &choices->items[i];
    tenkyo_passage *also = tk_arena_array(&result->arena, choice->also_count, sizeof *also);
    if (also == NULL || !read_passage(&result->arena, document, choice->candidate, choice->score, &summary[i].passage))
      return false;
    for (size_t k = 0; k < choice->also_count; k++)
      if (!read_passage(&result->arena, document, choice->also[k], choice->likeness[k], &also[k])) return false;
    summary[i].also = also;
    summary[i].also_count = choice->also_count;
  }
  result->summary = summary;
  result->summary_count = choices->count;
  return true;
}

static tenkyo_status summarize(tenkyo_result *result, tk_arena *scratch, tenkyo_str text,
                               const tenkyo_summary_options *options, tenkyo_error *error) {
  tk_document document = {0};
  tk_candidate_list candidates = {0};
  tk_choice_list choices = {0};
  tk_choose_options choose = {
      .sentences = options->sentences, .characters = options->characters, .cancel = options->cancel};
  if (choose.sentences == 0 && choose.characters == 0) choose.sentences = DEFAULT_SENTENCES;
  if (!go_on(options, 0)) return tk_cancelled(error);
  if (!tk_document_read(scratch, text, options->format, tk_language_from_tag(options->lang), &document))
    return tk_no_memory(error);
  if (!tk_candidates_of(scratch, &document, 0, &candidates)) return tk_no_memory(error);
  if (!go_on(options, 1)) return tk_cancelled(error);
  tenkyo_status status = tk_choose(scratch, &candidates, &choose, &choices, error);
  if (status != TENKYO_OK) return status;
  if (!fill(result, &document, &choices)) return tk_no_memory(error);
  return go_on(options, STEPS) ? TENKYO_OK : tk_cancelled(error);
}

static tenkyo_status check_options(tenkyo_str text, const tenkyo_summary_options *options, tenkyo_error *error) {
  if (text.len > TENKYO_TEXT_MAX)
    return tk_fail(error, TENKYO_INVALID, TENKYO_TEXT_MAX, "the text has %zu bytes, at most %zu are taken", text.len,
                   TENKYO_TEXT_MAX);
  if (options->format != TENKYO_FORMAT_AUTO && options->format != TENKYO_FORMAT_TEXT &&
      options->format != TENKYO_FORMAT_MARKDOWN)
    return tk_fail(error, TENKYO_UNSUPPORTED, 0, "a summary reads plain text and Markdown");
  if (options->articles != NULL || options->article_count > 0 || options->query.len > 0 || options->since != NULL)
    return tk_fail(error, TENKYO_INVALID, 0, "articles, query and since are for the summary of a store");
  return TENKYO_OK;
}

tenkyo_status tenkyo_summarize(tenkyo_str text, const tenkyo_summary_options *given, tenkyo_result **out,
                               tenkyo_error *error) {
  tenkyo_summary_options options;
  *out = NULL;
  tenkyo_status status = tk_options_read(&options, sizeof options, given, error);
  if (status == TENKYO_OK) status = check_options(text, &options, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_result_new(options.allocator);
  if (result == NULL) return tk_no_memory(error);
  tk_arena scratch;
  tk_arena_init(&scratch, options.allocator);
  status = summarize(result, &scratch, text, &options, error);
  tk_arena_free(&scratch);
  if (status != TENKYO_OK)
    tenkyo_result_free(result);
  else
    *out = result;
  return status;
}
