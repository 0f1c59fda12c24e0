/*
 * What is derived from a body and kept beside it: where its sentences are, their languages, and which of them are none
 * of the article's own statements. Packed as numbers of seven bits a byte (the high bit: more follow), three for each
 * sentence: bytes since the end of the one before, bytes long, twice its language plus one for boilerplate.
 */
#include "store/article.h"

/* ---- Packing ----------------------------------------------------------------------------------------------------- */

static void pack_number(tk_buffer *buffer, size_t number) {
  while (number >= 0x80) {
    tk_buffer_add_byte(buffer, (char)((number & 0x7F) | 0x80));
    number >>= 7;
  }
  tk_buffer_add_byte(buffer, (char)number);
}

/* False at the end of the table or in a number that would not fit 35 bits. */
static bool unpack_number(tenkyo_str table, size_t *at, size_t *number) {
  *number = 0;
  for (unsigned shift = 0; shift < 35 && *at < table.len; shift += 7) {
    unsigned char byte = (unsigned char)table.ptr[(*at)++];
    *number |= (size_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

static tenkyo_str pack_sentences(tk_arena *arena, const tk_document *document, const bool *boilerplate) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  size_t before = 0;
  for (size_t i = 0; i < document->sentences.count; i++) {
    const tk_sentence *sentence = &document->sentences.items[i];
    pack_number(&buffer, sentence->span.begin - before);
    pack_number(&buffer, sentence->span.end - sentence->span.begin);
    pack_number(&buffer, (size_t)sentence->language * 2 + (boilerplate[i] ? 1 : 0));
    before = sentence->span.end;
  }
  return tk_buffer_text(&buffer);
}

bool tk_sentence_table_read(tk_arena *arena, tenkyo_str table, size_t body_length, tk_stored_sentence_list *list,
                            bool *sound) {
  size_t before = 0;
  *sound = true;
  for (size_t at = 0; at < table.len;) {
    size_t gap, length, kind;
    if (!unpack_number(table, &at, &gap) || !unpack_number(table, &at, &length) || !unpack_number(table, &at, &kind) ||
        gap > body_length - before || length > body_length - before - gap || length == 0 || kind / 2 > TK_RUSSIAN) {
      *sound = false;
      return true;
    }
    tk_stored_sentence *sentence = tk_push(arena, list);
    if (sentence == NULL) return false;
    sentence->span = (tenkyo_span){before + gap, before + gap + length};
    sentence->language = (tk_language)(kind / 2);
    sentence->boilerplate = (kind & 1) != 0;
    before = sentence->span.end;
  }
  return true;
}

/* ---- Reading a body ---------------------------------------------------------------------------------------------- */

static bool opens_fence(tenkyo_str line) {
  size_t at = 0;
  while (at < line.len && at < 3 && line.ptr[at] == ' ') at++;
  tenkyo_str rest = tk_cut(line, at, line.len);
  return tk_starts_with(rest, TK_STR("```")) || tk_starts_with(rest, TK_STR("~~~"));
}

tenkyo_format tk_body_format(tenkyo_str body) {
  for (size_t begin = 0; begin < body.len;) {
    const char *feed = memchr(body.ptr + begin, '\n', body.len - begin);
    size_t end = feed == NULL ? body.len : (size_t)(feed - body.ptr);
    tenkyo_str line = tk_cut(body, begin, end);
    if (opens_fence(line)) return TENKYO_FORMAT_MARKDOWN;
    if (begin == 0 && tk_equal(tk_trim(line), TK_STR("---"))) return TENKYO_FORMAT_MARKDOWN;
    begin = end + 1;
  }
  return TENKYO_FORMAT_TEXT;
}

tenkyo_status tk_read_body(tk_arena *arena, tenkyo_str body, tenkyo_format format, tenkyo_str lang,
                           tk_document *document, tenkyo_error *error) {
  tenkyo_str tag = tk_arena_copy(arena, lang);
  if (tag.ptr == NULL || !tk_document_read(arena, body, format, tk_language_from_tag(tag.ptr), document))
    return tk_no_memory(error);
  return TENKYO_OK;
}

tenkyo_status tk_derive(tk_arena *arena, tenkyo_str body, tenkyo_format format, tenkyo_str lang, tk_derived *derived,
                        tenkyo_error *error) {
  tenkyo_status status = tk_read_body(arena, body, format, lang, &derived->document, error);
  if (status != TENKYO_OK) return status;
  size_t count = derived->document.sentences.count;
  bool *boilerplate = tk_arena_array(arena, count, sizeof *boilerplate);
  if (boilerplate == NULL || !tk_boilerplate(arena, &derived->document, boilerplate)) return tk_no_memory(error);
  derived->table = pack_sentences(arena, &derived->document, boilerplate);
  derived->sentences = (int64_t)count;
  return derived->table.ptr == NULL ? tk_no_memory(error) : TENKYO_OK;
}
