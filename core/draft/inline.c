/*
 * What stands inside a block: markers, links, and the parts that are no text to a reader — code, formulas, comments,
 * tags, addresses, link destinations. A block is read once from left to right. Brackets and runs of backticks are
 * paired beforehand, and a closing mark that was looked for in vain is remembered, so that no input makes it look
 * twice.
 */
#include "draft/draft.h"

enum { CODE_RUN_MAX = 64, NESTING_MAX = 32, DESTINATION_MAX = 4096, LABEL_MAX = 200 };

typedef struct bracket {
  uint32_t at;                           /* "[" or "]" */
  uint32_t partner;                      /* place of the other in the list, or NO_PARTNER */
  uint32_t below;                        /* while pairing: the open bracket under this one */
  uint32_t link_end, url_begin, url_end; /* link_end 0: no link */
} bracket;

typedef struct backticks {
  uint32_t at, length;
  uint32_t next; /* place of the next run of this length, or NO_PARTNER */
} backticks;

#define NO_PARTNER UINT32_MAX

TK_LIST(bracket_list, bracket);
TK_LIST(backticks_list, backticks);

typedef struct inline_reader {
  tk_marker_reader marker;
  tk_citations *citations;
  tk_block_kind kind;
  bracket_list brackets;
  backticks_list runs;
  size_t bracket_at, run_at;   /* the first that is not behind */
  size_t dollar, refused;      /* see closing_dollar */
  bool no_display, no_comment; /* no closing mark follows in this block */
} inline_reader;

