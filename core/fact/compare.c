/*
 * The comparison of two facts. A difference is only said where both give a value of the same kind and unit and the two
 * cannot both be true; what rounds, what contains, what is not known on one side is something else.
 */
#include "fact/scan.h"

/* ---- Units ------------------------------------------------------------------------------------------------------- */

/* How the units of two numbers stand to each other. */
typedef enum unit_relation {
  UNITS_SAME,  /* after both were converted to one base */
  UNITS_LOOSE, /* one is missing or is a counter that writers exchange: equal values are the same, others unknown */
  UNITS_OTHER, /* cannot count the same thing */
  UNITS_UNKNOWN
} unit_relation;

static bool convert(tk_number *number, int32_t factor, int32_t exponent) {
  return tk_decimal_scale(number->low, factor, exponent, &number->low) &&
         tk_decimal_scale(number->high, factor, exponent, &number->high);
}

static bool is_loose(tk_unit_kind kind) { return kind == TK_UNIT_NONE || kind == TK_UNIT_LOOSE; }

static unit_relation relate_units(tk_number *claim, tk_number *source) {
  const char *claim_base, *source_base;
  int32_t claim_factor, source_factor, claim_exponent, source_exponent;
  tk_unit_kind a = tk_unit_kind_of(claim->unit, &claim_base, &claim_factor, &claim_exponent);
  tk_unit_kind b = tk_unit_kind_of(source->unit, &source_base, &source_factor, &source_exponent);
  if (tk_equal(claim->unit, source->unit)) {
    return UNITS_SAME;
  }
  if (is_loose(a) || is_loose(b) || (a == TK_UNIT_COUNT && b == TK_UNIT_COUNT)) {
    return UNITS_LOOSE;
  }
  if (a != b) {
    return UNITS_OTHER;
  }
  if (a == TK_UNIT_SPECIFIC) {
    return UNITS_OTHER;
  }
  bool one_base = claim_base != NULL && source_base != NULL && strcmp(claim_base, source_base) == 0;
  one_base = one_base || (claim_base != NULL && tk_equal(tk_str(claim_base), source->unit)) ||
             (source_base != NULL && tk_equal(tk_str(source_base), claim->unit));
  if (!one_base || !convert(claim, claim_factor, claim_exponent) || !convert(source, source_factor, source_exponent)) {
    return UNITS_UNKNOWN;
  }
  return UNITS_SAME;
}

/* ---- Values as intervals ----------------------------------------------------------------------------------------- */

typedef struct interval {
  tk_decimal low, high;
  bool no_low, no_high;     /* goes on without end */
  bool open_low, open_high; /* the end itself is not in it */
} interval;

static interval interval_of(const tk_number *number) {
  interval value = {number->low, number->high, false, false, false, false};
  switch (number->bound) {
  case TK_MORE_THAN:
    value.open_low = true;
    value.no_high = true;
    break;
  case TK_AT_LEAST: value.no_high = true; break;
  case TK_LESS_THAN:
    value.open_high = true;
    value.no_low = true;
    break;
  case TK_AT_MOST: value.no_low = true; break;
  default: break;
  }
  return value;
}

/* Whether all of `a` lies below all of `b`; an end that both touch, one of them open, tells nothing. */
static bool lies_below(const interval *a, const interval *b) {
  return !a->no_high && !b->no_low && tk_decimal_compare(a->high, b->low) < 0;
}

static bool touches_open(const interval *a, const interval *b) {
  bool upper = !a->no_high && !b->no_low && tk_decimal_compare(a->high, b->low) == 0 && (a->open_high || b->open_low);
  bool lower = !b->no_high && !a->no_low && tk_decimal_compare(b->high, a->low) == 0 && (b->open_high || a->open_low);
  return upper || lower;
}

static bool lies_in(const interval *inner, const interval *outer) {
  bool low = outer->no_low || (!inner->no_low && tk_decimal_compare(inner->low, outer->low) >= 0);
  bool high = outer->no_high || (!inner->no_high && tk_decimal_compare(inner->high, outer->high) <= 0);
  return low && high;
}

