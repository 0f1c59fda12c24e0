/* What kind of character a code point is: shortcuts for the common scripts, tables for all others. */
#include "text/character.h"

#include <utf8proc.h>

#include "text/tables/character_tables.h"

/* The entry that `code` falls into: its low 4 bits. The first entry begins at 0. */
static unsigned look_up(const uint32_t *starts, size_t count, uint32_t code) {
  size_t low = 0, high = count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (starts[middle] >> 4 <= code) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return starts[low] & 15;
}

tk_class tk_character_class(uint32_t code) {
  if (code < 128) return (tk_class)ascii_classes[code];
  if (code >= 0x4E00 && code <= 0x9FFF) return TK_HAN;
  if (code >= 0x3041 && code <= 0x3096) return TK_HIRAGANA;
  if (code >= 0x30A1 && code <= 0x30F4) return TK_KATAKANA;
  if (code >= 0xAC00 && code <= 0xD7A3) return TK_HANGUL;
  return (tk_class)look_up(class_starts, sizeof class_starts / sizeof *class_starts, code);
}

/* Besides Han and Kana: Bopomofo, Yi, Tangut, Khitan and Nushu, all written without spaces in square cells. */
bool tk_is_cjk(uint32_t code) {
  if (code < 0x2E80) return false;
  switch (tk_character_class(code)) {
  case TK_HAN:
  case TK_HIRAGANA:
  case TK_KATAKANA: return true;
  case TK_LETTER:
    return (code >= 0x3100 && code <= 0x31BF) || (code >= 0xA000 && code <= 0xA4CF) ||
           (code >= 0x16FE0 && code <= 0x18DFF) || (code >= 0x1B170 && code <= 0x1B2FF);
  default: return false;
  }
}

unsigned tk_character_width(uint32_t code) {
  if (code < 0x300) return tk_character_class(code) == TK_CONTROL ? 0 : 1;
  if ((code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FA)) return 2;
  if (code >= 0x4E00 && code <= 0x9FFF) return 2;
  if (tk_character_class(code) == TK_MARK) return 0;
  return look_up(width_starts, sizeof width_starts / sizeof *width_starts, code) + 1;
}

bool tk_is_upper(uint32_t code) {
  if (code < 128) return code >= 'A' && code <= 'Z';
  return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU ||
         utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LT;
}

bool tk_is_lower(uint32_t code) {
  if (code < 128) return code >= 'a' && code <= 'z';
  return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LL;
}

uint32_t tk_lower(uint32_t code) {
  if (code < 128) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}
