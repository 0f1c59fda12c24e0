/*
 * Numbers in the words of English: twelve, two hundred and fifty, 3.5 million, half a million, hundreds of.
 */
#include "fact/scan.h"

typedef struct number_word {
  const char *word;
  int value; /* of a number below a hundred; the exponent of a scale */
  bool scale;
} number_word;

static const number_word WORDS[] = {
    {"zero", 0, false},     {"one", 1, false},        {"two", 2, false},       {"three", 3, false},
    {"four", 4, false},     {"five", 5, false},       {"six", 6, false},       {"seven", 7, false},
    {"eight", 8, false},    {"nine", 9, false},       {"ten", 10, false},      {"eleven", 11, false},
    {"twelve", 12, false},  {"thirteen", 13, false},  {"fourteen", 14, false}, {"fifteen", 15, false},
    {"sixteen", 16, false}, {"seventeen", 17, false}, {"eighteen", 18, false}, {"nineteen", 19, false},
    {"twenty", 20, false},  {"thirty", 30, false},    {"forty", 40, false},    {"fifty", 50, false},
    {"sixty", 60, false},   {"seventy", 70, false},   {"eighty", 80, false},   {"ninety", 90, false},
    {"hundred", 2, true},   {"thousand", 3, true},    {"million", 6, true},    {"billion", 9, true},
    {"trillion", 12, true},
};

static const number_word *find_word(tenkyo_str word) {
  if (word.len < 3 || word.len > 9) {
    return NULL;
  }
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (WORDS[i].word[0] == word.ptr[0] && tk_equal(tk_str(WORDS[i].word), word)) {
      return &WORDS[i];
    }
  }
  return NULL;
}

int tk_scale_word(const tk_scan *scan, size_t at, bool money, size_t *end) {
  bool glued = tk_byte(scan, at) != ' ' && tk_byte(scan, at) != '-';
  size_t begin = glued ? at : at + 1;
  tenkyo_str word = tk_word_at(scan, begin);
  const number_word *known = find_word(word);
  *end = begin + word.len;
  if (known != NULL && known->scale) {
    return known->value;
  }
  if (tk_is_word(word, "bn")) {
    return 9;
  }
  if (tk_is_word(word, "tn trn")) {
    return 12;
  }
  if (tk_is_word(word, "mn mln")) {
    return 6;
  }
  if (!glued || word.len != 1 || (!money && tk_is_capital(scan, begin))) {
    return 0;
  }
  switch (word.ptr[0]) { /* without a currency, m is metres as often as millions, and b and t are names */
  case 'k': return 3;
  case 'm': return money ? 6 : 0;
  case 'b': return money ? 9 : 0;
  case 't': return money ? 12 : 0;
  default: return 0;
  }
}

/* ---- Spelled out ------------------------------------------------------------------------------------------------- */

/* Sum of what is done (two million), the group that is read (three hundred), and its last word. */
typedef struct spelled {
  int64_t total, group;
  int words, last_scale; /* of a word above hundred */
  int low;               /* the tens or ones that the group ends with, for what may follow; -1: none yet */
  bool broken;
} spelled;

static int64_t power_of_ten(int exponent) {
  int64_t power = 1;
  for (; exponent > 0; exponent--) {
    power *= 10;
  }
  return power;
}

/* False when the word cannot go on with this number. */
static bool take_word(spelled *state, const number_word *word) {
  if (word->scale && word->value == 2) {
    if (state->group < 1 || state->group > 99) {
      return false;
    }
    state->group *= 100;
    state->low = -1;
  } else if (word->scale) {
    if (state->group < 1 || word->value >= state->last_scale) {
      return false;
    }
    state->total += state->group * power_of_ten(word->value);
    state->last_scale = word->value;
    state->group = 0;
    state->low = -1;
  } else {
    bool ones_after_tens = state->low >= 20 && state->low % 10 == 0 && word->value > 0 && word->value < 10;
    bool fits = state->words == 0 || (state->low == -1 && word->value > 0) || ones_after_tens;
    if (!fits) {
      return false;
    }
    state->group += word->value;
    state->low = word->value;
  }
  state->words++;
  return true;
}

/* The border between two words of one number: a space, a hyphen, or " and " after hundred or a scale. */
static size_t next_word(const tk_scan *scan, size_t at, const spelled *state) {
  if (tk_byte(scan, at) != ' ' && tk_byte(scan, at) != '-') {
    return 0;
  }
  size_t skip = state->low == -1 ? tk_here(scan, at, TK_STR(" and ")) : 0;
  return at + (skip > 0 ? skip : 1);
}

