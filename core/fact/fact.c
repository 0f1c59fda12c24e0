/*
 * The scan: one pass over the normalised view that asks at each place which reader may begin there, leaves out what
 * holds no facts (addresses, markers, labels of lists), and maps the spans back to the original text.
 */
#include "fact/scan.h"

/* Where nothing can begin the loop only steps on; so the first byte decides for most of a text. */
typedef enum start { START_NONE, START_DIGIT, START_LETTER, START_QUOTE, START_LINE, START_BRACKET, START_WIDE } start;

static start start_of(unsigned char byte) {
  if (tk_is_ascii_digit(byte)) {
    return START_DIGIT;
  }
  if (tk_is_ascii_letter(byte)) {
    return START_LETTER;
  }
  switch (byte) {
  case '"': return START_QUOTE;
  case '\n': return START_LINE;
  case '[':
  case '(': return START_BRACKET;
  default: return byte >= 0xC2 ? START_WIDE : START_NONE;
  }
}

typedef struct finder {
  tk_arena *arena;
  tk_scan scan;
  tk_quote_state quotes;
  tk_fact_list *facts;
  bool failed;
} finder;

/* ---- What holds no facts ----------------------------------------------------------------------------------------- */

/* The end of an address: at white space, a character of no address, or the bracket that closes around it. */
static size_t skip_address(const tk_scan *scan, size_t at) {
  for (;; at++) {
    unsigned char byte = tk_byte(scan, at);
    if (byte <= ' ' || byte >= 0x7F || byte == '"' || byte == '<' || byte == '>' || byte == ')' || byte == ']') {
      return at;
    }
  }
}

/* [1], [1, 3–5], [^2], (3), 〔4〕: past the marker, or 0. */
static size_t skip_marker(const tk_scan *scan, size_t at) {
  size_t length, end = at, digits = 0;
  uint32_t open = tk_character(scan, at, &length);
  uint32_t close = open == '[' ? ']' : open == '(' ? ')' : 0x3015;
  for (end += length; end - at < 64; end += length) {
    uint32_t code = tk_character(scan, end, &length);
    bool digit = code < 0x80 && tk_is_ascii_digit((unsigned char)code);
    bool joins = code == ',' || code == ' ' || code == '-' || code == 0x2013 || code == 0x3001 || code == '^';
    if (code == close && digits > 0) {
      return open == '(' && digits > 3 ? 0 : end + length;
    }
    if (length == 0 || (!digit && !(joins && open != '('))) {
      return 0;
    }
    digits += digit;
  }
  return 0;
}

/* The label of a list item or a heading at a line's begin: "1. ", "2) ", "## 3.1 ". Its end, or `at`. */
static size_t skip_label(const tk_scan *scan, size_t at) {
  size_t begin = at;
  bool heading = false;
  while (tk_byte(scan, begin) == ' ' || tk_byte(scan, begin) == '#' || tk_byte(scan, begin) == '>') {
    heading |= tk_byte(scan, begin) == '#';
    begin++;
  }
  if ((tk_byte(scan, begin) == '-' || tk_byte(scan, begin) == '*' || tk_byte(scan, begin) == '+') &&
      tk_byte(scan, begin + 1) == ' ') {
    begin += 2;
  }
  size_t end = begin, points = 0;
  while (end - begin < 12 && (tk_is_plain_digit(scan, end) || (end > begin && tk_byte(scan, end) == '.'))) {
    points += tk_byte(scan, end) == '.';
    end++;
  }
  size_t digits = end - begin - points;
  bool closed = tk_byte(scan, end) == ')' || (points > 0 && tk_byte(scan, end - 1) == '.');
  unsigned char next = tk_byte(scan, end + (tk_byte(scan, end) == ')'));
  bool spaced = next == ' ' || next == '\n' || (closed && next >= 0x80);
  bool numbered = digits > 0 && digits <= 3 && spaced && (closed || heading);
  return numbered ? end + (tk_byte(scan, end) == ')') : at;
}

/* ---- Places ------------------------------------------------------------------------------------------------------ */

static bool keep(finder *state, const tk_fact *fact) {
  tk_fact *kept = tk_push(state->arena, state->facts);
  state->failed = kept == NULL;
  if (kept != NULL) {
    *kept = *fact;
    state->scan.spent = fact->span.end;
  }
  return kept != NULL;
}

/* A date, else a number, that begins at `at`: where to go on. */
static size_t read_value(finder *state, size_t at) {
  tk_fact fact = {0};
  size_t end = tk_date_read(&state->scan, at, &fact);
  if (end > 0) {
    keep(state, &fact);
    return end;
  }
  tk_outcome reading = tk_number_read(&state->scan, at, &fact, &end);
  if (reading == TK_READ_VALUE) {
    keep(state, &fact);
  }
  size_t length;
  tk_character(&state->scan, at, &length);
  return end > at ? end : at + length;
}

