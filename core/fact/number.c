/*
 * A number with all that belongs to it: 第 or a sign or a currency before it, the unit after it, the other end of a
 * range, and the words that make it a bound or an approximate value. What only looks like a number (model names,
 * clock times, scores, versions, kanji that are part of a word) is refused here.
 */
#include "fact/scan.h"

typedef struct reader {
  const tk_scan *scan;
  tk_numeral numeral;
  tk_number number;
  tk_unit unit; /* no name: none */
  const char *currency;
  size_t at;         /* where the numeral begins */
  size_t begin, end; /* with what belongs to it */
  size_t unit_end;
  bool negative, ordinal, modified;
} reader;

/* ---- What stands before ------------------------------------------------------------------------------------------ */

/* Kanji after which a single kanji numeral still is one. */
static bool opens_number(uint32_t before) {
  tenkyo_str allowed = TK_STR("約計各全延総残第最後去近毎前内間中年月日時分度人名社回件者性男女");
  char bytes[4];
  size_t length = tk_utf8_encode(before, bytes);
  return tk_search(allowed, (tenkyo_str){bytes, length}, 0) != SIZE_MAX;
}

static void read_sign(reader *state) {
  const tk_scan *scan = state->scan;
  size_t length = tk_before_any(scan, state->begin, "-|−|▲|△|マイナス|minus ");
  size_t sign = state->begin - length;
  bool free = length > 0 && !tk_joins_word_before(scan, sign) && tk_before_any(scan, sign, ")|]|%|.|-|–") == 0;
  if (free) {
    state->negative = true;
    state->begin = sign;
  } else if (tk_before(scan, state->begin, TK_STR("+")) > 0 && !tk_joins_word_before(scan, state->begin - 1)) {
    state->begin--;
  }
}

static bool read_opening(reader *state) {
  const tk_scan *scan = state->scan;
  state->begin = state->at;
  size_t ordinal = tk_before(scan, state->at, TK_STR("第"));
  if (ordinal > 0) {
    state->ordinal = true;
    state->begin -= ordinal;
    return true;
  }
  size_t currency = tk_currency_before(scan, state->at, &state->currency);
  if (currency < state->at && currency >= scan->spent) {
    state->begin = currency;
  } else {
    state->currency = NULL;
    if (tk_is_ascii_digit(tk_byte(scan, state->at)) && tk_is_glued(scan, state->at)) {
      return false;
    }
  }
  read_sign(state);
  return true;
}

static const struct {
  const char *words;
  tk_bound bound; /* TK_EXACT: approximate */
} PREFIXES[] = {
    {"約|およそ|おおよそ|ほぼ|おおむね|概ね|推定|推計|ざっと|だいたい| ~", TK_EXACT},
    {"about |around |roughly |nearly |almost |approximately |some |estimated |an estimated |approx. |close to |circa ",
     TK_EXACT},
    {"最大|最大で|最高|最長|上限", TK_AT_MOST},
    {"up to |at most |no more than |not more than |as many as |as much as |a maximum of |maximum ", TK_AT_MOST},
    {"少なくとも|最低|最低でも|最小|最短|下限", TK_AT_LEAST},
    {"at least |no fewer than |no less than |not less than |a minimum of ", TK_AT_LEAST},
    {"more than |over |above |greater than |in excess of |exceeding |upwards of ", TK_MORE_THAN},
    {"less than |fewer than |under |below ", TK_LESS_THAN},
};

static void set_bound(reader *state, tk_bound bound) {
  state->modified = true;
  if (bound == TK_EXACT) {
    state->number.approximate = true;
  } else if (state->number.bound == TK_EXACT) {
    state->number.bound = bound;
  }
}

/* Modifiers before the number, at most three: up to about … */
static void read_prefixes(reader *state) {
  const tk_scan *scan = state->scan;
  for (int round = 0; round < 3; round++) {
    size_t longest = 0, found = 0;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
      size_t length = tk_before_any(scan, state->begin, PREFIXES[i].words);
      size_t begin = state->begin - length;
      bool latin = length > 0 && tk_is_ascii_letter(tk_byte(scan, begin));
      if (length > longest && begin >= scan->spent && !(latin && tk_joins_word_before(scan, begin))) {
        longest = length;
        found = i;
      }
    }
    if (longest == 0) {
      return;
    }
    set_bound(state, PREFIXES[found].bound);
    state->begin -= longest;
  }
}

