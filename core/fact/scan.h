/*
 * Private to the room: the text as the readers of facts see it (the normalised view), the small questions they ask of
 * it, and the readers themselves. A reader is asked at a place and answers with where it ended; it never goes back
 * more than a bounded number of bytes, so that the whole scan stays linear.
 */
#ifndef TENKYO_FACT_SCAN_H
#define TENKYO_FACT_SCAN_H

#include "fact/fact.h"

typedef struct tk_scan {
  tenkyo_str text; /* the view's text: well-formed UTF-8, width and case folded */
  const tk_view *view;
  tenkyo_str original;
  tk_language language;
  tk_day date;  /* of the document; year 0: not known */
  size_t spent; /* bytes before this one belong to earlier facts */
} tk_scan;

/* ---- scan.c ------------------------------------------------------------------------------------------------------ */

/* The byte, 0 beyond the end. */
static inline unsigned char tk_byte(const tk_scan *scan, size_t at) {
  return at < scan->text.len ? (unsigned char)scan->text.ptr[at] : 0;
}
static inline bool tk_is_ascii_digit(unsigned char byte) { return byte >= '0' && byte <= '9'; }
static inline bool tk_is_ascii_letter(unsigned char byte) { return byte >= 'a' && byte <= 'z'; }
static inline bool tk_is_alphanumeric(unsigned char byte) {
  return tk_is_ascii_digit(byte) || tk_is_ascii_letter(byte);
}

/* The length of `literal` when it stands at (or, for _before, ends at) this place, else 0. */
size_t tk_here(const tk_scan *scan, size_t at, tenkyo_str literal);
size_t tk_before(const tk_scan *scan, size_t at, tenkyo_str literal);
/* The longest of several literals, separated by | in `literals`. */
size_t tk_here_any(const tk_scan *scan, size_t at, const char *literals);
size_t tk_before_any(const tk_scan *scan, size_t at, const char *literals);
/* The character here and before; 0 at the text's ends. */
uint32_t tk_character(const tk_scan *scan, size_t at, size_t *length);
uint32_t tk_character_before(const tk_scan *scan, size_t at);
/* Whether the character at an end of a Latin word goes on as a word (letter of any alphabet, digit, _). */
bool tk_joins_word(const tk_scan *scan, size_t at);
bool tk_joins_word_before(const tk_scan *scan, size_t at);
/* A plain word in lower-case ASCII letters that begins here and ends at a border; empty when there is none. */
tenkyo_str tk_word_at(const tk_scan *scan, size_t at);
/* The word that ends here, its begin at a border; empty when there is none. */
tenkyo_str tk_word_before(const tk_scan *scan, size_t at);
/* Whether `word` is one of those in `words`, separated by spaces. */
bool tk_is_word(tenkyo_str word, const char *words);
/* Past at most one space. */
static inline size_t tk_skip_space(const tk_scan *scan, size_t at) { return at + (tk_byte(scan, at) == ' '); }
/* Back over at most one space. */
static inline size_t tk_back_space(const tk_scan *scan, size_t at) {
  return at > 0 && scan->text.ptr[at - 1] == ' ' ? at - 1 : at;
}
/* A digit as a writer of numbers types it: not a superscript, a fraction or a circled number made one by NFKC. */
bool tk_is_plain_digit(const tk_scan *scan, size_t at);
/* Whether the letter here is a capital one in the original. */
bool tk_is_capital(const tk_scan *scan, size_t at);
/* Past the letters and digits of a name, with the hyphens and full stops inside it. */
size_t tk_skip_name(const tk_scan *scan, size_t at);
/* Whether the digit here is part of a name or a code: R2, GPT-5, no. 7, v1.2, x/3, #4, '90. */
bool tk_is_glued(const tk_scan *scan, size_t at);
/* Whether a Han character ends here. */
bool tk_han_before(const tk_scan *scan, size_t at);
/* The range mark here: 〜 ~ - – —; 0 when there is none. */
size_t tk_dash(const tk_scan *scan, size_t at);

/* ---- numeral.c --------------------------------------------------------------------------------------------------- */

typedef struct tk_numeral {
  tk_decimal low, high; /* equal but for 数十 */
  tk_decimal mantissa;  /* before the one scale word (5000 of 5000億); the whole value when there is none */
  int scale;            /* that word's power of ten, else 0 */
  size_t end;
  int digits;      /* of a plain run of ASCII digits without separator, point and scale; else 0 */
  int kanji;       /* characters, when written in them only */
  bool positional; /* 二〇二五: digits side by side */
  bool spelled;    /* two hundred */
  bool vague;      /* 数十, dozens of */
} tk_numeral;

typedef enum tk_outcome {
  TK_READ_NONE,   /* nothing begins here */
  TK_READ_VALUE,  /* read */
  TK_READ_REFUSED /* looks like a number and is none, or does not fit: go on at `end` */
} tk_outcome;

/* A number without unit, sign and modifiers. */
tk_outcome tk_numeral_read(const tk_scan *scan, size_t at, tk_numeral *numeral);
/* The numeral words of English at a word's begin. */
tk_outcome tk_spelled_read(const tk_scan *scan, size_t at, tk_numeral *numeral);
/* The value of a kanji that is written in numbers: 0–9, 10, 100, 1000, or 4, 8, 12, 16 zeros as -4 … ; false else. */
bool tk_kanji_value(uint32_t code, int *value);
/* The exponent of a scale word (million, bn) that follows a number, and its end; 0 when there is none. */
int tk_scale_word(const tk_scan *scan, size_t at, bool money, size_t *end);