/* The end of a word of Latin letters that holds no number by itself; with glued digits it is a name. */
static size_t skip_word(const tk_scan *scan, size_t at) {
  size_t end = at;
  while (tk_is_ascii_letter(tk_byte(scan, end))) {
    end++;
  }
  if (tk_is_ascii_digit(tk_byte(scan, end))) {
    const char *codes;
    return tk_currency_before(scan, end, &codes) < end || tk_here(scan, at, TK_STR("fy")) == end - at
               ? end
               : tk_skip_name(scan, end);
  }
  if (tk_here_any(scan, end, "://|@") > 0 || tk_here(scan, at, TK_STR("www.")) > 0) {
    return skip_address(scan, end);
  }
  if (tk_byte(scan, end) == '-' && tk_is_ascii_digit(tk_byte(scan, end + 1)) &&
      !tk_is_word(tk_cut(scan->text, at, end), "mid early late")) {
    return tk_skip_name(scan, end);
  }
  return end;
}

/* Whether a date or number in words may begin with this letter pair; most words of a text are left here. */
static bool may_be_value(const tk_scan *scan, size_t at) {
  tenkyo_str word = tk_word_at(scan, at);
  if (word.len == 0 || word.len > 10) {
    return word.ptr != NULL && tk_byte(scan, at) == 'q';
  }
  switch (word.ptr[0]) {
  case 'a': return word.len == 1 || tk_is_word(word, "april apr august aug");
  case 'b': return tk_is_word(word, "billions");
  case 'd': return tk_is_word(word, "december dec dozens");
  case 'e': return tk_is_word(word, "eight eleven eighteen eighty");
  case 'f': return tk_is_word(word, "february feb four five fourteen fifteen forty fifty first fourth");
  case 'h': return tk_is_word(word, "half hundreds");
  case 'j': return tk_is_word(word, "january jan june jun july jul");
  case 'l': return tk_is_word(word, "last");
  case 'm': return tk_is_word(word, "march mar may millions");
  case 'n': return tk_is_word(word, "november nov nine nineteen ninety next");
  case 'o': return tk_is_word(word, "october oct one");
  case 's': return tk_is_word(word, "september sept sep six seven sixteen seventeen sixty seventy second");
  case 't':
    return tk_is_word(word, "two three ten twelve thirteen twenty thirty today tomorrow this third tens thousands");
  case 'y': return tk_is_word(word, "yesterday");
  default: return word.ptr[0] == 'z' && tk_is_word(word, "zero");
  }
}

static size_t read_letters(finder *state, size_t at) {
  const tk_scan *scan = &state->scan;
  bool quarter = tk_byte(scan, at) == 'q' && tk_is_ascii_digit(tk_byte(scan, at + 1));
  if (tk_joins_word_before(scan, at)) {
    return skip_word(scan, at);
  }
  if (!quarter && !may_be_value(scan, at)) {
    return skip_word(scan, at);
  }
  tk_fact fact = {0};
  size_t end = tk_date_read(scan, at, &fact);
  if (end == 0 && !quarter && tk_number_read(scan, at, &fact, &end) != TK_READ_VALUE) {
    return end > at ? end : skip_word(scan, at);
  }
  if (end == 0) {
    return skip_word(scan, at);
  }
  keep(state, &fact);
  return end;
}

/* The first character of a date in words. */
static bool opens_date(uint32_t code) {
  switch (code) {
  case 0x7B2C: /* 第3四半期; of other numbers the digit is the begin */
  case 0x4EE4: /* 令和 */
  case 0x5E73: /* 平成 */
  case 0x662D: /* 昭和 */
  case 0x5927: /* 大正 */
  case 0x660E: /* 明治, 明日 */
  case 0x6628: /* 昨年, 昨日 */
  case 0x53BB: /* 去年 */
  case 0x4ECA: /* 今年, 今月, 今日, 今週 */
  case 0x6765: /* 来年, 来月, 来週 */
  case 0x518D: /* 再来年, 再来月 */
  case 0x5148: /* 先月, 先週, 先々月 */
  case 0x672C: /* 本年, 本日 */ return true;
  default: return false;
  }
}

static bool opens_numeral(uint32_t code) {
  int value;
  return code == 0x6570 /* 数 */ || (tk_kanji_value(code, &value) && value >= 0);
}

