/*
 * fact: what can be compared in a sentence — numbers with their units, dates as intervals of days, quotations — read
 * exactly, and the comparison of two of them. A comparison never invents a difference: what it cannot tell, it says.
 */
#ifndef TENKYO_FACT_H
#define TENKYO_FACT_H

#include "text/text.h"

/* ---- decimal.c --------------------------------------------------------------------------------------------------- */

/* significand × 10^exponent, exact, with no trailing zeros in the significand (0 is 0 × 10^0). */
typedef struct tk_decimal {
  int64_t significand;
  int32_t exponent;
} tk_decimal;

/* Without trailing zeros. */
tk_decimal tk_decimal_make(int64_t significand, int32_t exponent);
/* Exact, or false when the result does not fit. */
bool tk_decimal_add(tk_decimal a, tk_decimal b, tk_decimal *sum);
/* value × factor × 10^exponent, factor above zero; exact, or false when it does not fit. */
bool tk_decimal_scale(tk_decimal value, int32_t factor, int32_t exponent, tk_decimal *product);
/* -1, 0, 1. Exact for every pair of values. */
int tk_decimal_compare(tk_decimal a, tk_decimal b);
/* "500000000000", "-0.25"; {NULL, 0} when memory is out or the text would be over 64 characters. */
tenkyo_str tk_decimal_text(tk_arena *arena, tk_decimal value);

/* ---- fact.c ------------------------------------------------------------------------------------------------------ */

typedef enum tk_bound { TK_EXACT, TK_RANGE, TK_AT_LEAST, TK_AT_MOST, TK_MORE_THAN, TK_LESS_THAN } tk_bound;

typedef struct tk_number {
  tk_decimal low, high; /* equal when exact; the open end of a bound repeats the other */
  tk_bound bound;
  bool approximate; /* 約, about, 数… */
  bool ordinal;     /* 第3, 3rd */
  bool weak; /* one or two in kanji or letters (一つ, two), digits that may be part of a name (Windows 11, 表3), and
                5年, which may be a year of an era: never reported as absent */
  tenkyo_str unit; /* canonical, a constant string: "USD", "JPY", "%", "point", "times", "age", "人", "個", "カ国",
                      "年間", "カ月", "日間", "m", "kg" …; empty: none. Counters that name the same count (人/名/people)
                      share one. 割 is in %, a fraction (4分の1) too, when it is exact */
} tk_number;

/* Days of the proleptic Gregorian calendar. A year of 0 is not known (then both ends have none). */
typedef struct tk_day {
  int16_t year;
  int8_t month, day;
} tk_day;

typedef enum tk_grain { TK_DAY, TK_PART_OF_MONTH, TK_MONTH, TK_QUARTER, TK_YEAR, TK_LONGER } tk_grain;

typedef struct tk_date {
  tk_day from, to; /* first and last day, both included. Only a day of the month known (15日): month 0 */
  tk_grain grain;
  bool relative;     /* hangs on the document's date (昨年, last week, 8月15日 without its year) */
  bool year_assumed; /* only its year does: month and day are said. Set together with relative */
} tk_date;

typedef struct tk_quote {
  bool speech; /* a verb of saying goes with it, or it has 15 characters and more; else a title or scare quote */
} tk_quote;

typedef struct tk_fact {
  tenkyo_fact_kind kind;
  tenkyo_span span; /* with 約, 以上, at least and their like; of a quotation: inside its marks */
  union {
    tk_number number;
    tk_date date;
    tk_quote quote;
  } as;
} tk_fact;

TK_LIST(tk_fact_list, tk_fact);

typedef struct tk_fact_options {
  tk_language language; /* TK_UNKNOWN: found */
  tk_day date;          /* of the document; year 0: not known */
} tk_fact_options;

/* Facts of a text (a sentence, or more) in order of their begin; a number inside a date is no number of its own; facts
 * inside a quotation are listed too. Model names (R2, GPT-5, H20, A100), the digits of URLs and e-mail addresses,
 * markers ([1], [^2], ¹), list numbers, clock times, scores (2-1), versions and kanji inside words (一方, 三菱) are
 * none; nor is a numeral that does not fit or breaks the rules of its own writing. 8月15日 gets the year of
 * options->date, a year that the text says is another (同年8月) none. Decimal commas are only read in a language given
 * that has them. False when memory is out. */
bool tk_facts(tk_arena *arena, tenkyo_str text, const tk_fact_options *options, tk_fact_list *facts);

/* YYYY-MM-DD, YYYY-MM (first day) or YYYY; year 0 when it is no date. */
tk_day tk_day_parse(tenkyo_str text);
/* "2025-08-15", or "--08-15" without a year, "---15" with only a day; {NULL, 0} when memory is out. */
tenkyo_str tk_day_text(tk_arena *arena, tk_day day);

/* ---- compare.c --------------------------------------------------------------------------------------------------- */

typedef enum tk_comparison {
  TK_SAME,       /* equal, or equal within the rounding that the claim announces (約) */
  TK_CONTAINED,  /* the one interval lies in the other: 8月 and 8月15日, 10人以上 and 12人 */
  TK_DIFFERS,    /* same kind and unit, another value */
  TK_OTHER_KIND, /* cannot be of the same thing: %, and 人; a date and a number */
  TK_CANNOT_TELL /* a unit is missing on one side, a year or month is not known, a relative date without a date */
} tk_comparison;

/* Numbers: units are converted where that is exact; currencies are not; a missing unit, and counters that writers
 * exchange (個 台 枚 本 件), make equal values the same and tell nothing else. A range or a bound with another end
 * differs, unless the claim's bound is the source's cut to fewer digits (100人以上 of 120人以上: contained). Dates:
 * only parts that both know; a quarter against months cannot be told, because firms have their own. Two quotations:
 * cannot tell. */
tk_comparison tk_fact_compare(const tk_fact *claim, const tk_fact *source);

/* ---- quotation.c ------------------------------------------------------------------------------------------------- */

/* How a quotation stands in a source. */
typedef enum tk_match { TK_NO_MATCH, TK_NEAR, TK_VERBATIM } tk_match;

typedef struct tk_quote_match {
  tk_match match;
  tenkyo_span span;       /* in the source */
  tenkyo_span difference; /* TK_NEAR: the source's bytes that differ, whole characters (may be empty) */
  tenkyo_span altered;    /* TK_NEAR: the quotation's bytes that differ (may be empty) */
} tk_quote_match;

/* Looks for `quote` in `source`, both in the normalised form, white space, punctuation marks' width and the source's
 * own markers ([1]) left aside. （中略） … [...] in the quotation stand for any gap. Near: most of the quotation in
 * order, at least 80 % of its characters by edit distance, and 8 characters or more. False when memory is out. */
bool tk_quote_find(tk_arena *arena, tenkyo_str quote, tenkyo_str source, tk_quote_match *match);

#endif
