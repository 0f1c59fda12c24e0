/*
 * Which sentences of a document are its own statements. What surrounds an article on its page comes with it when the
 * page is copied: headings, credits, captions, dates, buttons, link titles, questions of an FAQ. They are told by what
 * they are as lines: a line of its own without an ending stop states nothing, and of the lines with one, those that
 * open or end as notes, calls and questions do. A sentence inside a paragraph is never taken for any of them.
 */
#include "rank/phrase.h"
#include "rank/standing.h"

enum {
  SHORT_LINE = 80, /* code points */
  SHORT_NAME = 30, /* code points of a site's name */
  LEAST_WIDTH = 12 /* columns of a statement */
};

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

/* Sentences that share a line of the text, from its first to its last. A sentence that is wrapped over several lines
 * makes one of them. */
typedef struct text_line {
  tenkyo_str text;
  size_t first, count; /* sentences */
} text_line;

static bool is_emphasis(char byte) { return byte == '*' || byte == '_'; }

/* A line break between the ends of two sentences, or the border of their blocks. What is looked at lies between
 * sentences, so that all looks together are linear. */
static bool line_ends_after(const tk_document *document, size_t index) {
  const tk_sentence *sentence = &document->sentences.items[index];
  if (index + 1 == document->sentences.count || sentence[1].block != sentence->block) return true;
  for (size_t at = sentence->span.end; at < sentence[1].span.begin; at++)
    if (document->text.ptr[at] == '\n' || document->text.ptr[at] == '\r') return true;
  return false;
}

static text_line line_at(const tk_document *document, size_t first) {
  text_line line = {.first = first, .count = 1};
  while (!line_ends_after(document, first + line.count - 1)) line.count++;
  const tk_sentence *sentences = document->sentences.items;
  line.text = tk_cut(document->text, sentences[first].span.begin, sentences[first + line.count - 1].span.end);
  return line;
}

/* ---- Classes ------------------------------------------------------------------------------------------------------
 */

/* More of it is address than text. */
static bool is_mostly_url(tenkyo_str text) {
  size_t address = 0;
  for (size_t at = 0; at < text.len;) {
    tenkyo_str rest = tk_cut(text, at, text.len);
    if (!tk_opens_with(rest, "http://") && !tk_opens_with(rest, "https://") && !tk_opens_with(rest, "www.")) {
      at++;
      continue;
    }
    while (at < text.len && (unsigned char)text.ptr[at] > ' ' && (unsigned char)text.ptr[at] < 0x80) {
      at++;
      address++;
    }
  }
  return address * 2 > text.len;
}

/* 2025年6月27日, 3 Aug 2025 13:15: a third and more of it is digits. */
static bool is_mostly_digits(tenkyo_str text) {
  size_t digits = 0, all = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_DIGIT) digits++;
    if (class != TK_SPACE && class != TK_NEWLINE) all++;
  }
  return digits >= 2 && digits * 3 >= all;
}

/* A Japanese sentence without a hiragana outside its quotation marks has no verb: it names (読売新聞、4月8日。). */
static bool only_names(tenkyo_str text) {
  int depth = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    if (code == 0x300C || code == 0x300E) depth++;
    if ((code == 0x300D || code == 0x300F) && depth > 0) depth--;
    if (depth == 0 && tk_character_class(code) == TK_HIRAGANA) return false;
  }
  return true;
}

static bool ends_with_exclamation(tenkyo_str text) {
  return tk_ends_with(text, TK_STR("!")) || tk_ends_with(text, TK_STR("！"));
}

/* The title of a page elsewhere: a line that ends in " - GIGAZINE" or " | Reuters". */
static bool ends_with_site(tenkyo_str line) {
  static const char *const separators[] = {" - ", " | ", "｜", " – ", " — "};
  for (size_t at = line.len, steps = 0; at > 0 && steps < SHORT_NAME; steps++) {
    uint32_t code;
    at -= tk_utf8_decode_before(line, at, &code);
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
      if (steps > 0 && at > 0 && tk_opens_with(tk_cut(line, at, line.len), separators[i])) return true;
  }
  return false;
}

/* A line that is a question which heads its answer, a slogan, a note or a call. */
static bool is_noise_line(tenkyo_str line, bool is_short) {
  if (tk_opens_as_note(line) || is_mostly_url(line)) return true;
  return is_short && (ends_with_exclamation(line) || tk_holds_call(line));
}

static bool has_han_or_kana(tenkyo_str text) {
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_HAN || class == TK_HIRAGANA || class == TK_KATAKANA) return true;
  }
  return false;
}

/* A line of its own without a stop: a heading, unless it is a credit, a date, a link or in another language. The first
 * one may name its site. */
static tk_role role_of_unended(tenkyo_str line, tk_language own, tk_language document, bool first) {
  if (own != document && own != TK_UNKNOWN && document != TK_UNKNOWN) return TK_NOISE;
  if (document == TK_JAPANESE && !has_han_or_kana(line)) return TK_NOISE;
  if (is_mostly_digits(line) || (!first && ends_with_site(line))) return TK_NOISE;
  return tk_utf8_length(line) <= SHORT_LINE && tk_is_label(line) ? TK_NOISE : TK_TITLE;
}

/* A sentence by itself, wherever it stands. */
static tk_role role_of_sentence(tenkyo_str text, tk_language language) {
  return is_mostly_url(text) || (language == TK_JAPANESE && only_names(text)) ? TK_NOISE : TK_STATEMENT;
}

/* One * or _ directly before or at the beginning, and the same directly after or at the end; two are strong, no note.
 * `from` and `to` bound what is looked at around the sentence. */
