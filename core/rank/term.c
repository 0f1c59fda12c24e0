/*
 * Terms: what the index holds and what scores are made of. A text is read in its normalised form and cut by script:
 * scripts without spaces between words give characters and overlapping pairs, Hangul gives words and pairs of
 * syllables, all others give words. Every character is looked at a bounded number of times, and no term is longer than
 * TK_TERM_MAX bytes, so that one line of any length stays linear in time and memory.
 */
#include "rank/rank.h"

#include <stdio.h>

enum { PARTS_MAX = 8, JOINED_MAX = TK_TERM_MAX, HEAD_MAX = 40 };

typedef struct term_reader {
  tk_arena *arena;
  const tk_view *view;
  tk_term_list *terms;
  size_t at;      /* byte of the view */
  size_t counter; /* where the character stands that a number was paired with, or SIZE_MAX */
} term_reader;

/* ---- Characters ------------------------------------------------------------------------------------------------- */

/* What is invisible and joins or shapes its neighbours: it never separates two characters and is in no term. */
static bool is_ignorable(uint32_t code) {
  return code == 0xAD || code == 0x34F || code == 0x61C || (code >= 0x180B && code <= 0x180E) ||
         (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
         (code >= 0xE0000 && code <= 0xE0FFF);
}

static bool is_katakana(uint32_t code) { return tk_character_class(code) == TK_KATAKANA; }

static bool is_han_or_kana(uint32_t code) {
  tk_class class = tk_character_class(code);
  return class == TK_HAN || class == TK_HIRAGANA || class == TK_KATAKANA;
}

/* Bopomofo and Yi are set like Han; Thai, Lao, Myanmar and Khmer put no space between words either. */
static bool is_unspaced(uint32_t code) {
  if (code < 0xE00) return false;
  if (is_han_or_kana(code)) return true;
  bool among =
      tk_is_cjk(code) || code <= 0xEFF || (code >= 0x1000 && code <= 0x109F) || (code >= 0x1780 && code <= 0x17FF);
  return among && tk_character_class(code) == TK_LETTER;
}

static bool is_word_class(tk_class class) {
  return class == TK_LATIN || class == TK_DIGIT || class == TK_LETTER || class == TK_MARK;
}

static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019 || code == 0x2BC; }

/* What stands inside a compound: GPT-5, Node.js, O'Brien, AT&T, snake_case. */
static bool is_joint(uint32_t code) {
  return code == '-' || code == '.' || code == '_' || code == '&' || code == 0x2010 || code == 0x2011 ||
         is_apostrophe(code);
}

static bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* The character at `at`, or 0 at the end. */
static uint32_t code_at(const term_reader *reader, size_t at, size_t *length) {
  uint32_t code = 0;
  *length = at < reader->view->text.len ? tk_utf8_decode(reader->view->text, at, &code) : 0;
  return code;
}

static size_t skip_ignorable(const term_reader *reader, size_t at) {
  for (;;) {
    size_t length;
    uint32_t code = code_at(reader, at, &length);
    if (length == 0 || !is_ignorable(code)) return at;
    at += length;
  }
}

/* ---- Output ----------------------------------------------------------------------------------------------------- */

static bool emit(term_reader *reader, tenkyo_str text, size_t begin, size_t end, tk_term_kind kind, bool alone) {
  if (text.ptr == NULL) return false;
  tk_term *term = tk_push(reader->arena, reader->terms);
  if (term == NULL) return false;
  term->text = text;
  term->span = tk_view_origin(reader->view, (tenkyo_span){begin, end});
  term->kind = kind;
  term->alone = alone;
  return true;
}

static tenkyo_str joined(tk_arena *arena, tenkyo_str a, tenkyo_str b) {
  char bytes[2 * TK_TERM_MAX];
  size_t first = a.len < TK_TERM_MAX ? a.len : TK_TERM_MAX, second = b.len < TK_TERM_MAX ? b.len : TK_TERM_MAX;
  memcpy(bytes, a.ptr, first);
  memcpy(bytes + first, b.ptr, second);
  return tk_arena_copy(arena, (tenkyo_str){bytes, first + second});
}

/* ---- Scripts without spaces, and Hangul ------------------------------------------------------------------------- */

/* A character with its marks. */
typedef struct text_unit {
  uint32_t code;
  size_t begin, text_end; /* what the term is made of */
  size_t end;             /* with the ignorable characters and surplus marks behind it */
} text_unit;

