/*
 * Words: letters, digits and marks that stand together (UAX #29), numbers with their separators, model names with their
 * hyphens, and runs of one script in Japanese and Chinese. A Hiragana run is cut where a particle is certain: behind a
 * word in another script, and around を, which no word holds.
 */
#include "text/character.h"

typedef struct word_reader {
  tk_arena *arena;
  tenkyo_str text;
  size_t at;
  tk_class last; /* class of the word that ends right before `at`; TK_SPACE when none does */
  tk_word_list *words;
} word_reader;

static bool add_word(word_reader *reader, size_t end, tenkyo_word_kind kind, tk_class class) {
  tenkyo_word *word = tk_push(reader->arena, reader->words);
  if (word == NULL) return false;
  *word = (tenkyo_word){{reader->at, end}, kind};
  reader->at = end;
  reader->last = class;
  return true;
}

static tk_class class_at(const word_reader *reader, size_t at, uint32_t *code, size_t *length) {
  return tk_class_at(reader->text, at, reader->text.len, code, length);
}

/* Marks, joiners and format characters belong to what stands before them (UAX #29, WB4). */
static size_t after_marks(const word_reader *reader, size_t at) {
  for (;;) {
    uint32_t code;
    size_t length;
    tk_class class = class_at(reader, at, &code, &length);
    bool format = code == 0xAD || code == 0x2060 || (code >= 0x200B && code <= 0x200F) || code == 0xFEFF;
    if (length == 0 || (class != TK_MARK && !format)) return at;
    at += length;
  }
}

/* ---- Letters and digits -------------------------------------------------------------------------------------------
 */

static bool is_alphabetic(tk_class class) { return class == TK_LATIN || class == TK_LETTER || class == TK_HANGUL; }

/* Between two letters (WB6, WB7). */
static bool joins_letters(uint32_t code) {
  return code == '\'' || code == 0x2019 || code == '.' || code == 0xB7 || code == 0x2018 || code == 0xFF07 ||
         code == 0x5F4 || code == 0x2027 || code == 0xFF0E;
}

/* Between two digits (WB11, WB12). */
static bool joins_digits(uint32_t code) {
  return code == '.' || code == ',' || code == 0xFF0C || code == 0xFF0E || code == 0x2019;
}

static bool is_hyphen(uint32_t code) { return code == '-' || code == 0x2010 || code == 0x2011; }

static bool joins_all(uint32_t code) { return code == '_' || code == 0xFF3F; }

typedef struct run {
  size_t end;
  bool letters, digits;
  bool name;    /* holds a capital or a digit, as names of models do */
  bool capital; /* begins with a capital or digit */
} run;

/* One side of a hyphen: letters and digits with what joins them. */
static run read_run(const word_reader *reader, size_t at) {
  run result = {.end = at};
  tk_class before = TK_SPACE;
  for (;;) {
    uint32_t code, next;
    size_t length, next_length;
    tk_class class = class_at(reader, at, &code, &length), after;
    if (length == 0) break;
    if (is_alphabetic(class) || class == TK_DIGIT || (joins_all(code) && before != TK_SPACE)) {
      bool strong = class == TK_DIGIT || tk_is_upper(code);
      if (at == result.end && before == TK_SPACE) result.capital = strong;
      result.name |= strong;
      result.letters |= is_alphabetic(class);
      result.digits |= class == TK_DIGIT;
      at = result.end = after_marks(reader, at + length);
      before = class;
      continue;
    }
    after = class_at(reader, at + length, &next, &next_length);
    bool joins = (joins_letters(code) && is_alphabetic(before) && is_alphabetic(after)) ||
                 (joins_digits(code) && before == TK_DIGIT && after == TK_DIGIT);
    if (!joins) break;
    at += length;
  }
  return result;
}

/* GPT-5, DeepSeek-R2, F-16, Qwen2.5-VL: what a hyphen joins when a digit is among it. */
static bool read_alphanumeric(word_reader *reader) {
  run whole = read_run(reader, reader->at);
  bool begins_in_letter = whole.letters && !(whole.digits && !whole.capital);
  while (begins_in_letter && whole.name) {
    uint32_t code;
    size_t length;
    class_at(reader, whole.end, &code, &length);
    if (!is_hyphen(code)) break;
    run part = read_run(reader, whole.end + length);
    if (part.end == whole.end + length || !part.capital || !(part.digits || whole.digits)) break;
    whole.end = part.end;
    whole.digits = whole.letters = true;
  }
  bool number = whole.digits && !whole.letters;
  return add_word(reader, whole.end, number ? TENKYO_WORD_NUMBER : TENKYO_WORD, number ? TK_DIGIT : TK_LATIN);
}

