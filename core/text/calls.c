/* The public calls of this room: formats by name, normalize, sentences, words. */
#include "text/text.h"

typedef struct format_name {
  const char *name;
  tenkyo_format format;
} format_name;

static const format_name format_names[] = {
    {"markdown", TENKYO_FORMAT_MARKDOWN}, {"md", TENKYO_FORMAT_MARKDOWN}, {"quarto", TENKYO_FORMAT_MARKDOWN},
    {"qmd", TENKYO_FORMAT_MARKDOWN},      {"text", TENKYO_FORMAT_TEXT},   {"txt", TENKYO_FORMAT_TEXT},
    {"json", TENKYO_FORMAT_JSON},         {"jsonl", TENKYO_FORMAT_JSONL}, {"ndjson", TENKYO_FORMAT_JSONL},
};

tenkyo_status tenkyo_format_from_name(tenkyo_str name, tenkyo_format *out, tenkyo_error *error) {
  if (out == NULL) return tk_fail(error, TENKYO_INVALID, 0, "format: nowhere to put it");
  *out = TENKYO_FORMAT_AUTO;
  for (size_t i = 0; i < sizeof format_names / sizeof *format_names; i++) {
    if (!tk_equal(name, tk_str(format_names[i].name))) continue;
    *out = format_names[i].format;
    return TENKYO_OK;
  }
  int shown = name.len < 40 ? (int)name.len : 40;
  return tk_fail(error, TENKYO_UNSUPPORTED, 0, "format \"%.*s\" is not supported", shown, shown > 0 ? name.ptr : "");
}

/* ---- What the calls share ---------------------------------------------------------------------------------------- */

typedef struct text_call {
  tenkyo_str text;
  tenkyo_text_options options;
  tk_arena scratch;
  tenkyo_result *result;
  tenkyo_error *error;
} text_call;

/* False with the status in *status when the call ends here. */
static bool begin(text_call *call, const tenkyo_text_options *options, tenkyo_result **out, tenkyo_status *status) {
  *status = TENKYO_INVALID;
  if (out != NULL) *out = NULL;
  size_t length = call->text.len;
  if (out == NULL) {
    tk_fail(call->error, *status, 0, "nowhere to put the result");
  } else if (call->text.ptr == NULL && length > 0) {
    tk_fail(call->error, *status, 0, "a text without bytes has a length");
  } else if (length > TENKYO_TEXT_MAX) {
    tk_fail(call->error, *status, 0, "a text of %zu bytes is too long", length);
  } else {
    *status = tk_options_read(&call->options, sizeof call->options, options, call->error);
  }
  if (*status != TENKYO_OK) return false;
  if (call->options.format > TENKYO_FORMAT_MARKDOWN)
    *status = tk_fail(call->error, TENKYO_UNSUPPORTED, 0, "a text is read as text or Markdown");
  if (tenkyo_cancel_is_set(call->options.cancel)) *status = tk_cancelled(call->error);
  if (*status != TENKYO_OK) return false;
  call->result = tk_result_new(call->options.allocator);
  if (call->result == NULL) *status = tk_no_memory(call->error);
  tk_arena_init(&call->scratch, call->options.allocator);
  return call->result != NULL;
}

static tenkyo_status finish(text_call *call, bool done, tenkyo_result **out) {
  tenkyo_status status = done ? TENKYO_OK : tk_no_memory(call->error);
  if (done && tenkyo_cancel_is_set(call->options.cancel)) status = tk_cancelled(call->error);
  tk_arena_free(&call->scratch);
  if (status != TENKYO_OK) {
    tenkyo_result_free(call->result);
    call->result = NULL;
  }
  *out = call->result;
  return status;
}

/* ---- The calls --------------------------------------------------------------------------------------------------- */

tenkyo_status tenkyo_normalize(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                               tenkyo_error *error) {
  text_call call = {.text = text, .error = error};
  tenkyo_status status;
  if (!begin(&call, options, out, &status)) return status;
  tk_view view;
  bool done = tk_normalize(&call.scratch, text, &view);
  if (done) {
    call.result->text = tk_arena_copy(&call.result->arena, view.text);
    done = call.result->text.ptr != NULL;
  }
  return finish(&call, done, out);
}

static bool keep_sentences(const tk_document *document, tenkyo_result *result) {
  size_t count = document->sentences.count;
  tenkyo_span *spans = tk_arena_array(&result->arena, count, sizeof *spans);
  if (spans == NULL) return false;
  for (size_t i = 0; i < count; i++) spans[i] = document->sentences.items[i].span;
  result->sentences = spans;
  result->sentence_count = count;
  return true;
}

tenkyo_status tenkyo_sentences(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                               tenkyo_error *error) {
  text_call call = {.text = text, .error = error};
  tenkyo_status status;
  if (!begin(&call, options, out, &status)) return status;
  tk_document document;
  tk_language language = tk_language_from_tag(call.options.lang);
  bool done = tk_document_read(&call.scratch, text, call.options.format, language, &document) &&
              keep_sentences(&document, call.result);
  return finish(&call, done, out);
}

const tenkyo_span *tenkyo_result_sentences(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->sentence_count;
  return result == NULL ? NULL : result->sentences;
}

tenkyo_status tenkyo_words(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                           tenkyo_error *error) {
  text_call call = {.text = text, .error = error};
  tenkyo_status status;
  if (!begin(&call, options, out, &status)) return status;
  tk_word_list words = {NULL, 0, 0};
  bool done = tk_words(&call.result->arena, text, tk_language_from_tag(call.options.lang), &words);
  call.result->words = words.items;
  call.result->word_count = words.count;
  return finish(&call, done, out);
}

const tenkyo_word *tenkyo_result_words(const tenkyo_result *result, size_t *count) {
  if (count != NULL) *count = result == NULL ? 0 : result->word_count;
  return result == NULL ? NULL : result->words;
}