/* ---- What is no count -------------------------------------------------------------------------------------------- */

/* Past the rest of 10:30:15, 24/7, 03-1234-5678. */
static size_t skip_joined(const tk_scan *scan, size_t at, const char *marks) {
  for (;;) {
    size_t mark = tk_here_any(scan, at, marks);
    if (mark == 0 || !tk_is_ascii_digit(tk_byte(scan, at + mark))) {
      return at;
    }
    at += mark;
    while (tk_is_ascii_digit(tk_byte(scan, at)) ||
           (tk_byte(scan, at) == '.' && tk_is_ascii_digit(tk_byte(scan, at + 1)))) {
      at++;
    }
  }
}

/* 10:30, 3 p.m., 13時15分, 5時半: past it, or 0. */
static size_t skip_clock(const tk_scan *scan, size_t at) {
  size_t joined = skip_joined(scan, at, ":");
  size_t half = tk_here_any(scan, joined, "pm|am|p.m.|a.m.| pm| am| p.m.| a.m.| o'clock");
  if (half > 0 && !tk_joins_word(scan, joined + half)) {
    return joined + half;
  }
  size_t hour = tk_here_any(scan, at, "時| 時");
  if (hour == 0 || tk_here(scan, at + hour, TK_STR("間")) > 0) {
    return joined > at ? joined : 0;
  }
  at += hour;
  at += tk_here(scan, at, TK_STR("半"));
  static const char *const PARTS[] = {"分", "秒"};
  for (int i = 0; i < 2; i++) {
    int value, digits;
    size_t part = tk_small_read(scan, tk_skip_space(scan, at), &value, &digits);
    size_t unit = part > 0 ? tk_here(scan, tk_skip_space(scan, part), tk_str(PARTS[i])) : 0;
    at = unit > 0 ? tk_skip_space(scan, part) + unit : at;
  }
  return at;
}

static const char DAYS_GO_BY[] =
    "前|後|以内|以上|未満|ぶり|連続|続|目|分|程度|ほど|余|あまり|足らず|おき|ごと|かけ|がか|"
    "かか|遅れ|早|経|待|半|超|弱|強|近";

/* 5日前, 3日ぶり: a day that is counted. */
static bool counted_days(const tk_scan *scan, size_t at, size_t *end) {
  size_t length = tk_here_any(scan, at, "日| 日");
  *end = at + length;
  return length > 0 && tk_here_any(scan, *end, DAYS_GO_BY) > 0 && tk_here_any(scan, *end, "前後") == 0;
}

/* Past what makes the number something else (clock, score, ratio, version, code), or 0. */
static size_t skip_other(const tk_scan *scan, size_t at) {
  size_t clock = skip_clock(scan, at);
  if (clock > 0) {
    return clock;
  }
  size_t joined = skip_joined(scan, at, "/| / |対|×|・|⁄|@");
  if (joined > at) {
    return joined;
  }
  if (tk_byte(scan, at) == '@') {
    return tk_skip_name(scan, at + 1);
  }
  size_t day, word = tk_here_any(scan, at, "世紀|月|両日|の両日");
  if (word == 0 && tk_here_any(scan, at, "日間| 日間") == 0 && !counted_days(scan, at, &day)) {
    word = tk_here_any(scan, at, "日| 日"); /* 1日あたり: neither a date nor a count */
  }
  return word > 0 ? at + word : 0;
}

/* ---- What stands after ------------------------------------------------------------------------------------------- */

static bool years_go_by(const reader *state, size_t end) {
  static const char AFTER[] =
      "間|ぶり|前|後|以内|以上|未満|超|余|あまり|越|ごし|目|連続|続|半|物|もの|債|国債|来|おき|ごと|"
      "にわた|に渡|をかけ|かけ|がか|かか|近|ほど|程度|弱|強|経|たっ|たち|たて|待|契約|計画|期限|期間|"
      "固定|保証|の歳月|の懲役|の禁錮|の実刑|の歴史|の任期|あたり|当たり|余";
  static const char BEFORE[] = "懲役|禁錮|任期|過去|今後|この|ここ|創業|築|約|向こう|およそ|満";
  return state->numeral.vague || state->number.bound == TK_RANGE || tk_here_any(state->scan, end, AFTER) > 0 ||
         tk_before_any(state->scan, state->begin, BEFORE) > 0;
}

