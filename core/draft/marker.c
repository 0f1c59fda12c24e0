/*
 * The forms of markers: numbers in brackets, footnotes, @keys, superscript digits and labels that the draft defines.
 * Each reader looks at one place and says where the marker ends; which places are looked at is inline.c's.
 */
#include "draft/draft.h"

enum {
  PLAIN_NUMBER_MAX = 999, /* a larger number, or 0, is a year or an index unless the draft has such a reference */
  RANGE_MAX = 100,
  LABEL_MAX = 200,
  LOCATOR_MAX = 80
};

static uint32_t code_at(tenkyo_str text, size_t at, size_t end, size_t *length) {
  uint32_t code = 0;
  *length = at < end ? tk_utf8_decode(text, at, &code) : 0;
  return code;
}

static size_t skip_spaces(tenkyo_str text, size_t at, size_t end) {
  for (;;) {
    size_t length;
    uint32_t code = code_at(text, at, end, &length);
    if (length == 0 || tk_character_class(code) != TK_SPACE) return at;
    at += length;
  }
}

static tenkyo_key *add_key(tk_marker_reader *reader, tenkyo_str key, tenkyo_span span) {
  tenkyo_key *added = key.ptr == NULL ? NULL : tk_push(reader->arena, &reader->keys);
  if (added == NULL) {
    reader->failed = true;
    return NULL;
  }
  *added = (tenkyo_key){key, span, -1};
  return added;
}

static tenkyo_str number_text(tk_arena *arena, unsigned value) {
  char digits[12];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + value % 10);
  while ((value /= 10) > 0);
  return tk_arena_copy(arena, (tenkyo_str){digits + at, sizeof digits - at});
}

/* ---- Numbers ----------------------------------------------------------------------------------------------------- */

static int digit_value(uint32_t code) {
  if (code >= '0' && code <= '9') return (int)(code - '0');
  if (code >= 0xFF10 && code <= 0xFF19) return (int)(code - 0xFF10);
  return -1;
}

/* Up to four digits; their length in bytes, or 0. */
static size_t read_number(tenkyo_str text, size_t at, size_t end, unsigned *value) {
  size_t from = at, length;
  *value = 0;
  for (int count = 0;; count++) {
    int digit = digit_value(code_at(text, at, end, &length));
    if (length == 0 || digit < 0) return at - from;
    if (count == 4) return 0;
    *value = *value * 10 + (unsigned)digit;
    at += length;
  }
}

static bool is_range_dash(uint32_t code) {
  return code == '-' || code == '~' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x301C ||
         code == 0xFF5E || code == 0xFF0D;
}

static bool is_list_comma(uint32_t code) {
  return code == ',' || code == ';' || code == 0x3001 || code == 0xFF0C || code == 0xFF1B || code == 0xFF64;
}

static bool is_plausible(const tk_marker_reader *reader, unsigned value, tenkyo_str key) {
  if (value > 0 && value <= PLAIN_NUMBER_MAX) return true;
  return tk_citations_find(reader->citations, key) >= 0;
}

/* `first` to `last` are spelt out; what lies between them is said to stand where the whole range does. */
static bool add_range(tk_marker_reader *reader, unsigned first, tenkyo_span first_span, unsigned last,
                      tenkyo_span last_span) {
  tenkyo_span whole = {first_span.begin, last_span.end};
  if (add_key(reader, number_text(reader->arena, first), first_span) == NULL) return false;
  for (unsigned value = first + 1; value < last && reader->range_budget > 0; value++) {
    reader->range_budget--;
    if (add_key(reader, number_text(reader->arena, value), whole) == NULL) return false;
  }
  return add_key(reader, number_text(reader->arena, last), last_span) != NULL;
}

/* A number or a range at `at`; the offset behind it, or 0. */
static size_t read_item(tk_marker_reader *reader, size_t at) {
  unsigned first, last;
  size_t length, count = read_number(reader->text, at, reader->end, &first);
  if (count == 0) return 0;
  tenkyo_span first_span = {at, at + count};
  tenkyo_str key = number_text(reader->arena, first);
  if (key.ptr == NULL || !is_plausible(reader, first, key)) {
    reader->failed = reader->failed || key.ptr == NULL;
    return 0;
  }
  size_t dash = skip_spaces(reader->text, at + count, reader->end);
  uint32_t code = code_at(reader->text, dash, reader->end, &length);
  if (length == 0 || !is_range_dash(code)) return add_key(reader, key, first_span) == NULL ? 0 : at + count;
  size_t second = skip_spaces(reader->text, dash + length, reader->end);
  count = read_number(reader->text, second, reader->end, &last);
  if (count == 0 || last <= first || last - first > RANGE_MAX || last > PLAIN_NUMBER_MAX) return 0;
  return add_range(reader, first, first_span, last, (tenkyo_span){second, second + count}) ? second + count : 0;
}

