/*
 * Dates as Japanese writes them: 2025年8月15日, 令和7年度, 昨年8月, 8月中旬, 15〜30日, 第3四半期, 1990年代.
 */
#include "fact/scan.h"

enum { DECADE = 10, CENTURY = 100 };

/* A whole number, or two joined by 〜, 、 or と before one unit: 15〜30日, 15、16日, 15と16日. */
typedef struct pair {
  int first, last;
  int digits; /* of the first */
  size_t end;
  bool kanji;
} pair;

static bool starts_number(const tk_scan *scan, size_t at) {
  int value;
  return tk_is_plain_digit(scan, at) || tk_kanji_value(tk_character(scan, at, NULL), &value);
}

static size_t here_unit(const tk_scan *scan, size_t at, const char *unit) {
  size_t begin = tk_skip_space(scan, at);
  size_t length = tk_here(scan, begin, tk_str(unit));
  return length > 0 ? begin + length : 0;
}

/* The pair before `unit`, the unit included; its end, or 0. */
static size_t read_pair(const tk_scan *scan, size_t at, const char *unit, pair *out) {
  int value, digits;
  size_t end = starts_number(scan, at) ? tk_small_read(scan, at, &value, &digits) : 0;
  if (end == 0) {
    return 0;
  }
  *out = (pair){value, value, digits, 0, !tk_is_ascii_digit(tk_byte(scan, at))};
  out->end = here_unit(scan, end, unit);
  if (out->end > 0) {
    return out->end;
  }
  size_t dash = tk_dash(scan, end), comma = tk_here_any(scan, end, "、|・|と");
  size_t next = end + dash + comma, second = next > end ? tk_small_read(scan, next, &out->last, &digits) : 0;
  if (second == 0) {
    return 0;
  }
  if (out->digits == 4 && digits == 2) { /* 2019〜21年 */
    out->last += out->first - out->first % CENTURY;
  }
  bool fits = out->last > out->first && (comma == 0 || out->last == out->first + 1);
  out->end = fits ? here_unit(scan, second, unit) : 0;
  return out->end;
}

/* ---- Years ------------------------------------------------------------------------------------------------------- */

typedef struct reading {
  const tk_scan *scan;
  size_t at; /* where the next part is looked for */
  tk_partial *out;
  int year; /* 0: not known */
  bool has_year, relative;
} reading;

static const struct {
  const char *name;
  int before_first; /* the year before the first one */
  int last;
} ERAS[] = {{"令和", 2018, 99}, {"平成", 1988, 31}, {"昭和", 1925, 64}, {"大正", 1911, 15}, {"明治", 1867, 45}};

static bool read_era(reading *state) {
  const tk_scan *scan = state->scan;
  for (size_t i = 0; i < sizeof ERAS / sizeof *ERAS; i++) {
    size_t name = tk_here(scan, state->at, tk_str(ERAS[i].name));
    if (name == 0) {
      continue;
    }
    size_t number = tk_skip_space(scan, state->at + name);
    int value = 1, digits;
    size_t end = tk_here(scan, number, TK_STR("元"));
    end = end > 0 ? number + end : starts_number(scan, number) ? tk_small_read(scan, number, &value, &digits) : 0;
    end = end > 0 ? here_unit(scan, end, "年") : 0;
    if (end == 0 || value < 1 || value > ERAS[i].last || tk_here_any(scan, end, "間|代") > 0) {
      return false;
    }
    state->year = ERAS[i].before_first + value;
    state->has_year = true;
    state->at = end;
    return true;
  }
  return false;
}

/* 2000年前, 1000年以上: no year of ours but a time that went by. */
static bool went_by(const tk_scan *scan, size_t at, int value) {
  if (tk_here(scan, at, TK_STR("間")) > 0) {
    return value % CENTURY == 0;
  }
  bool length = tk_here_any(scan, at, "前|後|以上|ぶり|余|もの|にわた|近く|ほど|程度|続|の歴史|の時") > 0;
  return length && value % CENTURY == 0 && tk_here_any(scan, at, "前半|後半|前期|後期") == 0;
}

