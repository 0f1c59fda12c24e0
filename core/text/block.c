/*
 * Blocks, line by line, as real drafts are written: a list item is its line and the indented lines after it, and a
 * paragraph's lines are joined only where they were wrapped (wrap.c). Each line is read once and, as part of a run of
 * plain lines, measured once more; what looks ahead (front matter, a comment's end) remembers what it found.
 */
#include "text/line.h"

/* A longer run of plain lines is no paragraph of a draft: it is cut, so that its measures need bounded memory. */
enum { RUN_MAX = 8192 };

typedef struct block_reader {
  tk_arena *arena;   /* the blocks' */
  tk_arena *scratch; /* the run's; emptied at its end */
  tenkyo_str text;
  bool markdown;
  tk_block_list *blocks;
  tk_line line;
  tk_line_list run;       /* plain lines that are no block yet; with `mark` after > in a quotation */
  tk_block_kind run_kind; /* PARAGRAPH or QUOTATION */
  bool after_blank;       /* the line before was blank, or there was none */
  bool in_list;           /* no line at the margin since the last list item */
  bool in_references;     /* under a reference heading */
  bool in_table;
  bool open_entry;     /* the last block is a list item or reference that goes on in the next line */
  bool no_comment_end; /* there is no --> from here on */
} block_reader;

static tenkyo_str words_of(const block_reader *reader) { return tk_line_text(reader->text, &reader->line); }

static bool add_block(block_reader *reader, tk_block_kind kind, size_t begin, size_t end, size_t content) {
  tk_block *block = tk_push(reader->arena, reader->blocks);
  if (block == NULL) return false;
  block->kind = kind;
  block->span = (tenkyo_span){begin, end};
  block->content = (tenkyo_span){content < begin ? begin : content, end};
  reader->open_entry = false;
  return true;
}

/* A block of the current line; `content` bytes of its words come before the content. */
static bool add_line_block(block_reader *reader, tk_block_kind kind, size_t content) {
  return add_block(reader, kind, reader->line.begin, reader->line.end, reader->line.mark + content);
}

/* ---- Runs of plain lines ---------------------------------------------------------------------------------------- */

static bool end_run(block_reader *reader) {
  size_t count = reader->run.count;
  if (count == 0) return true;
  const tk_line *lines = reader->run.items;
  bool *separate = tk_arena_array(reader->scratch, count, sizeof *separate);
  if (separate == NULL) return false;
  if (!tk_separate_lines(reader->scratch, reader->text, &reader->run, reader->markdown, separate)) return false;
  for (size_t first = 0, i = 0; i < count; i++) {
    if (!separate[i]) continue;
    size_t content = reader->run_kind == TK_QUOTATION ? lines[first].mark : lines[first].begin;
    if (!add_block(reader, reader->run_kind, lines[first].begin, lines[i].end, content)) return false;
    first = i + 1;
  }
  const tenkyo_allocator *allocator = reader->scratch->allocator;
  tk_arena_free(reader->scratch);
  tk_arena_init(reader->scratch, allocator);
  reader->run = (tk_line_list){NULL, 0, 0};
  return true;
}

static bool add_to_run(block_reader *reader, tk_block_kind kind, size_t content) {
  bool other = reader->run.count > 0 && reader->run_kind != kind;
  if ((other || reader->run.count == RUN_MAX) && !end_run(reader)) return false;
  tk_line *line = tk_push(reader->scratch, &reader->run);
  if (line == NULL) return false;
  *line = reader->line;
  line->mark += content;
  if (line->mark > line->stop) line->stop = line->mark;
  reader->run_kind = kind;
  reader->open_entry = reader->in_references = false;
  return true;
}

static const tk_line *last_of_run(const block_reader *reader) {
  return reader->run.count == 0 ? NULL : &reader->run.items[reader->run.count - 1];
}

/* ---- Blocks of many lines ---------------------------------------------------------------------------------------- */

/* Makes a block of everything up to `end`, which lies in a line at or behind the current one, and goes on behind. */
static bool add_through(block_reader *reader, tk_block_kind kind, size_t end) {
  size_t begin = reader->line.begin;
  while (reader->line.next <= end && reader->line.next < reader->text.len)
    tk_line_read(reader->text, reader->line.next, &reader->line);
  return add_block(reader, kind, begin, reader->line.end, begin);
}

static bool is_front_matter_end(tenkyo_str words) {
  return tk_equal(words, TK_STR("---")) || tk_equal(words, TK_STR("..."));
}