static bool is_ascii_alnum(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_ascii_punctuation(char byte) { return byte > ' ' && byte < 0x7F && !is_ascii_alnum(byte); }

static bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

static char byte_at(const inline_reader *reader, size_t at) {
  return at < reader->marker.end ? reader->marker.text.ptr[at] : '\0';
}

static char byte_before(const inline_reader *reader, size_t at) {
  return at > reader->marker.begin ? reader->marker.text.ptr[at - 1] : '\0';
}

/* ---- Output ------------------------------------------------------------------------------------------------------ */

static void hide(inline_reader *reader, size_t begin, size_t end) {
  tk_span_list *hidden = &reader->citations->hidden;
  if (hidden->count > 0 && hidden->items[hidden->count - 1].end >= begin) {
    if (hidden->items[hidden->count - 1].end < end) hidden->items[hidden->count - 1].end = end;
    return;
  }
  tenkyo_span *span = tk_push(reader->marker.arena, hidden);
  if (span == NULL)
    reader->marker.failed = true;
  else
    *span = (tenkyo_span){begin, end};
}

static void add_marker(inline_reader *reader, tk_marker_list *list, size_t begin, size_t end) {
  size_t count = reader->marker.keys.count;
  tenkyo_key *keys = tk_arena_array(reader->marker.arena, count, sizeof *keys);
  tenkyo_marker *marker = keys == NULL ? NULL : tk_push(reader->marker.arena, list);
  if (marker == NULL) {
    reader->marker.failed = true;
    return;
  }
  memcpy(keys, reader->marker.keys.items, count * sizeof *keys);
  *marker = (tenkyo_marker){{begin, end}, keys, count};
}

static void add_link(inline_reader *reader, size_t begin, size_t end, size_t url_begin, size_t url_end) {
  reader->marker.keys.count = 0;
  tenkyo_key *key = tk_push(reader->marker.arena, &reader->marker.keys);
  if (key == NULL) {
    reader->marker.failed = true;
    return;
  }
  *key = (tenkyo_key){tk_cut(reader->marker.text, url_begin, url_end), {url_begin, url_end}, -1};
  add_marker(reader, &reader->citations->links, begin, end);
}

/* ---- Pairs ------------------------------------------------------------------------------------------------------- */

/* `"title"` or `'title'` behind a destination; the offset behind it. */
static size_t skip_link_title(const inline_reader *reader, size_t at) {
  char mark = byte_at(reader, at);
  if (mark != '"' && mark != '\'') return at;
  size_t left = reader->marker.end - at - 1;
  const char *close = memchr(reader->marker.text.ptr + at + 1, mark, left < DESTINATION_MAX ? left : DESTINATION_MAX);
  return close == NULL ? at : (size_t)(close - reader->marker.text.ptr) + 1;
}

/* The end of the destination at `at`: up to white space or the bracket that closes the link. */
static size_t destination_end(const inline_reader *reader, size_t at, bool pointed) {
  size_t from = at;
  for (unsigned depth = 0; at < reader->marker.end && at - from < DESTINATION_MAX; at++) {
    char byte = byte_at(reader, at);
    if (pointed ? byte == '>' || byte == '\n' : is_blank(byte)) break;
    if (pointed) continue;
    if (byte == '(' && ++depth > NESTING_MAX) break;
    if (byte == ')' && depth-- == 0) break;
  }
  return at;
}

/* `](url "title")` with the "(" at `at`. In Japanese text `[1](注)` is no link: a destination is ASCII. */
static void read_destination(const inline_reader *reader, size_t at, bracket *pair) {
  size_t begin = at + 1;
  while (is_blank(byte_at(reader, begin))) begin++;
  bool pointed = byte_at(reader, begin) == '<';
  if (pointed) begin++;
  size_t end = destination_end(reader, begin, pointed), after = end;
  if (pointed && byte_at(reader, after++) != '>') return;
  while (is_blank(byte_at(reader, after))) after++;
  after = skip_link_title(reader, after);
  while (is_blank(byte_at(reader, after))) after++;
  if (byte_at(reader, after) != ')') return;
  bool scheme =
      tk_search(tk_cut(reader->marker.text, begin, end < begin + 16 ? end : begin + 16), TK_STR("://"), 0) != SIZE_MAX;
  for (size_t i = begin; i < end && !scheme; i++)
    if ((unsigned char)reader->marker.text.ptr[i] >= 0x80) return;
  pair->link_end = (uint32_t)(after + 1);
  pair->url_begin = (uint32_t)begin;
  pair->url_end = (uint32_t)end;
}

static bool pair_brackets(inline_reader *reader) {
  tk_arena *arena = reader->marker.arena;
  uint32_t top = NO_PARTNER;
  reader->brackets.count = 0;
  for (size_t at = reader->marker.begin; at < reader->marker.end; at++) {
    char byte = byte_at(reader, at);
    if (byte == '\\') at++;
    if (byte != '[' && byte != ']') continue;
    bracket *item = tk_push(arena, &reader->brackets);
    if (item == NULL) return false;
    uint32_t place = (uint32_t)reader->brackets.count - 1;
    *item = (bracket){.at = (uint32_t)at, .partner = NO_PARTNER, .below = top};
    if (byte == '[') top = place;
    if (byte == '[' || top == NO_PARTNER) continue;
    bracket *open = &reader->brackets.items[top];
    item->partner = top;
    open->partner = place;
    top = open->below;
    if (byte_at(reader, at + 1) == '(') read_destination(reader, at + 1, item);
    open->link_end = item->link_end;
    open->url_begin = item->url_begin;
    open->url_end = item->url_end;
  }
  return true;
}

static bool pair_backticks(inline_reader *reader) {
  uint32_t next[CODE_RUN_MAX + 1];
  reader->runs.count = 0;
  for (size_t at = reader->marker.begin; at < reader->marker.end; at++) {
    if (byte_at(reader, at) != '`') continue;
    size_t from = at;
    while (byte_at(reader, at) == '`') at++;
    backticks *run = tk_push(reader->marker.arena, &reader->runs);
    if (run == NULL) return false;
    *run = (backticks){(uint32_t)from, (uint32_t)(at - from), NO_PARTNER};
  }
  for (size_t i = 0; i <= CODE_RUN_MAX; i++) next[i] = NO_PARTNER;
  for (size_t i = reader->runs.count; i-- > 0;) {
    backticks *run = &reader->runs.items[i];
    if (run->length > CODE_RUN_MAX) continue;
    run->next = next[run->length];
    next[run->length] = (uint32_t)i;
  }
  return true;
}

/* ---- One construct each: the offset behind it, or `at` when it is none ---------------------------------------------
 */

static size_t read_code(inline_reader *reader, size_t at) {
  while (reader->run_at < reader->runs.count && reader->runs.items[reader->run_at].at < at) reader->run_at++;
  if (reader->run_at == reader->runs.count || reader->runs.items[reader->run_at].at != at) return at + 1;
  const backticks *run = &reader->runs.items[reader->run_at];
  size_t end = at + run->length;
  if (run->next == NO_PARTNER) return end;
  const backticks *close = &reader->runs.items[run->next];
  hide(reader, at, end);
  hide(reader, close->at, close->at + close->length);
  return close->at + close->length;
}

/* A formula is no Japanese sentence between two prices. */
static bool is_formula(tenkyo_str text) {
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    if (text.ptr[at] == '\\') return true;
    at += tk_utf8_decode(text, at, &code);
    if (tk_is_cjk(code)) return false;
  }
  return true;
}

