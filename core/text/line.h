/* Private to the room: lines of a text, what a line looks like by itself, and which lines of a run belong together. */
#ifndef TENKYO_LINE_H
#define TENKYO_LINE_H

#include "text/character.h"

typedef struct tk_line {
  size_t begin, end; /* without the line break */
  size_t next;       /* where the line after it begins */
  size_t mark;       /* the first byte that is no white space, or end */
  size_t stop;       /* after the last byte that is no white space, or mark */
  unsigned indent;   /* columns of ASCII white space before mark; a tab goes to the next multiple of 4 */
  bool ideographic;  /* white space before mark holds U+3000 */
} tk_line;

TK_LIST(tk_line_list, tk_line);

/* Reads the line that begins at `at` (at < text.len). LF, CR LF and CR end a line. */
void tk_line_read(tenkyo_str text, size_t at, tk_line *line);

static inline bool tk_line_is_blank(const tk_line *line) { return line->mark == line->end; }
static inline tenkyo_str tk_line_text(tenkyo_str text, const tk_line *line) {
  return tk_cut(text, line->mark, line->stop);
}

/* ---- What a line is; the text of a line is passed without white space at its ends ------------------------------ */

/* ---, * * *, =====, ――――: nothing but three or more of one sign. */
bool tk_is_rule(tenkyo_str line);
/* Bytes of a run of ` or ~ of at least 3 that may open a fence, or 0. */
size_t tk_fence_length(tenkyo_str line);
/* Bytes of #, ##, … with the white space behind; 0 when it is no heading. */
size_t tk_heading_mark(tenkyo_str line, unsigned *level);
/* Bytes of a bullet or number with the white space behind; 0 when it begins no list item. *number is what it counts
 * (0 for a bullet). */
size_t tk_list_mark(tenkyo_str line, unsigned *number);
/* Bytes of > marks with the white space behind, or 0. */
size_t tk_quotation_mark(tenkyo_str line);
/* |---|:--:| of a table. */
bool tk_is_table_rule(tenkyo_str line);
/* Nothing but one URL, bare, in <> or after "URL:". */
bool tk_is_url(tenkyo_str line);
/* Ends as a sentence does: a stop, perhaps with closing marks behind it. */
bool tk_ends_in_stop(tenkyo_str line);
/* A fifth of its letters or more are Han, Kana and the like. */
bool tk_is_cjk_line(tenkyo_str line);

/* ---- references.c: reference lists ------------------------------------------------------------------------------ */

/* Only 参考文献, References, … with what decorates a heading; *marked when such a decoration is there. */
bool tk_is_reference_heading(tenkyo_str line, bool *marked);
/* An entry of a reference list. *content: bytes of a bullet or number before it, 0 for labels in brackets. */
bool tk_is_reference_entry(tenkyo_str line, size_t *content);
/* [^1]: …, [1]: url, [@key]: url: an entry wherever it stands. */
bool tk_is_reference_definition(tenkyo_str line);

/* ---- wrap.c ------------------------------------------------------------------------------------------------------ */

/* For lines of one run: separate[i] is set where line i + 1 begins something new, not the continuation of line i.
 * `separate` has lines->count entries, the last one is always set. False when memory is out. */
bool tk_separate_lines(tk_arena *arena, tenkyo_str text, const tk_line_list *lines, bool markdown, bool *separate);

#endif