/* "p. 3", "pp. 3–5", "第2章", "§ 4": where in the source. The offset of the closing bracket, or 0. */
static size_t skip_locator(const tk_marker_reader *reader, size_t at, uint32_t close) {
  size_t length, end = reader->end - at < LOCATOR_MAX ? reader->end : at + LOCATOR_MAX;
  uint32_t code = code_at(reader->text, at, end, &length);
  bool begins = code == 'p' || code == 'P' || code == 0xA7 || code == 0x7B2C || code == 'c' || code == 's' ||
                code == 'f' || code == 'v' || code == 'n';
  if (length == 0 || !begins) return 0;
  for (; length > 0; at += length) {
    code = code_at(reader->text, at, end, &length);
    if (length > 0 && code == close) return at;
    if (code == '[' || code == '\n' || code == '(') return 0;
  }
  return 0;
}

size_t tk_marker_numbers(tk_marker_reader *reader, size_t at, uint32_t close) {
  size_t length;
  for (;;) {
    at = skip_spaces(reader->text, at, reader->end);
    size_t next = read_item(reader, at);
    if (next == 0) {
      next = reader->keys.count == 0 ? 0 : skip_locator(reader, at, close);
      if (next == 0) return 0;
    }
    at = skip_spaces(reader->text, next, reader->end);
    uint32_t code = code_at(reader->text, at, reader->end, &length);
    if (length == 0) return 0;
    if (code == close) return at + length;
    if (!is_list_comma(code)) return 0;
    at += length;
  }
}

/* ---- Labels ------------------------------------------------------------------------------------------------------ */

tenkyo_str tk_label_key(tk_arena *arena, tenkyo_str label) {
  tk_view view;
  tk_buffer key;
  unsigned value;
  label = tk_trim(label);
  size_t digits = read_number(label, 0, label.len, &value);
  if (digits > 0 && digits == label.len) return number_text(arena, value);
  if (!tk_normalize(arena, label, &view)) return (tenkyo_str){NULL, 0};
  tk_buffer_init(&key, arena);
  for (size_t at = 0, length; at < view.text.len; at += length) {
    uint32_t code;
    length = tk_utf8_decode(view.text, at, &code);
    tk_class class = tk_character_class(code);
    bool space = class == TK_SPACE || class == TK_NEWLINE;
    if (space && key.length > 0 && key.bytes[key.length - 1] != ' ') tk_buffer_add_byte(&key, ' ');
    if (!space) tk_buffer_add(&key, tk_cut(view.text, at, at + length));
  }
  return tk_buffer_text(&key);
}

size_t tk_marker_footnote(tk_marker_reader *reader, size_t at) {
  size_t length, from = at;
  for (;; at += length) {
    uint32_t code = code_at(reader->text, at, reader->end, &length);
    tk_class class = tk_character_class(code);
    if (length == 0 || at - from > LABEL_MAX || code == '[' || class == TK_SPACE || class == TK_NEWLINE) return 0;
    if (code == ']') break;
  }
  if (at == from) return 0;
  tenkyo_str label = tk_label_key(reader->arena, tk_cut(reader->text, from, at));
  tk_buffer key;
  tk_buffer_init(&key, reader->arena);
  tk_buffer_add_byte(&key, '^');
  tk_buffer_add(&key, label);
  tenkyo_str text = label.ptr == NULL ? label : tk_buffer_text(&key);
  return add_key(reader, text, (tenkyo_span){from - 1, at}) == NULL ? 0 : at + 1;
}

size_t tk_marker_label(tk_marker_reader *reader, size_t at, size_t close) {
  tenkyo_str label = tk_trim(tk_cut(reader->text, at, close));
  if (label.len == 0 || label.len > LABEL_MAX || reader->citations->keys.count == 0) return 0;
  if (memchr(label.ptr, '[', label.len) != NULL) return 0;
  tenkyo_str key = tk_label_key(reader->arena, label);
  if (key.ptr == NULL) {
    reader->failed = true;
    return 0;
  }
  if (tk_citations_find(reader->citations, key) < 0) return 0;
  size_t begin = (size_t)(label.ptr - reader->text.ptr);
  return add_key(reader, key, (tenkyo_span){begin, begin + label.len}) == NULL ? 0 : close + 1;
}