/* The dollar that may close a formula begun before `from`: it is the same for every opening one before it. */
static size_t closing_dollar(inline_reader *reader, size_t from) {
  if (from < reader->dollar) return reader->dollar;
  for (size_t i = from + 1; i < reader->marker.end; i++) {
    char byte = byte_at(reader, i), after = byte_at(reader, i + 1);
    if (byte == '\\') i++;
    if (byte != '$' || is_blank(byte_before(reader, i)) || (after >= '0' && after <= '9')) continue;
    return reader->dollar = i;
  }
  return reader->dollar = SIZE_MAX;
}

/* "$x$": no space inside the dollars, no digit behind the closing one, so that prices stay prices (as pandoc reads). */
static size_t read_formula(inline_reader *reader, size_t at) {
  tenkyo_str text = tk_cut(reader->marker.text, 0, reader->marker.end);
  if (byte_at(reader, at + 1) == '$') {
    size_t end = reader->no_display ? SIZE_MAX : tk_search(text, TK_STR("$$"), at + 2);
    reader->no_display = end == SIZE_MAX;
    return end == SIZE_MAX ? at + 2 : end + 2;
  }
  if (at + 1 >= text.len || is_blank(text.ptr[at + 1])) return at + 1;
  size_t close = closing_dollar(reader, at + 1);
  if (close == SIZE_MAX || close < reader->refused) return at + 1;
  if (is_formula(tk_cut(text, at + 1, close))) return close + 1;
  reader->refused = close + 1; /* what begins between here and there is not looked at again */
  return at + 1;
}

static size_t read_comment(inline_reader *reader, size_t at) {
  if (reader->no_comment) return at + 1;
  size_t close = tk_search(tk_cut(reader->marker.text, 0, reader->marker.end), TK_STR("-->"), at + 4);
  if (close == SIZE_MAX) {
    reader->no_comment = true;
    return at + 1;
  }
  hide(reader, at, close + 3);
  return close + 3;
}

static bool is_web_address(tenkyo_str text) {
  return tk_starts_with(text, TK_STR("http://")) || tk_starts_with(text, TK_STR("https://"));
}

/* `<url>`, `<name@host>`, `<tag …>`. */
static size_t read_angle(inline_reader *reader, size_t at) {
  tenkyo_str rest = tk_cut(reader->marker.text, at + 1, reader->marker.end);
  if (tk_starts_with(rest, TK_STR("!--"))) return read_comment(reader, at);
  char first = byte_at(reader, at + 1);
  if (first != '/' && !(is_ascii_alnum(first) && !(first >= '0' && first <= '9'))) return at + 1;
  size_t close = at + 1;
  bool blank = false;
  for (; close < reader->marker.end; close++) {
    char byte = byte_at(reader, close);
    if (byte == '>') break;
    if (byte == '<' || close - at > DESTINATION_MAX) return at + 1;
    blank = blank || is_blank(byte);
  }
  if (close == reader->marker.end) return at + 1;
  if (is_web_address(rest) && !blank) add_link(reader, at, close + 1, at + 1, close);
  hide(reader, at, close + 1);
  return close + 1;
}

/* A web address in running text. */
static size_t read_address(inline_reader *reader, size_t at) {
  if (is_ascii_alnum(byte_before(reader, at))) return at + 1;
  size_t end = tk_url_end(tk_cut(reader->marker.text, 0, reader->marker.end), at);
  if (end == at) return at + 1;
  hide(reader, at, end);
  return end;
}

/* Runs of *, _ and ~~ that emphasise: not between spaces, and an underscore not inside a word. */
static size_t read_emphasis(inline_reader *reader, size_t at) {
  char mark = byte_at(reader, at);
  size_t end = at;
  while (byte_at(reader, end) == mark) end++;
  char before = byte_before(reader, at), after = byte_at(reader, end);
  bool apart = (before == '\0' || is_blank(before)) && (after == '\0' || is_blank(after));
  bool inside = mark == '_' && is_ascii_alnum(before) && is_ascii_alnum(after);
  bool single = mark == '~' && end - at < 2;
  if (!apart && !inside && !single) hide(reader, at, end);
  return end;
}

