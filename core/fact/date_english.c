/*
 * Dates as English writes them, and the ones in digits only: Aug. 15, 15 August 2025, early August, in 2025, Q3 2025,
 * last year, the 1990s, 2025-08-15.
 */
#include "fact/scan.h"

enum { DECADE = 10, CENTURY = 100 };

static const struct {
  const char *name;
  int month;
  bool doubtful; /* another word too, so that alone it needs a preposition */
} MONTHS[] = {
    {"january", 1, false},   {"february", 2, false}, {"march", 3, true},      {"april", 4, true},
    {"may", 5, true},        {"june", 6, true},      {"july", 7, false},      {"august", 8, false},
    {"september", 9, false}, {"october", 10, false}, {"november", 11, false}, {"december", 12, false},
    {"jan", 1, true},        {"feb", 2, true},       {"mar", 3, true},        {"apr", 4, true},
    {"jun", 6, true},        {"jul", 7, true},       {"aug", 8, true},        {"sept", 9, true},
    {"sep", 9, true},        {"oct", 10, true},      {"nov", 11, true},       {"dec", 12, true},
};

/* The end of a month's name with its full stop, or 0. */
static size_t read_month_name(const tk_scan *scan, size_t at, int *month, bool *doubtful) {
  if (!tk_is_capital(scan, at)) {
    return 0;
  }
  tenkyo_str word = tk_word_at(scan, at);
  for (size_t i = 0; word.len >= 3 && i < sizeof MONTHS / sizeof *MONTHS; i++) {
    if (tk_equal(word, tk_str(MONTHS[i].name))) {
      *month = MONTHS[i].month;
      *doubtful = MONTHS[i].doubtful;
      size_t end = at + word.len;
      bool dotted = word.len <= 4 && tk_byte(scan, end) == '.' && tk_byte(scan, end + 1) == ' ';
      return end + dotted;
    }
  }
  return 0;
}

/* Digits of a day of the month with their ending (15th), and no unit after them. Its end, or 0. */
static size_t read_day_number(const tk_scan *scan, size_t at, int *day) {
  int digits;
  size_t end = tk_is_plain_digit(scan, at) ? tk_small_read(scan, at, day, &digits) : 0;
  if (end == 0 || digits > 2 || *day < 1 || *day > 31) {
    return 0;
  }
  size_t ending = tk_here_any(scan, end, "st|nd|rd|th");
  if (ending > 0 && !tk_joins_word(scan, end + ending)) {
    return end + ending;
  }
  tk_numeral numeral;
  tk_unit unit;
  size_t scale;
  if (tk_joins_word(scan, end) || tk_numeral_read(scan, at, &numeral) != TK_READ_VALUE || numeral.end != end ||
      tk_byte(scan, end) == ':' || tk_byte(scan, end) == '/' || tk_scale_word(scan, end, false, &scale) > 0) {
    return 0;
  }
  return tk_unit_read(scan, end, &numeral, &unit) > 0 ? 0 : end;
}

static size_t read_year_number(const tk_scan *scan, size_t at, int *year) {
  int digits;
  tk_numeral numeral;
  size_t end = tk_is_plain_digit(scan, at) ? tk_small_read(scan, at, year, &digits) : 0;
  if (end == 0 || digits != 4 || *year < 1000 || *year > 2999 || tk_joins_word(scan, end) ||
      tk_numeral_read(scan, at, &numeral) != TK_READ_VALUE || numeral.end != end) {
    return 0;
  }
  return end;
}

/* A year after a day or month: ", 2025", " 2025", " of 2025". Its end, or `at`. */
static size_t read_year_after(const tk_scan *scan, size_t at, int *year) {
  size_t skip = tk_here_any(scan, at, " |, |,| of ");
  int found;
  size_t end = skip > 0 ? read_year_number(scan, at + skip, &found) : 0;
  tk_numeral numeral = {.end = end};
  tk_unit unit;
  size_t scale;
  bool counted =
      end > 0 && (tk_unit_read(scan, end, &numeral, &unit) > 0 || tk_scale_word(scan, end, false, &scale) > 0);
  if (end == 0 || counted) {
    return at;
  }
  *year = found;
  return end;
}

/* last year, this year, next year after a month. */
static size_t read_said_year(const tk_scan *scan, size_t at, tk_partial *out, int *year) {
  static const char *const WORDS[] = {" last year", " this year", " next year"};
  for (int i = 0; i < 3; i++) {
    size_t length = tk_here(scan, at, tk_str(WORDS[i]));
    if (length > 0 && !tk_joins_word(scan, at + length)) {
      *year = scan->date.year > 0 ? scan->date.year + i - 1 : 0;
      out->open = out->date.relative = true;
      return at + length;
    }
  }
  return at;
}