/* ---- Rounding ---------------------------------------------------------------------------------------------------- */

static bool is_between(tk_decimal value, tk_decimal low, tk_decimal high) {
  return tk_decimal_compare(low, value) <= 0 && tk_decimal_compare(value, high) <= 0;
}

static tk_decimal smaller(tk_decimal a, tk_decimal b) { return tk_decimal_compare(a, b) < 0 ? a : b; }
static tk_decimal larger(tk_decimal a, tk_decimal b) { return tk_decimal_compare(a, b) > 0 ? a : b; }

/* Whether `value` gives `rounded` when it is rounded at the last digit that `rounded` shows; a rounding by more than a
 * quarter is none (1,400 is not about 1,000). */
static bool rounds_to(tk_decimal value, tk_decimal rounded) {
  tk_decimal fine, low, high, least, most;
  if (rounded.significand == 0 || !tk_decimal_scale(rounded, 100, 0, &fine)) {
    return tk_decimal_compare(value, rounded) == 0;
  }
  bool negative = rounded.significand < 0;
  tk_decimal magnitude = rounded;
  magnitude.significand = negative ? -rounded.significand : rounded.significand;
  tk_decimal target = value;
  if (target.significand == INT64_MIN) {
    return false;
  }
  target.significand = negative ? -target.significand : target.significand;
  int32_t exponent = rounded.exponent;
  bool fits = exponent > INT32_MIN + 2 && tk_decimal_add(magnitude, (tk_decimal){-5, exponent - 1}, &low) &&
              tk_decimal_add(magnitude, (tk_decimal){5, exponent - 1}, &high) &&
              tk_decimal_scale(magnitude, 75, -2, &least) && tk_decimal_scale(magnitude, 125, -2, &most);
  return fits && is_between(target, larger(low, least), smaller(high, most));
}

/* Whether `end` is `value` cut to fewer digits on the safe side: 100人以上 of 120人以上. */
static bool cuts_to(tk_decimal value, tk_decimal end, bool downwards) {
  tk_decimal next;
  if (end.significand <= 0 || value.significand <= 0 ||
      !tk_decimal_add(end, (tk_decimal){downwards ? 1 : -1, end.exponent}, &next)) {
    return false;
  }
  return downwards ? is_between(value, end, next) && tk_decimal_compare(value, next) < 0
                   : is_between(value, next, end) && tk_decimal_compare(value, next) > 0;
}

/* ---- Numbers ----------------------------------------------------------------------------------------------------- */

static bool is_lower_bound(tk_bound bound) { return bound == TK_AT_LEAST || bound == TK_MORE_THAN; }
static bool is_upper_bound(tk_bound bound) { return bound == TK_AT_MOST || bound == TK_LESS_THAN; }

static bool equal_values(const tk_number *claim, const tk_number *source) {
  return tk_decimal_compare(claim->low, source->low) == 0 && tk_decimal_compare(claim->high, source->high) == 0;
}

/* Two single values. */
static tk_comparison compare_exact(const tk_number *claim, const tk_number *source) {
  if (tk_decimal_compare(claim->low, source->low) == 0) {
    return TK_SAME;
  }
  if (claim->approximate && rounds_to(source->low, claim->low)) {
    return TK_SAME;
  }
  return source->approximate && rounds_to(claim->low, source->low) ? TK_CANNOT_TELL : TK_DIFFERS;
}

/* Two bounds of one direction: what follows from the source's bound is contained. */
static tk_comparison compare_bounds(const tk_number *claim, const tk_number *source) {
  if (tk_decimal_compare(claim->low, source->low) == 0) {
    return claim->bound == source->bound ? TK_SAME : TK_CONTAINED;
  }
  if (cuts_to(source->low, claim->low, is_lower_bound(claim->bound))) {
    return TK_CONTAINED;
  }
  bool about = claim->approximate && rounds_to(source->low, claim->low);
  return about || (source->approximate && rounds_to(claim->low, source->low)) ? TK_CANNOT_TELL : TK_DIFFERS;
}