/* 25年3月: of this or the last century, as far as the document's date tells. */
static bool read_short_year(reading *state, const pair *years) {
  const tk_scan *scan = state->scan;
  pair month;
  if (years->first < 10 || years->first > 99 || years->last != years->first || years->kanji ||
      read_pair(scan, tk_skip_space(scan, years->end), "月", &month) == 0) {
    return false;
  }
  int full = 2000 + years->first;
  full -= scan->date.year > 0 && full > scan->date.year + 10 ? CENTURY : 0;
  state->year = scan->date.year > 0 ? full : 0;
  state->out->open = scan->date.year == 0;
  state->relative = true;
  state->has_year = true;
  state->at = years->end;
  return true;
}

static bool read_year(reading *state, int *last) {
  const tk_scan *scan = state->scan;
  pair years;
  size_t end = read_pair(scan, state->at, "年", &years);
  *last = 0;
  if (end == 0 || tk_before_any(scan, state->at, "約|およそ|第") > 0) {
    return false;
  }
  if (years.digits == 2 || years.first < 1000) {
    return read_short_year(state, &years);
  }
  bool written = years.digits == 4 && years.first < 3000 && years.last < 3000;
  if (!written || went_by(scan, end, years.first) || tk_here(scan, end, TK_STR("代")) > 0) {
    return false;
  }
  state->year = years.first;
  *last = years.last;
  state->has_year = true;
  state->at = end;
  return true;
}

static const struct {
  const char *word;
  int years;
} RELATIVE_YEARS[] = {{"再来年", 2}, {"一昨年", -2}, {"昨年", -1}, {"去年", -1}, {"今年", 0}, {"本年", 0}, {"来年", 1}};

static bool read_relative_year(reading *state) {
  const tk_scan *scan = state->scan;
  for (size_t i = 0; i < sizeof RELATIVE_YEARS / sizeof *RELATIVE_YEARS; i++) {
    size_t length = tk_here(scan, state->at, tk_str(RELATIVE_YEARS[i].word));
    if (length > 0 && !tk_han_before(scan, state->at)) {
      state->year = scan->date.year > 0 ? scan->date.year + RELATIVE_YEARS[i].years : 0;
      state->out->open = true;
      state->relative = true;
      state->has_year = true;
      state->at += length;
      return true;
    }
  }
  return false;
}

/* Nothing of a way of writing that did not fit stays behind. */
static bool attempt(reading *state, bool (*read)(reading *)) {
  reading before = *state;
  tk_partial partial = *state->out;
  if (read(state)) {
    return true;
  }
  *state = before;
  *state->out = partial;
  return false;
}

/* ---- What may follow a year -------------------------------------------------------------------------------------- */

static void set_quarter(reading *state, int first_month, int months, size_t end) {
  tk_date *date = &state->out->date;
  *date = tk_month_interval(state->year, first_month);
  date->to = tk_month_interval(state->year, first_month + months - 1).to;
  date->grain = TK_QUARTER;
  state->at = end;
}

static bool read_quarter(reading *state) {
  const tk_scan *scan = state->scan;
  size_t begin = tk_skip_space(scan, state->at);
  size_t mark = tk_here(scan, begin, TK_STR("第"));
  for (int quarter = 1; mark > 0 && quarter <= 4; quarter++) {
    static const char *const DIGITS[] = {"1|一", "2|二", "3|三", "4|四"};
    size_t digit = tk_here_any(scan, begin + mark, DIGITS[quarter - 1]);
    size_t word = digit > 0 ? tk_here(scan, begin + mark + digit, TK_STR("四半期")) : 0;
    if (word > 0) {
      set_quarter(state, quarter * 3 - 2, 3, begin + mark + digit + word);
      return true;
    }
  }
  size_t half = state->has_year ? tk_here_any(scan, begin, "前半|上半期|上期") : 0;
  if (half > 0) {
    set_quarter(state, 1, 6, begin + half);
    return true;
  }
  half = state->has_year ? tk_here_any(scan, begin, "後半|下半期|下期") : 0;
  if (half > 0) {
    set_quarter(state, 7, 6, begin + half);
  }
  return half > 0;
}