/* The unit after a numeral, with what only numbers of days ask for. */
static size_t read_unit(const tk_scan *scan, const tk_numeral *numeral, tk_unit *unit) {
  size_t end;
  *unit = (tk_unit){NULL, 1, false, false, false};
  if (counted_days(scan, numeral->end, &end)) {
    *unit = (tk_unit){"日間", 1, false, false, false};
    return end;
  }
  end = tk_unit_read(scan, numeral->end, numeral, unit);
  return end > 0 ? end : numeral->end;
}

/* The numeral at `at` with a scale word of English. */
static tk_outcome read_scaled(const tk_scan *scan, size_t at, bool money, tk_numeral *numeral) {
  bool spelled = tk_is_ascii_letter(tk_byte(scan, at));
  tk_outcome reading = spelled ? tk_spelled_read(scan, at, numeral) : tk_numeral_read(scan, at, numeral);
  size_t end;
  if (reading != TK_READ_VALUE || spelled || numeral->kanji > 0 || numeral->scale > 0) {
    return reading;
  }
  int scale = tk_scale_word(scan, numeral->end, money, &end);
  if (scale == 0) {
    return reading;
  }
  numeral->mantissa = numeral->low;
  numeral->end = end;
  numeral->scale = scale;
  numeral->digits = 0;
  if (!tk_decimal_scale(numeral->low, 1, scale, &numeral->low)) {
    return TK_READ_REFUSED;
  }
  numeral->high = numeral->low;
  return reading;
}

/* 3割5分2厘, 150円25銭, 9秒95, 2年半: what a second, smaller part adds. False: it does not fit. */
static bool read_second_part(reader *state, tk_decimal *value) {
  const tk_scan *scan = state->scan;
  const char *name = state->unit.name;
  size_t half = tk_here(scan, state->end, TK_STR("半"));
  if (half > 0 && tk_is_word(tk_str(name), "年間 カ月 時間 日間 割 倍 % 周") &&
      tk_here_any(scan, state->end + half, "分|ば|期|導|数|日|島|径|額|世") == 0) {
    state->end += half;
    return tk_decimal_add(*value, (tk_decimal){5, state->unit.factor == 10 ? 0 : -1}, value);
  }
  tk_numeral part;
  if (tk_numeral_read(scan, state->end, &part) != TK_READ_VALUE || part.vague) {
    return true;
  }
  size_t sen = tk_is_word(tk_str(name), "JPY") ? tk_here(scan, part.end, TK_STR("銭")) : 0;
  size_t bu = state->unit.factor == 10 ? tk_here(scan, part.end, TK_STR("分")) : 0;
  bool fraction = tk_is_word(tk_str(name), "秒") && part.digits > 0 && part.digits < 4;
  bool centimetres = tk_is_word(tk_str(name), "m") && part.digits == 2;
  tk_decimal small;
  if (sen + bu == 0 && !fraction && !centimetres) {
    return true;
  }
  int32_t shift = bu > 0 ? 0 : sen > 0 ? -2 : -part.digits;
  state->end = part.end + sen + bu;
  bool fits = tk_decimal_scale(part.low, 1, shift, &small) && tk_decimal_add(*value, small, value);
  if (bu > 0 && tk_numeral_read(scan, state->end, &part) == TK_READ_VALUE &&
      tk_here(scan, part.end, TK_STR("厘")) > 0) {
    state->end = part.end + sizeof "厘" - 1;
    fits = fits && tk_decimal_scale(part.low, 1, -1, &small) && tk_decimal_add(*value, small, value);
  }
  return fits;
}

static const struct {
  const char *words, *not_before;
  tk_bound bound; /* TK_EXACT: approximate */
} SUFFIXES[] = {
    {"以上| or more| or above| or higher| or greater| or over| or longer| or older|+", NULL, TK_AT_LEAST},
    {"以下|以内| or less| or fewer| or under| or below| or lower", NULL, TK_AT_MOST},
    {"未満|を下回|を下まわ|に満た", NULL, TK_LESS_THAN},
    {"超", "過|大|人", TK_MORE_THAN},
    {"を超|を上回|を上まわ|をこえ|を越え|超え|越え", NULL, TK_MORE_THAN},
    {"前後|程度|ほど|くらい|ぐらい|近く|内外|あまり|余り| or so|見当", NULL, TK_EXACT},
    {"余", "剰|裕|波|地|震|儀|計|暇", TK_EXACT},
    {"弱", "冷|者|点|い|ま|虫|体|肉", TK_EXACT},
    {"強", "化|調|い|ま|度|力|豪|風|制|烈|固|引|盗|者|み|め|国|打|火", TK_EXACT},
};

