/*
 * Quotations in a text: their marks, nested, and whether what is between them is speech.
 */
#include "fact/scan.h"

enum { CORNER, DOUBLE_CORNER, CURLY, STRAIGHT, ANGLE, SPEECH_CHARACTERS = 15, WINDOW = 96 };

typedef struct mark {
  int pair;
  bool opens, closes;
} mark;

static bool read_mark(uint32_t code, mark *out) {
  switch (code) {
  case 0x300C: return *out = (mark){CORNER, true, false}, true;
  case 0x300D: return *out = (mark){CORNER, false, true}, true;
  case 0x300E: return *out = (mark){DOUBLE_CORNER, true, false}, true;
  case 0x300F: return *out = (mark){DOUBLE_CORNER, false, true}, true;
  case 0x201C:
  case 0x301D: return *out = (mark){CURLY, true, false}, true;
  case 0x201D: /* some writers open with it too */
  case 0x301F: return *out = (mark){CURLY, true, true}, true;
  case '"': return *out = (mark){STRAIGHT, true, true}, true;
  case 0xAB: return *out = (mark){ANGLE, true, false}, true;
  case 0xBB: return *out = (mark){ANGLE, false, true}, true;
  default: return false;
  }
}

/* ---- Speech ------------------------------------------------------------------------------------------------------ */

static const char SAYING[] = "述べ|言っ|言い|言う|語っ|語り|語る|語ら|話し|話す|話した|指摘|説明|コメント|主張|警告|"
                             "発言|強調|訴え|答え|回答|反論|"
                             "批判|明かし|明らかに|表明|宣言|報告|つぶや|投稿|書い|書き|記し|呼びかけ|呼び掛け|叫ん|"
                             "叫び|求め|伝え|報じ|断言|否定|"
                             "謝罪|振り返|期待|懸念|見解|考え|声明|談話|評価|称賛|賞賛|嘆い|驚い|喜ん|歓迎|付け加え|"
                             "続け|力説|漏らし|誓っ|約束|分析|"
                             "している|した上|したうえ";
static const char NAMING[] = "呼ば|呼ぶ|呼ん|名付|題|いう|名乗|銘打|称す|称し|言わ|いわ|の名";
static const char SAYING_EN[] = "said says say saying told tells tell according wrote writes added adds warned warns "
                                "explained explains asked asks noted notes stated states argued argues claimed claims "
                                "insisted replied announced declared commented tweeted posted called quoted";

static bool stops_window(uint32_t code) {
  return code == 0x3002 || code == '\n' || code == 0x300C || code == 0x300E || code == 0x201C || code == '"';
}

/* と or などと after the mark, and a verb of saying in the same clause. */
static bool says_after(const tk_scan *scan, size_t at) {
  size_t particle = tk_here_any(scan, at, "と|などと|、と|とも");
  if (particle == 0) {
    return false;
  }
  at += particle;
  at += tk_here(scan, at, TK_STR("、"));
  if (tk_here_any(scan, at, NAMING) > 0) {
    return false;
  }
  size_t length;
  for (size_t i = at; i < at + WINDOW && i < scan->text.len; i += length) {
    if (stops_window(tk_character(scan, i, &length))) {
      return false;
    }
    if (tk_here_any(scan, i, SAYING) > 0) {
      return true;
    }
  }
  return false;
}

/* An English verb of saying between two places. */
static bool says_between(const tk_scan *scan, size_t begin, size_t end) {
  for (size_t i = begin; i < end; i++) {
    if (tk_is_ascii_letter(tk_byte(scan, i)) && (i == 0 || !tk_joins_word_before(scan, i)) &&
        tk_is_word(tk_word_at(scan, i), SAYING_EN)) {
      return true;
    }
  }
  return false;
}

static bool stops_english(unsigned char byte) {
  return byte == '\n' || byte == '.' || byte == '"' || byte == '!' || byte == '?';
}