/* At the very top: --- and lines, none of them blank right away, up to --- or …. */
static bool read_front_matter(block_reader *reader, bool *done) {
  *done = false;
  size_t first = reader->line.mark;
  if (first > reader->line.begin + 3 || !tk_equal(words_of(reader), TK_STR("---"))) return true;
  tk_line line;
  for (size_t at = reader->line.next, number = 0; at < reader->text.len; at = line.next, number++) {
    tk_line_read(reader->text, at, &line);
    if (number == 0 && tk_line_is_blank(&line)) return true;
    if (line.indent > 0 || !is_front_matter_end(tk_line_text(reader->text, &line))) continue;
    *done = true;
    return add_through(reader, TK_FRONT_MATTER, line.begin);
  }
  return true;
}

/* From the fence to its like or the end of the text. */
static bool read_fence(block_reader *reader) {
  tenkyo_str words = words_of(reader);
  size_t length = tk_fence_length(words);
  char sign = words.ptr[0];
  size_t begin = reader->line.begin;
  while (reader->line.next < reader->text.len) {
    tk_line_read(reader->text, reader->line.next, &reader->line);
    words = words_of(reader);
    size_t closing = 0;
    while (closing < words.len && words.ptr[closing] == sign) closing++;
    if (closing >= length && closing == words.len) break;
  }
  return add_block(reader, TK_CODE, begin, reader->line.end, begin);
}

/* Indented lines and the blank ones between them. */
static bool read_indented_code(block_reader *reader) {
  size_t begin = reader->line.begin;
  tk_line last = reader->line, line;
  for (size_t at = last.next; at < reader->text.len; at = line.next) {
    tk_line_read(reader->text, at, &line);
    if (tk_line_is_blank(&line)) continue;
    if (line.indent < 4) break;
    last = line;
  }
  reader->line = last;
  return add_block(reader, TK_CODE, begin, last.end, begin);
}

/* <!-- … --> when nothing else stands on its lines; an unclosed one is no comment, since it is being written. */
static bool read_comment(block_reader *reader, bool *done) {
  *done = false;
  if (reader->no_comment_end) return true;
  size_t end = tk_search(reader->text, TK_STR("-->"), reader->line.mark + 4);
  if (end == SIZE_MAX) {
    reader->no_comment_end = true;
    return true;
  }
  end += 3;
  if (end < reader->line.stop) return true;
  *done = true;
  return end_run(reader) && add_through(reader, TK_COMMENT, end - 1);
}

/* ---- Reference lists --------------------------------------------------------------------------------------------- */

static bool next_words_are_entry(const block_reader *reader) {
  tk_line line;
  for (size_t at = reader->line.next, tries = 0; at < reader->text.len && tries < 4; at = line.next, tries++) {
    tk_line_read(reader->text, at, &line);
    size_t content;
    if (!tk_line_is_blank(&line)) return tk_is_reference_entry(tk_line_text(reader->text, &line), &content);
  }
  return false;
}

/* A plain word at the begin of a wrapped line is no heading: the line before it must be at an end. */
static bool opens_references(const block_reader *reader) {
  bool marked;
  if (!tk_is_reference_heading(words_of(reader), &marked)) return false;
  const tk_line *last = last_of_run(reader);
  if (marked || last == NULL || reader->run_kind != TK_PARAGRAPH) return true;
  tenkyo_str before = tk_line_text(reader->text, last);
  return tk_ends_in_stop(before) || tk_is_cjk_line(before) || next_words_are_entry(reader);
}

static bool read_reference_heading(block_reader *reader) {
  if (!end_run(reader)) return false;
  unsigned level = 0;
  size_t content = tk_heading_mark(words_of(reader), &level);
  if (!add_line_block(reader, TK_REFERENCE_HEADING, content)) return false;
  reader->blocks->items[reader->blocks->count - 1].level = level == 0 ? 1 : level;
  reader->in_references = true;
  reader->in_list = false;
  return true;
}

/* The last block takes in the current line. */
static bool extend_last(block_reader *reader) {
  tk_block *last = &reader->blocks->items[reader->blocks->count - 1];
  last->span.end = last->content.end = reader->line.end;
  return true;
}

