/*
 * A date of any writing, the two ends of a range made one, and what is not said filled in from the document's date.
 */
#include "fact/scan.h"

static size_t read_one(const tk_scan *scan, size_t at, const tk_partial *first, tk_partial *partial) {
  size_t japanese = tk_japanese_date(scan, at, partial);
  if (japanese > 0) {
    return japanese;
  }
  unsigned char byte = tk_byte(scan, at);
  return tk_is_alphanumeric(byte) ? tk_english_date(scan, at, first, partial) : 0;
}

/* What joins the two ends of a range: its end, or 0. */
static size_t read_link(const tk_scan *scan, size_t begin, size_t at) {
  if (tk_byte(scan, at) == '(') { /* 8月15日(金)から */
    size_t weekday = tk_here_any(
        scan, at, "(月)|(火)|(水)|(木)|(金)|(土)|(日)|(祝)|(月曜)|(火曜)|(水曜)|(木曜)|(金曜)|(土曜)|(日曜)");
    at += weekday;
  }
  size_t word = tk_here_any(scan, at, "から| to | through | until ");
  if (word == 0 && tk_before(scan, begin, TK_STR("between ")) > 0) {
    word = tk_here(scan, at, TK_STR(" and "));
  }
  if (word > 0) {
    return at + word;
  }
  size_t spaced = tk_skip_space(scan, at), dash = tk_dash(scan, spaced);
  return dash > 0 ? tk_skip_space(scan, spaced + dash) : 0;
}

/* 19日と20日: two days in a row are one stretch of two days. */
static size_t read_next_day(const tk_scan *scan, size_t end, tk_date *first) {
  size_t word = tk_here(scan, end, TK_STR("と"));
  tk_partial next;
  size_t second = word > 0 && first->grain == TK_DAY ? tk_japanese_date(scan, end + word, &next) : 0;
  if (second == 0 || next.date.grain != TK_DAY || next.date.relative) {
    return 0;
  }
  bool month = next.date.from.month == 0 || next.date.from.month == first->to.month;
  bool year = next.date.from.year == 0 || next.date.from.year == first->to.year;
  bool single = next.date.from.day == next.date.to.day && next.date.from.month == next.date.to.month;
  if (!month || !year || !single || next.date.from.day != first->to.day + 1) {
    return 0;
  }
  first->to.day = next.date.to.day;
  return second;
}

static bool is_before(tk_day a, tk_day b) {
  if (a.year != b.year && a.year > 0 && b.year > 0) {
    return a.year < b.year;
  }
  return a.month != b.month ? a.month < b.month : a.day < b.day;
}

static void set_year(tk_date *date, int year) {
  bool wraps = date->to.month < date->from.month;
  date->from.year = (int16_t)year;
  date->to.year = (int16_t)(year + wraps);
}

/* A February whose year was not known ended on the 29th. */
static void clamp(tk_date *date) {
  int length = tk_month_length(date->to.year, date->to.month);
  date->to.day = (int8_t)(date->to.day > length ? length : date->to.day);
}

/* Gives each end what only the other one says, and joins them. False: they are two dates, not a range. */
static bool join(tk_partial *first, const tk_partial *last) {
  tk_date a = first->date, b = last->date;
  if (a.from.month == 0 && b.from.month != 0) { /* 14日から12月13日: of which month the first one is, is not said */
    return false;
  }
  if (b.from.month == 0) {
    if (a.grain != TK_DAY || b.grain != TK_DAY) {
      return false;
    }
    b.from.month = a.to.month;
    b.to.month = a.to.month;
  }
  if (a.grain >= TK_YEAR && b.from.year == 0) {
    return false;
  }
  if (a.from.year == 0 && b.from.year > 0 && a.from.month > 0) {
    bool earlier = is_before(a.from, (tk_day){0, b.from.month, b.from.day});
    set_year(&a, b.from.year - !earlier);
    clamp(&a);
  }
  if (b.from.year == 0 && a.to.year > 0) {
    bool later = is_before(a.to, (tk_day){0, b.to.month, b.to.day});
    if (!later && last->date.from.month == 0) {
      return false;
    }
    set_year(&b, a.to.year + !later);
    clamp(&b);
  }
  bool known = a.from.year > 0;
  bool month_only = a.from.year == 0 && last->date.from.month == 0;
  if ((known || month_only) && !is_before(a.to, b.to)) {
    return false;
  }
  first->date = (tk_date){
      .from = a.from, .to = b.to, .grain = a.grain < b.grain ? a.grain : b.grain, .relative = a.relative || b.relative};
  first->open |= last->open;
  return true;
}

/* The year of the document for a date that says none. */
static void complete(const tk_scan *scan, tk_partial *partial) {
  tk_date *date = &partial->date;
  if (date->from.year > 0 || date->from.month == 0 || partial->open || scan->date.year == 0) {
    return;
  }
  if (date->from.day > tk_month_length(scan->date.year, date->from.month)) {
    return; /* 2月29日 of another year */
  }
  set_year(date, scan->date.year);
  clamp(date);
  date->year_assumed = !date->relative;
  date->relative = true;
}

size_t tk_date_read(const tk_scan *scan, size_t at, tk_fact *fact) {
  tk_partial first, last;
  if (tk_is_alphanumeric(tk_byte(scan, at)) && tk_is_glued(scan, at) &&
      tk_before_any(scan, at, "mid-|early-|late-|fy") == 0) {
    return 0;
  }
  size_t end = read_one(scan, at, NULL, &first);
  if (end == 0) {
    return 0;
  }
  size_t begin = first.begin, link = read_link(scan, begin, end);
  size_t second = link > 0 ? read_one(scan, link, &first, &last) : 0;
  if (second > 0 && join(&first, &last)) {
    end = second;
  } else if (link == 0) {
    size_t next = read_next_day(scan, end, &first.date);
    end = next > 0 ? next : end;
  }
  complete(scan, &first);
  fact->kind = TENKYO_DATE;
  fact->span = (tenkyo_span){begin, end};
  fact->as.date = first.date;
  return end;
}
