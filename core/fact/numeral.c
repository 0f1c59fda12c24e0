/*
 * Numerals: digits with their separators, 漢数字 by place or by 十百千, the two mixed with 万億兆京, and 数十. A
 * numeral that breaks the rules of its own writing, or does not fit, is refused whole: no part of it is a number.
 */
#include "fact/scan.h"

enum { SIGNIFICANT_DIGITS = 18 }; /* what an int64_t always holds */

bool tk_kanji_value(uint32_t code, int *value) {
  switch (code) {
  case 0x3007: /* 〇 */
  case 0x96F6: /* 零 */ return *value = 0, true;
  case 0x4E00: return *value = 1, true;
  case 0x4E8C: return *value = 2, true;
  case 0x4E09: return *value = 3, true;
  case 0x56DB: return *value = 4, true;
  case 0x4E94: return *value = 5, true;
  case 0x516D: return *value = 6, true;
  case 0x4E03: return *value = 7, true;
  case 0x516B: return *value = 8, true;
  case 0x4E5D: return *value = 9, true;
  case 0x5341: return *value = 10, true;
  case 0x767E: return *value = 100, true;
  case 0x5343: return *value = 1000, true;
  case 0x4E07: /* 万 */ return *value = -4, true;
  case 0x5104: /* 億 */ return *value = -8, true;
  case 0x5146: /* 兆 */ return *value = -12, true;
  case 0x4EAC: /* 京 */ return *value = -16, true;
  default: return false;
  }
}

/* ---- One group: what stands before 万, 億 … or alone ---------------------------------------------------------------
 */

typedef struct group {
  tk_decimal value;
  size_t end;
  int digits; /* plain ASCII digits, else 0 */
  int kanji;  /* characters; 0: in ASCII digits */
  bool positional;
} group;

static unsigned char thousands_mark(const tk_scan *scan) { return scan->language >= TK_GERMAN ? '.' : ','; }
static unsigned char decimal_mark(const tk_scan *scan) { return scan->language >= TK_GERMAN ? ',' : '.'; }

static size_t digit_run(const tk_scan *scan, size_t at) {
  while (tk_is_plain_digit(scan, at)) {
    at++;
  }
  return at;
}

/* Adds the digits of a run; false when they are too many to hold. */
static bool gather(const tk_scan *scan, size_t begin, size_t end, int64_t *value, int *significant) {
  for (size_t i = begin; i < end; i++) {
    *significant += *significant > 0 || scan->text.ptr[i] != '0';
    if (*significant > SIGNIFICANT_DIGITS) {
      return false;
    }
    *value = *value * 10 + (scan->text.ptr[i] - '0');
  }
  return true;
}

/* Past everything that a broken numeral holds: 192.168.0.1, 1,23,4. */
static size_t skip_broken(const tk_scan *scan, size_t at) {
  for (;;) {
    unsigned char byte = tk_byte(scan, at);
    bool inside = (byte == ',' || byte == '.') && tk_is_ascii_digit(tk_byte(scan, at + 1));
    if (!tk_is_ascii_digit(byte) && !inside) {
      return at;
    }
    at++;
  }
}

static tk_outcome read_digits(const tk_scan *scan, size_t at, group *out) {
  unsigned char comma = thousands_mark(scan), point = decimal_mark(scan);
  int64_t value = 0;
  int significant = 0, groups = 0;
  size_t end = digit_run(scan, at), first = end - at;
  bool good = (first == 1 || tk_byte(scan, at) != '0') && gather(scan, at, end, &value, &significant);
  while (good && tk_byte(scan, end) == comma && tk_is_plain_digit(scan, end + 1)) {
    size_t next = digit_run(scan, end + 1);
    good = first <= 3 && next - end == 4 && gather(scan, end + 1, next, &value, &significant);
    groups++;
    end = next;
  }
  int32_t exponent = 0;
  if (good && tk_byte(scan, end) == point && tk_is_plain_digit(scan, end + 1)) {
    size_t next = digit_run(scan, end + 1);
    good = gather(scan, end + 1, next, &value, &significant) && next - end < 64;
    exponent = -(int32_t)(next - end - 1);
    end = next;
  }
  unsigned char next = tk_byte(scan, end);
  if (!good || tk_is_ascii_digit(next) || ((next == '.' || next == ',') && tk_is_ascii_digit(tk_byte(scan, end + 1))) ||
      tk_here(scan, end, TK_STR("⁄")) > 0) {
    out->end = skip_broken(scan, end);
    return TK_READ_REFUSED;
  }
  *out = (group){tk_decimal_make(value, exponent), end, groups == 0 && exponent == 0 ? (int)first : 0, 0, false};
  return TK_READ_VALUE;
}

