/* Private to the room: what its readers ask about single characters beyond text.h. */
#ifndef TENKYO_CHARACTER_H
#define TENKYO_CHARACTER_H

#include "text/text.h"

/* Columns on a screen: 0, 1 or 2. */
unsigned tk_character_width(uint32_t code);
bool tk_is_upper(uint32_t code); /* title case too */
bool tk_is_lower(uint32_t code);
uint32_t tk_lower(uint32_t code);

/* The class of the character at `at`, TK_CONTROL with *length 0 at or beyond `end`. */
static inline tk_class tk_class_at(tenkyo_str text, size_t at, size_t end, uint32_t *code, size_t *length) {
  *code = 0;
  *length = 0;
  if (at >= end) return TK_CONTROL;
  *length = tk_utf8_decode(text, at, code);
  return tk_character_class(*code);
}

#endif
