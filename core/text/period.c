/*
 * Where a sentence ends in a script that puts spaces between words. A period ends it when white space and something
 * that can begin a sentence follow, unless what stands before it is an abbreviation, an initial or a list number.
 */
#include "text/sentence.h"

enum { WORD_MAX = 32, SPACE_STEPS = 4 };

/* A word in small letters, as far as it fits. */
typedef struct folded_word {
  char bytes[WORD_MAX + 4];
  size_t length;
  size_t letters, digits, periods;
  bool upper; /* its first character is a capital */
  bool inner; /* its second one is */
  bool whole; /* it fits */
} folded_word;

static tenkyo_str text_of(const folded_word *word) { return (tenkyo_str){word->bytes, word->length}; }

static bool is_word_class(tk_class class) {
  return class == TK_LATIN || class == TK_LETTER || class == TK_DIGIT || class == TK_MARK || class == TK_HANGUL;
}

static bool is_inner(uint32_t code) {
  return code == '.' || code == '-' || code == '\'' || code == 0x2019 || code == '&' || code == ',' || code == '/' ||
         code == 0xBA || code == 0xAA || code == 0xA7 || code == 0xB0;
}

static void fold(tenkyo_str text, size_t begin, size_t end, folded_word *word) {
  *word = (folded_word){.whole = true};
  size_t count = 0;
  for (size_t at = begin; at < end; count++) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    if (count == 0) word->upper = tk_is_upper(code);
    if (count == 1) word->inner = tk_is_upper(code);
    word->letters += class == TK_LATIN || class == TK_LETTER || class == TK_HANGUL;
    word->digits += class == TK_DIGIT;
    word->periods += code == '.';
    if (word->length > WORD_MAX) {
      word->whole = false;
      return;
    }
    word->length += tk_utf8_encode(code == 0x2019 ? '\'' : tk_lower(code), word->bytes + word->length);
  }
}

/* The word that ends at `end`: letters, digits and what stands inside abbreviations, back to `begin`. */
static size_t word_before(tenkyo_str text, size_t begin, size_t end, folded_word *word) {
  size_t at = end;
  while (at > begin && end - at <= WORD_MAX) {
    uint32_t code;
    size_t length = tk_utf8_decode_before(text, at, &code);
    if (!is_word_class(tk_character_class(code)) && !is_inner(code)) break;
    at -= length;
  }
  fold(text, at, end, word);
  if (end - at > WORD_MAX) word->whole = false;
  return at;
}

/* ---- What follows ------------------------------------------------------------------------------------------------ */

typedef struct following {
  bool end;      /* nothing more in this part */
  bool space;    /* white space lies between */
  bool opened;   /* marks that open something come first */
  uint32_t code; /* the first character that is no such mark */
  tk_class class;
  folded_word word;
  bool initial; /* the word is one letter with a period */
} following;

static bool opens(uint32_t code, tk_class class) {
  return class == TK_OPENING || code == '"' || code == '\'' || code == '*' || code == '_' || code == 0x2013 ||
         code == 0x2014 || code == '-' || code == 0xBF || code == 0xA1 || code == 0xBB || code == 0x2019 ||
         code == 0x201D;
}

static void look_ahead(const tk_sentence_context *context, size_t at, following *next) {
  *next = (following){.end = true};
  for (int marks = 0; at < context->end;) {
    size_t length = tk_utf8_decode(context->text, at, &next->code);
    next->class = tk_character_class(next->code);
    if (next->class == TK_SPACE || next->class == TK_NEWLINE) {
      next->space = true;
    } else if (opens(next->code, next->class) && marks < SPACE_STEPS) {
      next->opened = true;
      marks++;
    } else {
      next->end = false;
      break;
    }
    at += length;
  }
  size_t stop = at;
  while (stop < context->end && stop - at <= WORD_MAX) {
    uint32_t code;
    size_t length = tk_utf8_decode(context->text, stop, &code);
    if (!is_word_class(tk_character_class(code)) && code != '\'' && code != 0x2019) break;
    stop += length;
  }
  fold(context->text, at, stop, &next->word);
  next->initial = next->word.letters == 1 && stop < context->end && context->text.ptr[stop] == '.';
}

/* A small letter goes on with the sentence, unless a capital comes second (iPhone) or an address begins. */
static bool is_small(const following *next) {
  tenkyo_str word = text_of(&next->word);
  bool address = tk_equal(word, TK_STR("http")) || tk_equal(word, TK_STR("https")) || tk_equal(word, TK_STR("www"));
  return tk_is_lower(next->code) && !next->word.inner && !address;
}

/* ---- What stands before ------------------------------------------------------------------------------------------ */

/* u.s, j.r.r: single letters with periods between them. */
static bool is_acronym(const folded_word *word) {
  return word->periods > 0 && word->letters == word->periods + 1 && word->digits == 0;
}

static bool abbreviation_goes_on(const folded_word *before, const following *next, tk_abbreviation kind) {
  bool beginner = tk_begins_sentences(text_of(&next->word));
  bool number = next->class == TK_DIGIT;
  switch (kind) {
  case TK_BEFORE_NAME:
  case TK_BEFORE_WORD: return true;
  case TK_BEFORE_NUMBER: return number || (next->word.whole && next->word.letters <= 2 && !beginner);
  case TK_IN_NAME: return number || !beginner;
  case TK_AT_END: return number ? before->periods == 0 : tk_follows_time(text_of(&next->word));
  case TK_NO_ABBREVIATION: break;
  }
  return false;
}

