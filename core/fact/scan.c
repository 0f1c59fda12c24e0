/*
 * Small questions about the view: what stands here, what stands before, where a word begins and ends.
 */
#include "fact/scan.h"

size_t tk_here(const tk_scan *scan, size_t at, tenkyo_str literal) {
  if (at > scan->text.len || literal.len > scan->text.len - at) {
    return 0;
  }
  return memcmp(scan->text.ptr + at, literal.ptr, literal.len) == 0 ? literal.len : 0;
}

size_t tk_before(const tk_scan *scan, size_t at, tenkyo_str literal) {
  if (at > scan->text.len || literal.len > at) {
    return 0;
  }
  return memcmp(scan->text.ptr + at - literal.len, literal.ptr, literal.len) == 0 ? literal.len : 0;
}

/* The next of the literals in a list. */
static bool next_literal(const char **rest, char separator, tenkyo_str *literal) {
  const char *begin = *rest + (**rest == separator), *end = begin;
  while (*end != '\0' && *end != separator) {
    end++;
  }
  *rest = end;
  *literal = (tenkyo_str){begin, (size_t)(end - begin)};
  return end > begin;
}

size_t tk_here_any(const tk_scan *scan, size_t at, const char *literals) {
  size_t longest = 0;
  for (tenkyo_str literal; next_literal(&literals, '|', &literal);) {
    size_t length = tk_here(scan, at, literal);
    longest = length > longest ? length : longest;
  }
  return longest;
}

size_t tk_before_any(const tk_scan *scan, size_t at, const char *literals) {
  size_t longest = 0;
  for (tenkyo_str literal; next_literal(&literals, '|', &literal);) {
    size_t length = tk_before(scan, at, literal);
    longest = length > longest ? length : longest;
  }
  return longest;
}

uint32_t tk_character(const tk_scan *scan, size_t at, size_t *length) {
  uint32_t code = 0;
  size_t size = at < scan->text.len ? tk_utf8_decode(scan->text, at, &code) : 0;
  if (length != NULL) {
    *length = size;
  }
  return code;
}

uint32_t tk_character_before(const tk_scan *scan, size_t at) {
  uint32_t code = 0;
  if (at > 0 && at <= scan->text.len) {
    tk_utf8_decode_before(scan->text, at, &code);
  }
  return code;
}

static bool joins(uint32_t code) {
  if (code < 0x80) {
    return tk_is_alphanumeric((unsigned char)code) || code == '_';
  }
  tk_class class = tk_character_class(code);
  return class == TK_LATIN || class == TK_LETTER || class == TK_MARK;
}

bool tk_joins_word(const tk_scan *scan, size_t at) {
  return at < scan->text.len && joins(tk_character(scan, at, NULL));
}

bool tk_joins_word_before(const tk_scan *scan, size_t at) { return at > 0 && joins(tk_character_before(scan, at)); }

/* Longer than any word that is looked for. */
#define WORD_LIMIT 24

tenkyo_str tk_word_at(const tk_scan *scan, size_t at) {
  size_t end = at;
  while (end - at < WORD_LIMIT && tk_is_ascii_letter(tk_byte(scan, end))) {
    end++;
  }
  return tk_joins_word(scan, end) ? (tenkyo_str){NULL, 0} : tk_cut(scan->text, at, end > at ? end : at);
}

tenkyo_str tk_word_before(const tk_scan *scan, size_t at) {
  size_t begin = at;
  while (begin > 0 && at - begin < WORD_LIMIT && tk_is_ascii_letter((unsigned char)scan->text.ptr[begin - 1])) {
    begin--;
  }
  return tk_joins_word_before(scan, begin) ? (tenkyo_str){NULL, 0} : tk_cut(scan->text, begin, at);
}

bool tk_is_word(tenkyo_str word, const char *words) {
  for (tenkyo_str literal; word.len > 0 && next_literal(&words, ' ', &literal);) {
    if (tk_equal(word, literal)) {
      return true;
    }
  }
  return false;
}

static uint32_t original_character(const tk_scan *scan, size_t at) {
  uint32_t code = 0;
  size_t origin = at < scan->text.len ? scan->view->origin[at] : scan->original.len;
  if (origin < scan->original.len) {
    tk_utf8_decode(scan->original, origin, &code);
  }
  return code;
}

bool tk_is_plain_digit(const tk_scan *scan, size_t at) {
  if (!tk_is_ascii_digit(tk_byte(scan, at))) {
    return false;
  }
  uint32_t code = original_character(scan, at);
  return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

bool tk_is_capital(const tk_scan *scan, size_t at) {
  uint32_t code = original_character(scan, at);
  return (code >= 'A' && code <= 'Z') || (code >= 0xFF21 && code <= 0xFF3A);
}

size_t tk_skip_name(const tk_scan *scan, size_t at) {
  for (;;) {
    unsigned char byte = tk_byte(scan, at);
    bool inside = byte == '-' || byte == '.' || byte == '_' || byte == '\'';
    if (!tk_is_alphanumeric(byte) && !(inside && tk_is_alphanumeric(tk_byte(scan, at + 1)))) {
      return at;
    }
    at++;
  }
}

size_t tk_dash(const tk_scan *scan, size_t at) {
  unsigned char byte = tk_byte(scan, at);
  if (byte == '-' || byte == '~') {
    return 1;
  }
  return byte == 0xE2 || byte == 0xE3 ? tk_here_any(scan, at, "〜|–|—|−|‐|‑|―") : 0;
}

bool tk_han_before(const tk_scan *scan, size_t at) {
  uint32_t code = tk_character_before(scan, at);
  return code >= 0x3005 && tk_character_class(code) == TK_HAN;
}

/* no. 5, p. 23, UTC + 9 */
static bool is_label(const tk_scan *scan, size_t at) {
  size_t length = tk_before_any(scan, at, "no. |nos. |p. |pp. |vol. |fig. |ver. |utc + |gmt + ");
  return length > 0 && !tk_joins_word_before(scan, at - length);
}

bool tk_is_glued(const tk_scan *scan, size_t at) {
  if (at == 0) {
    return false;
  }
  unsigned char before = (unsigned char)scan->text.ptr[at - 1];
  unsigned char earlier = at > 1 ? (unsigned char)scan->text.ptr[at - 2] : 0;
  switch (before) {
  case '-': return at > 1 && tk_joins_word_before(scan, at - 1);
  case '.':
  case '/':
  case ':':
  case ',': return tk_is_alphanumeric(earlier);
  case '+': return tk_before_any(scan, at, "utc+|gmt+|jst+") > 0;
  case '#':
  case '_':
  case '\\':
  case '@':
  case '^':
  case '\'': return true;
  case ' ': return (earlier == '.' || earlier == '+') && is_label(scan, at);
  default:
    return tk_joins_word_before(scan, at) || tk_before_any(scan, at, "№|⁄|’|×") > 0 ||
           (at > 3 && tk_before(scan, at, TK_STR("・")) > 0 &&
            tk_is_ascii_digit((unsigned char)scan->text.ptr[at - 4]));
  }
}