static const struct {
  const char *words;
  int first, last;
} PARTS[] = {
    {"上旬|初旬|初め|はじめ|頭|初頭", 1, 10},
    {"中旬|半ば|なかば", 11, 20},
    {"下旬", 21, 31},
    {"末", 25, 31},
    {"前半", 1, 15},
    {"後半", 16, 31},
};

static bool read_part(reading *state, int month) {
  const tk_scan *scan = state->scan;
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
    size_t length = tk_here_any(scan, state->at, PARTS[i].words);
    if (length > 0 && tk_here_any(scan, state->at + length, "弾|取|尾|期") == 0) {
      state->out->date = tk_part_interval(state->year, month, PARTS[i].first, PARTS[i].last);
      state->at += length;
      return true;
    }
  }
  return false;
}

/* 1日に3回, 2日に1度 */
static bool is_rate(const tk_scan *scan, size_t end) {
  int value, digits;
  size_t number = end + tk_here(scan, end, TK_STR("に"));
  size_t after = number > end && starts_number(scan, number) ? tk_small_read(scan, number, &value, &digits) : 0;
  return after > 0 && tk_here_any(scan, after, "回|度|本|便|食|杯|つ|個|錠") > 0;
}

/* Words after 日 that make it a time that went by, a rate or another word. `alone`: no month is said. */
static bool is_no_day(const tk_scan *scan, size_t end, const pair *days, bool alone) {
  static const char ALONE[] =
      "間|以内|以上|未満|ぶり|連続|続|目|あたり|当たり|当り|平均|約|最大|程度|ほど|余|あまり|足らず|"
      "おき|ごと|ずつ|かけ|がか|かか|経|待|半|分|超|弱|強|本人|本|単位|没";
  static const char FIRST[] = "も|で|中|数|0|1|2|3|4|5|6|7|8|9|一|二|三|の終|の始|を通|が終|早|遅";
  if (tk_here(scan, end, TK_STR("間")) > 0) {
    return true;
  }
  if (!alone) {
    return false;
  }
  if (is_rate(scan, end)) {
    return true;
  }
  bool ago = tk_here_any(scan, end, "前|後") > 0 && tk_here_any(scan, end, "前後") == 0;
  return ago || tk_here_any(scan, end, ALONE) > 0 || (days->first == 1 && tk_here_any(scan, end, FIRST) > 0) ||
         (days->kanji && (days->first < 10 || tk_here_any(scan, end, "町|市|場|橋|月") > 0));
}

/* 19日, 19〜20日, 19、20両日, 19、20の両日 */
static size_t read_days(const tk_scan *scan, size_t at, pair *days) {
  static const char *const UNITS[] = {"日", "両日", "の両日"};
  size_t end = 0;
  for (size_t i = 0; end == 0 && i < sizeof UNITS / sizeof *UNITS; i++) {
    end = read_pair(scan, at, UNITS[i], days);
    end = i > 0 && end > 0 && days->last != days->first + 1 ? 0 : end;
  }
  return end;
}

static bool read_day(reading *state, int month) {
  const tk_scan *scan = state->scan;
  pair days;
  size_t end = read_days(scan, tk_skip_space(scan, state->at), &days);
  if (end == 0 || days.first < 1 || days.last > tk_month_length(state->year, month) ||
      is_no_day(scan, end, &days, month == 0)) {
    return false;
  }
  tk_date *date = &state->out->date;
  *date = tk_day_interval(state->year, month, days.first);
  date->to.day = (int8_t)days.last;
  state->at = end;
  return true;
}

/* Words before a month that say its year is not the document's. */
static void read_foreign_year(reading *state) {
  if (tk_before_any(state->scan, state->at, "同年|翌年|前年|当年|その年|毎年|例年|翌|前|毎|同|年の|年、") > 0) {
    state->out->open = true;
  }
}