/* ---- @keys ------------------------------------------------------------------------------------------------------- */

static bool is_key_character(uint32_t code) {
  if (code < 0x80)
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '_';
  tk_class class = tk_character_class(code);
  return class == TK_DIGIT || class == TK_LATIN || class == TK_HIRAGANA || class == TK_KATAKANA || class == TK_HAN ||
         class == TK_HANGUL || class == TK_LETTER || class == TK_MARK;
}

static bool is_key_joint(uint32_t code) {
  return code != 0 && code < 0x80 && strchr(":.#$%&-+?<>~/", (int)code) != NULL;
}

/* Where the key that begins at `at` ends: letters and digits, with one mark at a time between two of them, so that the
 * full stop of the sentence never joins. */
static size_t key_end(tenkyo_str text, size_t at, size_t end) {
  size_t length, from = at;
  uint32_t code = code_at(text, at, end, &length);
  while (length > 0 && at - from <= LABEL_MAX) {
    if (is_key_character(code)) {
      at += length;
      code = code_at(text, at, end, &length);
      continue;
    }
    size_t next_length;
    uint32_t next = code_at(text, at + length, end, &next_length);
    if (at == from || !is_key_joint(code) || next_length == 0 || !is_key_character(next)) break;
    at += length;
    code = next;
    length = next_length;
  }
  return at;
}

static tenkyo_str at_key(tk_arena *arena, tenkyo_str key) {
  tk_buffer text;
  tk_buffer_init(&text, arena);
  tk_buffer_add_byte(&text, '@');
  tk_buffer_add(&text, key);
  return tk_buffer_text(&text);
}

/* A character before "@" that makes it part of an address or a name. */
static bool joins_at_sign(uint32_t code) {
  return is_key_character(code) || code == '.' || code == '-' || code == '/' || code == '@' || code == '+' ||
         code == '\\';
}

/* The key behind the "@" at `at`: plain, or in braces. Its span, empty when there is none. */
static tenkyo_span key_after(tenkyo_str text, size_t at, size_t end) {
  size_t from = at + 1, length;
  if (from < end && text.ptr[from] == '{') {
    for (size_t i = from + 1; i < end && i - from <= LABEL_MAX; i += length) {
      uint32_t code = code_at(text, i, end, &length);
      if (code == '}') return (tenkyo_span){from + 1, i};
      if (code == '\n' || code == '{') break;
    }
    return (tenkyo_span){from, from};
  }
  return (tenkyo_span){from, key_end(text, from, end)};
}

/* One part between semicolons: its first @key, if it has one. */
static void read_cited_part(tk_marker_reader *reader, size_t begin, size_t end) {
  size_t length;
  uint32_t before = 0;
  for (size_t at = begin; at < end; at += length) {
    uint32_t code = code_at(reader->text, at, end, &length);
    if (code == '@' && (at == begin || before == '-' || !joins_at_sign(before))) {
      tenkyo_span span = key_after(reader->text, at, end);
      if (span.end > span.begin) {
        tenkyo_str key = at_key(reader->arena, tk_cut(reader->text, span.begin, span.end));
        add_key(reader, key, (tenkyo_span){at, span.end});
        return;
      }
    }
    before = code;
  }
}

size_t tk_marker_keys(tk_marker_reader *reader, size_t at, size_t close) {
  for (size_t begin = at; begin <= close;) {
    const char *mark = begin < close ? memchr(reader->text.ptr + begin, ';', close - begin) : NULL;
    size_t end = mark == NULL ? close : (size_t)(mark - reader->text.ptr);
    read_cited_part(reader, begin, end);
    begin = end + 1;
  }
  return reader->keys.count > 0 ? close + 1 : 0;
}

/* A key in running Japanese has no space behind it: the longest beginning that the draft knows, else its ASCII part. */
static size_t shorten_key(tk_marker_reader *reader, size_t from, size_t end) {
  size_t ascii = from, length;
  while (ascii < end && (unsigned char)reader->text.ptr[ascii] < 0x80) ascii++;
  for (size_t at = end; at > from; at -= length) {
    uint32_t code;
    tenkyo_str key = at_key(reader->arena, tk_cut(reader->text, from, at));
    if (key.ptr == NULL) {
      reader->failed = true;
      return from;
    }
    if (tk_citations_find(reader->citations, key) >= 0) return at;
    length = tk_utf8_decode_before(reader->text, at, &code);
    if (code < 0x80) break;
  }
  return key_end(reader->text, from, ascii);
}