/* 1. 2.3.1. IV. at the begin of a sentence: the number of what follows. */
static bool is_list_number(const tk_sentence_context *context, size_t word_begin, const folded_word *before) {
  for (size_t at = context->begin; at < word_begin;) {
    uint32_t code;
    at += tk_utf8_decode(context->text, at, &code);
    tk_class class = tk_character_class(code);
    if (class != TK_SPACE && class != TK_NEWLINE && class != TK_OPENING && code != '*' && code != '_') return false;
  }
  return before->whole && before->letters <= 1 && before->digits <= 3 && before->digits + before->letters > 0;
}

/* J. of J. R. R. Smith; a small letter alone ends nothing. */
static bool initial_goes_on(const folded_word *before, const following *next) {
  return !before->upper || next->initial || !tk_begins_sentences(text_of(&next->word));
}

/* Behind an elided article too: l'Avv. */
static tk_abbreviation abbreviation_of(const folded_word *word) {
  tk_abbreviation kind = tk_abbreviation_of(text_of(word));
  if (kind != TK_NO_ABBREVIATION && !word->upper && tk_needs_capital(text_of(word))) return TK_NO_ABBREVIATION;
  const char *mark = memchr(word->bytes, '\'', word->length);
  if (kind != TK_NO_ABBREVIATION || mark == NULL) return kind;
  size_t begin = (size_t)(mark - word->bytes) + 1;
  return tk_abbreviation_of(tk_cut(text_of(word), begin, word->length));
}

/* "At 5 a.m. Mr. Smith …": a time that begins the sentence does not end it. */
static bool is_fronted_time(const tk_sentence_context *context, const tk_stop *stop) {
  static const char *const openings[] = {"At ",    "On ",    "By ",    "In ",    "Around ",
                                         "About ", "Until ", "Since ", "Before "};
  if (stop->begin - context->begin > 48) return false;
  tenkyo_str phrase = tk_trim(tk_cut(context->text, context->begin, stop->begin));
  if (!tk_ends_with(phrase, TK_STR(".m")) && !tk_ends_with(phrase, TK_STR(".M"))) return false;
  for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
    if (tk_starts_with(phrase, tk_str(openings[i]))) return true;
  }
  return false;
}

static bool period_goes_on(const tk_sentence_context *context, const tk_stop *stop, const following *next) {
  folded_word before;
  size_t begin = word_before(context->text, context->begin, stop->begin, &before);
  if (!before.whole || before.length == 0) return false;
  if (is_list_number(context, begin, &before)) return true;
  if (stop->closed > stop->end) return false;
  if (before.digits > 0 && before.letters == 0)
    return context->language == TK_GERMAN && before.length <= 2 && !tk_begins_sentences(text_of(&next->word));
  bool letter = before.letters == 1 && before.digits == 0 && before.length <= 2;
  bool monsieur = context->language == TK_FRENCH && tk_equal(text_of(&before), TK_STR("m"));
  if (letter && before.upper && !monsieur) return initial_goes_on(&before, next);
  tk_abbreviation kind = abbreviation_of(&before);
  if (kind == TK_NO_ABBREVIATION && is_acronym(&before)) kind = TK_IN_NAME;
  if (kind == TK_NO_ABBREVIATION) return letter && initial_goes_on(&before, next);
  return abbreviation_goes_on(&before, next, kind) || is_fronted_time(context, stop);
}

/* ---- Deciding ---------------------------------------------------------------------------------------------------- */

static bool is_cjk_class(tk_class class) { return class == TK_HAN || class == TK_HIRAGANA || class == TK_KATAKANA; }

/* he asked, she said: what follows speech whose marks were left out. */
static bool is_person(tenkyo_str word) {
  return tk_equal(word, TK_STR("he")) || tk_equal(word, TK_STR("she")) || tk_equal(word, TK_STR("they"));
}

/* Careless writers begin sentences small: believed behind a stop that no quotation closes, for a plain word before it
 * and a word behind it that mostly begins sentences. */
static bool begins_small(const tk_sentence_context *context, const tk_stop *stop, const following *next) {
  if (stop->closed > stop->end || next->opened) return false;
  if (stop->exclaims) return !is_person(text_of(&next->word));
  folded_word before;
  word_before(context->text, context->begin, stop->begin, &before);
  return stop->dots == 1 && !before.upper && before.letters >= 3 && before.letters == before.length &&
         (before.letters > 3 || tk_begins_sentences(text_of(&next->word))) &&
         tk_abbreviation_of(text_of(&before)) == TK_NO_ABBREVIATION;
}

bool tk_latin_stop_ends(const tk_sentence_context *context, const tk_stop *stop) {
  following next;
  look_ahead(context, stop->marked, &next);
  if (next.end) return true;
  if (stop->full && !stop->dots) return true;
  if (!next.space) return is_cjk_class(next.class) && (stop->exclaims || stop->closed > stop->end);
  if (is_small(&next) && !begins_small(context, stop, &next)) return false;
  if (next.class == TK_STOP || (next.class == TK_PUNCTUATION && (next.code == ',' || next.code == ';'))) return false;
  if (stop->exclaims) {
    folded_word before;
    word_before(context->text, context->begin, stop->begin, &before);
    return !(before.whole && tk_is_exclaiming_name(text_of(&before)));
  }
  if (stop->ellipsis || stop->dots > 1) return !tk_equal(text_of(&next.word), TK_STR("i"));
  return !period_goes_on(context, stop, &next);
}
