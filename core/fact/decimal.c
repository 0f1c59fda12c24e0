/*
 * Decimal values, significand × 10^exponent: made, added, scaled and compared without any rounding. What does not fit
 * is refused, so that a wrong value never comes out.
 */
#include "fact/fact.h"

static uint64_t magnitude(int64_t value) { return value < 0 ? 0 - (uint64_t)value : (uint64_t)value; }

static int digits_of(uint64_t value) {
  int count = 1;
  for (; value >= 10; value /= 10) {
    count++;
  }
  return count;
}

static bool times_ten(int64_t *value) {
  if (*value > INT64_MAX / 10 || *value < INT64_MIN / 10) {
    return false;
  }
  *value *= 10;
  return true;
}

tk_decimal tk_decimal_make(int64_t significand, int32_t exponent) {
  if (significand == 0) {
    return (tk_decimal){0, 0};
  }
  while (significand % 10 == 0 && exponent < INT32_MAX) {
    significand /= 10;
    exponent++;
  }
  return (tk_decimal){significand, exponent};
}

bool tk_decimal_add(tk_decimal a, tk_decimal b, tk_decimal *sum) {
  if (a.significand == 0 || b.significand == 0) {
    *sum = a.significand == 0 ? b : a;
    return true;
  }
  if (a.exponent < b.exponent) {
    tk_decimal swap = a;
    a = b;
    b = swap;
  }
  for (int64_t gap = (int64_t)a.exponent - b.exponent; gap > 0; gap--) {
    if (!times_ten(&a.significand)) {
      return false;
    }
  }
  if (b.significand > 0 ? a.significand > INT64_MAX - b.significand : a.significand < INT64_MIN - b.significand) {
    return false;
  }
  *sum = tk_decimal_make(a.significand + b.significand, b.exponent);
  return true;
}

bool tk_decimal_scale(tk_decimal value, int32_t factor, int32_t exponent, tk_decimal *product) {
  int64_t limit = factor <= 0 ? 0 : INT64_MAX / factor;
  int64_t sum = (int64_t)value.exponent + exponent;
  if (limit == 0 || value.significand > limit || value.significand < -limit || sum < INT32_MIN || sum > INT32_MAX) {
    return false;
  }
  *product = tk_decimal_make(value.significand * factor, (int32_t)sum);
  return true;
}

/* Of two values above zero: first by the place of the leading digit, then with both brought to 19 digits. */
static int compare_magnitudes(uint64_t a, int64_t a_exponent, uint64_t b, int64_t b_exponent) {
  int a_digits = digits_of(a), b_digits = digits_of(b);
  int64_t a_place = a_exponent + a_digits, b_place = b_exponent + b_digits;
  if (a_place != b_place) {
    return a_place < b_place ? -1 : 1;
  }
  for (; a_digits < b_digits; a_digits++) {
    a *= 10;
  }
  for (; b_digits < a_digits; b_digits++) {
    b *= 10;
  }
  return a < b ? -1 : a > b;
}

int tk_decimal_compare(tk_decimal a, tk_decimal b) {
  int a_sign = a.significand < 0 ? -1 : a.significand > 0;
  int b_sign = b.significand < 0 ? -1 : b.significand > 0;
  if (a_sign != b_sign || a_sign == 0) {
    return a_sign < b_sign ? -1 : a_sign > b_sign;
  }
  int order = compare_magnitudes(magnitude(a.significand), a.exponent, magnitude(b.significand), b.exponent);
  return a_sign < 0 ? -order : order;
}

#define TEXT_LIMIT 64

tenkyo_str tk_decimal_text(tk_arena *arena, tk_decimal value) {
  char digits[20], text[TEXT_LIMIT + 1];
  int count = 0, length = 0;
  for (uint64_t rest = magnitude(value.significand); count == 0 || rest > 0; rest /= 10) {
    digits[count++] = (char)('0' + rest % 10);
  }
  int64_t exponent = value.significand == 0 ? 0 : value.exponent;
  int64_t whole = count + exponent; /* digits before the point, when above zero */
  int64_t total = (value.significand < 0) + (whole > 0 ? whole : 1) + (exponent < 0 ? 1 - exponent : 0);
  if (total > TEXT_LIMIT) {
    return (tenkyo_str){NULL, 0};
  }
  if (value.significand < 0) {
    text[length++] = '-';
  }
  if (whole <= 0) {
    text[length++] = '0';
  }
  for (int64_t place = whole > 0 ? whole - 1 : -1; place >= 0 || place >= exponent; place--) {
    if (place == -1) {
      text[length++] = '.';
    }
    int64_t index = place - exponent; /* of the digit, from the last one */
    text[length++] = index >= 0 && index < count ? digits[index] : '0';
  }
  return tk_arena_copy(arena, (tenkyo_str){text, (size_t)length});
}