/* Two ranges as wide as they say; a changed end is a difference. */
static tk_comparison compare_ranges(const tk_number *claim, const tk_number *source) {
  if (equal_values(claim, source)) {
    return TK_SAME;
  }
  bool low = tk_decimal_compare(claim->low, source->low) == 0 || rounds_to(source->low, claim->low);
  bool high = tk_decimal_compare(claim->high, source->high) == 0 || rounds_to(source->high, claim->high);
  if (claim->approximate && low && high) {
    return TK_SAME;
  }
  return source->approximate ? TK_CANNOT_TELL : TK_DIFFERS;
}

/* 数十, dozens: what lies outside by less than a factor of two cannot be told. */
static tk_comparison compare_vague(const interval *claim, const interval *source) {
  tk_decimal claim_twice, source_twice;
  if (!tk_decimal_scale(claim->high, 2, 0, &claim_twice) || !tk_decimal_scale(source->high, 2, 0, &source_twice)) {
    return TK_CANNOT_TELL;
  }
  interval wide_claim = *claim, wide_source = *source;
  wide_claim.high = claim_twice;
  wide_source.high = source_twice;
  return lies_below(&wide_claim, source) || lies_below(&wide_source, claim) ? TK_DIFFERS : TK_CANNOT_TELL;
}

static tk_comparison compare_intervals(const tk_number *claim, const tk_number *source) {
  interval a = interval_of(claim), b = interval_of(source);
  if (lies_in(&a, &b) || lies_in(&b, &a)) {
    return touches_open(&a, &b) ? TK_CANNOT_TELL : TK_CONTAINED;
  }
  if (touches_open(&a, &b) || !(lies_below(&a, &b) || lies_below(&b, &a))) {
    return TK_CANNOT_TELL;
  }
  return claim->approximate || source->approximate ? compare_vague(&a, &b) : TK_DIFFERS;
}

static tk_comparison compare_values(const tk_number *claim, const tk_number *source) {
  if (claim->bound == TK_EXACT && source->bound == TK_EXACT) {
    return compare_exact(claim, source);
  }
  if ((is_lower_bound(claim->bound) && is_lower_bound(source->bound)) ||
      (is_upper_bound(claim->bound) && is_upper_bound(source->bound))) {
    return compare_bounds(claim, source);
  }
  if (claim->bound == TK_RANGE && source->bound == TK_RANGE) {
    return compare_ranges(claim, source);
  }
  return compare_intervals(claim, source);
}

static tk_comparison compare_numbers(const tk_number *claim, const tk_number *source) {
  if (claim->ordinal != source->ordinal) {
    return TK_OTHER_KIND;
  }
  tk_number a = *claim, b = *source;
  switch (relate_units(&a, &b)) {
  case UNITS_SAME: return compare_values(&a, &b);
  case UNITS_LOOSE: return a.bound == b.bound && equal_values(&a, &b) ? TK_SAME : TK_CANNOT_TELL;
  case UNITS_OTHER: return TK_OTHER_KIND;
  default: return TK_CANNOT_TELL;
  }
}

/* ---- Dates ------------------------------------------------------------------------------------------------------- */

static int months_of(const tk_date *date) {
  return (date->to.year - date->from.year) * 12 + date->to.month - date->from.month + 1;
}

/* More than one of its unit: 15日から30日, 8〜10月, 2019年から2021年. */
static bool is_range(const tk_date *date) {
  switch (date->grain) {
  case TK_DAY: return memcmp(&date->from, &date->to, sizeof date->from) != 0;
  case TK_MONTH: return months_of(date) > 1;
  case TK_QUARTER: return months_of(date) > 6;
  case TK_YEAR: return months_of(date) > 12;
  default: return false;
  }
}

/* An interval of numbers that are larger for later days. */
typedef struct days {
  int32_t from, to;
} days;

static int32_t place_in_year(const tk_date *date, tk_day day, bool last) {
  bool month_end = last && date->grain >= TK_PART_OF_MONTH && day.day >= 28;
  return day.month * 32 + (month_end ? 31 : day.day);
}

