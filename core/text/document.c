/* A text read whole: its blocks, the sentences in them, and their languages. */
#include "text/character.h"

typedef struct document_reader {
  tk_arena *arena;
  tk_arena *scratch;
  tk_span_list spans; /* of one block, in scratch */
  tk_document *document;
  tk_language given;
  tk_language last; /* of the sentences before */
} document_reader;

static bool has_sentences(tk_block_kind kind) {
  switch (kind) {
  case TK_CODE:
  case TK_FRONT_MATTER:
  case TK_COMMENT:
  case TK_RULE: return false;
  default: return true;
  }
}

static bool is_one_sentence(tk_block_kind kind) {
  return kind == TK_HEADING || kind == TK_TABLE || kind == TK_REFERENCE_HEADING || kind == TK_REFERENCE;
}

/* White space at both ends is cut off; in a quotation the marks of a line that begins the sentence too. */
static tenkyo_span trimmed(tenkyo_str text, tenkyo_span span, bool quotation) {
  uint32_t code;
  while (span.begin < span.end) {
    size_t length = tk_utf8_decode(text, span.begin, &code);
    tk_class class = tk_character_class(code);
    if (class != TK_SPACE && class != TK_NEWLINE && code != 0xFEFF && !(quotation && code == '>')) break;
    span.begin += length;
  }
  while (span.end > span.begin) {
    size_t length = tk_utf8_decode_before(text, span.end, &code);
    tk_class class = tk_character_class(code);
    if (class != TK_SPACE && class != TK_NEWLINE) break;
    span.end -= length;
  }
  return span;
}

/* A row of a table that only draws it says nothing. */
static bool says_nothing(tenkyo_str text, tenkyo_span span) {
  for (size_t at = span.begin; at < span.end; at++) {
    if (strchr("|-:+= \t", text.ptr[at]) == NULL || text.ptr[at] == '\0') return false;
  }
  return true;
}

static bool add_sentence(document_reader *reader, tenkyo_span span, size_t block) {
  const tk_block *in = &reader->document->blocks.items[block];
  span = trimmed(reader->document->text, span, in->kind == TK_QUOTATION);
  if (span.begin == span.end || (in->kind == TK_TABLE && says_nothing(reader->document->text, span))) return true;
  tk_sentence *sentence = tk_push(reader->arena, &reader->document->sentences);
  if (sentence == NULL) return false;
  *sentence = (tk_sentence){span, (uint32_t)block, reader->given};
  if (reader->given == TK_UNKNOWN)
    sentence->language = tk_language_of(tk_cut(reader->document->text, span.begin, span.end), TK_UNKNOWN);
  if (sentence->language != TK_UNKNOWN) reader->last = sentence->language;
  return true;
}

/* Lines of a paragraph, an item or a quotation that became one block were wrapped. */
static bool read_block(document_reader *reader, size_t index) {
  tenkyo_str text = reader->document->text;
  const tk_block *block = &reader->document->blocks.items[index];
  if (!has_sentences(block->kind)) return true;
  if (is_one_sentence(block->kind)) return add_sentence(reader, block->content, index);
  tk_language language = reader->given;
  if (language == TK_UNKNOWN)
    language = tk_language_of(tk_cut(text, block->content.begin, block->content.end), reader->last);
  reader->spans.count = 0;
  if (!tk_sentences_of(reader->scratch, text, block->content, language, true, &reader->spans)) return false;
  for (size_t i = 0; i < reader->spans.count; i++) {
    if (!add_sentence(reader, reader->spans.items[i], index)) return false;
  }
  return true;
}

/* What most of the text is written in, by bytes; the first of equals in the order of tk_language. */
static tk_language prevailing(const tk_document *document) {
  size_t bytes[TK_RUSSIAN + 1] = {0};
  for (size_t i = 0; i < document->sentences.count; i++) {
    const tk_sentence *sentence = &document->sentences.items[i];
    bytes[sentence->language] += sentence->span.end - sentence->span.begin;
  }
  tk_language best = TK_UNKNOWN;
  for (int language = TK_JAPANESE; language <= TK_RUSSIAN; language++) {
    if (bytes[language] > (best == TK_UNKNOWN ? 0 : bytes[best])) best = (tk_language)language;
  }
  return best;
}

/* Names and the like, whose language nothing in them tells, and Han without Kana, are the document's. */
static void settle_languages(tk_document *document) {
  for (size_t i = 0; i < document->sentences.count; i++) {
    tk_sentence *sentence = &document->sentences.items[i];
    if (sentence->language != TK_UNKNOWN) continue;
    sentence->language =
        tk_language_of(tk_cut(document->text, sentence->span.begin, sentence->span.end), document->language);
  }
}

bool tk_document_read(tk_arena *arena, tenkyo_str text, tenkyo_format format, tk_language given,
                      tk_document *document) {
  *document = (tk_document){.text = text, .language = given};
  tk_arena scratch;
  tk_arena_init(&scratch, arena->allocator);
  document_reader reader = {.arena = arena, .scratch = &scratch, .document = document, .given = given, .last = given};
  bool done = tk_blocks(arena, text, format, &document->blocks);
  for (size_t i = 0; done && i < document->blocks.count; i++) done = read_block(&reader, i);
  tk_arena_free(&scratch);
  if (!done) return false;
  if (given == TK_UNKNOWN) {
    document->language = prevailing(document);
    settle_languages(document);
  }
  return true;
}