/* The state of a group in kanji: 二千五百三 holds 2500 and the digit 3 that waits for its place. */
typedef struct kanji_group {
  int64_t sum, waiting;
  int waiting_digits, last_place, characters;
  int32_t exponent;
  bool broken;
} kanji_group;

static void take_kanji(kanji_group *state, int value) {
  state->characters++;
  if (value < 10) {
    state->broken |= state->waiting_digits >= SIGNIFICANT_DIGITS || (state->waiting_digits > 0 && state->sum > 0);
    if (!state->broken) {
      state->waiting = state->waiting * 10 + value;
      state->waiting_digits++;
    }
    return;
  }
  bool zero = state->waiting_digits == 1 && state->waiting == 0;
  state->broken |= value >= state->last_place || state->waiting_digits > 1 || zero || state->exponent != 0;
  if (!state->broken) {
    state->sum += (state->waiting_digits == 1 ? state->waiting : 1) * value;
    state->last_place = value;
    state->waiting = 0;
    state->waiting_digits = 0;
  }
}

/* 三・五: the digits after the dot. */
static size_t take_kanji_fraction(const tk_scan *scan, size_t at, kanji_group *state) {
  size_t dot = state->waiting_digits > 0 && state->sum == 0 ? tk_here(scan, at, TK_STR("・")) : 0;
  size_t length;
  int value;
  bool fraction = false;
  for (size_t next = at + dot; dot > 0; next += length) {
    if (!tk_kanji_value(tk_character(scan, next, &length), &value) || value < 0 || value > 9) {
      break;
    }
    take_kanji(state, value);
    state->exponent--;
    fraction = true;
    at = next + length;
  }
  state->characters += fraction;
  return at;
}

static tk_outcome read_kanji(const tk_scan *scan, size_t at, group *out) {
  kanji_group state = {.last_place = 10000};
  size_t length;
  int value;
  size_t end = at;
  while (tk_kanji_value(tk_character(scan, end, &length), &value) && value >= 0) {
    take_kanji(&state, value);
    end += length;
  }
  end = take_kanji_fraction(scan, end, &state);
  out->end = end;
  if (end == at) {
    return TK_READ_NONE;
  }
  if (state.broken) {
    return TK_READ_REFUSED;
  }
  bool positional = state.last_place == 10000;
  *out = (group){tk_decimal_make(state.sum + state.waiting, state.exponent), end, 0, state.characters, positional};
  return TK_READ_VALUE;
}

/* 5千, 2千500: places after digits. */
static bool add_small_places(const tk_scan *scan, group *part) {
  tk_decimal sum = {0, 0}, rest = part->value;
  int last = 10000, value;
  size_t length, end = part->end;
  while (tk_kanji_value(tk_character(scan, end, &length), &value) && value >= 100 && value < last) {
    tk_decimal placed;
    if (!tk_decimal_scale(rest, value, 0, &placed) || !tk_decimal_add(sum, placed, &sum)) {
      return false;
    }
    last = value;
    end += length;
    rest = (tk_decimal){0, 0};
    group next;
    if (!tk_is_plain_digit(scan, end) || read_digits(scan, end, &next) != TK_READ_VALUE) {
      break;
    }
    rest = next.value;
    end = next.end;
  }
  part->digits = end == part->end ? part->digits : 0;
  part->end = end;
  return tk_decimal_add(sum, rest, &part->value);
}

/* ---- Groups with 万, 億 … ------------------------------------------------------------------------------------------
 */