/* Of the days that both know: with years, with months, or only the day of a month. */
static days days_of(const tk_date *date, bool years, bool months) {
  if (years) {
    return (days){tk_day_number(date->from), tk_day_number(date->to)};
  }
  if (months) {
    return (days){place_in_year(date, date->from, false), place_in_year(date, date->to, true)};
  }
  return (days){date->from.day, date->to.day};
}

static tk_comparison compare_days(const tk_date *claim, const tk_date *source, days a, days b) {
  if (a.from == b.from && a.to == b.to) {
    return TK_SAME;
  }
  if (is_range(claim) && is_range(source) && claim->grain == source->grain) {
    return TK_DIFFERS;
  }
  if (a.to < b.from || b.to < a.from) {
    return TK_DIFFERS;
  }
  bool contained = (a.from >= b.from && a.to <= b.to) || (b.from >= a.from && b.to <= a.to);
  return contained ? TK_CONTAINED : TK_CANNOT_TELL;
}

/* Only the day of a month is known on one side. */
static tk_comparison compare_month_days(const tk_date *claim, const tk_date *source) {
  if (claim->grain != TK_DAY || source->grain != TK_DAY || claim->from.month != claim->to.month ||
      source->from.month != source->to.month) {
    return TK_CANNOT_TELL;
  }
  tk_comparison result = compare_days(claim, source, days_of(claim, false, false), days_of(source, false, false));
  bool both = claim->from.month == 0 && source->from.month == 0;
  return result == TK_SAME && !both ? TK_CONTAINED : result;
}

static bool wraps(const tk_date *date) { return date->from.year == 0 && date->to.month < date->from.month; }

/* A year is not known on one side: the parts that both know. */
static tk_comparison compare_without_year(const tk_date *claim, const tk_date *source) {
  if (claim->grain >= TK_YEAR || source->grain >= TK_YEAR || claim->from.year != claim->to.year ||
      source->from.year != source->to.year || wraps(claim) || wraps(source)) {
    bool same_ends = claim->from.month == source->from.month && claim->from.day == source->from.day &&
                     claim->to.month == source->to.month && claim->to.day == source->to.day &&
                     claim->grain == source->grain && claim->grain < TK_YEAR;
    return same_ends ? TK_SAME : TK_CANNOT_TELL;
  }
  return compare_days(claim, source, days_of(claim, false, true), days_of(source, false, true));
}

/* A quarter may be a firm's own (第3四半期 of a year that begins in April). */
static bool own_quarter(const tk_date *claim, const tk_date *source) {
  return (claim->grain == TK_QUARTER) != (source->grain == TK_QUARTER) && claim->grain < TK_YEAR &&
         source->grain < TK_YEAR;
}

static tk_comparison compare_dates(const tk_date *claim, const tk_date *source) {
  bool unresolved = (claim->relative && claim->from.year == 0) || (source->relative && source->from.year == 0);
  tk_comparison result;
  if (claim->from.month == 0 || source->from.month == 0) {
    result = compare_month_days(claim, source);
  } else if (claim->from.year == 0 || source->from.year == 0 || (claim->year_assumed && source->year_assumed)) {
    /* Two years that nobody said are not compared: an article of last year may tell of the same March. */
    result = compare_without_year(claim, source);
  } else {
    result = compare_days(claim, source, days_of(claim, true, true), days_of(source, true, true));
    /* A year that was filled in from the document may be the wrong one. */
    bool filled = claim->year_assumed || source->year_assumed;
    if (result == TK_DIFFERS && filled && compare_without_year(claim, source) != TK_DIFFERS) {
      return TK_CANNOT_TELL;
    }
  }
  if (unresolved && result != TK_DIFFERS) {
    return TK_CANNOT_TELL;
  }
  return own_quarter(claim, source) && result != TK_SAME ? TK_CANNOT_TELL : result;
}

tk_comparison tk_fact_compare(const tk_fact *claim, const tk_fact *source) {
  if (claim->kind != source->kind) {
    return TK_OTHER_KIND;
  }
  if (claim->kind == TENKYO_NUMBER) {
    return compare_numbers(&claim->as.number, &source->as.number);
  }
  return claim->kind == TENKYO_DATE ? compare_dates(&claim->as.date, &source->as.date) : TK_CANNOT_TELL;
}
