/*
 * The references of a draft: entries of its lists, link definitions, footnotes. An entry is one block of text/; here
 * its label is told from its text.
 */
#include "draft/draft.h"

typedef struct label_reader {
  tk_arena *arena;
  tenkyo_str text;
  size_t at, end;
  tk_label label;
  tenkyo_str key; /* with "^" before a footnote's */
  bool failed;
} label_reader;

static uint32_t code_at(const label_reader *reader, size_t at, size_t *length) {
  uint32_t code = 0;
  *length = at < reader->end ? tk_utf8_decode(reader->text, at, &code) : 0;
  return code;
}

static void skip_spaces(label_reader *reader) {
  size_t length;
  for (uint32_t code; (code = code_at(reader, reader->at, &length)), length > 0; reader->at += length) {
    tk_class class = tk_character_class(code);
    if (class != TK_SPACE && class != TK_NEWLINE) return;
  }
}

/* ---- Labels ------------------------------------------------------------------------------------------------------ */

static bool is_bullet(uint32_t code) {
  return code == '-' || code == '*' || code == '+' || code == 0x30FB || code == 0x2022 || code == 0x25CF ||
         code == 0x25A0 || code == 0x25E6 || code == 0x2013;
}

static void skip_bullet(label_reader *reader) {
  size_t length, space;
  uint32_t code = code_at(reader, reader->at, &length);
  if (length == 0 || !is_bullet(code)) return;
  uint32_t next = code_at(reader, reader->at + length, &space);
  bool wide = code >= 0x80;
  if (space > 0 && !wide && tk_character_class(next) != TK_SPACE) return;
  reader->at += length;
  skip_spaces(reader);
}

/* The text between the brackets as a key. */
static void take_label(label_reader *reader, size_t begin, size_t end) {
  tenkyo_str label = tk_cut(reader->text, begin, end);
  char first = label.len > 0 ? label.ptr[0] : '\0';
  if (first == '@') {
    reader->key = label;
  } else if (first == '^') {
    tk_buffer key;
    tk_buffer_init(&key, reader->arena);
    tk_buffer_add_byte(&key, '^');
    tk_buffer_add(&key, tk_label_key(reader->arena, tk_cut(label, 1, label.len)));
    reader->key = tk_buffer_text(&key);
  } else {
    reader->key = tk_label_key(reader->arena, label);
  }
  reader->failed = reader->failed || reader->key.ptr == NULL;
}

/* [1] … ［1］ … 〔1〕 … [^1]: … [label]: … */
static bool read_bracket(label_reader *reader) {
  size_t length, from, at;
  uint32_t open = code_at(reader, reader->at, &length), code = 0;
  uint32_t close = open == '[' ? ']' : open == 0xFF3B ? 0xFF3D : open == 0x3014 ? 0x3015 : 0;
  if (close == 0) return false;
  for (from = at = reader->at + length;; at += length) {
    code = code_at(reader, at, &length);
    if (length == 0 || code == '\n' || code == open || at - from > 200) return false;
    if (code == close) break;
  }
  if (at == from) return false;
  size_t after = at + length;
  code = code_at(reader, after, &length);
  if (code == '(') return false; /* [Title](url) */
  bool footnote = reader->text.ptr[from] == '^', definition = code == ':' || code == 0xFF1A;
  if (footnote && !definition) return false;
  take_label(reader, from, at);
  reader->label = footnote ? TK_LABEL_FOOTNOTE : definition ? TK_LABEL_DEFINITION : TK_LABEL_BRACKET;
  reader->at = definition ? after + length : after;
  skip_spaces(reader);
  return true;
}

static bool is_label_digit(uint32_t code) { return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19); }

static bool is_superscript(uint32_t code) {
  return code == 0xB9 || code == 0xB2 || code == 0xB3 || (code >= 0x2070 && code <= 0x2079);
}

/* Superscript digits as plain ones; a label is short. */
static tenkyo_str plain_digits(tk_arena *arena, tenkyo_str label) {
  tk_buffer digits;
  tk_buffer_init(&digits, arena);
  for (size_t at = 0, length; at < label.len; at += length) {
    uint32_t code;
    length = tk_utf8_decode(label, at, &code);
    unsigned value = code == 0xB9 ? 1 : code == 0xB2 || code == 0xB3 ? code - 0xB0 : code - 0x2070;
    tk_buffer_add_byte(&digits, (char)('0' + value % 10));
  }
  return tk_buffer_text(&digits);
}