/* 30%台, 900億円台, 20人台, 80歳代: the mark of a band here; 80代 is a band of ages by itself. */
static size_t band_mark(reader *state) {
  const tk_scan *scan = state->scan;
  const char *name = state->unit.name;
  if (name == NULL || state->ordinal || state->unit.ordinal) {
    return 0;
  }
  const tk_decimal *value = &state->numeral.low;
  bool tens = value->exponent == 1 && value->significand >= 1 && value->significand <= 9;
  if (strcmp(name, "代") == 0 && tens && tk_here_any(scan, state->end, "続|将軍|にわた|に渡|前の|後の|以上") == 0) {
    state->unit.name = "age";
    state->unit_end = state->end;
    return state->end;
  }
  size_t mark = strcmp(name, "age") == 0 ? tk_here(scan, state->end, TK_STR("代")) : 0;
  if (mark == 0 && strcmp(name, "台") != 0) {
    mark = tk_here(scan, state->end, TK_STR("台"));
  }
  return mark > 0 && tk_here_any(scan, state->end + mark, "風|湾|頭|詞|帳|紙|座|無|数") == 0 ? state->end + mark : 0;
}

/* A band goes up to the next value of as many digits: 3%台 to 4%, 80代 to 89. What is counted or paid in whole units
 * ends one before it. */
static void read_band(reader *state) {
  size_t end = band_mark(state);
  if (end == 0) {
    return;
  }
  state->end = end;
  set_bound(state, TK_EXACT);
  const char *base;
  int32_t factor, exponent;
  tk_unit_kind kind = tk_unit_kind_of(tk_str(state->unit.name), &base, &factor, &exponent);
  bool whole = kind == TK_UNIT_MONEY || kind == TK_UNIT_AGE || kind == TK_UNIT_PERSON || kind == TK_UNIT_COUNT;
  tk_decimal high = state->numeral.high, last = {-1, 0};
  bool plain = state->number.bound == TK_EXACT || state->number.bound == TK_RANGE;
  if (!plain || state->negative || high.significand <= 0 || state->numeral.vague ||
      !tk_decimal_add(high, (tk_decimal){1, high.exponent}, &high)) {
    return;
  }
  if (whole && state->numeral.high.exponent > 0 && !tk_decimal_add(high, last, &high)) {
    return;
  }
  state->numeral.high = high;
  state->number.bound = TK_RANGE;
}

static void read_suffixes(reader *state) {
  const tk_scan *scan = state->scan;
  for (int round = 0; round < 2; round++) {
    size_t longest = 0, found = 0;
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
      size_t length = tk_here_any(scan, state->end, SUFFIXES[i].words);
      bool other = SUFFIXES[i].not_before != NULL && tk_here_any(scan, state->end + length, SUFFIXES[i].not_before) > 0;
      bool latin = length > 1 && tk_byte(scan, state->end) == ' ' && tk_joins_word(scan, state->end + length);
      if (length > longest && !other && !latin) {
        longest = length;
        found = i;
      }
    }
    bool counted = state->unit.name != NULL || state->numeral.scale > 0 || found < 6;
    if (longest == 0 || !counted) {
      break;
    }
    set_bound(state, SUFFIXES[found].bound);
    state->end += longest;
  }
  read_band(state);
}

/* ---- Ranges ------------------------------------------------------------------------------------------------------ */

typedef enum link { LINK_NONE, LINK_WAVE, LINK_HYPHEN, LINK_WORD, LINK_COMMA } link;

