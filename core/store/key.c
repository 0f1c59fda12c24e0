/*
 * Keys for articles that came without one: who published it, the year, and the first words of the title that say
 * something, as in reuters-2025-launch-new-ai or 2025-中国政府-deepseek.
 */
#include "store/article.h"

#define SOURCE_CHARACTERS 16
#define TITLE_CHARACTERS 24
#define TITLE_WORDS 4
#define NUMBERED_KEYS 9
#define ATTEMPTS_MAX 10000

static const char *const function_words[] = {
    "a",   "an", "the", "of",  "to",   "in",  "on",  "for", "and", "or", "with", "by",  "at", "from", "is", "are", "as",
    "its", "it", "s",   "has", "have", "der", "die", "das", "und", "le", "la",   "les", "de", "et",   "el", "los"};

static bool is_function_word(tenkyo_str word) {
  for (size_t i = 0; i < sizeof function_words / sizeof function_words[0]; i++) {
    if (tk_equal(word, tk_str(function_words[i]))) return true;
  }
  return false;
}

/* The letters and digits of a word; empty when they are all hiragana, which holds a sentence together but says little.
 */
static tenkyo_str letters_of(tk_arena *arena, tenkyo_str word) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  bool says = false;
  for (size_t at = 0; at < word.len;) {
    uint32_t code;
    size_t step = tk_utf8_decode(word, at, &code);
    switch (tk_character_class(code)) {
    case TK_DIGIT:
    case TK_LATIN:
    case TK_KATAKANA:
    case TK_HAN:
    case TK_HANGUL:
    case TK_LETTER: says = true; /* fall through */
    case TK_HIRAGANA: tk_buffer_add(&buffer, tk_cut(word, at, at + step)); break;
    default: break;
    }
    at += step;
  }
  tenkyo_str letters = tk_buffer_text(&buffer);
  return says || letters.ptr == NULL ? letters : TK_STR("");
}

static void add_part(tk_buffer *key, tenkyo_str part) {
  if (part.len == 0) return;
  if (key->length > 0) tk_buffer_add_byte(key, '-');
  tk_buffer_add(key, part);
}

/* The first `characters` of a text. */
static tenkyo_str first_characters(tenkyo_str text, size_t characters) {
  size_t end = 0;
  uint32_t code;
  for (size_t i = 0; i < characters && end < text.len; i++) end += tk_utf8_decode(text, end, &code);
  return tk_cut(text, 0, end);
}

/* Adds at most `most` telling words of a text, and at most so many characters. */
static bool add_words(tk_arena *arena, tk_buffer *key, tenkyo_str text, size_t most, size_t characters) {
  tk_view view;
  tk_word_list words = {0};
  if (!tk_normalize(arena, text, &view) || !tk_words(arena, view.text, TK_UNKNOWN, &words)) return false;
  size_t taken = 0, room = characters;
  for (size_t i = 0; i < words.count && taken < most && room > 0; i++) {
    tenkyo_span span = words.items[i].span;
    tenkyo_str word = letters_of(arena, tk_cut(view.text, span.begin, span.end));
    if (word.ptr == NULL) return false;
    size_t length = tk_utf8_length(word);
    /* One letter or character is mostly the stem of a verb or adjective; one digit counts something. */
    bool stem = length == 1 && words.items[i].kind != TENKYO_WORD_NUMBER;
    if (word.len == 0 || stem || is_function_word(word)) continue;
    if (length > room && taken > 0) break;
    add_part(key, first_characters(word, room));
    room -= length < room ? length : room;
    taken++;
  }
  return true;
}

static tenkyo_status key_free(tenkyo_store *store, tenkyo_str key, bool *is_free, tenkyo_error *error) {
  int64_t id;
  bool found;
  tenkyo_status status = tk_sql_integer(store, "SELECT id FROM article WHERE key = ?1", &id, &found, error, "t", key);
  *is_free = !found;
  return status;
}

/* The stem itself, the stem with a small number, then with ever more digits of the body's hash, then any number. */
static tenkyo_str candidate(tk_arena *arena, tenkyo_str stem, const char *hash, unsigned attempt) {
  tk_buffer buffer;
  tk_buffer_init(&buffer, arena);
  tk_buffer_add(&buffer, stem);
  if (attempt > 1 && attempt <= NUMBERED_KEYS) tk_buffer_format(&buffer, "-%u", attempt);
  if (attempt > NUMBERED_KEYS && attempt <= NUMBERED_KEYS + 8)
    tk_buffer_format(&buffer, "-%.*s", (int)(attempt - NUMBERED_KEYS) * 8, hash);
  if (attempt > NUMBERED_KEYS + 8) tk_buffer_format(&buffer, "-%.8s-%u", hash, attempt);
  return tk_buffer_text(&buffer);
}

tenkyo_status tk_key_make(tenkyo_store *store, tk_arena *arena, const tenkyo_article *article, tenkyo_str body,
                          tenkyo_str *key, tenkyo_error *error) {
  tk_buffer buffer;
  char hash[65];
  tk_buffer_init(&buffer, arena);
  tenkyo_str source = article->publisher.len > 0 ? article->publisher : article->author;
  if (!add_words(arena, &buffer, source, 2, SOURCE_CHARACTERS)) return tk_no_memory(error);
  if (article->published.len >= 4) add_part(&buffer, tk_cut(article->published, 0, 4));
  if (!add_words(arena, &buffer, article->title, TITLE_WORDS, TITLE_CHARACTERS)) return tk_no_memory(error);
  if (buffer.length == 0) tk_buffer_add(&buffer, TK_STR("article"));
  tenkyo_str stem = tk_buffer_text(&buffer);
  if (stem.ptr == NULL) return tk_no_memory(error);
  tk_sha256_hex(body, hash);
  tenkyo_status status = TENKYO_OK;
  bool is_free = false;
  for (unsigned attempt = 1; status == TENKYO_OK && !is_free; attempt++) {
    if (attempt > ATTEMPTS_MAX)
      return tk_fail(error, TENKYO_CORRUPT, 0, "the store's file is damaged: every key is taken");
    *key = candidate(arena, stem, hash, attempt);
    status = key->ptr == NULL ? tk_no_memory(error) : key_free(store, *key, &is_free, error);
  }
  return status;
}