/* ---- A month with a day or a year -------------------------------------------------------------------------------- */

static bool before_word(const tk_scan *scan, size_t at, const char *words) {
  return tk_is_word(tk_word_before(scan, tk_back_space(scan, at)), words);
}

/* early, mid-, late: a part of the month, which then begins with that word. */
static void read_part(const tk_scan *scan, size_t at, int year, int month, tk_partial *out) {
  static const struct {
    const char *word;
    int first, last;
  } PARTS[] = {{"early", 1, 10}, {"mid", 11, 20}, {"late", 21, 31}};
  size_t end = at > 0 && (scan->text.ptr[at - 1] == ' ' || scan->text.ptr[at - 1] == '-') ? at - 1 : at;
  tenkyo_str word = tk_word_before(scan, end);
  for (int i = 0; i < 3; i++) {
    if (end < at && tk_equal(word, tk_str(PARTS[i].word)) && end - word.len >= scan->spent) {
      bool relative = out->date.relative;
      out->date = tk_part_interval(year, month, PARTS[i].first, PARTS[i].last);
      out->date.relative = relative;
      out->begin = end - word.len;
    }
  }
}

static size_t finish_month(const tk_scan *scan, size_t at, size_t end, int month, bool doubtful, tk_partial *out) {
  static const char OPENERS[] = "in since by of from until till during through before after between";
  int year = 0;
  size_t after = read_year_after(scan, end, &year);
  after = after > end ? after : read_said_year(scan, end, out, &year);
  bool relative = out->date.relative;
  out->date = tk_month_interval(year, month);
  out->date.relative = relative;
  if (after == end && before_word(scan, at, "last next this that each every following previous")) {
    out->open = out->date.relative = true;
  }
  read_part(scan, at, year, month, out);
  bool said = out->open || out->begin < at || after > end || !doubtful;
  return said || before_word(scan, at, OPENERS) ? after : 0;
}

/* Aug. 15(–30)(, 2025); August 2025; August. */
static size_t read_from_month(const tk_scan *scan, size_t at, bool second, tk_partial *out) {
  int month, day, last, year = 0;
  bool doubtful;
  size_t end = read_month_name(scan, at, &month, &doubtful);
  if (end == 0) {
    return 0;
  }
  size_t day_end = tk_byte(scan, end) == ' ' ? read_day_number(scan, end + 1, &day) : 0;
  if (day_end == 0 || day > tk_month_length(0, month)) {
    return finish_month(scan, at, end, month, doubtful && !second, out);
  }
  size_t dash = tk_dash(scan, day_end);
  size_t last_end = dash > 0 ? read_day_number(scan, day_end + dash, &last) : 0;
  bool range = last_end > 0 && last > day && last <= tk_month_length(0, month);
  end = range ? last_end : day_end;
  size_t after = read_year_after(scan, end, &year);
  after = after > end ? after : read_said_year(scan, end, out, &year);
  bool relative = out->date.relative;
  out->date = tk_day_interval(year, month, day);
  out->date.to.day = (int8_t)(range ? last : day);
  out->date.relative = relative;
  return tk_day_valid(out->date.from) && tk_day_valid(out->date.to) ? after : 0;
}

/* 15(–30) August (2025), 15th of August. */
static size_t read_from_day(const tk_scan *scan, size_t at, tk_partial *out) {
  int month, day, last, year = 0;
  bool doubtful;
  size_t end = read_day_number(scan, at, &day);
  if (end == 0) {
    return 0;
  }
  size_t link = tk_dash(scan, end) + tk_here(scan, end, TK_STR(" to "));
  size_t last_end = link > 0 ? read_day_number(scan, end + link, &last) : 0;
  bool range = last_end > 0 && last > day;
  end = range ? last_end : end;
  size_t skip = tk_here_any(scan, end, " | of ");
  size_t month_end = skip > 0 ? read_month_name(scan, end + skip, &month, &doubtful) : 0;
  last = range ? last : day;
  if (month_end == 0 || last > tk_month_length(0, month)) {
    return 0;
  }
  size_t after = read_year_after(scan, month_end, &year);
  after = after > month_end ? after : read_said_year(scan, month_end, out, &year);
  bool relative = out->date.relative;
  out->date = tk_day_interval(year, month, day);
  out->date.to.day = (int8_t)last;
  out->date.relative = relative;
  return tk_day_valid(out->date.from) && tk_day_valid(out->date.to) ? after : 0;
}