/* What joins the two ends here, and its end. */
static link read_link(const reader *state, size_t at, size_t *end) {
  const tk_scan *scan = state->scan;
  size_t dash = tk_dash(scan, tk_skip_space(scan, at));
  *end = tk_skip_space(scan, at) + dash;
  if (dash > 0) {
    bool wave = tk_byte(scan, *end - dash) == '~' || tk_here(scan, *end - dash, TK_STR("〜")) > 0;
    bool spaced = tk_skip_space(scan, at) > at;
    *end = wave || spaced ? tk_skip_space(scan, *end) : *end;
    return wave ? LINK_WAVE : LINK_HYPHEN;
  }
  size_t word = tk_here(scan, at, TK_STR(" to "));
  if (word == 0 && tk_before(scan, state->begin, TK_STR("between ")) > 0) {
    word = tk_here(scan, at, TK_STR(" and "));
  }
  *end = at + word;
  if (word > 0) {
    return LINK_WORD;
  }
  word = tk_here(scan, at, TK_STR("、"));
  *end = at + word;
  return word > 0 ? LINK_COMMA : LINK_NONE;
}

/* 3000〜5000億, 1.5-2 billion: the first end has the second one's scale. */
static bool share_scale(tk_numeral *low, const tk_numeral *high) {
  if (low->scale == 0 && high->scale > 0 && tk_decimal_compare(low->low, high->mantissa) < 0) {
    return tk_decimal_scale(low->low, 1, high->scale, &low->low);
  }
  return true;
}

/* A few (2、3人): neighbours below ten, with a unit. */
static bool neighbours(const tk_numeral *first, const tk_numeral *second, const tk_unit *unit) {
  tk_decimal next;
  return unit->name != NULL && tk_decimal_add(first->low, (tk_decimal){1, 0}, &next) &&
         tk_decimal_compare(next, second->low) == 0 && tk_decimal_compare(second->low, (tk_decimal){1, 1}) < 0;
}

/* rose by 1.4 million to 44.9 million: not a range but a change. */
static bool is_change(const reader *state, const tk_numeral *second) {
  tk_decimal tenfold;
  return tk_is_word(tk_word_before(state->scan, tk_back_space(state->scan, state->begin)),
                    "by from rose fell grew up down increased decreased climbed dropped slipped jumped cut raised "
                    "changed rise fall grow rising falling") ||
         !tk_decimal_scale(state->numeral.low, 1, 1, &tenfold) || tk_decimal_compare(second->low, tenfold) > 0;
}

/* The second end with its unit. */
typedef struct other_end {
  tk_numeral numeral;
  tk_unit unit;
  size_t begin, end;
  bool counted; /* it has what numbers of a range have, and a score or a telephone number has not */
  bool same_unit;
} other_end;

static bool read_other_end(const reader *state, size_t begin, other_end *other) {
  const tk_scan *scan = state->scan;
  other->begin = begin;
  size_t at = begin + tk_here_any(scan, begin, "us$|$|€|£|¥");
  if (read_scaled(scan, at, state->currency != NULL, &other->numeral) != TK_READ_VALUE || other->numeral.vague) {
    return false;
  }
  other->end = read_unit(scan, &other->numeral, &other->unit);
  bool has_unit = other->unit.name != NULL;
  other->same_unit = state->unit.name != NULL && has_unit && strcmp(state->unit.name, other->unit.name) == 0;
  other->counted = has_unit || other->numeral.scale > 0 || state->currency != NULL;
  return true;
}

/* The two ends made one. */
static void join_ends(reader *state, tk_decimal low, const other_end *other) {
  state->numeral.low = low;
  state->numeral.high = other->numeral.high;
  state->numeral.kanji += other->numeral.kanji;
  state->numeral.scale = other->numeral.scale;
  state->numeral.digits = 0;
  state->numeral.end = other->numeral.end;
  state->number.bound = TK_RANGE;
  state->unit = other->unit;
  state->end = other->end;
}

/* Two numbers that are none: 2-1, 03-1234-5678. */
static bool is_score(const reader *state, const other_end *other) {
  bool listed = tk_byte(state->scan, other->numeral.end) == '-' &&
                tk_is_ascii_digit(tk_byte(state->scan, other->numeral.end + 1));
  return state->unit.name == NULL && (!other->counted || listed);
}

/* Whether a range joined by a word is one: between 3 and 5, 10 to 20 percent; not rose from 3% to 5%. */
static bool is_word_range(const reader *state, const other_end *other) {
  bool between = tk_before(state->scan, state->begin, TK_STR("between ")) > 0;
  return between || (other->counted && state->unit.name == NULL && !is_change(state, &other->numeral));
}