size_t tk_marker_bare_key(tk_marker_reader *reader, size_t at) {
  uint32_t before = 0;
  if (!reader->citations->keyed_bibliography) return 0;
  if (at > reader->begin) tk_utf8_decode_before(reader->text, at, &before);
  if (before < 0x80 ? joins_at_sign(before) : tk_character_class(before) == TK_LATIN) return 0;
  tenkyo_span span = key_after(reader->text, at, reader->end);
  if (reader->text.ptr[span.begin - 1] != '{') span.end = shorten_key(reader, span.begin, span.end);
  if (span.end <= span.begin) return 0;
  tenkyo_str key = at_key(reader->arena, tk_cut(reader->text, span.begin, span.end));
  bool braced = reader->text.ptr[span.begin - 1] == '{';
  if (add_key(reader, key, (tenkyo_span){at, span.end}) == NULL) return 0;
  return span.end + (braced ? 1 : 0);
}

/* ---- Superscripts ------------------------------------------------------------------------------------------------ */

static int superscript_digit(uint32_t code) {
  if (code == 0xB9) return 1;
  if (code == 0xB2 || code == 0xB3) return (int)(code - 0xB0);
  if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079)) return (int)(code - 0x2070);
  return -1;
}

static size_t read_superscript(tenkyo_str text, size_t at, size_t end, unsigned *value) {
  size_t from = at, length;
  *value = 0;
  for (;; at += length) {
    int digit = superscript_digit(code_at(text, at, end, &length));
    if (length == 0 || digit < 0) return at - from;
    if (at - from > 8) return 0;
    *value = *value * 10 + (unsigned)digit;
  }
}

/* Short words whose powers are units or functions: m², sec², sin². */
static bool takes_power(tenkyo_str word) {
  static const char *const words[] = {"sec", "min", "mol", "rad",  "deg",  "bar",  "gal",  "sin",  "cos", "tan",
                                      "log", "exp", "mil", "acre", "inch", "foot", "feet", "yard", "mile"};
  if (word.len <= 2) return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (tk_equal(word, tk_str(words[i]))) return true;
  return false;
}

/* Whether a number may be a note behind what stands before `at`: a word, a stop or a bracket; no unit, no figure, no
 * variable, no formula. */
static bool may_carry_note(const tk_marker_reader *reader, size_t at) {
  uint32_t code;
  if (at == reader->begin) return false;
  size_t length = tk_utf8_decode_before(reader->text, at, &code);
  tk_class class = tk_character_class(code);
  if (class == TK_HAN || class == TK_HIRAGANA || class == TK_KATAKANA || class == TK_HANGUL) return true;
  if (class == TK_CLOSING || class == TK_STOP) return true;
  if (class == TK_PUNCTUATION) return code != '/' && code != '*' && code != '^';
  if (code == '"') return true;
  if (class != TK_LATIN && class != TK_LETTER) return false;
  size_t begin = at - length;
  while (begin > reader->begin && at - begin <= LABEL_MAX) {
    length = tk_utf8_decode_before(reader->text, begin, &code);
    class = tk_character_class(code);
    if (class == TK_DIGIT || code == '/' || code == 0xB7 || superscript_digit(code) >= 0) return false;
    if (class != TK_LATIN && class != TK_LETTER && class != TK_MARK) break;
    begin -= length;
  }
  return !takes_power(tk_cut(reader->text, begin, at));
}

size_t tk_marker_superscript(tk_marker_reader *reader, size_t at) {
  unsigned value, last;
  size_t length, count = read_superscript(reader->text, at, reader->end, &value);
  if (count == 0 || value == 0 || value > PLAIN_NUMBER_MAX || !may_carry_note(reader, at)) return 0;
  size_t next = at + count;
  uint32_t code = code_at(reader->text, next, reader->end, &length);
  tenkyo_span span = {at, next};
  if (code == 0x207B || code == 0x2013) { /* ³⁻⁵ */
    count = read_superscript(reader->text, next + length, reader->end, &last);
    if (count > 0 && last > value && last - value <= RANGE_MAX) {
      tenkyo_span end = {next + length, next + length + count};
      return add_range(reader, value, span, last, end) ? end.end : 0;
    }
  }
  if (add_key(reader, number_text(reader->arena, value), span) == NULL) return 0;
  return code == 0x207E ? next + length : next; /* ¹⁾ */
}
