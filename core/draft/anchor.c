/*
 * What a value is said of. `H20が30,000個、H800が10,000個` has two numbers of one unit, and only the words beside each
 * tell them apart: these are its anchors. They are sought in the value's own clause, before it and, where the language
 * puts them there, behind it: `30,000 H20 chips`, `30,000個のH20`, `8月15日に発表`.
 */
#include "draft/draft.h"
#include "rank/weight.h"

enum { REGION_MAX = 240 /* bytes on each side */, NAME_MIN = 2 };

typedef struct anchor_reader {
  tk_arena *arena;
  tenkyo_str text;
  size_t offset;
  bool japanese;
  const tk_fact *facts;
  size_t count;
} anchor_reader;

static bool is_value(const tk_fact *fact) { return fact->kind == TENKYO_NUMBER || fact->kind == TENKYO_DATE; }

static tenkyo_span span_of(const anchor_reader *reader, size_t fact) {
  tenkyo_span span = reader->facts[fact].span;
  return (tenkyo_span){span.begin - reader->offset, span.end - reader->offset};
}

/* ---- Where to look ----------------------------------------------------------------------------------------------- */

/* A mark between two clauses. */
static bool ends_clause(uint32_t code) {
  return code == ',' || code == ';' || code == ':' || code == '(' || code == ')' || code == 0x3001 || code == 0xFF0C ||
         code == 0xFF1B || code == 0xFF1A || code == 0x3002 || code == 0xFF08 || code == 0xFF09 || code == 0x2014 ||
         code == '|';
}

/* The beginning of the clause that ends at `at`, not before `from`. */
static size_t clause_begin(tenkyo_str text, size_t at, size_t from) {
  while (at > from) {
    uint32_t code;
    size_t length = tk_utf8_decode_before(text, at, &code);
    if (ends_clause(code)) break;
    at -= length;
  }
  return at;
}

/* The beginning of what a value at `at` is said of: of its clause, or for `佐藤さん（36歳）` of the one before the
 * bracket. */
static size_t region_before(tenkyo_str text, size_t at, size_t from) {
  size_t begin = clause_begin(text, at, from);
  uint32_t code = 0;
  if (begin <= from || tk_trim(tk_cut(text, begin, at)).len > 0) return begin;
  size_t length = tk_utf8_decode_before(text, begin, &code);
  bool bracket = code == '(' || code == 0xFF08;
  return bracket && begin - length >= from ? clause_begin(text, begin - length, from) : begin;
}

static bool is_conjunction(tenkyo_str rest) {
  return tk_starts_with(rest, TK_STR(" and ")) || tk_starts_with(rest, TK_STR(" or ")) ||
         tk_starts_with(rest, TK_STR(" but ")) || tk_starts_with(rest, TK_STR(" while ")) ||
         tk_starts_with(rest, TK_STR("と")) || tk_starts_with(rest, TK_STR("および")) ||
         tk_starts_with(rest, TK_STR("及び"));
}

/* The end of the clause that goes on at `at`, not behind `to`. */
static size_t clause_end(tenkyo_str text, size_t at, size_t to) {
  for (size_t from = at; at < to;) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    if (ends_clause(code) || (at > from && is_conjunction(tk_cut(text, at, to)))) break;
    if (at == from && is_conjunction(tk_cut(text, at, to))) break;
    at += length;
  }
  return at;
}

static bool is_word_class(tk_class class) {
  return class == TK_HAN || class == TK_KATAKANA || class == TK_LATIN || class == TK_DIGIT || class == TK_HANGUL;
}

/* `5人が死亡`, `5人死亡`: the first word behind a value of Japanese, with its particle. */
static size_t word_behind(tenkyo_str text, size_t at, size_t to) {
  static const char *const particles[] = {"が", "を", "は", "に", "も"};
  tenkyo_str rest = tk_cut(text, at, to);
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
    if (tk_starts_with(rest, tk_str(particles[i]))) {
      at += strlen(particles[i]);
      break;
    }
  while (at < to) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    if (!is_word_class(tk_character_class(code)) && code != 0x30FC) break;
    at += length;
  }
  return at;
}

/* `3人の証言者`, `30,000個の米国製のH20`: the noun behind の. Of `5万個のうち` the value is only the frame of another.
 */
static size_t noun_behind(tenkyo_str text, size_t at, size_t to) {
  static const char *const frames[] = {"のうち", "の内", "のなか", "の中"};
  for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
    if (tk_starts_with(tk_cut(text, at, to), tk_str(frames[i]))) return at;
  while (tk_starts_with(tk_cut(text, at, to), TK_STR("の"))) {
    size_t end = word_behind(text, at + strlen("の"), to);
    if (end == at + strlen("の")) break;
    at = end;
  }
  return at;
}

/* Where the words behind a value that speak of it end: all of its clause where numbers stand before their noun, and
 * behind a date; in Japanese the noun behind の, else one word. `taken`: they are said of no other value. */
static size_t region_behind(const anchor_reader *reader, size_t fact, size_t end, size_t to, bool *taken) {
  *taken = true;
  if (tk_starts_with(tk_cut(reader->text, end, to), TK_STR("分の"))) end += strlen("分"); /* 30,000個分のK7 */
  if (!reader->japanese || reader->facts[fact].kind == TENKYO_DATE) return clause_end(reader->text, end, to);
  if (tk_starts_with(tk_cut(reader->text, end, to), TK_STR("の"))) return noun_behind(reader->text, end, to);
  *taken = false;
  return word_behind(reader->text, end, to);
}