static bool says_around(const tk_scan *scan, size_t open, size_t begin, size_t end, size_t close) {
  size_t from = open, to = close;
  while (from > 0 && open - from < WINDOW && !stops_english((unsigned char)scan->text.ptr[from - 1])) {
    from--;
  }
  while (to < scan->text.len && to - close < WINDOW && !stops_english(tk_byte(scan, to))) {
    to++;
  }
  while (from < open && ((unsigned char)scan->text.ptr[from] & 0xC0) == 0x80) {
    from++;
  }
  bool comma = open >= 2 && tk_before_any(scan, open, ", |: ") > 0;
  bool tail = end > begin && (scan->text.ptr[end - 1] == ',' || tk_byte(scan, close) == ',');
  return (comma && says_between(scan, from, open)) || (tail && says_between(scan, close, to)) ||
         (tk_before_any(scan, open, "said |says |told |wrote |warned |called it |saying ") > 0);
}

static bool is_long(const tk_scan *scan, size_t begin, size_t end) {
  int count = 0;
  for (size_t i = begin; i < end && count < SPEECH_CHARACTERS; i++) {
    count += ((unsigned char)scan->text.ptr[i] & 0xC0) != 0x80;
  }
  return count >= SPEECH_CHARACTERS;
}

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

static bool open_quote(tk_arena *arena, int pair, size_t begin, tk_quote_state *state, tk_fact_list *facts) {
  tk_open_quote *open = tk_push(arena, &state->open);
  tk_fact *fact = tk_push(arena, facts);
  if (open == NULL || fact == NULL) {
    return false;
  }
  *open = (tk_open_quote){pair, facts->count - 1};
  state->counts[pair]++;
  fact->kind = TENKYO_QUOTE;
  fact->span = (tenkyo_span){begin, TK_UNCLOSED};
  return true;
}

static void drop(tk_quote_state *state) {
  state->counts[state->open.items[state->open.count - 1].mark]--;
  state->open.count--;
}

/* Closes the innermost open one of this pair; what is open inside it was never closed. */
static void close_quote(const tk_scan *scan, int pair, size_t at, size_t after, tk_quote_state *state,
                        tk_fact_list *facts) {
  while (state->open.items[state->open.count - 1].mark != pair) {
    drop(state);
  }
  tk_fact *fact = &facts->items[state->open.items[state->open.count - 1].fact];
  drop(state);
  size_t begin = fact->span.begin;
  if (begin == at) {
    return;
  }
  size_t mark_length = pair == STRAIGHT ? 1 : pair == ANGLE ? 2 : 3;
  fact->span.end = at;
  fact->as.quote.speech =
      is_long(scan, begin, at) || says_after(scan, after) || says_around(scan, begin - mark_length, begin, at, after);
}

bool tk_quote_mark(tk_arena *arena, const tk_scan *scan, size_t at, tk_quote_state *state, tk_fact_list *facts) {
  size_t length;
  mark found;
  if (!read_mark(tk_character(scan, at, &length), &found)) {
    return true;
  }
  bool is_open = state->counts[found.pair] > 0;
  bool inch = found.pair == STRAIGHT && !is_open && at > 0 && tk_is_ascii_digit((unsigned char)scan->text.ptr[at - 1]);
  if (inch) {
    return true;
  }
  if (found.closes && is_open) {
    close_quote(scan, found.pair, at, at + length, state, facts);
    return true;
  }
  return !found.opens || open_quote(arena, found.pair, at + length, state, facts);
}

void tk_quote_line(const tk_scan *scan, size_t at, tk_quote_state *state) {
  size_t next = at + 1;
  while (tk_byte(scan, next) == ' ' || tk_byte(scan, next) == '\r') {
    next++;
  }
  bool empty = tk_byte(scan, next) == '\n';
  while (state->open.count > 0) {
    int pair = state->open.items[state->open.count - 1].mark;
    if (!empty && pair != CURLY && pair != STRAIGHT) {
      return;
    }
    drop(state);
  }
}
