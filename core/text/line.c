/* One line at a time: where it ends, and what it looks like by itself. */
#include "text/line.h"

enum { LIST_DIGITS_MAX = 3, IDEOGRAPHIC_SPACE = 0x3000 };

void tk_line_read(tenkyo_str text, size_t at, tk_line *line) {
  *line = (tk_line){.begin = at};
  size_t end = at;
  while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r') end++;
  line->end = end;
  line->next = end;
  if (end < text.len) line->next = end + (tk_starts_with(tk_cut(text, end, text.len), TK_STR("\r\n")) ? 2 : 1);
  size_t mark = at;
  for (uint32_t code; mark < end;) {
    size_t length = tk_utf8_decode(text, mark, &code);
    if (tk_character_class(code) != TK_SPACE && code != 0xFEFF) break;
    if (code == IDEOGRAPHIC_SPACE) line->ideographic = true;
    if (code == '\t') line->indent += 4 - line->indent % 4;
    if (code == ' ') line->indent++;
    mark += length;
  }
  line->mark = mark;
  line->stop = end;
  for (uint32_t code; line->stop > mark;) {
    size_t length = tk_utf8_decode_before(text, line->stop, &code);
    if (tk_character_class(code) != TK_SPACE) break;
    line->stop -= length;
  }
}

/* ---- Rules and fences ------------------------------------------------------------------------------------------- */

static bool is_rule_sign(uint32_t code) {
  switch (code) {
  case '-':
  case '*':
  case '_':
  case '=':
  case '~':
  case 0x2014:
  case 0x2015:
  case 0x2500:
  case 0x2501:
  case 0x2550:
  case 0xFF0A:
  case 0xFF0D:
  case 0xFF1D: return true;
  default: return false;
  }
}

bool tk_is_rule(tenkyo_str line) {
  if (line.len < 3) return false;
  uint32_t sign, code;
  size_t count = 0;
  tk_utf8_decode(line, 0, &sign);
  if (!is_rule_sign(sign)) return false;
  for (size_t at = 0; at < line.len;) {
    at += tk_utf8_decode(line, at, &code);
    if (code == sign) count++;
    if (code != sign && code != ' ' && code != '\t') return false;
  }
  return count >= 3;
}

size_t tk_fence_length(tenkyo_str line) {
  if (line.len == 0 || (line.ptr[0] != '`' && line.ptr[0] != '~')) return 0;
  size_t length = 0;
  while (length < line.len && line.ptr[length] == line.ptr[0]) length++;
  if (length < 3) return 0;
  if (line.ptr[0] == '`' && memchr(line.ptr + length, '`', line.len - length) != NULL) return 0;
  return length;
}

bool tk_is_table_rule(tenkyo_str line) {
  bool bar = false, dash = false;
  for (size_t i = 0; i < line.len; i++) {
    char byte = line.ptr[i];
    if (byte == '|') bar = true;
    if (byte == '-') dash = true;
    if (byte != '|' && byte != '-' && byte != ':' && byte != ' ' && byte != '\t') return false;
  }
  return bar && dash;
}

/* ---- Marks at the beginning -------------------------------------------------------------------------------------- */

static size_t skip_space(tenkyo_str line, size_t at) {
  while (at < line.len) {
    uint32_t code;
    size_t length = tk_utf8_decode(line, at, &code);
    if (tk_character_class(code) != TK_SPACE) break;
    at += length;
  }
  return at;
}

size_t tk_heading_mark(tenkyo_str line, unsigned *level) {
  size_t count = 0;
  while (count < line.len && line.ptr[count] == '#') count++;
  if (count == 0 || count > 6) return 0;
  *level = (unsigned)count;
  if (count == line.len) return count;
  size_t after = skip_space(line, count);
  return after > count ? after : 0;
}

size_t tk_quotation_mark(tenkyo_str line) {
  size_t at = 0;
  while (at < line.len && line.ptr[at] == '>') at = skip_space(line, at + 1);
  return at;
}

/* The value of a decimal digit, ASCII or full-width; -1 for another character. */
static int digit_value(uint32_t code) {
  if (code >= '0' && code <= '9') return (int)(code - '0');
  if (code >= 0xFF10 && code <= 0xFF19) return (int)(code - 0xFF10);
  return -1;
}