/* ---- Years, decades, quarters ------------------------------------------------------------------------------------ */

static const char FUNCTION_WORDS[] =
    "and to the in as with by for when after but that which was is were has had have will would because amid due a an "
    "on "
    "at it he she they we its or despite until compared from of through while this who where before since under than "
    "according into also only are be can could may said says about i his her their during if so though although";

/* Whether a bare year may stand before this place: not before a noun that it could count. */
static bool ends_like_year(const tk_scan *scan, size_t end) {
  tenkyo_str word = tk_byte(scan, end) == ' ' ? tk_word_at(scan, end + 1) : (tenkyo_str){NULL, 0};
  return tk_byte(scan, end) != '-' &&
         (word.len == 0 || tk_is_word(word, FUNCTION_WORDS) || tk_is_capital(scan, end + 1));
}

static size_t read_bare_year(const tk_scan *scan, size_t at, const tk_partial *first, tk_partial *out) {
  static const char SURE[] = "in since during until till early late mid fiscal year fy calendar";
  static const char LIKELY[] = "by of from before after through for between and";
  int year;
  size_t end = read_year_number(scan, at, &year);
  if (end == 0 || year < 1900 || year > 2099) {
    return 0;
  }
  tk_numeral numeral = {.end = end};
  tk_unit unit;
  size_t scale;
  if (tk_unit_read(scan, end, &numeral, &unit) > 0 || tk_scale_word(scan, end, false, &scale) > 0) {
    return 0;
  }
  bool second = first != NULL && first->date.grain == TK_YEAR;
  size_t before = at > 0 && scan->text.ptr[at - 1] == '-' ? at - 1 : tk_back_space(scan, at);
  tenkyo_str word = tk_word_before(scan, before);
  bool sure = tk_is_word(word, SURE) || second;
  bool likely = tk_is_word(word, LIKELY) && ends_like_year(scan, end);
  if (before == at && !second) {
    return 0;
  }
  size_t dash = tk_dash(scan, end);
  bool season =
      dash > 0 && tk_is_ascii_digit(tk_byte(scan, end + dash)) && read_year_number(scan, end + dash, &year) == 0;
  if ((!sure && !likely) || season) {
    return 0;
  }
  read_year_number(scan, at, &year);
  out->date = tk_year_interval(year);
  return end;
}

/* 1990s, 21st century */
static size_t read_long(const tk_scan *scan, size_t at, tk_partial *out) {
  int value, digits;
  size_t end = tk_small_read(scan, at, &value, &digits);
  if (end == 0) {
    return 0;
  }
  if (digits == 4 && tk_byte(scan, end) == 's' && !tk_joins_word(scan, end + 1) && value % DECADE == 0 &&
      value % CENTURY != 0 && value > 1000 && value < 3000) {
    out->date = tk_year_interval(value);
    out->date.to = tk_year_interval(value + DECADE - 1).to;
    out->date.grain = TK_LONGER;
    return end + 1;
  }
  size_t ending = tk_here_any(scan, end, "st century|nd century|rd century|th century|st-century|th-century");
  if (digits > 2 || ending == 0 || value < 1 || value > 29 || tk_joins_word(scan, end + ending)) {
    return 0;
  }
  out->date = tk_year_interval((value - 1) * CENTURY + 1);
  out->date.to = tk_year_interval(value * CENTURY).to;
  out->date.grain = TK_LONGER;
  return end + ending;
}

/* Q3 2025, third quarter of 2025: with its year only. */
static size_t read_quarter(const tk_scan *scan, size_t at, tk_partial *out) {
  static const char *const WORDS[] = {"q1|first quarter|first-quarter", "q2|second quarter|second-quarter",
                                      "q3|third quarter|third-quarter", "q4|fourth quarter|fourth-quarter"};
  for (int i = 0; i < 4; i++) {
    size_t length = tk_here_any(scan, at, WORDS[i]);
    if (length == 0 || tk_joins_word(scan, at + length)) {
      continue;
    }
    int year;
    size_t end = read_year_after(scan, at + length, &year);
    if (end == at + length) {
      return 0;
    }
    out->date = tk_month_interval(year, i * 3 + 1);
    out->date.to = tk_month_interval(year, i * 3 + 3).to;
    out->date.grain = TK_QUARTER;
    return end;
  }
  return 0;
}

/* ---- Relative ---------------------------------------------------------------------------------------------------- */

static tk_date shifted_month(tk_day date, int months) {
  int count = date.year * 12 + date.month - 1 + months;
  return tk_month_interval(count / 12, count % 12 + 1);
}