/* ---- Brackets ---------------------------------------------------------------------------------------------------- */

/* The bracket at `at`, or NULL. */
static const bracket *bracket_here(inline_reader *reader, size_t at) {
  while (reader->bracket_at < reader->brackets.count && reader->brackets.items[reader->bracket_at].at < at)
    reader->bracket_at++;
  if (reader->bracket_at == reader->brackets.count) return NULL;
  const bracket *found = &reader->brackets.items[reader->bracket_at];
  return found->at == at ? found : NULL;
}

static size_t close_of(const inline_reader *reader, const bracket *open) {
  return open == NULL || open->partner == NO_PARTNER ? 0 : reader->brackets.items[open->partner].at;
}

static size_t finish_marker(inline_reader *reader, size_t begin, size_t end) {
  if (end == 0 || reader->marker.failed) return 0;
  add_marker(reader, &reader->citations->markers, begin, end);
  hide(reader, begin, end);
  return end;
}

/* What is in the bracket at `at`: the offset behind the marker, or 0. */
static size_t read_bracket_marker(inline_reader *reader, size_t at, size_t close) {
  reader->marker.keys.count = 0;
  if (byte_at(reader, at + 1) == '^') return finish_marker(reader, at, tk_marker_footnote(&reader->marker, at + 2));
  size_t end = tk_marker_numbers(&reader->marker, at + 1, ']');
  if (end != 0) return finish_marker(reader, at, end);
  reader->marker.keys.count = 0;
  if (close == 0) return 0;
  /* Only the innermost bracket is looked into, so that each byte is looked at once. */
  size_t next = reader->bracket_at + 1;
  if (next < reader->brackets.count && reader->brackets.items[next].at < close) return 0;
  end = tk_marker_keys(&reader->marker, at + 1, close);
  if (end != 0) return finish_marker(reader, at, end);
  reader->marker.keys.count = 0;
  return finish_marker(reader, at, tk_marker_label(&reader->marker, at + 1, close));
}

/* The label in `[…]` at `at`; its close, or 0. */
static size_t label_close(const inline_reader *reader, size_t at) {
  if (byte_at(reader, at) != '[') return 0;
  for (size_t i = at + 1; i < reader->marker.end && i - at <= LABEL_MAX; i++) {
    if (byte_at(reader, i) == ']') return i;
    if (byte_at(reader, i) == '[') break;
  }
  return 0;
}

/* Whether the draft defines the label; it is in use then. */
static bool mention_label(inline_reader *reader, tenkyo_str label) {
  if (tk_trim(label).len == 0 || label.len > LABEL_MAX) return false;
  tenkyo_str key = tk_label_key(reader->marker.arena, label);
  if (key.ptr == NULL) reader->marker.failed = true;
  ptrdiff_t found = key.ptr == NULL ? -1 : tk_citations_find(reader->citations, key);
  if (found < 0 || reader->citations->entries.items[found].label != TK_LABEL_DEFINITION) return false;
  reader->citations->entries.items[found].mentioned = true;
  return true;
}

/* ![alt](url), ![alt][label], ![label]: hidden whole. */
static size_t read_image(inline_reader *reader, size_t at) {
  const bracket *open = bracket_here(reader, at + 1);
  size_t close = close_of(reader, open), end = 0, second;
  if (close == 0) return at + 1;
  tenkyo_str label = tk_cut(reader->marker.text, at + 2, close);
  if (open->link_end != 0)
    end = open->link_end;
  else if ((second = label_close(reader, close + 1)) != 0) {
    end = second + 1;
    mention_label(reader, second > close + 2 ? tk_cut(reader->marker.text, close + 2, second) : label);
  } else if (mention_label(reader, label))
    end = close + 1;
  if (end == 0) return at + 1;
  hide(reader, at, end);
  return end;
}

