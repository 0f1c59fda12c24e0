/*
 * Any bytes as a text: blocks, sentences, words and the normalised view must hold to their rules. The first byte
 * chooses the format and the language, the rest is the text. A broken rule traps.
 */
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) __builtin_trap();
}

static void check_spans(const tk_document *document) {
  size_t end = 0;
  for (size_t i = 0; i < document->blocks.count; i++) {
    const tk_block *block = &document->blocks.items[i];
    require(block->span.begin >= end && block->span.end >= block->span.begin);
    require(block->content.begin >= block->span.begin && block->content.end <= block->span.end);
    require(block->content.begin <= block->content.end);
    end = block->span.end;
  }
  require(end <= document->text.len);
  end = 0;
  for (size_t i = 0; i < document->sentences.count; i++) {
    const tk_sentence *sentence = &document->sentences.items[i];
    require(sentence->span.begin >= end && sentence->span.end > sentence->span.begin);
    require(sentence->block < document->blocks.count);
    require(sentence->span.end <= document->blocks.items[sentence->block].content.end);
    end = sentence->span.end;
  }
}

static void check_words(const tk_word_list *words, size_t length) {
  size_t end = 0;
  for (size_t i = 0; i < words->count; i++) {
    require(words->items[i].span.begin >= end && words->items[i].span.end > words->items[i].span.begin);
    end = words->items[i].span.end;
  }
  require(end <= length);
}

static void check_view(tk_arena *arena, tenkyo_str text, const tk_view *view) {
  require(tk_utf8_valid(view->text, NULL));
  require(view->origin[view->text.len] == text.len);
  for (size_t i = 0; i < view->text.len; i++) require(view->origin[i] <= view->origin[i + 1]);
  tenkyo_span span = tk_view_origin(view, (tenkyo_span){0, view->text.len});
  require(span.begin <= span.end && span.end <= text.len);
  tk_view again;
  require(tk_normalize(arena, view->text, &again));
  require(tk_equal(again.text, view->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  tenkyo_str text = {(const char *)data + 1, size - 1};
  tenkyo_format format = data[0] % 2 == 0 ? TENKYO_FORMAT_MARKDOWN : TENKYO_FORMAT_TEXT;
  tk_language language = (tk_language)(data[0] / 2 % (TK_RUSSIAN + 1));
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_document document;
  require(tk_document_read(&arena, text, format, language, &document));
  check_spans(&document);
  tk_span_list lines = {NULL, 0, 0};
  require(tk_sentences_of(&arena, text, (tenkyo_span){0, text.len}, language, false, &lines));
  tk_word_list words = {NULL, 0, 0};
  require(tk_words(&arena, text, language, &words));
  check_words(&words, text.len);
  tk_view view;
  require(tk_normalize(&arena, text, &view));
  check_view(&arena, text, &view);
  tk_arena_free(&arena);
  return 0;
}