/* The exponent of a large place here, 0 when there is none, or -1 when it begins a word of its own (2025万博). */
static int large_place(const tk_scan *scan, size_t at, size_t *length) {
  int value;
  if (!tk_kanji_value(tk_character(scan, at, length), &value) || value >= 0) {
    return 0;
  }
  const char *words = value == -4 ? "博|能|葉|年筆" : value == -16 ? "都|阪|大|セラ|急|浜|成|葉|王|劇|橋" : "劫|し|候";
  return tk_here_any(scan, at + *length, words) > 0 ? -1 : -value;
}

static tk_outcome read_group(const tk_scan *scan, size_t at, bool kanji, group *part) {
  tk_outcome reading = kanji ? read_kanji(scan, at, part) : read_digits(scan, at, part);
  if (reading == TK_READ_VALUE && !kanji && !add_small_places(scan, part)) {
    return TK_READ_REFUSED;
  }
  return reading;
}

static bool below(tk_decimal value, int exponent) { return tk_decimal_compare(value, (tk_decimal){1, exponent}) < 0; }

/* Past all characters of a broken numeral, so that no part of it is read again. */
static tk_outcome refuse(const tk_scan *scan, size_t at, tk_numeral *numeral) {
  size_t length;
  int value;
  for (;;) {
    if (tk_kanji_value(tk_character(scan, at, &length), &value)) {
      at += length;
    } else if (tk_is_ascii_digit(tk_byte(scan, at))) {
      at = skip_broken(scan, at);
    } else {
      numeral->end = at;
      return TK_READ_REFUSED;
    }
  }
}

static bool another_group(const tk_scan *scan, size_t at, bool kanji) {
  int value;
  return kanji ? tk_kanji_value(tk_character(scan, at, NULL), &value) && value >= 0 : tk_is_plain_digit(scan, at);
}

/* Whether one space and a group with a smaller place of its own follow. */
static bool spaced_group(const tk_scan *scan, size_t at, int place) {
  group part;
  size_t length;
  if (tk_byte(scan, at) != ' ' || !tk_is_plain_digit(scan, at + 1) ||
      read_digits(scan, at + 1, &part) != TK_READ_VALUE) {
    return false;
  }
  int smaller = large_place(scan, part.end, &length);
  return smaller > 0 && smaller < place;
}

/* Group, 万, group, … from large to small. */
static tk_outcome read_groups(const tk_scan *scan, size_t at, bool kanji, tk_numeral *numeral) {
  tk_decimal total = {0, 0};
  int last = 20, count = 0;
  for (bool more = true; more; count++) {
    group part;
    tk_outcome reading = read_group(scan, at, kanji, &part);
    if (reading == TK_READ_NONE && count == 0) {
      return reading;
    }
    if (reading != TK_READ_VALUE) {
      return refuse(scan, reading == TK_READ_REFUSED ? part.end : at, numeral);
    }
    size_t length = 0, place_at = kanji ? part.end : tk_skip_space(scan, part.end); /* 5 万 */
    int place = large_place(scan, place_at, &length);
    tk_decimal placed;
    if (place < 0 || place >= last || (count > 0 && !below(part.value, last - place)) ||
        !tk_decimal_scale(part.value, 1, place, &placed) || !tk_decimal_add(total, placed, &total)) {
      return refuse(scan, part.end, numeral);
    }
    at = place > 0 ? place_at + length : part.end;
    numeral->kanji += part.kanji + (place > 0);
    numeral->digits = count == 0 && place == 0 ? part.digits : 0;
    numeral->positional = count == 0 && part.positional && part.kanji > 1;
    numeral->mantissa = count == 0 ? part.value : total;
    numeral->scale = count == 0 ? place : 0;
    last = place;
    at = place > 0 && !kanji && spaced_group(scan, at, place) ? at + 1 : at; /* 1億 2,345万 */
    more = place > 0 && another_group(scan, at, kanji);
  }
  if (another_group(scan, at, !kanji)) { /* 2億五千万, 十3 */
    return refuse(scan, at, numeral);
  }
  numeral->low = numeral->high = total;
  numeral->kanji = kanji ? numeral->kanji : 0;
  numeral->end = at;
  return TK_READ_VALUE;
}

/* ---- 数十, 十数 ---------------------------------------------------------------------------------------------------
 */