static void take_number(label_reader *reader, size_t begin, size_t end, size_t next, bool raised) {
  tenkyo_str label = tk_cut(reader->text, begin, end);
  reader->key = raised ? plain_digits(reader->arena, label) : tk_label_key(reader->arena, label);
  reader->failed = reader->failed || reader->key.ptr == NULL;
  reader->label = raised ? TK_LABEL_BRACKET : TK_LABEL_NUMBER;
  reader->at = next;
  skip_spaces(reader);
}

/* 1. … 1) … (1) … １．… ¹ … */
static bool read_number(label_reader *reader) {
  size_t length, at = reader->at;
  uint32_t code = code_at(reader, at, &length);
  bool bracket = code == '(' || code == 0xFF08;
  if (bracket) code = code_at(reader, at += length, &length);
  bool raised = is_superscript(code);
  size_t from = at;
  for (int count = 0; length > 0 && (raised ? is_superscript(code) : is_label_digit(code)); count++) {
    if (count == 3) return false;
    at += length;
    code = code_at(reader, at, &length);
  }
  if (at == from) return false;
  bool closes = code == ')' || code == 0xFF09, dot = code == '.' || code == 0xFF0E || code == 0x3001 || code == ':';
  if (raised && !closes && code != 0x207E) {
    take_number(reader, from, at, at, true);
    return true;
  }
  if (!closes && (bracket || !dot)) return false;
  size_t space, next = at + length;
  uint32_t after = code_at(reader, next, &space);
  if (code == '.' && space > 0 && tk_character_class(after) != TK_SPACE) return false; /* 1.5 … */
  take_number(reader, from, at, next, raised);
  return true;
}

/* ---- Entries ----------------------------------------------------------------------------------------------------- */

tenkyo_reference *tk_reference_add(tk_arena *arena, tk_citations *citations, tenkyo_span span, tenkyo_str key,
                                   tk_label label, uint32_t list) {
  tk_entry *entry = tk_push(arena, &citations->entries);
  tenkyo_reference *reference = entry == NULL ? NULL : tk_push(arena, &citations->references);
  if (reference == NULL) return NULL;
  entry->label = label;
  entry->list = list;
  *reference = (tenkyo_reference){.span = span, .key = key};
  return reference;
}

/* `<url> "title"` behind a definition's label. */
static void read_definition(tenkyo_reference *reference) {
  tenkyo_str text = reference->text;
  bool pointed = text.len > 0 && text.ptr[0] == '<';
  size_t begin = pointed ? 1 : 0, end = tk_url_end(text, begin);
  if (end == begin) {
    tk_entry_read(text, reference);
    return;
  }
  reference->url = tk_cut(text, begin, end);
  tenkyo_str rest = tk_trim(tk_cut(text, end, text.len));
  if (rest.len > 0 && rest.ptr[0] == '>') rest = tk_trim(tk_cut(rest, 1, rest.len));
  if (rest.len >= 2 && strchr("\"'(", rest.ptr[0]) != NULL) rest = tk_trim(tk_cut(rest, 1, rest.len - 1));
  reference->title = rest;
  tk_entry_read(text, reference);
  if (tk_url_end(reference->title, 0) > 0) reference->title = (tenkyo_str){"", 0};
}

static bool read_entry(tk_arena *arena, tenkyo_str text, tenkyo_span span, uint32_t list, tk_citations *citations) {
  tenkyo_str inside = tk_trim(tk_cut(text, span.begin, span.end));
  while (inside.len > 0 && (inside.ptr[inside.len - 1] == '\n' || inside.ptr[inside.len - 1] == '\r')) inside.len--;
  if (inside.len == 0) return true;
  size_t begin = (size_t)(inside.ptr - text.ptr);
  label_reader reader = {.arena = arena, .text = text, .at = begin, .end = begin + inside.len, .key = {"", 0}};
  skip_bullet(&reader);
  if (!read_bracket(&reader)) read_number(&reader);
  if (reader.failed) return false;
  tenkyo_reference *reference =
      tk_reference_add(arena, citations, (tenkyo_span){begin, reader.end}, reader.key, reader.label, list);
  if (reference == NULL) return false;
  reference->text = tk_trim(tk_cut(text, reader.at, reader.end));
  if (reader.label == TK_LABEL_DEFINITION)
    read_definition(reference);
  else
    tk_entry_read(reference->text, reference);
  return true;
}