static bool is_emphasised(const char *text, size_t from, tenkyo_span sentence, size_t to) {
  size_t open = sentence.begin, close = sentence.end - 1;
  if (!is_emphasis(text[open]) && open > from) open--;
  if (!is_emphasis(text[close]) && close + 1 < to) close++;
  if (!is_emphasis(text[open]) || text[close] != text[open] || close < open + 3) return false;
  bool two = text[open + 1] == text[open] || (open > from && text[open - 1] == text[open]);
  return !two && text[close - 1] != text[close];
}

/* A line that opens with a whole sentence in emphasis is a note to its end. */
static bool is_note(const tk_document *document, const text_line *line) {
  const tk_sentence *first = &document->sentences.items[line->first];
  const tk_block *block = &document->blocks.items[first->block];
  tenkyo_str text = tk_cut(document->text, first->span.begin, first->span.end);
  if (block->kind != TK_PARAGRAPH || text.len == 0 || !tk_ends_as_sentence(text)) return false;
  return is_emphasised(document->text.ptr, block->content.begin, first->span, block->span.end);
}

/* What a line of a paragraph, list item or quotation makes of all its sentences; TK_STATEMENT leaves it to each. */
static tk_role role_of_line(const tk_document *document, const text_line *line, bool first) {
  bool is_short = tk_utf8_length(line->text) <= SHORT_LINE, single = line->count == 1;
  if (is_note(document, line) || is_noise_line(line->text, is_short)) return TK_NOISE;
  if (!single && !is_short) return TK_STATEMENT;
  if (tk_is_question(line->text)) return TK_NOISE;
  if (tk_ends_as_sentence(line->text)) return TK_STATEMENT;
  return role_of_unended(line->text, document->sentences.items[line->first].language, document->language, first);
}

static tk_role role_of_block(tk_block_kind kind) {
  switch (kind) {
  case TK_PARAGRAPH:
  case TK_LIST_ITEM:
  case TK_QUOTATION: return TK_STATEMENT;
  case TK_HEADING: return TK_TITLE;
  case TK_TABLE:
  case TK_CODE:
  case TK_FRONT_MATTER:
  case TK_COMMENT:
  case TK_REFERENCE_HEADING:
  case TK_REFERENCE:
  case TK_RULE: break;
  }
  return TK_NOISE;
}

/* ---- Documents -----------------------------------------------------------------------------------------------------
 */

/* A heading is there once; the same line again and again is a button or an advertisement's. */
static bool drop_repeated_titles(tk_arena *arena, const tk_document *document, tk_role *roles) {
  tk_map seen;
  tk_map_init(&seen, arena);
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < document->sentences.count; i++) {
      if (roles[i] != TK_TITLE) continue;
      tenkyo_span span = document->sentences.items[i].span;
      tk_map_entry *entry = tk_map_add(&seen, tk_cut(document->text, span.begin, span.end), NULL);
      if (entry == NULL) return false;
      if (pass == 0)
        entry->value++;
      else if (entry->value > 1)
        roles[i] = TK_NOISE;
    }
  }
  return true;
}

/* A text that ends no sentence with a stop (Thai, verse, a list of facts) states by its lines. */
static void admit_lines(const tk_document *document, tk_role *roles) {
  for (size_t i = 0; i < document->sentences.count; i++)
    if (roles[i] == TK_STATEMENT) return;
  for (size_t i = 0; i < document->sentences.count; i++) {
    tk_block_kind kind = document->blocks.items[document->sentences.items[i].block].kind;
    if (roles[i] == TK_TITLE && kind != TK_HEADING) roles[i] = TK_STATEMENT;
  }
}

bool tk_roles(tk_arena *arena, const tk_document *document, tk_role *roles) {
  const tk_sentence *sentences = document->sentences.items;
  bool first_line = true;
  for (size_t i = 0; i < document->sentences.count;) {
    text_line line = line_at(document, i);
    tk_role role = role_of_block(document->blocks.items[sentences[i].block].kind);
    if (role == TK_STATEMENT) role = role_of_line(document, &line, first_line);
    if (role != TK_NOISE) first_line = false;
    for (; line.count > 0; line.count--, i++) {
      tenkyo_str text = tk_cut(document->text, sentences[i].span.begin, sentences[i].span.end);
      roles[i] = role == TK_STATEMENT ? role_of_sentence(text, sentences[i].language) : role;
    }
  }
  if (!drop_repeated_titles(arena, document, roles)) return false;
  admit_lines(document, roles);
  return true;
}

bool tk_boilerplate(tk_arena *arena, const tk_document *document, bool *flags) {
  tk_role *roles = tk_arena_array(arena, document->sentences.count, sizeof *roles);
  if (roles == NULL || !tk_roles(arena, document, roles)) return false;
  for (size_t i = 0; i < document->sentences.count; i++) flags[i] = roles[i] != TK_STATEMENT;
  return true;
}

bool tk_candidates_of(tk_arena *arena, const tk_document *document, uint32_t index, tk_candidate_list *candidates) {
  size_t count = document->sentences.count;
  tk_role *roles = tk_arena_array(arena, count, sizeof *roles);
  if (roles == NULL || !tk_roles(arena, document, roles)) return false;
  for (size_t i = 0; i < count; i++) {
    tk_candidate *candidate = tk_push(arena, candidates);
    if (candidate == NULL) return false;
    tenkyo_span span = document->sentences.items[i].span;
    candidate->text = tk_cut(document->text, span.begin, span.end);
    candidate->document = index;
    candidate->position = (uint32_t)i;
    candidate->count = (uint32_t)count;
    candidate->eligible = roles[i] == TK_STATEMENT && tk_width(candidate->text) >= LEAST_WIDTH;
    candidate->heading = roles[i] == TK_TITLE;
  }
  return true;
}
