/*
 * Files of articles from anyone: the first byte chooses the reader, the rest is the file. What a reader gives must be
 * whole: bodies inside the bounds, sentences in order, a title that is a part of the text.
 */
#include "store/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds) {
  if (!holds) abort();
}

static tenkyo_status take(void *context, tk_arena *arena, const tk_record *record, tenkyo_error *error) {
  size_t *bytes = context;
  if (tk_record_check(record, error) != TENKYO_OK) return TENKYO_OK;
  expect(record->revision_count > 0 && record->revisions != NULL);
  for (size_t i = 0; i < record->revision_count; i++) {
    tk_derived derived;
    tk_head head;
    tk_stored_sentence_list list = {0};
    bool sound;
    tenkyo_str body = record->revisions[i].body;
    *bytes += body.len;
    if (tk_derive(arena, body, record->revisions[i].format, record->article.lang, &derived, error) != TENKYO_OK) break;
    expect(tk_sentence_table_read(arena, derived.table, body.len, &list, &sound) && sound);
    expect(list.count == derived.document.sentences.count);
    if (tk_head_read(arena, &derived.document, NULL, NULL, &head, error) != TENKYO_OK) break;
    expect(head.title.len == 0 ||
           (head.title.ptr >= body.ptr && head.title.ptr + head.title.len <= body.ptr + body.len));
    expect(head.published.len == 0 || tk_is_published(head.published));
  }
  return TENKYO_OK;
}

static tenkyo_status reject(void *context, size_t line, const char *message, tenkyo_error *error) {
  (void)context;
  (void)line;
  (void)error;
  expect(message != NULL && strlen(message) > 0);
  return TENKYO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tk_arena arena;
  tenkyo_error error;
  size_t bytes = 0;
  tk_sink sink = {take, reject, &bytes};
  tenkyo_str file = {(const char *)data + 1, size - 1}, path = TK_STR("/a");
  tk_stored_sentence_list list = {0};
  bool sound;
  tk_arena_init(&arena, NULL);
  switch (data[0] % 5) {
  case 0: expect(tk_read_text(&arena, file, path, &sink, &error) == TENKYO_OK); break;
  case 1: expect(tk_read_markdown(&arena, file, path, &sink, &error) == TENKYO_OK); break;
  case 2: expect(tk_read_json(&arena, file, path, &sink, &error) == TENKYO_OK); break;
  case 3: expect(tk_read_json_line(&arena, file, 1, path, &sink, &error) == TENKYO_OK); break;
  default: expect(tk_sentence_table_read(&arena, file, size * 3, &list, &sound)); break;
  }
  tk_arena_free(&arena);
  return 0;
}