/* Reads up to LIST_DIGITS_MAX digits; returns where they end, or `at` when there are none or more. */
static size_t read_number(tenkyo_str line, size_t at, unsigned *number) {
  size_t count = 0, from = at;
  *number = 0;
  while (at < line.len) {
    uint32_t code;
    size_t length = tk_utf8_decode(line, at, &code);
    int value = digit_value(code);
    if (value < 0) break;
    if (++count > LIST_DIGITS_MAX) return from;
    *number = *number * 10 + (unsigned)value;
    at += length;
  }
  return at;
}

/* After a sign that by itself proves little (1. in "1.5", ・ in ・・・) the line must go on as an item does. */
static bool may_follow(tenkyo_str line, size_t at, bool hiragana) {
  if (at >= line.len) return true;
  uint32_t code;
  tk_utf8_decode(line, at, &code);
  tk_class class = tk_character_class(code);
  if (class == TK_HIRAGANA) return hiragana;
  return class == TK_SPACE || class == TK_HAN || class == TK_KATAKANA || class == TK_OPENING;
}

/* 1. 1) １． (1) （1） ① */
static size_t number_mark(tenkyo_str line, unsigned *number) {
  uint32_t first, code;
  size_t at = tk_utf8_decode(line, 0, &first);
  if (first >= 0x2460 && first <= 0x2473) {
    *number = first - 0x2460 + 1;
    return may_follow(line, at, false) ? skip_space(line, at) : 0;
  }
  bool opened = first == '(' || first == 0xFF08;
  size_t begin = opened ? at : 0, end = read_number(line, begin, number);
  if (end == begin || end >= line.len) return 0;
  at = end + tk_utf8_decode(line, end, &code);
  bool closed = code == ')' || code == 0xFF09;
  if (opened) return closed && may_follow(line, at, false) ? skip_space(line, at) : 0;
  if (!closed && code != '.' && code != 0xFF0E) return 0;
  return may_follow(line, at, true) || code == 0xFF0E ? skip_space(line, at) : 0;
}

size_t tk_list_mark(tenkyo_str line, unsigned *number) {
  *number = 0;
  if (line.len == 0) return 0;
  uint32_t code, next = 0;
  size_t length = tk_utf8_decode(line, 0, &code);
  if (length < line.len) tk_utf8_decode(line, length, &next);
  size_t after = skip_space(line, length);
  switch (code) {
  case '-':
  case '*':
  case '+': return length == line.len || after > length ? after : 0;
  case 0x2022:
  case 0x2023:
  case 0x25E6:
  case 0x2043:
  case 0x25CF:
  case 0x30FB:
  case 0xFF65: return next == code ? 0 : after;
  default: return number_mark(line, number);
  }
}

/* ---- The whole line ---------------------------------------------------------------------------------------------- */

static bool starts_url(tenkyo_str text) {
  return tk_starts_with(text, TK_STR("http://")) || tk_starts_with(text, TK_STR("https://")) ||
         tk_starts_with(text, TK_STR("www."));
}

bool tk_is_url(tenkyo_str line) {
  if (tk_starts_with(line, TK_STR("URL:"))) line = tk_trim(tk_cut(line, 4, line.len));
  if (line.len > 1 && line.ptr[0] == '<' && line.ptr[line.len - 1] == '>') line = tk_cut(line, 1, line.len - 1);
  if (!starts_url(line)) return false;
  for (size_t i = 0; i < line.len; i++) {
    if (line.ptr[i] == ' ' || line.ptr[i] == '\t') return false;
  }
  return tk_search(line, TK_STR("\xE3\x80\x80"), 0) == SIZE_MAX;
}

/* Bounded: a run of closing marks longer than any real one is no end of a sentence. */
bool tk_ends_in_stop(tenkyo_str line) {
  size_t at = line.len;
  for (int step = 0; at > 0 && step < 8; step++) {
    uint32_t code;
    at -= tk_utf8_decode_before(line, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_STOP) return true;
    if (class != TK_CLOSING && class != TK_MARK && code != '"' && code != '\'' && code != '*' && code != '_')
      return false;
  }
  return false;
}

bool tk_is_cjk_line(tenkyo_str line) {
  size_t cjk = 0, letters = 0;
  for (size_t at = 0; at < line.len;) {
    uint32_t code;
    at += tk_utf8_decode(line, at, &code);
    tk_class class = tk_character_class(code);
    if (tk_is_cjk(code)) cjk++;
    if (class == TK_LATIN || class == TK_HANGUL || class == TK_LETTER || tk_is_cjk(code)) letters++;
  }
  return cjk > 0 && cjk * 5 >= letters;
}