/* yesterday, last week, this month, next year: they need the document's date. */
static size_t read_relative(const tk_scan *scan, size_t at, tk_partial *out) {
  static const struct {
    const char *words;
    char unit;
    int shift;
  } WORDS[] = {{"yesterday", 'd', -1}, {"today", 'd', 0},      {"tomorrow", 'd', 1},    {"last week", 'w', -1},
               {"this week", 'w', 0},  {"next week", 'w', 1},  {"last month", 'm', -1}, {"this month", 'm', 0},
               {"next month", 'm', 1}, {"last year", 'y', -1}, {"this year", 'y', 0},   {"next year", 'y', 1}};
  for (size_t i = 0; scan->date.year > 0 && i < sizeof WORDS / sizeof *WORDS; i++) {
    size_t length = tk_here(scan, at, tk_str(WORDS[i].words));
    if (length == 0 || tk_joins_word(scan, at + length) || tk_here_any(scan, at + length, "'s|’s") > 0) {
      continue;
    }
    int32_t day = tk_day_number(scan->date) + WORDS[i].shift * (WORDS[i].unit == 'w' ? 7 : 1);
    day -= WORDS[i].unit == 'w' ? day % 7 : 0;
    switch (WORDS[i].unit) {
    case 'm': out->date = shifted_month(scan->date, WORDS[i].shift); break;
    case 'y': out->date = tk_year_interval(scan->date.year + WORDS[i].shift); break;
    default:
      out->date.from = tk_day_from_number(day);
      out->date.to = tk_day_from_number(WORDS[i].unit == 'w' ? day + 6 : day);
      out->date.grain = WORDS[i].unit == 'w' ? TK_PART_OF_MONTH : TK_DAY;
    }
    out->date.relative = out->open = true;
    return day < 0 ? 0 : at + length;
  }
  return 0;
}

/* ---- 2025-08-15 -------------------------------------------------------------------------------------------------- */

static size_t read_digits_only(const tk_scan *scan, size_t at, tk_partial *out) {
  int values[3], digits;
  unsigned char mark = 0;
  size_t end = at;
  for (int i = 0; i < 3; i++) {
    size_t run = end;
    while (tk_is_plain_digit(scan, run) && run - end < 5) {
      run++;
    }
    digits = (int)(run - end);
    if ((i == 0 && digits != 4) || digits < 1 || digits > (i == 0 ? 4 : 2)) {
      return 0;
    }
    values[i] = 0;
    for (size_t j = end; j < run; j++) {
      values[i] = values[i] * 10 + (scan->text.ptr[j] - '0');
    }
    end = run;
    if (i < 2) {
      unsigned char byte = tk_byte(scan, end);
      if ((i == 0 && byte != '-' && byte != '/' && byte != '.') || (i == 1 && byte != mark)) {
        return 0;
      }
      mark = byte;
      end++;
    }
  }
  bool time = tk_byte(scan, end) == 't' && tk_is_ascii_digit(tk_byte(scan, end + 1));
  bool longer = tk_byte(scan, end) == mark && tk_is_ascii_digit(tk_byte(scan, end + 1));
  if (values[0] < 1000 || values[1] < 1 || values[1] > 12 || longer || (!time && tk_joins_word(scan, end))) {
    return 0;
  }
  out->date = tk_day_interval(values[0], values[1], values[2]);
  return tk_day_valid(out->date.from) ? end : 0;
}

/* After to or –: 30 of August 15 to 30. */
static size_t read_second_day(const tk_scan *scan, size_t at, const tk_partial *first, tk_partial *out) {
  int day, year = 0;
  if (first == NULL || first->date.grain != TK_DAY || first->date.from.month == 0) {
    return 0;
  }
  size_t end = read_day_number(scan, at, &day);
  if (end == 0) {
    return 0;
  }
  size_t after = read_year_after(scan, end, &year);
  out->date = tk_day_interval(year, 0, day);
  return after;
}

size_t tk_english_date(const tk_scan *scan, size_t at, const tk_partial *first, tk_partial *partial) {
  *partial = (tk_partial){.begin = at};
  if (!tk_is_ascii_digit(tk_byte(scan, at))) {
    size_t end = read_from_month(scan, at, first != NULL, partial);
    end = end > 0 ? end : read_quarter(scan, at, partial);
    return end > 0 ? end : read_relative(scan, at, partial);
  }
  size_t end = read_digits_only(scan, at, partial);
  end = end > 0 ? end : read_from_day(scan, at, partial);
  end = end > 0 ? end : read_long(scan, at, partial);
  end = end > 0 ? end : read_bare_year(scan, at, first, partial);
  return end > 0 ? end : read_second_day(scan, at, first, partial);
}