/* 数 and the places after it: two to nine of them, or one to nine more than what is known before it (十数, 百数十). */
static tk_outcome read_vague(const tk_scan *scan, size_t at, tk_decimal known, tk_numeral *numeral) {
  size_t end = at + tk_here(scan, at, TK_STR("数")), length;
  int value, small = 0, large = 0, limit = 1000;
  bool good = true;
  while (tk_kanji_value(tk_character(scan, end, &length), &value) && (value >= 10 || value < 0)) {
    if (value < 0 && large_place(scan, end, &length) < 0) {
      break;
    }
    good = good && large == 0 && value <= limit;
    small += value < 0 ? 0 : value == 10 ? 1 : value == 100 ? 2 : 3;
    large = value < 0 ? -value : large;
    limit = value > 0 ? 1 : limit; /* 数千百 is none */
    end += length;
  }
  bool added = known.significand != 0 && !below(known, 4); /* 1万数千: more than 1万. 十数万: 十数 of 万 */
  int step = added ? small + large : small, shift = added ? 0 : large;
  tk_decimal low = tk_decimal_make(known.significand == 0 ? 2 : 1, step), high = {9, step};
  good = good && (known.significand == 0 || step < known.exponent) && tk_decimal_add(known, low, &low) &&
         tk_decimal_add(known, high, &high) && tk_decimal_scale(low, 1, shift, &numeral->low) &&
         tk_decimal_scale(high, 1, shift, &numeral->high);
  int digit;
  if (!good || tk_is_plain_digit(scan, end) || tk_kanji_value(tk_character(scan, end, NULL), &digit)) {
    return refuse(scan, end, numeral);
  }
  numeral->mantissa = numeral->low;
  numeral->scale = 0;
  numeral->digits = 0;
  numeral->vague = true;
  numeral->end = end;
  return TK_READ_VALUE;
}

tk_outcome tk_numeral_read(const tk_scan *scan, size_t at, tk_numeral *numeral) {
  *numeral = (tk_numeral){.end = at};
  if (tk_here(scan, at, TK_STR("数")) > 0) {
    numeral->kanji = 1;
    return read_vague(scan, at, (tk_decimal){0, 0}, numeral);
  }
  bool kanji = !tk_is_ascii_digit(tk_byte(scan, at));
  if (!kanji && !tk_is_plain_digit(scan, at)) {
    numeral->end = at + 1;
    return TK_READ_REFUSED;
  }
  tk_outcome reading = read_groups(scan, at, kanji, numeral);
  size_t end = numeral->end;
  if (reading != TK_READ_VALUE || tk_here(scan, end, TK_STR("数")) == 0) {
    return reading;
  }
  /* 十数人, 二百数十件; 三数 is none. */
  tk_decimal known = numeral->low;
  if (known.exponent < 1 || tk_here_any(scan, end + 3, "字|値|学|量|多|あ") > 0) {
    return reading;
  }
  tk_numeral vague = *numeral;
  reading = read_vague(scan, end, known, &vague);
  *numeral = vague;
  return reading;
}

size_t tk_small_read(const tk_scan *scan, size_t at, int *value, int *digits) {
  group part;
  bool kanji = !tk_is_ascii_digit(tk_byte(scan, at));
  if (!kanji) {
    size_t end = digit_run(scan, at);
    if (end == at || end - at > 4 || tk_is_ascii_digit(tk_byte(scan, end))) {
      return 0;
    }
    *value = 0;
    for (size_t i = at; i < end; i++) {
      *value = *value * 10 + (scan->text.ptr[i] - '0');
    }
    *digits = (int)(end - at);
    return end;
  }
  if (read_kanji(scan, at, &part) != TK_READ_VALUE || part.value.exponent < 0 || part.kanji > 7 ||
      !below(part.value, 4)) {
    return 0;
  }
  int64_t whole = part.value.significand;
  for (int32_t i = 0; i < part.value.exponent; i++) {
    whole *= 10;
  }
  *value = (int)whole;
  *digits = part.positional ? part.kanji : whole >= 1000 ? 4 : whole >= 100 ? 3 : whole >= 10 ? 2 : 1;
  return part.end;
}