static size_t read_words(const tk_scan *scan, size_t at, spelled *state) {
  size_t end = 0, next = at;
  do {
    tenkyo_str text = tk_word_at(scan, next);
    const number_word *word = find_word(text);
    if (word == NULL || !take_word(state, word)) {
      state->broken |= word != NULL && end > 0; /* two three; one hundred thousand hundred */
      break;
    }
    end = next + text.len;
    next = next_word(scan, end, state);
  } while (next > 0);
  return end;
}

static const struct {
  const char *words;
  int64_t low, high;
} VAGUE[] = {
    {"dozens of ", 24, 96},
    {"hundreds of thousands of ", 200000, 900000},
    {"hundreds of millions of ", 200000000, 900000000},
    {"hundreds of billions of ", 200000000000, 900000000000},
    {"tens of thousands of ", 20000, 90000},
    {"tens of millions of ", 20000000, 90000000},
    {"tens of billions of ", 20000000000, 90000000000},
    {"hundreds of ", 200, 900},
    {"thousands of ", 2000, 9000},
    {"millions of ", 2000000, 9000000},
    {"billions of ", 2000000000, 9000000000},
};

static bool read_vague(const tk_scan *scan, size_t at, tk_numeral *numeral) {
  for (size_t i = 0; i < sizeof VAGUE / sizeof *VAGUE; i++) {
    size_t length = tk_here(scan, at, tk_str(VAGUE[i].words));
    if (length > 0) {
      numeral->low = tk_decimal_make(VAGUE[i].low, 0);
      numeral->high = tk_decimal_make(VAGUE[i].high, 0);
      numeral->vague = true;
      numeral->end = at + length - sizeof " of " + 1;
      return true;
    }
  }
  return false;
}

/* Half a million, half a billion. */
static bool read_half(const tk_scan *scan, size_t at, tk_numeral *numeral) {
  size_t length = tk_here(scan, at, TK_STR("half"));
  length += length > 0 ? tk_here(scan, at + length, TK_STR(" a")) : 0;
  int scale = length > 0 ? tk_scale_word(scan, at + length, false, &numeral->end) : 0;
  numeral->low = numeral->high = (tk_decimal){5, scale - 1};
  return scale > 2;
}

/* What makes a read number another one: two and a half, a dozen, one of, two-thirds. */
static bool goes_on(const tk_scan *scan, size_t at) {
  if (tk_here_any(scan, at, " and a | dozen| score| point | out of | in ten | in five") > 0) {
    return true;
  }
  unsigned char byte = tk_byte(scan, at);
  tenkyo_str word = byte == '-' || byte == ' ' ? tk_word_at(scan, at + 1) : (tenkyo_str){NULL, 0};
  return tk_is_word(word, "half halves third thirds quarter quarters fourths fifth fifths sixths sevenths eighths "
                          "ninths tenth tenths hundredth thousandth first second fourth sixth seventh eighth ninth") &&
         !(byte == ' ' && tk_is_word(word, "first second third"));
}

tk_outcome tk_spelled_read(const tk_scan *scan, size_t at, tk_numeral *numeral) {
  *numeral = (tk_numeral){.end = at, .spelled = true};
  tenkyo_str first = tk_word_at(scan, at);
  if (read_vague(scan, at, numeral)) {
    return TK_READ_VALUE;
  }
  if (tk_is_word(first, "half")) {
    return read_half(scan, at, numeral) ? TK_READ_VALUE : TK_READ_NONE;
  }
  spelled state = {.last_scale = 15, .low = -1};
  size_t begin = at;
  if (tk_is_word(first, "a")) { /* a hundred, a million */
    const number_word *word = tk_byte(scan, at + 1) == ' ' ? find_word(tk_word_at(scan, at + 2)) : NULL;
    if (word == NULL || !word->scale ||
        tk_is_word(tk_word_before(scan, tk_back_space(scan, at)), "half of many such what")) {
      return TK_READ_NONE;
    }
    state.group = 1;
    state.words = 1;
    begin = at + 2;
  }
  size_t end = read_words(scan, begin, &state);
  if (end == 0) {
    return TK_READ_NONE;
  }
  numeral->end = end;
  if (state.broken || goes_on(scan, end)) {
    return TK_READ_REFUSED;
  }
  numeral->low = numeral->high = numeral->mantissa = tk_decimal_make(state.total + state.group, 0);
  numeral->scale = state.last_scale < 15 && state.group == 0 ? state.last_scale : 0;
  return TK_READ_VALUE;
}