static size_t read_open_bracket(inline_reader *reader, size_t at) {
  const bracket *open = bracket_here(reader, at);
  size_t close = close_of(reader, open);
  bool link = close != 0 && open->link_end != 0;
  if (link) {
    tenkyo_str url = tk_cut(reader->marker.text, open->url_begin, open->url_end);
    if (is_web_address(url)) add_link(reader, at, open->link_end, open->url_begin, open->url_end);
    hide(reader, at, at + 1);
    size_t end = open->link_end;
    reader->marker.keys.count = 0;
    if (tk_marker_numbers(&reader->marker, at + 1, ']') != close + 1) return at + 1;
    hide(reader, at, end); /* [1](url): a link whose text is a number */
    return end;
  }
  bool wiki = byte_at(reader, at + 1) == '[' && close != 0 && byte_at(reader, close - 1) == ']';
  if (wiki) {
    const bracket *inner = &reader->brackets.items[reader->bracket_at + 1];
    if (close_of(reader, inner) == close - 1) return close + 1;
  }
  size_t end = read_bracket_marker(reader, at, close);
  return end == 0 ? at + 1 : end;
}

static size_t read_close_bracket(inline_reader *reader, size_t at) {
  const bracket *close = bracket_here(reader, at);
  if (close == NULL || close->partner == NO_PARTNER || close->link_end == 0) return at + 1;
  hide(reader, at, close->link_end);
  return close->link_end;
}

/* ---- The reader -------------------------------------------------------------------------------------------------- */

static size_t read_wide(inline_reader *reader, size_t at) {
  uint32_t code;
  size_t length = tk_utf8_decode(reader->marker.text, at, &code), end = 0;
  reader->marker.keys.count = 0;
  if (code == 0xFF3B)
    end = tk_marker_numbers(&reader->marker, at + length, 0xFF3D);
  else if (code == 0x3014)
    end = tk_marker_numbers(&reader->marker, at + length, 0x3015);
  else if (code == 0xB9 || code == 0xB2 || code == 0xB3 || (code >= 0x2070 && code <= 0x2079)) {
    end = tk_marker_superscript(&reader->marker, at);
    while (end == 0 && length < reader->marker.end - at) { /* the rest of the run is no marker either */
      size_t next = tk_utf8_decode(reader->marker.text, at + length, &code);
      if (code != 0xB9 && code != 0xB2 && code != 0xB3 && !(code >= 0x2070 && code <= 0x2079)) break;
      length += next;
    }
  }
  end = finish_marker(reader, at, end);
  return end == 0 ? at + length : end;
}

static size_t read_at_sign(inline_reader *reader, size_t at) {
  reader->marker.keys.count = 0;
  size_t end = finish_marker(reader, at, tk_marker_bare_key(&reader->marker, at));
  return end == 0 ? at + 1 : end;
}

static size_t read_line_start(inline_reader *reader, size_t at) {
  size_t end = at;
  if (reader->kind != TK_QUOTATION) return at;
  while (byte_at(reader, end) == '>' || byte_at(reader, end) == ' ') end++;
  if (end > at) hide(reader, at, end);
  return end;
}

static size_t read_one(inline_reader *reader, size_t at) {
  char byte = byte_at(reader, at);
  switch (byte) {
  case '\\':
    if (!is_ascii_punctuation(byte_at(reader, at + 1))) return at + 1;
    hide(reader, at, at + 1);
    return at + 2;
  case '\n': return read_line_start(reader, at + 1);
  case '`': return read_code(reader, at);
  case '$': return read_formula(reader, at);
  case '<': return read_angle(reader, at);
  case 'h': return read_address(reader, at);
  case '*':
  case '_':
  case '~': return read_emphasis(reader, at);
  case '!': return byte_at(reader, at + 1) == '[' ? read_image(reader, at) : at + 1;
  case '[': return read_open_bracket(reader, at);
  case ']': return read_close_bracket(reader, at);
  case '@': return read_at_sign(reader, at);
  default: return (unsigned char)byte < 0x80 ? at + 1 : read_wide(reader, at);
  }
}

bool tk_inline_read(tk_arena *arena, tenkyo_str text, const tk_block *block, tk_citations *citations) {
  inline_reader reader = {.citations = citations, .kind = block->kind};
  reader.marker = (tk_marker_reader){.arena = arena,
                                     .text = text,
                                     .citations = citations,
                                     .begin = block->content.begin,
                                     .end = block->span.end,
                                     .range_budget = (block->span.end - block->span.begin) / 2};
  if (reader.marker.begin > reader.marker.end) reader.marker.begin = block->span.begin;
  if (!pair_brackets(&reader) || !pair_backticks(&reader)) return false;
  for (size_t at = reader.marker.begin; at < reader.marker.end && !reader.marker.failed;) at = read_one(&reader, at);
  return !reader.marker.failed;
}