/* In a reference list: an entry, the next line of one, or the list's end. */
static bool read_reference(block_reader *reader, bool *done) {
  tk_block_kind last = reader->blocks->items[reader->blocks->count - 1].kind;
  bool after_entry = last == TK_REFERENCE;
  size_t content;
  bool indented = reader->line.indent >= 2 || reader->line.ideographic;
  *done = true;
  if (tk_is_reference_entry(words_of(reader), &content) && !tk_is_rule(words_of(reader)))
    return add_line_block(reader, TK_REFERENCE, content);
  if (after_entry && (indented || tk_is_url(words_of(reader)))) return extend_last(reader);
  if (!after_entry && tk_is_rule(words_of(reader))) return add_line_block(reader, TK_RULE, 0);
  reader->in_references = false;
  *done = false;
  return true;
}

static bool read_definition(block_reader *reader) {
  if (!end_run(reader) || !add_line_block(reader, TK_REFERENCE, 0)) return false;
  reader->open_entry = true;
  return true;
}

/* ---- Blocks of one line ------------------------------------------------------------------------------------------ */

static bool read_heading(block_reader *reader, size_t mark, unsigned level) {
  if (!end_run(reader) || !add_line_block(reader, TK_HEADING, mark)) return false;
  tk_block *block = &reader->blocks->items[reader->blocks->count - 1];
  block->level = level;
  size_t end = reader->line.stop;
  while (end > block->content.begin && reader->text.ptr[end - 1] == '#') end--;
  bool closed = end == block->content.begin || reader->text.ptr[end - 1] == ' ' || reader->text.ptr[end - 1] == '\t';
  if (!closed) end = reader->line.stop;
  while (end > block->content.begin && (reader->text.ptr[end - 1] == ' ' || reader->text.ptr[end - 1] == '\t')) end--;
  block->content.end = end;
  reader->in_list = false;
  return true;
}

/* A line of = or - under a run: of one line, or two Latin ones, it makes a heading. Under a sentence --- is a rule. */
static bool read_underline(block_reader *reader, char sign, bool *done) {
  *done = false;
  if (!reader->markdown || reader->run.count == 0 || reader->run_kind != TK_PARAGRAPH || reader->in_table) return true;
  tk_line last = *last_of_run(reader);
  tenkyo_str words = tk_line_text(reader->text, &last);
  if (sign == '-' && tk_ends_in_stop(words)) return true;
  bool joined = reader->run.count == 2 && !tk_is_cjk_line(words);
  size_t begin = joined ? reader->run.items[0].begin : last.begin;
  size_t content = joined ? reader->run.items[0].mark : last.mark;
  reader->run.count -= joined ? 2 : 1;
  *done = true;
  if (!end_run(reader) || !add_block(reader, TK_HEADING, begin, reader->line.end, content)) return false;
  tk_block *block = &reader->blocks->items[reader->blocks->count - 1];
  block->content.end = last.stop;
  block->level = sign == '=' ? 1 : 2;
  reader->in_list = false;
  return true;
}

/* A run of one sign as the line's only words, at least one long: the underline of a heading. */
static char underline_sign(tenkyo_str words) {
  if (words.len == 0 || (words.ptr[0] != '=' && words.ptr[0] != '-')) return '\0';
  for (size_t i = 1; i < words.len; i++) {
    if (words.ptr[i] != words.ptr[0]) return '\0';
  }
  return words.len >= 2 ? words.ptr[0] : '\0';
}

static bool read_rule(block_reader *reader) {
  reader->in_list = false;
  return end_run(reader) && add_line_block(reader, TK_RULE, 0);
}

/* A bullet or number inside a wrapped Latin paragraph begins no item, unless it is the first of its list. */
static bool begins_item(const block_reader *reader, unsigned number) {
  const tk_line *last = last_of_run(reader);
  if (last == NULL || number <= 1) return true;
  tenkyo_str before = tk_line_text(reader->text, last);
  return tk_is_cjk_line(before) || tk_ends_in_stop(before) || tk_ends_with(before, TK_STR(":"));
}

static bool read_item(block_reader *reader, size_t mark) {
  if (!end_run(reader) || !add_line_block(reader, TK_LIST_ITEM, mark)) return false;
  reader->in_list = true;
  reader->open_entry = true;
  return true;
}

static bool read_row(block_reader *reader) {
  tenkyo_str words = words_of(reader);
  if (!reader->in_table && words.ptr[0] != '|') { /* a row without a bar at its begin stands over the line of bars */
    tk_line head = *last_of_run(reader);
    reader->run.count--;
    if (!end_run(reader) || !add_block(reader, TK_TABLE, head.begin, head.end, head.mark)) return false;
  }
  if (!end_run(reader) || !add_line_block(reader, TK_TABLE, words.ptr[0] == '|' ? 1 : 0)) return false;
  tk_block *block = &reader->blocks->items[reader->blocks->count - 1];
  block->content.end = reader->line.stop;
  if (block->content.end - block->content.begin > 0 && reader->text.ptr[block->content.end - 1] == '|')
    block->content.end--;
  reader->in_table = true;
  return true;
}