static bool read_unit(const term_reader *reader, size_t at, text_unit *unit) {
  size_t length;
  unit->code = code_at(reader, at, &length);
  unit->begin = at;
  unit->text_end = unit->end = at + length;
  if (length == 0) return false;
  for (;;) {
    uint32_t code = code_at(reader, unit->end, &length);
    if (length == 0) return true;
    bool mark = tk_character_class(code) == TK_MARK && !is_ignorable(code);
    if (!mark && !is_ignorable(code)) return true;
    if (mark && unit->text_end == unit->end && unit->end + length - unit->begin <= JOINED_MAX / 4)
      unit->text_end += length;
    unit->end += length;
  }
}

static tenkyo_str unit_text(const term_reader *reader, const text_unit *unit) {
  return tk_cut(reader->view->text, unit->begin, unit->text_end);
}

static bool emit_pair(term_reader *reader, const text_unit *a, const text_unit *b) {
  tenkyo_str text = a->text_end == b->begin ? tk_cut(reader->view->text, a->begin, b->text_end)
                                            : joined(reader->arena, unit_text(reader, a), unit_text(reader, b));
  return emit(reader, text, a->begin, b->end, TK_TERM_PAIR, false);
}

/* What lies between two characters that are read as neighbours: the middle dot of a foreign name (so that
 * ティム・クック and ティムクック meet), or one line break inside a hard-wrapped paragraph. Gives where the next one
 * begins, or `at`. */
static size_t bridge(const term_reader *reader, const text_unit *before) {
  size_t at = before->end, length;
  uint32_t code = code_at(reader, at, &length);
  size_t next = at + length;
  if (code == 0x30FB || code == 0xB7) {
    uint32_t after = code_at(reader, next, &length);
    return is_katakana(before->code) && length > 0 && is_katakana(after) ? next : at;
  }
  if (code == '\r') {
    code = code_at(reader, next, &length);
    next += length;
  }
  if (code != '\n') return at;
  uint32_t after = code_at(reader, next, &length);
  return is_han_or_kana(before->code) && length > 0 && is_han_or_kana(after) ? next : at;
}

/* The long-vowel mark and the iteration mark say nothing by themselves. */
static bool stands_for_itself(uint32_t code) { return code != 0x30FC && code != 0x3005; }

static bool read_unspaced(term_reader *reader) {
  text_unit here, next;
  bool first = true, more = read_unit(reader, reader->at, &here);
  while (more) {
    size_t at = bridge(reader, &here), length;
    uint32_t code = code_at(reader, at, &length);
    more = length > 0 && is_unspaced(code) && read_unit(reader, at, &next);
    bool alone = first && !more && here.begin != reader->counter;
    if ((stands_for_itself(here.code) || alone) &&
        !emit(reader, unit_text(reader, &here), here.begin, here.end, TK_TERM_CHARACTER, alone))
      return false;
    if (more && !emit_pair(reader, &here, &next)) return false;
    reader->at = here.end;
    first = false;
    here = next;
  }
  return true;
}

static bool emit_word(term_reader *reader, size_t begin, size_t end, bool clean);

/* A word of two syllables is its own pair. */
static bool read_hangul(term_reader *reader) {
  size_t begin = reader->at, count = 0, length;
  size_t first_term = reader->terms->count;
  text_unit here, next;
  bool more = read_unit(reader, begin, &here);
  while (more) {
    count++;
    uint32_t code = code_at(reader, here.end, &length);
    more = length > 0 && tk_character_class(code) == TK_HANGUL && read_unit(reader, here.end, &next);
    if (more && !emit_pair(reader, &here, &next)) return false;
    reader->at = here.end;
    if (more) here = next;
  }
  if (count == 2) return true;
  if (!emit_word(reader, begin, reader->at, false)) return false;
  /* The word goes before its pairs: terms are in the order of where they begin. */
  tk_term *terms = reader->terms->items;
  tk_term word = terms[reader->terms->count - 1];
  memmove(terms + first_term + 1, terms + first_term, (reader->terms->count - 1 - first_term) * sizeof *terms);
  terms[first_term] = word;
  return true;
}

/* ---- Words ------------------------------------------------------------------------------------------------------ */

