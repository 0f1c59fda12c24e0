/*
 * Which lines of a run belong together. Text is hard-wrapped when its lines are filled: the next line's first word
 * would not have fit into the width of the widest line. There a line break is white space. Elsewhere a line break ends
 * a paragraph in Japanese and Chinese, which are written without a line break in a paragraph, and is white space
 * between Latin lines, unless those look like lines of their own (addresses, by-lines, verse).
 */
#include "text/line.h"
#include "text/sentence.h"

enum {
  WIDEST_WRAP = 160, /* columns: nobody wraps text wider */
  NARROWEST_WRAP = 40,
  UNIT_MAX = 40, /* columns of a first word that are counted */
  CJK_SLACK = 4  /* columns that a line may miss because no line begins with certain marks */
};

typedef struct line_shape {
  size_t width;      /* columns */
  size_t first_unit; /* columns of what cannot be broken at its begin */
  bool stops, cjk, capital, indented, goes_on, hard_break;
} line_shape;

static size_t width_of(tenkyo_str line) {
  size_t width = 0;
  for (size_t at = 0; at < line.len;) {
    uint32_t code;
    at += tk_utf8_decode(line, at, &code);
    width += tk_character_width(code);
  }
  return width;
}

/* A Han or Kana character by itself, else what stands before the next white space or such a character. */
static size_t first_unit_of(tenkyo_str line) {
  size_t width = 0;
  for (size_t at = 0; at < line.len && width < UNIT_MAX;) {
    uint32_t code;
    at += tk_utf8_decode(line, at, &code);
    if (tk_character_class(code) == TK_SPACE || (width > 0 && tk_is_cjk(code))) break;
    width += tk_character_width(code);
    if (tk_is_cjk(code)) break;
  }
  return width;
}

/* A capital, a digit or an opening mark: what a line of its own begins with. */
static bool begins_anew(tenkyo_str line) {
  uint32_t code = 0;
  if (line.len == 0) return false;
  tk_utf8_decode(line, 0, &code);
  tk_class class = tk_character_class(code);
  return tk_is_upper(code) || class == TK_DIGIT || class == TK_OPENING || code == '"' || code == '*' || code == '#';
}

/* Its last character promises more (a comma, a hyphen), or its last word does: in, of, and. */
static bool promises_more(tenkyo_str line) {
  uint32_t code = 0;
  if (line.len == 0) return false;
  tk_utf8_decode_before(line, line.len, &code);
  if (code == ',' || code == ';' || code == '-' || code == 0x3001 || code == 0xFF0C || code == '(') return true;
  size_t begin = line.len;
  while (begin > 0 && line.len - begin < 12 && line.ptr[begin - 1] >= 'a' && line.ptr[begin - 1] <= 'z') begin--;
  return tk_begins_sentences(tk_cut(line, begin, line.len));
}

static void measure(tenkyo_str text, const tk_line *line, bool markdown, line_shape *shape) {
  tenkyo_str words = tk_line_text(text, line);
  tenkyo_str tail = tk_cut(text, line->mark, line->end);
  shape->width = width_of(words);
  shape->first_unit = first_unit_of(words);
  shape->stops = tk_ends_in_stop(words);
  shape->cjk = tk_is_cjk_line(words);
  shape->capital = begins_anew(words);
  shape->indented = line->ideographic;
  shape->goes_on = promises_more(words);
  shape->hard_break = markdown && (tk_ends_with(tail, TK_STR("  ")) || tk_ends_with(words, TK_STR("\\")));
}

/* ---- Runs -------------------------------------------------------------------------------------------------------- */

static bool is_filled(const line_shape *line, const line_shape *next, size_t width) {
  size_t gap = line->cjk || next->cjk ? 0 : 1;
  if (line->width + gap + next->first_unit > width) return true;
  return line->cjk && line->width + CJK_SLACK >= width;
}

static bool is_wrapped(const line_shape *shapes, size_t count, size_t width) {
  if (width < NARROWEST_WRAP || width > WIDEST_WRAP) return false;
  size_t filled = 0, stops = 0, cjk = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    filled += is_filled(&shapes[i], &shapes[i + 1], width);
    stops += shapes[i].stops;
    cjk += shapes[i].cjk;
  }
  size_t breaks = count - 1;
  if (filled * 4 < breaks * 3) return false;
  if (cjk * 2 < breaks) return true;
  /* Two lines prove little: the second one must at least end a sentence that the first one leaves open. */
  return stops * 2 <= breaks && (breaks > 1 || shapes[1].stops);
}

/* Breaks after which a Latin line stands for itself: there was room for more, and what follows begins anew. */
static bool is_open_break(const line_shape *line, const line_shape *next, size_t width) {
  return !is_filled(line, next, width) && next->capital && !line->goes_on;
}

/* Most Latin lines of the run are lines of their own. A line wider than any wrapped one is a paragraph. */
static bool are_own_lines(const line_shape *shapes, size_t count, size_t width) {
  if (width > WIDEST_WRAP) return true;
  size_t open = 0, stops = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    open += is_open_break(&shapes[i], &shapes[i + 1], width);
    stops += shapes[i].stops;
  }
  return open * 5 >= (count - 1) * 4 && stops * 2 <= count - 1;
}

/* Does line break i of the run end something? */
static bool ends_there(const line_shape *line, const line_shape *next, size_t width, bool wrapped, bool own_lines) {
  if (line->hard_break || next->indented) return true;
  bool filled = is_filled(line, next, width);
  if (line->cjk || next->cjk) return wrapped ? !filled : !line->goes_on;
  bool open = is_open_break(line, next, width) && !line->stops;
  return open && (wrapped ? line->width * 2 < width : own_lines);
}

bool tk_separate_lines(tk_arena *arena, tenkyo_str text, const tk_line_list *lines, bool markdown, bool *separate) {
  size_t count = lines->count, width = 0;
  if (count == 0) return true;
  separate[count - 1] = true;
  if (count == 1) return true;
  line_shape *shapes = tk_arena_array(arena, count, sizeof *shapes);
  if (shapes == NULL) return false;
  for (size_t i = 0; i < count; i++) {
    measure(text, &lines->items[i], markdown, &shapes[i]);
    if (shapes[i].width > width) width = shapes[i].width;
  }
  bool wrapped = is_wrapped(shapes, count, width);
  if (width < NARROWEST_WRAP) width = NARROWEST_WRAP; /* there was room for more on each of these lines */
  bool own_lines = are_own_lines(shapes, count, width);
  for (size_t i = 0; i + 1 < count; i++)
    separate[i] = ends_there(&shapes[i], &shapes[i + 1], width, wrapped, own_lines);
  return true;
}