static bool is_row(const block_reader *reader) {
  if (!reader->markdown) return false;
  tenkyo_str words = words_of(reader);
  if (words.ptr[0] == '|') return words.len > 1;
  if (reader->in_table) return memchr(words.ptr, '|', words.len) != NULL;
  const tk_line *last = last_of_run(reader);
  if (last == NULL || reader->run_kind != TK_PARAGRAPH || !tk_is_table_rule(words)) return false;
  tenkyo_str head = tk_line_text(reader->text, last);
  return head.len > 0 && memchr(head.ptr, '|', head.len) != NULL;
}

/* ---- Every line -------------------------------------------------------------------------------------------------- */

/* Blocks that stand for themselves wherever they are. */
static bool read_special(block_reader *reader, bool *done) {
  tenkyo_str words = words_of(reader);
  unsigned level;
  *done = true;
  if (reader->markdown && tk_fence_length(words) > 0 && (reader->line.indent < 4 || reader->in_list))
    return end_run(reader) && read_fence(reader);
  if (tk_starts_with(words, TK_STR("<!--"))) {
    if (!read_comment(reader, done)) return false;
    if (*done) return true;
    *done = true;
  }
  if (reader->markdown && reader->line.indent >= 4 && reader->after_blank && !reader->in_list && reader->run.count == 0)
    return read_indented_code(reader);
  if (opens_references(reader)) return read_reference_heading(reader);
  if (tk_is_reference_definition(words)) return read_definition(reader);
  size_t mark = tk_heading_mark(words, &level);
  if (mark > 0 && reader->line.indent < 4) return read_heading(reader, mark, level);
  char sign = underline_sign(words);
  if (sign != '\0') {
    if (!read_underline(reader, sign, done)) return false;
    if (*done) return true;
    *done = true;
  }
  if (tk_is_rule(words) || (reader->markdown && tk_starts_with(words, TK_STR(":::")))) return read_rule(reader);
  if (is_row(reader)) return read_row(reader);
  *done = false;
  return true;
}

static bool read_words(block_reader *reader) {
  bool done;
  bool comment = tk_starts_with(words_of(reader), TK_STR("<!--")); /* may stand between entries */
  if (reader->in_references && !comment) {
    if (!read_reference(reader, &done)) return false;
    if (done) return true;
  }
  if (!read_special(reader, &done)) return false;
  if (done) return true;
  reader->in_table = false;
  bool indented = reader->line.indent >= 2 || reader->line.ideographic;
  tenkyo_str words = words_of(reader);
  size_t quoted = tk_quotation_mark(words);
  if (quoted > 0 && quoted >= words.len) return end_run(reader); /* an empty line of a quotation */
  if (quoted > 0) return add_to_run(reader, TK_QUOTATION, quoted);
  unsigned number;
  size_t mark = tk_list_mark(words, &number);
  if (mark > 0 && begins_item(reader, number)) return read_item(reader, mark);
  if (reader->open_entry && indented && !reader->after_blank) return extend_last(reader);
  if (!indented) reader->in_list = false;
  return add_to_run(reader, TK_PARAGRAPH, 0);
}

static bool read_line(block_reader *reader) {
  if (tk_line_is_blank(&reader->line)) {
    reader->after_blank = true;
    reader->in_table = false;
    reader->open_entry = false;
    return end_run(reader);
  }
  bool read = read_words(reader);
  reader->after_blank = false;
  return read;
}

bool tk_blocks(tk_arena *arena, tenkyo_str text, tenkyo_format format, tk_block_list *blocks) {
  tk_arena scratch;
  tk_arena_init(&scratch, arena->allocator);
  block_reader reader = {.arena = arena, .scratch = &scratch, .text = text, .blocks = blocks, .after_blank = true};
  reader.markdown = format != TENKYO_FORMAT_TEXT;
  bool read = true;
  for (size_t at = 0; read && at < text.len; at = reader.line.next) {
    tk_line_read(text, at, &reader.line);
    bool done = false;
    if (at == 0 && reader.markdown) read = read_front_matter(&reader, &done);
    if (read && !done) read = read_line(&reader);
  }
  read = read && end_run(&reader);
  tk_arena_free(&scratch);
  return read;
}