static bool is_quote_mark(uint32_t code) {
  return (code >= 0x300C && code <= 0x300F) || code == 0x201C || code == 0x201D || code == 0x301D || code == 0x301F ||
         code == 0xAB || code == 0xBB;
}

/* A character beyond ASCII. */
static size_t read_wide(finder *state, size_t at) {
  size_t length, end = 0;
  uint32_t code = tk_character(&state->scan, at, &length);
  if (code >= 0x3040 && code < 0x3400) {
    return at + length; /* kana, most of a Japanese text */
  }
  if (opens_numeral(code)) {
    return read_value(state, at);
  }
  if (opens_date(code)) {
    tk_fact fact = {0};
    end = tk_date_read(&state->scan, at, &fact);
    if (end > 0) {
      keep(state, &fact);
    }
  } else if (is_quote_mark(code)) {
    state->failed |= !tk_quote_mark(state->arena, &state->scan, at, &state->quotes, state->facts);
  } else if (code == 0x3014) { /* 〔1〕 */
    end = skip_marker(&state->scan, at);
  }
  return end > 0 ? end : at + length;
}

static size_t step(finder *state, size_t at) {
  size_t end;
  switch (start_of(tk_byte(&state->scan, at))) {
  case START_DIGIT: return read_value(state, at);
  case START_LETTER: return read_letters(state, at);
  case START_QUOTE:
    state->failed |= !tk_quote_mark(state->arena, &state->scan, at, &state->quotes, state->facts);
    return at + 1;
  case START_LINE: tk_quote_line(&state->scan, at, &state->quotes); return skip_label(&state->scan, at + 1);
  case START_BRACKET: end = skip_marker(&state->scan, at); return end > 0 ? end : at + 1;
  case START_WIDE: return read_wide(state, at);
  default: return at + 1;
  }
}

/* ---- The text as it is read -------------------------------------------------------------------------------------- */

/* Whether the line break is one of hard-wrapped prose in Latin letters, so that a sentence goes on after it. */
static bool is_wrapped(tenkyo_str text, size_t at, size_t line) {
  enum { SHORTEST = 40 };
  if (at - line < SHORTEST || at + 1 >= text.len) {
    return false;
  }
  unsigned char before = (unsigned char)text.ptr[at - 1], after = (unsigned char)text.ptr[at + 1];
  bool plain = before > ' ' && before < 0x80 && before != '.' && before != ':' && before != '|';
  bool label = false;
  for (size_t i = at + 1; i < text.len && i < at + 5 && tk_is_ascii_digit((unsigned char)text.ptr[i]); i++) {
    label = i + 1 < text.len && (text.ptr[i + 1] == '.' || text.ptr[i + 1] == ')');
  }
  return plain && !label && (tk_is_alphanumeric(after) || after == '$' || after == '"');
}

/* A copy of the view's text in which such line breaks are spaces. */
static bool unwrap(tk_arena *arena, tenkyo_str *text) {
  if (text->len == 0 || memchr(text->ptr, '\n', text->len) == NULL) {
    return true;
  }
  char *copy = tk_arena_alloc(arena, text->len);
  if (copy == NULL) {
    return false;
  }
  memcpy(copy, text->ptr, text->len);
  size_t line = 0;
  for (size_t i = 0; i < text->len; i++) {
    if (copy[i] == '\n') {
      copy[i] = is_wrapped(*text, i, line) ? ' ' : '\n';
      line = i + 1;
    }
  }
  text->ptr = copy;
  return true;
}

/* Takes out what was never closed, and gives the rest its place in the original. */
static void finish(const tk_view *view, tk_fact_list *facts, size_t first) {
  size_t kept = first;
  for (size_t i = first; i < facts->count; i++) {
    tk_fact fact = facts->items[i];
    if (fact.span.end != TK_UNCLOSED) {
      fact.span = tk_view_origin(view, fact.span);
      facts->items[kept++] = fact;
    }
  }
  facts->count = kept;
}

bool tk_facts(tk_arena *arena, tenkyo_str text, const tk_fact_options *options, tk_fact_list *facts) {
  static const tk_fact_options NONE = {TK_UNKNOWN, {0, 0, 0}};
  options = options == NULL ? &NONE : options;
  tk_view view;
  if (!tk_normalize(arena, text, &view)) {
    return false;
  }
  tk_language language = options->language;
  if (language == TK_UNKNOWN) {
    language = tk_language_of(text, TK_UNKNOWN);
    language = language >= TK_GERMAN ? TK_UNKNOWN : language; /* the decimal comma is only taken on one's word */
  }
  finder state = {.arena = arena, .scan = {view.text, &view, text, language, options->date, 0}, .facts = facts};
  if (!unwrap(arena, &state.scan.text)) {
    return false;
  }
  size_t first = facts->count, at = skip_label(&state.scan, 0);
  while (at < state.scan.text.len && !state.failed) {
    at = step(&state, at);
  }
  finish(&view, facts, first);
  return !state.failed;
}