/* A whole number of a date: up to four ASCII digits, or kanji of up to four digits. Its end, or 0. */
size_t tk_small_read(const tk_scan *scan, size_t at, int *value, int *digits);

/* ---- unit.c ------------------------------------------------------------------------------------------------------ */

typedef enum tk_unit_kind {
  TK_UNIT_NONE,
  TK_UNIT_COUNT,    /* generic counters that writers exchange: 個 台 枚 本 */
  TK_UNIT_SPECIFIC, /* a count of something said: 社 回 カ国 */
  TK_UNIT_PERSON,
  TK_UNIT_AGE,
  TK_UNIT_MONEY,
  TK_UNIT_PERCENT,
  TK_UNIT_POINT,
  TK_UNIT_TIMES,
  TK_UNIT_TIME,
  TK_UNIT_LENGTH,
  TK_UNIT_AREA,
  TK_UNIT_VOLUME,
  TK_UNIT_MASS,
  TK_UNIT_SPEED,
  TK_UNIT_TEMPERATURE,
  TK_UNIT_DATA,
  TK_UNIT_FREQUENCY,
  TK_UNIT_POWER,
  TK_UNIT_ENERGY,
  TK_UNIT_LOOSE /* may be several: キロ, 度, points */
} tk_unit_kind;

typedef struct tk_unit {
  const char *name; /* canonical */
  int32_t factor;   /* of the value itself: 割 is 10 of % */
  bool kanji;       /* a single kanji numeral may stand before it */
  bool ordinal;     /* 位, 番目 */
  bool years;       /* 年: a duration only when the words around say so */
} tk_unit;

/* The unit at this place, right after a number or one space. Its end, or 0. */
size_t tk_unit_read(const tk_scan *scan, size_t at, const tk_numeral *numeral, tk_unit *unit);
/* A currency's sign or code that ends here ($, US$, €, usd). The begin, or `at` when there is none. */
size_t tk_currency_before(const tk_scan *scan, size_t at, const char **name);
/* The kind of a canonical unit, and what it is of its base unit (factor × 10^exponent), as far as that is exact. */
tk_unit_kind tk_unit_kind_of(tenkyo_str name, const char **base, int32_t *factor, int32_t *exponent);

/* ---- number.c ---------------------------------------------------------------------------------------------------- */

/* A number with all that belongs to it, its numeral beginning at `at`. In the view's bytes. */
tk_outcome tk_number_read(const tk_scan *scan, size_t at, tk_fact *fact, size_t *end);

/* ---- date.c, date_japanese.c, date_english.c -----------------------------------------------------------------------
 */

/* A date, or a range of dates, that begins at `at`: its end, or 0. In the view's bytes. */
size_t tk_date_read(const tk_scan *scan, size_t at, tk_fact *fact);

/* A date as it is written: a year of 0 and a month of 0 are not said. */
typedef struct tk_partial {
  tk_date date;
  bool open;    /* another year than the document's for all we know (同年8月): not to be filled in */
  size_t begin; /* with the words before it that belong to it (early August) */
} tk_partial;

/* One date. For English, `first` is NULL or what stands before to: then 30 and 2021 may stand alone. The end, or 0. */
size_t tk_japanese_date(const tk_scan *scan, size_t at, tk_partial *partial);
size_t tk_english_date(const tk_scan *scan, size_t at, const tk_partial *first, tk_partial *partial);

/* ---- calendar.c -------------------------------------------------------------------------------------------------- */

/* 29 for a February whose year is not known (0). */
int tk_month_length(int year, int month);
bool tk_day_valid(tk_day day);     /* with a year of 0 or a month of 0 as far as known */
int32_t tk_day_number(tk_day day); /* days from 0001-01-01; the day is whole */
tk_day tk_day_from_number(int32_t number);
/* Whole units as intervals. */
tk_date tk_year_interval(int year);
tk_date tk_month_interval(int year, int month);
tk_date tk_part_interval(int year, int month, int first, int last); /* last 31: to the month's end */
tk_date tk_day_interval(int year, int month, int day);

/* ---- quotation.c ------------------------------------------------------------------------------------------------- */

/* A quotation that is open at a place of the scan. */
typedef struct tk_open_quote {
  int mark;    /* which pair of marks */
  size_t fact; /* index in the list: its place is kept while it is open */
} tk_open_quote;
TK_LIST(tk_open_quotes, tk_open_quote);

#define TK_QUOTE_MARKS 5

typedef struct tk_quote_state {
  tk_open_quotes open;           /* the innermost last */
  size_t counts[TK_QUOTE_MARKS]; /* open ones of each pair */
} tk_quote_state;

/* The end of a fact whose quotation is not closed; what keeps it is no fact. */
#define TK_UNCLOSED SIZE_MAX

/* Reads a quotation mark at `at`: appends an open fact or closes one. False when memory is out. */
bool tk_quote_mark(tk_arena *arena, const tk_scan *scan, size_t at, tk_quote_state *state, tk_fact_list *facts);
/* A line break: curly and straight quotes do not go beyond it, none goes beyond an empty line. */
void tk_quote_line(const tk_scan *scan, size_t at, tk_quote_state *state);

#endif