/* ---- A list without a heading ------------------------------------------------------------------------------------ */

/* The number of the `[n] …` that a line begins with, or 0. */
static unsigned line_number(tenkyo_str line) {
  unsigned value = 0;
  line = tk_trim(line);
  if (tk_starts_with(line, TK_STR("- ")) || tk_starts_with(line, TK_STR("* ")))
    line = tk_trim(tk_cut(line, 2, line.len));
  size_t at = 1;
  if (line.len < 5 || line.ptr[0] != '[') return 0;
  for (; at < line.len && at < 4 && is_label_digit((unsigned char)line.ptr[at]); at++)
    value = value * 10 + (unsigned)(line.ptr[at] - '0');
  bool label = at > 1 && at + 1 < line.len && line.ptr[at] == ']' && line.ptr[at + 1] == ' ';
  return label ? value : 0;
}

/* Whether every line of a block is an entry, counting down to the number before which the list already begins. */
static bool is_entry_block(tenkyo_str text, unsigned *before) {
  unsigned last = 0;
  bool first_line = true;
  unsigned begins = 0;
  for (size_t at = 0; at < text.len;) {
    const char *newline = memchr(text.ptr + at, '\n', text.len - at);
    size_t end = newline == NULL ? text.len : (size_t)(newline - text.ptr);
    unsigned number = line_number(tk_cut(text, at, end));
    if (number == 0 || number <= last) return false;
    if (first_line) begins = number;
    first_line = false;
    last = number;
    at = end + 1;
  }
  if (last == 0 || (*before != 0 && last >= *before)) return false;
  *before = begins;
  return true;
}

/* Plain drafts often end in lines `[1] …`, `[2] …` and so on under no heading. They are a reference list when they are
 * the last thing in the text, begin with 1, and are two or more, or one with a URL. */
static size_t find_tail(const tk_document *draft, size_t *first_block) {
  size_t begin = SIZE_MAX;
  unsigned before = 0;
  for (size_t i = draft->blocks.count; i-- > 0 && before != 1;) {
    const tk_block *block = &draft->blocks.items[i];
    if (block->kind == TK_RULE || block->kind == TK_COMMENT) continue;
    bool text = block->kind == TK_PARAGRAPH || block->kind == TK_LIST_ITEM;
    if (!text || !is_entry_block(tk_cut(draft->text, block->span.begin, block->span.end), &before)) break;
    begin = block->span.begin;
    *first_block = i;
  }
  if (before != 1 || *first_block == 0) return SIZE_MAX;
  tenkyo_str tail = tk_cut(draft->text, begin, draft->text.len);
  bool several = tk_search(tail, TK_STR("[2] "), 0) != SIZE_MAX,
       address = tk_search(tail, TK_STR("://"), 0) != SIZE_MAX;
  return several || address ? begin : SIZE_MAX;
}

static bool read_tail(tk_arena *arena, const tk_document *draft, tk_citations *citations) {
  size_t block = 0;
  citations->tail = find_tail(draft, &block);
  for (size_t at = citations->tail; at < draft->text.len;) {
    const char *newline = memchr(draft->text.ptr + at, '\n', draft->text.len - at);
    size_t end = newline == NULL ? draft->text.len : (size_t)(newline - draft->text.ptr);
    bool entry = line_number(tk_cut(draft->text, at, end)) > 0;
    if (entry && !read_entry(arena, draft->text, (tenkyo_span){at, end}, 1, citations)) return false;
    at = end + 1;
  }
  return true;
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

bool tk_references_read(tk_arena *arena, const tk_document *draft, tk_citations *citations) {
  uint32_t list = 0;
  for (size_t i = 0; i < draft->blocks.count; i++) {
    const tk_block *block = &draft->blocks.items[i];
    bool read = true;
    if (block->kind == TK_REFERENCE_HEADING) list++;
    if (block->kind == TK_REFERENCE) read = read_entry(arena, draft->text, block->span, list, citations);
    if (block->kind == TK_FRONT_MATTER) read = tk_front_references(arena, draft->text, block->span, citations);
    if (!read) return false;
  }
  return citations->references.count > 0 || read_tail(arena, draft, citations);
}