/* The second end of a range. REFUSED: two numbers that are none (a score, a telephone number). */
static tk_outcome read_range(reader *state) {
  other_end other;
  size_t begin;
  link kind = read_link(state, state->end, &begin);
  if (kind == LINK_NONE || !read_other_end(state, begin, &other)) {
    return TK_READ_NONE;
  }
  bool first_unit = state->unit.name != NULL;
  if (kind == LINK_HYPHEN && is_score(state, &other)) {
    state->end = skip_joined(state->scan, other.numeral.end, "-|–|−");
    return TK_READ_REFUSED;
  }
  if (kind == LINK_COMMA && (first_unit || !neighbours(&state->numeral, &other.numeral, &other.unit))) {
    state->end = first_unit ? state->end : begin;
    return first_unit ? TK_READ_NONE : TK_READ_REFUSED;
  }
  tk_numeral first = state->numeral;
  bool word = kind == LINK_WORD;
  if ((first_unit && !other.same_unit) || (word && !is_word_range(state, &other)) ||
      !share_scale(&first, &other.numeral) || tk_decimal_compare(first.low, other.numeral.high) >= 0) {
    state->end = first_unit || word ? state->end : other.numeral.end;
    return first_unit || word ? TK_READ_NONE : TK_READ_REFUSED;
  }
  state->number.approximate |= kind == LINK_COMMA;
  join_ends(state, first.low, &other);
  return TK_READ_VALUE;
}

/* ---- Fractions --------------------------------------------------------------------------------------------------- */

/* 4分の3 as percent, when that is exact. */
static tk_outcome read_fraction(reader *state) {
  const tk_scan *scan = state->scan;
  size_t mark = tk_here(scan, state->numeral.end, TK_STR("分の"));
  if (mark == 0) {
    return TK_READ_NONE;
  }
  tk_numeral top;
  size_t begin = state->numeral.end + mark;
  tk_outcome outcome = tk_numeral_read(scan, begin, &top);
  if (outcome != TK_READ_VALUE) { /* 30分の番組 */
    state->end = top.end > begin ? top.end : begin;
    return outcome;
  }
  state->end = top.end;
  int64_t below = state->numeral.low.significand, above = top.low.significand;
  bool small = below > 0 && below < 1000 && above > 0 && above < 1000 && top.low.exponent >= 0 &&
               top.low.exponent < 4 && state->numeral.low.exponent >= 0 && state->numeral.low.exponent < 4 &&
               !top.vague && !state->numeral.vague;
  int32_t exponent = top.low.exponent - state->numeral.low.exponent + 2;
  for (int step = 0; small && above % below != 0 && step < 8; step++) {
    above *= 10;
    exponent--;
  }
  if (!small || above % below != 0) {
    return TK_READ_REFUSED;
  }
  state->numeral.low = state->numeral.high = tk_decimal_make(above / below, exponent);
  state->numeral.end = top.end;
  state->numeral.kanji = 0;
  state->numeral.digits = 0;
  state->unit = (tk_unit){"%", 1, true, false, false};
  return TK_READ_VALUE;
}

/* ---- Together ---------------------------------------------------------------------------------------------------- */

/* Whether kanji that can be a number are one here: before a counter, or large and alone. */
static bool kanji_counts(const reader *state) {
  const tk_scan *scan = state->scan;
  const tk_numeral *numeral = &state->numeral;
  uint32_t before = tk_character_before(scan, state->at), after = tk_character(scan, numeral->end, NULL);
  bool han_before = tk_han_before(scan, state->at) && !opens_number(before);
  if (numeral->positional && numeral->kanji == 2 && numeral->low.exponent == 0) {
    int64_t tens = numeral->low.significand / 10, ones = numeral->low.significand % 10;
    if (ones == tens + 1) { /* 二三人: two or three, or 23 */
      return false;
    }
  }
  if (state->unit.name != NULL) {
    return numeral->kanji > 1 || numeral->vague ? !(han_before && numeral->vague) : state->unit.kanji && !han_before;
  }
  bool large = tk_decimal_compare(numeral->low, (tk_decimal){1, 4}) >= 0 && numeral->kanji > 1;
  return large && !han_before && tk_character_class(after) != TK_HAN;
}

static bool is_sentence_start(const tk_scan *scan, size_t at) {
  while (at > 0 && (scan->text.ptr[at - 1] == ' ' || scan->text.ptr[at - 1] == '\n')) {
    at--;
  }
  return at == 0 || tk_before_any(scan, at, ".|!|?|。|\"|“|「|(|:") > 0;
}

