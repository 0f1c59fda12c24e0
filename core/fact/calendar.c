/*
 * Days of the proleptic Gregorian calendar: how long a month is, days as numbers, whole units as intervals, and the
 * reading and writing of ISO 8601 dates.
 */
#include "fact/scan.h"

static bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int tk_month_length(int year, int month) {
  static const int8_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) {
    return 31;
  }
  return month == 2 && (year == 0 || is_leap(year)) ? 29 : LENGTHS[month - 1];
}

bool tk_day_valid(tk_day day) {
  return day.year >= 0 && day.year <= 9999 && day.month >= 0 && day.month <= 12 && day.day >= 1 &&
         day.day <= tk_month_length(day.year, day.month);
}

/* Days before a year, from 0001-01-01. */
static int32_t days_before(int year) {
  int32_t years = year - 1;
  return years * 365 + years / 4 - years / 100 + years / 400;
}

int32_t tk_day_number(tk_day day) {
  int32_t number = days_before(day.year) + day.day - 1;
  for (int month = 1; month < day.month; month++) {
    number += tk_month_length(day.year, month);
  }
  return number;
}

tk_day tk_day_from_number(int32_t number) {
  int year = number / 366 + 1; /* never too large */
  while (days_before(year + 1) <= number) {
    year++;
  }
  int32_t rest = number - days_before(year);
  int month = 1;
  for (; rest >= tk_month_length(year, month); month++) {
    rest -= tk_month_length(year, month);
  }
  return (tk_day){(int16_t)year, (int8_t)month, (int8_t)(rest + 1)};
}

static tk_day make_day(int year, int month, int day) { return (tk_day){(int16_t)year, (int8_t)month, (int8_t)day}; }

static tk_date interval(tk_day from, tk_day to, tk_grain grain) {
  return (tk_date){.from = from, .to = to, .grain = grain};
}

tk_date tk_year_interval(int year) { return interval(make_day(year, 1, 1), make_day(year, 12, 31), TK_YEAR); }

tk_date tk_month_interval(int year, int month) {
  return interval(make_day(year, month, 1), make_day(year, month, tk_month_length(year, month)), TK_MONTH);
}

tk_date tk_part_interval(int year, int month, int first, int last) {
  int length = tk_month_length(year, month);
  return interval(make_day(year, month, first), make_day(year, month, last > 30 ? length : last), TK_PART_OF_MONTH);
}

tk_date tk_day_interval(int year, int month, int day) {
  return interval(make_day(year, month, day), make_day(year, month, day), TK_DAY);
}

static bool two_digits(tenkyo_str text, size_t at, int *value) {
  if (text.len < at + 2) {
    return false;
  }
  int tens = text.ptr[at] - '0', ones = text.ptr[at + 1] - '0';
  *value = tens * 10 + ones;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
}

tk_day tk_day_parse(tenkyo_str text) {
  static const tk_day NONE = {0, 0, 0};
  int century, rest, month = 1, day = 1;
  bool good =
      (text.len == 4 || text.len == 7 || text.len == 10) && two_digits(text, 0, &century) && two_digits(text, 2, &rest);
  good = good && (text.len < 7 || (text.ptr[4] == '-' && two_digits(text, 5, &month)));
  good = good && (text.len < 10 || (text.ptr[7] == '-' && two_digits(text, 8, &day)));
  if (!good || month < 1 || century * 100 + rest < 1) {
    return NONE;
  }
  tk_day result = make_day(century * 100 + rest, month, day);
  return tk_day_valid(result) ? result : NONE;
}

tenkyo_str tk_day_text(tk_arena *arena, tk_day day) {
  char text[10];
  size_t length = 0;
  int year = day.year;
  if (year > 0) {
    text[length++] = (char)('0' + year / 1000 % 10);
    text[length++] = (char)('0' + year / 100 % 10);
    text[length++] = (char)('0' + year / 10 % 10);
    text[length++] = (char)('0' + year % 10);
  } else {
    text[length++] = '-';
  }
  text[length++] = '-';
  if (day.month > 0) {
    text[length++] = (char)('0' + day.month / 10 % 10);
    text[length++] = (char)('0' + day.month % 10);
  }
  text[length++] = '-';
  text[length++] = (char)('0' + day.day / 10 % 10);
  text[length++] = (char)('0' + day.day % 10);
  return tk_arena_copy(arena, (tenkyo_str){text, length});
}