/* ---- Japanese and Chinese ---------------------------------------------------------------------------------------- */

/* Longer ones first. The ones after `certain` are also parts of inflections (上がる, 死に), so they are cut off only
 * behind Katakana, letters and digits. */
static const char *const particles[] = {"は",   "の",   "では", "には", "とは", "からは", "までは", "へは", "にも",
                                        "でも", "とも", "への", "との", "での", "から",   "まで",   "より", "など",
                                        "だけ", "が",   "に",   "と",   "で",   "も",     "へ",     "や"};
enum { CERTAIN = 2, PARTICLES = sizeof particles / sizeof *particles };

/* Bytes of the particle that the run begins with, or 0. */
static size_t leading_particle(tenkyo_str hiragana, tk_class before) {
  bool outside = before == TK_KATAKANA || before == TK_LATIN || before == TK_DIGIT;
  if (!outside && before != TK_HAN) return 0;
  size_t longest = 0;
  for (size_t i = 0; i < (outside ? PARTICLES : CERTAIN); i++) {
    tenkyo_str particle = tk_str(particles[i]);
    if (particle.len > longest && tk_starts_with(hiragana, particle)) longest = particle.len;
  }
  return longest;
}

static const uint32_t object_particle = 0x3092; /* を */

static bool read_hiragana(word_reader *reader) {
  tk_class before = reader->last;
  size_t begin = reader->at, at = begin;
  for (;;) {
    uint32_t code;
    size_t length;
    if (class_at(reader, at, &code, &length) != TK_HIRAGANA && code != 0x30FC) break;
    if (code == object_particle) {
      if (at > begin) break;
      return add_word(reader, after_marks(reader, at + length), TENKYO_WORD, TK_HIRAGANA);
    }
    at = after_marks(reader, at + length);
  }
  size_t particle = leading_particle(tk_cut(reader->text, begin, at), before);
  return add_word(reader, particle > 0 ? begin + particle : at, TENKYO_WORD, TK_HIRAGANA);
}

static bool read_script(word_reader *reader, tk_class script) {
  size_t at = reader->at;
  for (;;) {
    uint32_t code;
    size_t length;
    if (class_at(reader, at, &code, &length) != script) break;
    at = after_marks(reader, at + length);
  }
  return add_word(reader, at, TENKYO_WORD, script);
}

/* ---- Everything else --------------------------------------------------------------------------------------------- */

static bool is_regional(uint32_t code) { return code >= 0x1F1E6 && code <= 0x1F1FF; }

static bool is_skin_tone(uint32_t code) { return code >= 0x1F3FB && code <= 0x1F3FF; }

/* One sign with its marks; emoji that a joiner ties together, and two regional letters, are one. */
static bool read_symbol(word_reader *reader, uint32_t first, size_t length) {
  size_t at = after_marks(reader, reader->at + length);
  for (bool tied = false;;) {
    uint32_t code, before;
    size_t next = 0;
    tk_class class = class_at(reader, at, &code, &next);
    if (next == 0) break;
    tk_utf8_decode_before(reader->text, at, &before);
    bool flag = is_regional(first) && is_regional(code) && !tied;
    if (!flag && !(before == 0x200D && class == TK_SYMBOL) && !is_skin_tone(code)) break;
    tied = true;
    at = after_marks(reader, at + next);
  }
  return add_word(reader, at, TENKYO_WORD_SYMBOL, TK_SYMBOL);
}

static bool read_word(word_reader *reader) {
  uint32_t code;
  size_t length;
  tk_class class = class_at(reader, reader->at, &code, &length);
  switch (class) {
  case TK_SPACE:
  case TK_NEWLINE:
    reader->at += length;
    reader->last = TK_SPACE;
    return true;
  case TK_LATIN:
  case TK_LETTER:
  case TK_HANGUL:
  case TK_DIGIT: return read_alphanumeric(reader);
  case TK_HIRAGANA: return read_hiragana(reader);
  case TK_KATAKANA:
  case TK_HAN: return read_script(reader, class);
  default: return read_symbol(reader, code, length);
  }
}

bool tk_words(tk_arena *arena, tenkyo_str text, tk_language language, tk_word_list *words) {
  (void)language;
  word_reader reader = {.arena = arena, .text = text, .last = TK_SPACE, .words = words};
  while (reader.at < text.len) {
    if (!read_word(&reader)) return false;
  }
  return true;
}