static bool read_month(reading *state) {
  const tk_scan *scan = state->scan;
  size_t begin = state->has_year ? tk_skip_space(scan, state->at) : state->at;
  begin += state->has_year ? tk_here(scan, begin, TK_STR("の")) : 0;
  pair months;
  size_t end = read_pair(scan, begin, "月", &months);
  if (end == 0 || months.first < 1 || months.last > 12 || tk_here_any(scan, end, "間|面|影|見草") > 0 ||
      tk_before_any(scan, begin, "第|約|か|ヶ|カ") > 0) {
    return false;
  }
  bool kanji_alone = months.kanji && !state->has_year;
  if (kanji_alone && (tk_han_before(scan, begin) || tk_here_any(scan, end, "雨|蠅|晴|病|人形|飾") > 0)) {
    return false;
  }
  if (!state->has_year) {
    read_foreign_year(state);
  }
  state->at = end;
  if (months.last > months.first) {
    state->out->date = tk_month_interval(state->year, months.first);
    state->out->date.to = tk_month_interval(state->year, months.last).to;
    return true;
  }
  state->out->date = tk_month_interval(state->year, months.first);
  if (read_part(state, months.first) || read_day(state, months.first)) {
    return true;
  }
  return !kanji_alone || months.first > 1;
}

/* 先月, 今月15日 */
static bool read_relative_month(reading *state) {
  static const char *const WORDS[] = {"先々月", "先月", "今月", "来月", "再来月"};
  const tk_scan *scan = state->scan;
  for (int i = 0; i < 5; i++) {
    size_t length = tk_here(scan, state->at, tk_str(WORDS[i]));
    if (length == 0 || tk_han_before(scan, state->at)) {
      continue;
    }
    int shifted = scan->date.year * 12 + scan->date.month - 1 + i - 2;
    int month = scan->date.year > 0 ? shifted % 12 + 1 : 0;
    state->year = scan->date.year > 0 ? shifted / 12 : 0;
    state->relative = state->out->open = true;
    state->has_year = true;
    state->at += length;
    if (month > 0) {
      state->out->date = tk_month_interval(state->year, month);
    }
    return (month > 0 && read_part(state, month)) || read_day(state, month) || month > 0;
  }
  return false;
}

/* 昨日, 先週: they need the document's date. */
static bool read_relative_day(reading *state) {
  static const struct {
    const char *word;
    int days;
    bool week;
  } WORDS[] = {{"一昨日", -2, false}, {"昨日", -1, false}, {"本日", 0, false}, {"今日", 0, false},
               {"明日", 1, false},    {"先週", -7, true},  {"今週", 0, true},  {"来週", 7, true}};
  const tk_scan *scan = state->scan;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    size_t length = tk_here(scan, state->at, tk_str(WORDS[i].word));
    bool nowadays = length > 0 && tk_here_any(scan, state->at + length, "では|的|性|に至|まで|においても") > 0;
    if (length == 0 || scan->date.year == 0 || tk_han_before(scan, state->at) || (nowadays && WORDS[i].days == 0)) {
      continue;
    }
    int32_t day = tk_day_number(scan->date) + WORDS[i].days;
    day -= WORDS[i].week ? day % 7 : 0; /* 0001-01-01 was a Monday */
    if (day < 0) {
      return false;
    }
    tk_date *date = &state->out->date;
    *date = (tk_date){.from = tk_day_from_number(day),
                      .to = tk_day_from_number(day + (WORDS[i].week ? 6 : 0)),
                      .grain = WORDS[i].week ? TK_PART_OF_MONTH : TK_DAY};
    state->relative = state->out->open = true;
    state->at += length;
    return true;
  }
  return false;
}