/* Spelled numbers: not in names (the Big Ten), and one only before a unit. */
static bool spelled_counts(const reader *state) {
  const tk_scan *scan = state->scan;
  bool one = tk_decimal_compare(state->numeral.low, (tk_decimal){1, 0}) == 0;
  bool zero = state->numeral.low.significand == 0;
  return !((one || zero) && state->unit.name == NULL) &&
         (!tk_is_capital(scan, state->at) || is_sentence_start(scan, state->at));
}

/* A bare number after a name (Windows 11, ステージ4, 表3). */
static bool follows_name(const reader *state) {
  const tk_scan *scan = state->scan;
  size_t end = tk_back_space(scan, state->begin);
  if (end == 0 || state->modified) {
    return false;
  }
  tk_class class = tk_character_class(tk_character_before(scan, end));
  if (class == TK_KATAKANA || class == TK_HAN) {
    return true;
  }
  tenkyo_str word = tk_word_before(scan, end);
  bool capital = false;
  for (size_t i = end - word.len; i < end; i++) {
    capital |= tk_is_capital(scan, i);
  }
  return word.len > 0 && (scan->language == TK_JAPANESE || capital) &&
         !tk_is_word(word, "in on at by of to and the with from for about over under after before than more only just "
                           "nearly around some all another these those there while since until as but or if that this "
                           "its his her their an a no when where who which");
}

static bool is_weak(const reader *state) {
  const tk_numeral *numeral = &state->numeral;
  tk_decimal two = {2, 0};
  bool small = tk_decimal_compare(numeral->high, two) <= 0 && numeral->scale == 0;
  bool written = numeral->kanji > 0 || numeral->spelled;
  bool tsu = state->unit.name != NULL && tk_before(state->scan, state->end, TK_STR("つ")) > 0;
  if (small && (written || tsu)) {
    return true;
  }
  if (state->unit.name != NULL) {
    return state->unit.years && !years_go_by(state, state->unit_end);
  }
  bool hyphened = tk_byte(state->scan, state->end) == '-';
  bool year = numeral->digits == 4 && state->modified; /* around 2000 */
  return state->currency == NULL && numeral->scale == 0 && (hyphened || year || follows_name(state));
}

/* 3rd, 1990s, 5G: what letters right after the digits make of them. False: no number. */
static bool read_letters(reader *state) {
  const tk_scan *scan = state->scan;
  if (state->unit.name != NULL || !tk_joins_word(scan, state->end)) {
    return true;
  }
  tenkyo_str word = tk_word_at(scan, state->end);
  bool ordinal = state->numeral.digits > 0 && tk_is_word(word, "st nd rd th");
  state->ordinal |= ordinal;
  state->end = ordinal ? state->end + word.len : tk_skip_name(scan, state->end);
  return ordinal;
}

/* Whether what was read, with its unit, is a number that may be compared. */
static bool counts(reader *state) {
  const tk_numeral *numeral = &state->numeral;
  bool bare = state->unit.name == NULL && state->currency == NULL;
  if (state->ordinal && (bare || strcmp(state->unit.name == NULL ? "" : state->unit.name, "人") == 0) &&
      tk_before(state->scan, state->at, TK_STR("第")) > 0) {
    return false; /* 第三国, 第2次, 第一人者 */
  }
  if ((numeral->kanji > 0 && !kanji_counts(state)) || (numeral->spelled && !spelled_counts(state))) {
    return false;
  }
  if (bare && tk_before_any(state->scan, state->at, "one in | out of |one in every ") > 0) {
    return false;
  }
  if (numeral->vague && bare && !numeral->spelled && numeral->low.exponent == 0) {
    return false; /* 数学 */
  }
  bool year = numeral->digits == 4 && tk_decimal_compare(numeral->low, (tk_decimal){19, 2}) >= 0 &&
              tk_decimal_compare(numeral->low, (tk_decimal){21, 2}) < 0;
  if (year && bare && !state->ordinal && !state->modified) {
    return false;
  }
  if (state->unit.years && numeral->digits == 4) {
    return years_go_by(state, state->unit_end) && numeral->low.exponent >= 2;
  }
  return true;
}