/* A word's text: the view's own bytes, or a copy without thousands separators and ignorable characters; when it is too
 * long, its beginning and a hash of the whole. `clean`: there is nothing to leave out. */
static tenkyo_str word_text(const term_reader *reader, size_t begin, size_t end, bool clean) {
  tenkyo_str raw = tk_cut(reader->view->text, begin, end);
  if (clean && raw.len <= TK_TERM_MAX) return raw;
  char bytes[TK_TERM_MAX + 1] = {0};
  size_t count = 0;
  bool whole = true;
  for (size_t at = begin, length; at < end; at += length) {
    uint32_t code = code_at(reader, at, &length);
    if (is_ignorable(code) || code == ',') continue;
    whole = count + length <= TK_TERM_MAX;
    if (!whole) break;
    memcpy(bytes + count, reader->view->text.ptr + at, length);
    count += length;
  }
  if (!whole) {
    count = HEAD_MAX;
    while (((unsigned char)bytes[count] & 0xC0) == 0x80) count--;
    count += (size_t)snprintf(bytes + count, sizeof bytes - count, "~%016llx", (unsigned long long)tk_hash(raw));
  }
  return tk_arena_copy(reader->arena, (tenkyo_str){bytes, count});
}

static bool emit_word(term_reader *reader, size_t begin, size_t end, bool clean) {
  tenkyo_str text = word_text(reader, begin, end, clean);
  if (text.ptr != NULL && text.len == 0) return true;
  return emit(reader, text, begin, end, TK_TERM_WORD, false);
}

/* Letters, digits and marks without a joint; 3.5 and 50,000 are one. */
typedef struct word_part {
  size_t begin, end;
  size_t characters;
  bool number; /* ASCII digits with their point and separators */
  bool clean;
  uint32_t joint; /* before it */
} word_part;

/* A comma at `at` between one to three digits before it and exactly three after it. */
static bool is_thousands(const term_reader *reader, const word_part *part, size_t group, size_t at) {
  const char *text = reader->view->text.ptr;
  size_t left = reader->view->text.len - at;
  size_t before = at - group;
  return part->number && before >= 1 && before <= 3 && left > 3 && is_ascii_digit(text[at + 1]) &&
         is_ascii_digit(text[at + 2]) && is_ascii_digit(text[at + 3]) && (left == 4 || !is_ascii_digit(text[at + 4]));
}

static bool is_point(const term_reader *reader, size_t begin, size_t at) {
  const tenkyo_str text = reader->view->text;
  return at > begin && is_ascii_digit(text.ptr[at - 1]) && at + 1 < text.len && is_ascii_digit(text.ptr[at + 1]);
}

static word_part read_part(const term_reader *reader, size_t at) {
  word_part part = {.begin = at, .end = at, .number = true, .clean = true};
  size_t group = at;
  bool point = false;
  for (;;) {
    size_t length;
    uint32_t code = code_at(reader, at, &length);
    if (length == 0) break;
    if (is_ignorable(code)) {
      part.clean = false;
      at += length;
      continue;
    }
    if (code == ',' && !point && is_thousands(reader, &part, group, at)) {
      part.clean = false;
      group = at + 1;
    } else if (code == '.' && is_point(reader, part.begin, at)) {
      point = true;
    } else if (!is_word_class(tk_character_class(code)) || is_unspaced(code)) {
      break;
    } else {
      part.characters++;
      if (code < '0' || code > '9') part.number = false;
    }
    at += length;
    part.end = at;
  }
  return part;
}

typedef struct word_compound {
  word_part parts[PARTS_MAX];
  size_t count;
  bool whole; /* all parts are here */
} word_compound;

/* Reads parts and joints. What goes on for more parts than fit is no word as a whole; the rest is read next. */
static void read_compound(term_reader *reader, word_compound *compound) {
  uint32_t joint = 0;
  compound->count = 0;
  compound->whole = true;
  size_t at = reader->at;
  for (;;) {
    word_part part = read_part(reader, at);
    if (part.end == part.begin) return;
    if (compound->count == PARTS_MAX) {
      compound->whole = false;
      return;
    }
    part.joint = joint;
    compound->parts[compound->count++] = part;
    reader->at = part.end;
    size_t length;
    at = skip_ignorable(reader, part.end);
    joint = code_at(reader, at, &length);
    if (length == 0 || !is_joint(joint)) return;
    at += length;
  }
}

