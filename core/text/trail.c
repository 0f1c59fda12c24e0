/* What follows a stop and still belongs to the sentence: closing marks and citation markers. */
#include "text/sentence.h"

enum { MARKER_MAX = 120 };

/* A straight quotation mark closes unless a word begins right behind it. */
static bool closes_straight(tenkyo_str text, size_t at, size_t end) {
  if (at + 1 >= end) return true;
  uint32_t code;
  tk_utf8_decode(text, at + 1, &code);
  tk_class class = tk_character_class(code);
  return class != TK_LATIN && class != TK_DIGIT && class != TK_LETTER;
}

/* German and others close with the mark that opens elsewhere: „…“ »…«. It closes when no word begins behind it. */
static bool closes_turned(tenkyo_str text, uint32_t code, size_t after, size_t end) {
  if (code != 0x201C && code != 0xAB && code != 0x2018) return false;
  if (after >= end) return true;
  uint32_t next;
  tk_utf8_decode(text, after, &next);
  tk_class class = tk_character_class(next);
  return class == TK_SPACE || class == TK_NEWLINE || class == TK_PUNCTUATION || class == TK_STOP || class == TK_CLOSING;
}

size_t tk_after_closing(tenkyo_str text, size_t at, size_t end, bool stars, bool bars) {
  while (at < end) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    bool straight = code == '"' || code == '\'';
    bool closes = class == TK_CLOSING || class == TK_MARK || (straight && closes_straight(text, at, end)) ||
                  (code == '*' && stars) || (code == '_' && bars) || code == 0x301E ||
                  closes_turned(text, code, at + length, end);
    if (!closes) break;
    at += length;
  }
  return at;
}

/* ---- Markers ----------------------------------------------------------------------------------------------------- */

static bool is_superior_digit(uint32_t code) {
  return code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || (code >= 0x2074 && code <= 0x2079);
}

/* What the numbers of a marker are listed with: 1, 3–5; 7 */
static bool is_number_part(uint32_t code) {
  return tk_character_class(code) == TK_DIGIT || code == ',' || code == ';' || code == ' ' || code == '-' ||
         code == 0x2013 || code == 0x2010 || code == 0x3001 || code == 0xFF0C || code == 0x301C || code == 0xFF5E ||
         code == '~';
}

static uint32_t closing_of(uint32_t code) {
  switch (code) {
  case '[': return ']';
  case 0xFF3B: return 0xFF3D;
  case 0x3014: return 0x3015;
  case '(': return ')';
  case 0xFF08: return 0xFF09;
  default: return 0;
  }
}

/* After the bracket: 注 before a number (the only form in round brackets), ^ or @ before a label. */
static size_t after_sign(tenkyo_str text, size_t at, size_t end, uint32_t open, bool *label) {
  *label = false;
  bool round = open == '(' || open == 0xFF08;
  if (at >= end) return 0;
  uint32_t code;
  size_t length = tk_utf8_decode(text, at, &code);
  if (code == 0x6CE8 || code == 0x8A3B) return at + length;
  if (round) return 0;
  *label = code == '^' || code == '@';
  return *label ? at + length : at;
}

/* Behind one marker, or `at`. */
static size_t after_marker(tenkyo_str text, size_t at, size_t end) {
  uint32_t open, code;
  size_t length = tk_utf8_decode(text, at, &open);
  if (is_superior_digit(open)) return at + length;
  uint32_t close = closing_of(open);
  bool label;
  size_t here = close == 0 ? 0 : after_sign(text, at + length, end, open, &label), first = here;
  while (here != 0 && here < end && here - at <= MARKER_MAX) {
    length = tk_utf8_decode(text, here, &code);
    if (code == close) {
      bool link = here + length < end && (text.ptr[here + length] == '(' || text.ptr[here + length] == ':');
      return here > first && !link ? here + length : at;
    }
    if (label ? tk_character_class(code) == TK_NEWLINE || code == '[' : !is_number_part(code)) return at;
    here += length;
  }
  return at;
}

size_t tk_after_markers(tenkyo_str text, size_t at, size_t end) {
  while (at < end) {
    size_t after = after_marker(text, at, end);
    if (after == at) break;
    at = after;
  }
  return at;
}
