/* What the tests of the text room share. */
#include "text_support.h"

#include "text/character.h"

int text_setup(void **state) {
  tk_arena *arena = malloc(sizeof *arena);
  if (arena == NULL) return -1;
  tk_arena_init(arena, NULL);
  *state = arena;
  return 0;
}

int text_teardown(void **state) {
  tk_arena_free(*state);
  free(*state);
  return 0;
}

/* Slow on purpose: where characters begin, found by reading from the start. */
static bool *character_begins(tenkyo_str text) {
  bool *begins = calloc(text.len + 1, sizeof *begins);
  assert_non_null(begins);
  uint32_t code;
  for (size_t at = 0; at < text.len; at += tk_utf8_decode(text, at, &code)) begins[at] = true;
  begins[text.len] = true;
  return begins;
}

static void check_ends(tenkyo_str text, tenkyo_span span) {
  uint32_t first, last;
  tk_utf8_decode(text, span.begin, &first);
  tk_utf8_decode_before(text, span.end, &last);
  assert_int_not_equal(tk_character_class(first), TK_SPACE);
  assert_int_not_equal(tk_character_class(first), TK_NEWLINE);
  assert_int_not_equal(tk_character_class(last), TK_SPACE);
  assert_int_not_equal(tk_character_class(last), TK_NEWLINE);
}

void check_document(const tk_document *document) {
  bool *begins = character_begins(document->text);
  size_t end = 0;
  for (size_t i = 0; i < document->blocks.count; i++) {
    const tk_block *block = &document->blocks.items[i];
    assert_true(block->span.begin >= end && block->span.end >= block->span.begin);
    assert_true(block->span.end <= document->text.len);
    assert_true(block->content.begin >= block->span.begin && block->content.end <= block->span.end);
    assert_true(block->content.begin <= block->content.end);
    assert_true(begins[block->span.begin] && begins[block->span.end]);
    assert_true(begins[block->content.begin] && begins[block->content.end]);
    end = block->span.end;
  }
  end = 0;
  for (size_t i = 0; i < document->sentences.count; i++) {
    const tk_sentence *sentence = &document->sentences.items[i];
    assert_true(sentence->span.begin >= end && sentence->span.end > sentence->span.begin);
    assert_true(sentence->block < document->blocks.count);
    const tk_block *block = &document->blocks.items[sentence->block];
    assert_true(sentence->span.begin >= block->content.begin && sentence->span.end <= block->content.end);
    assert_true(begins[sentence->span.begin] && begins[sentence->span.end]);
    check_ends(document->text, sentence->span);
    end = sentence->span.end;
  }
  free(begins);
}

void expect_sentences(tk_arena *arena, const char *text, tenkyo_format format, const char *lang, ...) {
  tk_document document;
  assert_true(tk_document_read(arena, tk_str(text), format, tk_language_from_tag(lang), &document));
  check_document(&document);
  va_list expected;
  va_start(expected, lang);
  size_t i = 0;
  for (const char *want = va_arg(expected, const char *); want != NULL; want = va_arg(expected, const char *), i++) {
    assert_true(i < document.sentences.count);
    tenkyo_span span = document.sentences.items[i].span;
    tenkyo_str found = tk_arena_copy(arena, tk_cut(document.text, span.begin, span.end));
    assert_string_equal(found.ptr, want);
  }
  va_end(expected);
  assert_int_equal(document.sentences.count, i);
}

char *repeated(const char *unit, size_t bytes, tenkyo_str *text) {
  size_t length = strlen(unit), count = bytes / length;
  char *block = malloc(count * length + 1);
  assert_non_null(block);
  for (size_t i = 0; i < count; i++) memcpy(block + i * length, unit, length);
  block[count * length] = '\0';
  *text = (tenkyo_str){block, count * length};
  return block;
}

void *text_counted(void *context, void *block, size_t old_size, size_t new_size) {
  text_counter *count = context;
  if (new_size == 0) {
    if (block != NULL) count->alive -= old_size;
    free(block);
    return NULL;
  }
  if (++count->requests == count->fail_at) {
    count->failed = true;
    return NULL;
  }
  void *moved = realloc(block, new_size);
  if (moved != NULL) count->alive += new_size - (block == NULL ? 0 : old_size);
  return moved;
}

/* Xorshift (Marsaglia 2003); the seed is never 0. */
uint32_t text_random(uint32_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}
