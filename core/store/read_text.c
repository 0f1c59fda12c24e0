/*
 * Plain text: the whole file is the body, byte for byte but for a byte order mark. What the text says of itself in its
 * first lines is read when it is kept (title.c).
 */
#include "store/reader.h"

/* Japanese text is often still in another encoding; what was lost must be said, but never stops an import. */
static tenkyo_status tell_invalid(tenkyo_str body, const tk_sink *sink, tenkyo_error *error) {
  size_t offset;
  if (tk_utf8_valid(body, &offset)) return TENKYO_OK;
  char message[160];
  tenkyo_error said;
  tk_fail(&said, TENKYO_INVALID, offset,
          "kept, but not all of it is UTF-8 (first at byte %zu): read as U+FFFD; is it in another encoding?",
          offset + 1);
  memcpy(message, said.message, sizeof message - 1);
  message[sizeof message - 1] = '\0';
  return sink->reject(sink->context, 0, message, error);
}

tenkyo_status tk_read_text(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                           tenkyo_error *error) {
  tk_record_revision body = {tk_without_mark(bytes), TENKYO_FORMAT_TEXT};
  tk_record record = {.revisions = &body, .revision_count = 1, .origin = path, .alone = true};
  tenkyo_status status = sink->take(sink->context, arena, &record, error);
  return status == TENKYO_OK ? tell_invalid(body.body, sink, error) : status;
}

tenkyo_status tk_read_markdown(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                               tenkyo_error *error) {
  tenkyo_str text = tk_without_mark(bytes);
  size_t front = tk_front_matter_length(text);
  tk_record_revision body = {tk_cut(text, front, text.len), TENKYO_FORMAT_MARKDOWN};
  tk_record record = {.revisions = &body, .revision_count = 1, .origin = path, .alone = true};
  if (front > 0 && !tk_front_matter_read(arena, tk_cut(text, 0, front), &record.article)) return tk_no_memory(error);
  tenkyo_status status = sink->take(sink->context, arena, &record, error);
  return status == TENKYO_OK ? tell_invalid(body.body, sink, error) : status;
}