/* ---- Terms ------------------------------------------------------------------------------------------------------- */

static bool is_content_pair(tenkyo_str pair) {
  for (size_t at = 0; at < pair.len;) {
    uint32_t code;
    at += tk_utf8_decode(pair, at, &code);
    tk_class class = tk_character_class(code);
    if (class != TK_HAN && class != TK_KATAKANA && class != TK_HANGUL && code != 0x30FC) return false;
  }
  return true;
}

static bool has_letter(tenkyo_str word) {
  for (size_t at = 0; at < word.len;) {
    uint32_t code;
    at += tk_utf8_decode(word, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_LATIN || class == TK_LETTER || class == TK_HANGUL) return true;
  }
  return false;
}

static bool is_anchor(const tk_term *term) {
  switch (term->kind) {
  case TK_TERM_CHARACTER: return term->alone && is_content_pair(term->text);
  case TK_TERM_PAIR: return is_content_pair(term->text);
  case TK_TERM_WORD: return term->text.len >= NAME_MIN && has_letter(term->text) && !tk_is_function_word(term->text);
  }
  return false;
}

bool tk_anchors_have(const tk_anchors *anchors, tenkyo_str term) {
  for (size_t i = 0; i < anchors->terms.count; i++)
    if (tk_equal(anchors->terms.items[i], term)) return true;
  return false;
}

static bool add_region(const anchor_reader *reader, size_t begin, size_t end, tk_anchors *anchors) {
  tk_term_list terms = {0};
  if (begin >= end) return true;
  if (!tk_terms(reader->arena, tk_cut(reader->text, begin, end), &terms)) return false;
  for (size_t i = 0; i < terms.count; i++) {
    if (!is_anchor(&terms.items[i]) || tk_anchors_have(anchors, terms.items[i].text)) continue;
    tenkyo_str *added = tk_push(reader->arena, &anchors->terms);
    if (added == NULL) return false;
    *added = terms.items[i].text;
  }
  return true;
}

/* ---- All values of a text ---------------------------------------------------------------------------------------- */

static size_t next_value(const anchor_reader *reader, size_t after) {
  for (size_t i = after + 1; i < reader->count; i++)
    if (is_value(&reader->facts[i])) return span_of(reader, i).begin;
  return reader->text.len;
}

bool tk_anchors_read(tk_arena *arena, tenkyo_str text, size_t offset, tk_language language, const tk_fact *facts,
                     size_t count, tk_anchors *anchors) {
  bool japanese = language == TK_JAPANESE || language == TK_CHINESE || language == TK_KOREAN;
  anchor_reader reader = {arena, text, offset, japanese, facts, count};
  size_t taken = 0; /* what belongs to the values before */
  const tk_anchors *before = NULL;
  for (size_t i = 0; i < count; i++) {
    anchors[i].read = true;
    if (!is_value(&facts[i])) continue;
    tenkyo_span span = span_of(&reader, i);
    size_t from = span.begin > REGION_MAX && span.begin - REGION_MAX > taken ? span.begin - REGION_MAX : taken;
    if (from > span.begin) from = span.begin;
    if (!add_region(&reader, region_before(text, span.begin, from), span.begin, &anchors[i])) return false;
    bool own;
    size_t to = next_value(&reader, i);
    if (to > span.end + REGION_MAX) to = span.end + REGION_MAX;
    if (to < span.end) to = span.end;
    size_t end = region_behind(&reader, i, span.end, to, &own);
    if (!add_region(&reader, span.end, end, &anchors[i])) return false;
    if ((own ? end : span.end) > taken) taken = own ? end : span.end;
    anchors[i].borrowed = anchors[i].terms.count == 0;
    if (anchors[i].borrowed && before != NULL) anchors[i].terms = before->terms;
    if (anchors[i].terms.count == 0 && !add_region(&reader, from, span.begin, &anchors[i])) return false;
    /* `14日、ある女性が…`: a value that opens its sentence is said of what follows. */
    if (anchors[i].terms.count == 0 && !add_region(&reader, span.end, to, &anchors[i])) return false;
    before = &anchors[i];
  }
  return true;
}

/* ---- Comparing --------------------------------------------------------------------------------------------------- */

bool tk_is_name(tenkyo_str term) {
  size_t letters = 0, digits = 0;
  for (size_t i = 0; i < term.len; i++) {
    char byte = term.ptr[i];
    if (byte >= 'a' && byte <= 'z')
      letters++;
    else if (byte >= '0' && byte <= '9')
      digits++;
    else if (byte != '-' && byte != '.')
      return false;
  }
  if (tk_is_function_word(term)) return false;
  return digits > 0 ? letters > 0 : letters > 3;
}

size_t tk_anchors_shared(const tk_anchors *a, const tk_anchors *b, bool names) {
  size_t shared = 0;
  for (size_t i = 0; i < a->terms.count; i++)
    if ((!names || tk_is_name(a->terms.items[i])) && tk_anchors_have(b, a->terms.items[i])) shared++;
  return shared;
}