/* 1990年代, 21世紀 */
static bool read_long(reading *state) {
  const tk_scan *scan = state->scan;
  pair value;
  tk_date *date = &state->out->date;
  if (read_pair(scan, state->at, "世紀", &value) > 0 && value.first >= 1 && value.last <= 29) {
    *date = tk_year_interval((value.first - 1) * CENTURY + 1);
    date->to = tk_year_interval(value.last * CENTURY).to;
  } else if (read_pair(scan, state->at, "年代", &value) > 0 && value.digits == 4 && value.last < 3000 &&
             value.first % DECADE == 0 && value.first % CENTURY != 0 && value.last % DECADE == 0) {
    *date = tk_year_interval(value.first);
    date->to = tk_year_interval(value.last + DECADE - 1).to;
  } else {
    return false;
  }
  date->grain = TK_LONGER;
  state->at = value.end;
  return true;
}

/* A year with what follows it. */
static bool read_from_year(reading *state, int last) {
  const tk_scan *scan = state->scan;
  size_t fiscal = tk_here(scan, state->at, TK_STR("度"));
  tk_date *date = &state->out->date;
  int end_year = last > 0 ? last : state->year;
  if (fiscal > 0) {
    if (state->year == 0) {
      return false;
    }
    *date = tk_month_interval(state->year, 4);
    date->to = tk_month_interval(end_year + 1, 3).to;
    date->grain = TK_YEAR;
    state->at += fiscal;
    return true;
  }
  if (end_year == state->year && (attempt(state, read_quarter) || attempt(state, read_month))) {
    return true;
  }
  if (state->year == 0) {
    return false;
  }
  *date = tk_year_interval(state->year);
  date->to = tk_year_interval(end_year).to;
  return true;
}

/* Back over the digits that end at `at`, four at most, and their value. */
static size_t digits_before(const tk_scan *scan, size_t at, int *value) {
  int place = 1;
  *value = 0;
  size_t begin = at;
  while (begin > 0 && at - begin < 4 && tk_is_ascii_digit(tk_byte(scan, begin - 1))) {
    begin--;
    *value += (tk_byte(scan, begin) - '0') * place;
    place *= 10;
  }
  return begin;
}

/* 7月19日と25日: the second day has the first one's month, and its year when that is said. 0: no such month. */
static int month_before(reading *state) {
  const tk_scan *scan = state->scan;
  size_t joined = tk_before(scan, state->at, TK_STR("日と"));
  int day, month, year;
  size_t end = state->at - joined, begin = digits_before(scan, end, &day);
  size_t unit = tk_before(scan, begin, TK_STR("月"));
  if (joined == 0 || begin == end || unit == 0) {
    return 0;
  }
  end = begin - unit;
  begin = digits_before(scan, end, &month);
  if (begin == end || month < 1 || month > 12) {
    return 0;
  }
  unit = tk_before(scan, begin, TK_STR("年"));
  end = begin - unit;
  size_t year_begin = digits_before(scan, end, &year);
  if (unit > 0 && end - year_begin == 4 && year >= 1000 && year < 3000) {
    state->year = year;
  } else {
    state->out->open |= unit > 0 || tk_before_any(scan, begin, "翌|前|毎|同|年の|年、") > 0;
  }
  return month;
}

static bool read_second_day(reading *state) {
  int month = month_before(state);
  return month > 0 && read_day(state, month);
}

static bool read_lone_day(reading *state) {
  return tk_before_any(state->scan, state->at, "約|第|あと|残り|延べ|計|まる|丸|毎") == 0 && read_day(state, 0);
}

size_t tk_japanese_date(const tk_scan *scan, size_t at, tk_partial *partial) {
  *partial = (tk_partial){.begin = at};
  reading state = {.scan = scan, .at = at, .out = partial};
  int last = 0;
  bool good;
  if (attempt(&state, read_era) || attempt(&state, read_relative_year) || read_year(&state, &last)) {
    good = read_from_year(&state, last);
  } else {
    good = attempt(&state, read_relative_month) || attempt(&state, read_relative_day) ||
           attempt(&state, read_quarter) || attempt(&state, read_month) || attempt(&state, read_second_day) ||
           attempt(&state, read_lone_day) || attempt(&state, read_long);
  }
  partial->date.relative = state.relative;
  return good ? state.at : 0;
}