static bool fill(reader *state, tk_fact *fact) {
  tk_number *number = &state->number;
  const char *name = state->unit.name != NULL ? state->unit.name : state->currency;
  number->unit = name == NULL ? (tenkyo_str){NULL, 0} : tk_str(name);
  number->ordinal = state->ordinal || state->unit.ordinal;
  number->low = state->numeral.low;
  number->high = state->numeral.high;
  if (state->numeral.vague) {
    number->approximate = true;
    number->bound = TK_RANGE;
  }
  if (state->negative) {
    if (number->bound == TK_RANGE) {
      return false;
    }
    number->low.significand = number->high.significand = -number->low.significand;
  }
  fact->kind = TENKYO_NUMBER;
  fact->span = (tenkyo_span){state->begin, state->end};
  fact->as.number = *number;
  return true;
}

/* 3回目, but not 4500万円目減り: a share or an amount of money is no place in a row, and 目 begins words of its own. */
static size_t ordinal_mark(const reader *state) {
  static const char WORDS[] =
      "標|的|指|玉|録|撃|線|立|安|前|次|覚|黒|当|減|論|途|処|障|配せ|移り|新し|張|印|視|一杯|いっぱい";
  const char *base;
  int32_t factor, exponent;
  tk_unit_kind kind = tk_unit_kind_of(tk_str(state->unit.name), &base, &factor, &exponent);
  size_t mark = tk_here(state->scan, state->end, TK_STR("目"));
  bool counter = kind != TK_UNIT_MONEY && kind != TK_UNIT_PERCENT && kind != TK_UNIT_POINT && kind != TK_UNIT_TIMES;
  return mark > 0 && counter && tk_here_any(state->scan, state->end + mark, WORDS) == 0 ? mark : 0;
}

/* The unit, its second part, the age of "aged 40", 3回目. False: the value does not fit. */
static bool read_tail(reader *state) {
  const tk_scan *scan = state->scan;
  if (state->unit.name == NULL) {
    bool aged = state->numeral.digits > 0 && tk_before_any(scan, state->begin, " aged | age | ages ") > 0;
    state->unit.name = aged ? "age" : NULL;
    return true;
  }
  tk_decimal *low = &state->numeral.low, *high = &state->numeral.high;
  if (!tk_decimal_scale(*low, state->unit.factor, 0, low) || !tk_decimal_scale(*high, state->unit.factor, 0, high)) {
    return false;
  }
  if (state->number.bound != TK_RANGE && !state->numeral.vague) {
    if (!read_second_part(state, low)) {
      return false;
    }
    *high = *low;
  }
  size_t ordinal = ordinal_mark(state);
  state->ordinal |= ordinal > 0;
  state->end += ordinal;
  return true;
}

tk_outcome tk_number_read(const tk_scan *scan, size_t at, tk_fact *fact, size_t *end) {
  reader state = {.scan = scan, .at = at, .number.bound = TK_EXACT};
  if (!read_opening(&state)) {
    size_t name = tk_skip_name(scan, at);
    tk_numeral_read(scan, at, &state.numeral);
    *end = name > state.numeral.end ? name : state.numeral.end;
    return TK_READ_REFUSED;
  }
  tk_outcome reading = read_scaled(scan, at, state.currency != NULL, &state.numeral);
  *end = state.numeral.end;
  if (reading != TK_READ_VALUE) {
    return reading;
  }
  state.end = state.numeral.end;
  size_t other = state.unit.name == NULL && !state.numeral.vague ? skip_other(scan, state.end) : 0;
  if (other > 0) {
    *end = other;
    return TK_READ_REFUSED;
  }
  tk_outcome fraction = read_fraction(&state);
  if (fraction == TK_READ_NONE) {
    state.end = read_unit(scan, &state.numeral, &state.unit);
    reading = state.numeral.vague ? TK_READ_NONE : read_range(&state);
  }
  size_t plain = state.unit_end = state.end; /* when it counts for nothing, go on after its numerals and unit */
  bool good = fraction != TK_READ_REFUSED && reading != TK_READ_REFUSED && read_letters(&state) && read_tail(&state);
  if (good) {
    read_prefixes(&state);
    good = counts(&state);
  }
  if (!good) {
    *end = state.numeral.end > plain ? state.numeral.end : plain;
    *end = state.end > *end ? state.end : *end;
    return TK_READ_REFUSED;
  }
  state.number.weak = is_weak(&state);
  read_suffixes(&state);
  *end = state.end;
  return fill(&state, fact) ? TK_READ_VALUE : TK_READ_REFUSED;
}