static tenkyo_str compound_text(const term_reader *reader, const word_compound *compound) {
  char bytes[JOINED_MAX];
  size_t count = 0;
  for (size_t i = 0; i < compound->count; i++) {
    const word_part *part = &compound->parts[i];
    tenkyo_str text = word_text(reader, part->begin, part->end, part->clean);
    if (text.ptr == NULL || count + text.len > JOINED_MAX) return (tenkyo_str){NULL, 0};
    memcpy(bytes + count, text.ptr, text.len);
    count += text.len;
  }
  return tk_arena_copy(reader->arena, (tenkyo_str){bytes, count});
}

static bool is_letter_s(const term_reader *reader, const word_part *part) {
  return part->characters == 1 && reader->view->text.ptr[part->begin] == 's';
}

/* A part is a term of its own unless it is one character, or one of the two halves of don't and we'll. */
static bool is_own_term(const word_compound *compound, size_t index) {
  const word_part *part = &compound->parts[index];
  if (part->characters < 2) return false;
  const word_part *last = &compound->parts[compound->count - 1];
  return !(compound->count == 2 && is_apostrophe(last->joint) && last->characters <= 2);
}

static bool emit_compound(term_reader *reader, word_compound *compound) {
  const word_part *last = &compound->parts[compound->count - 1];
  if (compound->count > 1 && compound->whole && is_apostrophe(last->joint) && is_letter_s(reader, last))
    compound->count--;
  const word_part *parts = compound->parts;
  if (compound->count == 1) return emit_word(reader, parts[0].begin, parts[0].end, parts[0].clean);
  if (compound->whole) {
    tenkyo_str text = compound_text(reader, compound);
    if (text.ptr == NULL && reader->arena->failed) return false;
    size_t end = parts[compound->count - 1].end;
    if (text.ptr != NULL && !emit(reader, text, parts[0].begin, end, TK_TERM_WORD, false)) return false;
  }
  for (size_t i = 0; i < compound->count; i++)
    if ((!compound->whole || is_own_term(compound, i)) &&
        !emit_word(reader, parts[i].begin, parts[i].end, parts[i].clean))
      return false;
  return true;
}

/* 15日 and 500億 are nearer to what is said than 15 and 日. */
static bool emit_counted(term_reader *reader, const word_part *number) {
  text_unit counter;
  size_t length;
  uint32_t code = code_at(reader, reader->at, &length);
  tk_class class = tk_character_class(code);
  if (length == 0 || (class != TK_HAN && class != TK_KATAKANA)) return true;
  if (!read_unit(reader, reader->at, &counter)) return true;
  tenkyo_str text = word_text(reader, number->begin, number->end, number->clean);
  if (text.ptr == NULL) return false;
  if (text.len + counter.text_end - counter.begin > TK_TERM_MAX) return true;
  reader->counter = counter.begin;
  return emit(reader, joined(reader->arena, text, unit_text(reader, &counter)), number->begin, counter.end,
              TK_TERM_PAIR, false);
}

static bool read_word(term_reader *reader) {
  word_compound compound;
  size_t begin = reader->at;
  read_compound(reader, &compound);
  if (compound.count == 0) {
    size_t length;
    code_at(reader, begin, &length);
    reader->at = begin + length;
    return true;
  }
  word_part last = compound.parts[compound.count - 1];
  bool counted = compound.count == 1 && last.number && last.characters > 0;
  return emit_compound(reader, &compound) && (!counted || emit_counted(reader, &last));
}

bool tk_terms(tk_arena *arena, tenkyo_str text, tk_term_list *terms) {
  tk_view view;
  if (!tk_normalize(arena, text, &view)) return false;
  term_reader reader = {.arena = arena, .view = &view, .terms = terms, .counter = SIZE_MAX};
  while (reader.at < view.text.len) {
    size_t length;
    uint32_t code = code_at(&reader, reader.at, &length);
    tk_class class = tk_character_class(code);
    bool ok = true;
    if (is_unspaced(code))
      ok = read_unspaced(&reader);
    else if (class == TK_HANGUL)
      ok = read_hangul(&reader);
    else if (is_word_class(class) && class != TK_MARK)
      ok = read_word(&reader);
    else
      reader.at += length;
    if (!ok) return false;
  }
  return true;
}