/* ---- Public ------------------------------------------------------------------------------------------------------ */

static bool publish_number(tk_arena *arena, const tk_number *number, tenkyo_fact *out) {
  bool open_low = number->bound == TK_AT_MOST || number->bound == TK_LESS_THAN;
  bool open_high = number->bound == TK_AT_LEAST || number->bound == TK_MORE_THAN;
  out->approximate = number->approximate;
  out->unit = tk_arena_copy(arena, number->unit);
  if (number->bound == TK_EXACT) {
    out->value = tk_decimal_text(arena, number->low);
  }
  if (number->bound != TK_EXACT && !open_low) {
    out->low = tk_decimal_text(arena, number->low);
  }
  if (number->bound != TK_EXACT && !open_high) {
    out->high = tk_decimal_text(arena, number->high);
  }
  return !arena->failed;
}

static bool publish(tk_arena *arena, const tk_fact *fact, tenkyo_fact *out) {
  out->kind = fact->kind;
  out->span = fact->span;
  if (fact->kind == TENKYO_NUMBER) {
    return publish_number(arena, &fact->as.number, out);
  }
  if (fact->kind == TENKYO_DATE) {
    out->from = tk_day_text(arena, fact->as.date.from);
    out->to = tk_day_text(arena, fact->as.date.to);
    out->relative = fact->as.date.relative;
  }
  return !arena->failed;
}

static bool publish_all(tk_arena *arena, const tk_fact_list *facts, tenkyo_result *result) {
  tenkyo_fact *items = tk_arena_array(arena, facts->count, sizeof *items);
  if (items == NULL) {
    return false;
  }
  for (size_t i = 0; i < facts->count; i++) {
    if (!publish(arena, &facts->items[i], &items[i])) {
      return false;
    }
  }
  result->facts = items;
  result->fact_count = facts->count;
  return true;
}

/* What the caller asked for; the status that ends the call here when it is not OK. */
static tenkyo_status begin(tenkyo_str text, const tenkyo_text_options *options, tenkyo_text_options *ours,
                           tk_fact_options *settings, tenkyo_error *error) {
  if (text.ptr == NULL && text.len > 0) {
    return tk_fail(error, TENKYO_INVALID, 0, "a text without bytes has a length");
  }
  if (text.len > TENKYO_TEXT_MAX) {
    return tk_fail(error, TENKYO_INVALID, 0, "a text of %zu bytes is too long", text.len);
  }
  tenkyo_status status = tk_options_read(ours, sizeof *ours, options, error);
  if (status != TENKYO_OK) {
    return status;
  }
  settings->language = tk_language_from_tag(ours->lang);
  settings->date = tk_day_parse(tk_str(ours->date));
  /* A month or a year alone would be taken for its first day, and "yesterday" for the day before that. */
  if (ours->date != NULL && (settings->date.year == 0 || strlen(ours->date) != 10)) {
    return tk_fail(error, TENKYO_INVALID, 0, "the date \"%.32s\" is not written YYYY-MM-DD", ours->date);
  }
  return tenkyo_cancel_is_set(ours->cancel) ? tk_cancelled(error) : TENKYO_OK;
}

tenkyo_status tenkyo_facts(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                           tenkyo_error *error) {
  if (out == NULL) {
    return tk_fail(error, TENKYO_INVALID, 0, "nowhere to put the result");
  }
  *out = NULL;
  tenkyo_text_options ours = {0};
  tk_fact_options settings = {TK_UNKNOWN, {0, 0, 0}};
  tenkyo_status status = begin(text, options, &ours, &settings, error);
  if (status != TENKYO_OK) {
    return status;
  }
  tk_arena scratch;
  tk_arena_init(&scratch, ours.allocator);
  tk_fact_list facts = {0};
  tenkyo_result *result = tk_result_new(ours.allocator);
  if (result == NULL || !tk_facts(&scratch, text, &settings, &facts) || !publish_all(&result->arena, &facts, result)) {
    tenkyo_result_free(result);
    result = NULL;
    status = tk_no_memory(error);
  }
  tk_arena_free(&scratch);
  *out = result;
  return status;
}

const tenkyo_fact *tenkyo_result_facts(const tenkyo_result *result, size_t *count) {
  if (count != NULL) {
    *count = result == NULL ? 0 : result->fact_count;
  }
  return result == NULL ? NULL : result->facts;
}
