/* utf8, character: ill-formed input of every kind, both directions of reading, classes and widths. */
#include "text_support.h"

#include "text/character.h"

typedef struct ill_formed {
  const char *bytes;
  size_t length;
  size_t parts[8]; /* lengths of what is read, 0 at the end */
} ill_formed;

/* The examples of Unicode 15, tables 3-8 to 3-11, and more. */
static const ill_formed cases[] = {
    {"\xC0\xAF\xE0\x80\xBF\xF0\x81", 7, {1, 1, 1, 1, 1, 1, 1}},
    {"\xED\xA0\x80\xED\xBF\xBF", 6, {1, 1, 1, 1, 1, 1}},
    {"\xF4\x91\x92\x93\xFF", 5, {1, 1, 1, 1, 1}},
    {"\xE1\x80\xE2\xF0\x91\x92", 6, {2, 1, 3}},
    {"\xE3\x81", 2, {2}},
    {"\xF0\x9F\x98", 3, {3}},
    {"\xF0\x9F\x98x", 4, {3, 1}},
    {"\x80\x80\x80", 3, {1, 1, 1}},
    {"\xF0\x9F\x98\x80\x80", 5, {4, 1}},
    {"\xFE\xFF\0x", 4, {1, 1, 1, 1}},
    {"\xF5\x80\x80\x80", 4, {1, 1, 1, 1}},
    {"\xC2", 1, {1}},
    {"\xC1\xBF", 2, {1, 1}},
    {"\xE0\x9F\xBF", 3, {1, 1, 1}},
    {"\xF0\x8F\xBF\xBF", 4, {1, 1, 1, 1}},
};

static void reads_maximal_subparts(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tenkyo_str text = {cases[i].bytes, cases[i].length};
    size_t at = 0;
    for (size_t part = 0; part < 8 && cases[i].parts[part] != 0; part++) {
      uint32_t code;
      assert_true(at < text.len);
      size_t length = tk_utf8_decode(text, at, &code);
      assert_int_equal(length, cases[i].parts[part]);
      if ((unsigned char)text.ptr[at] >= 0x80 && length < 4) assert_int_equal(code, TK_REPLACEMENT);
      at += length;
    }
    assert_int_equal(at, text.len);
    size_t offset = 99;
    assert_false(tk_utf8_valid(text, &offset));
    assert_true(offset < text.len);
    assert_false(tk_utf8_valid(text, NULL));
  }
}

static void reads_every_code_point(void **state) {
  (void)state;
  for (uint32_t code = 0; code <= 0x10FFFF; code++) {
    char bytes[4];
    size_t length = tk_utf8_encode(code, bytes);
    tenkyo_str text = {bytes, length};
    uint32_t read, before;
    assert_int_equal(tk_utf8_decode(text, 0, &read), length);
    assert_int_equal(tk_utf8_decode_before(text, length, &before), length);
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    assert_int_equal(read, surrogate ? TK_REPLACEMENT : code);
    assert_int_equal(before, read);
    assert_true(tk_utf8_valid(text, NULL));
  }
  char bytes[4];
  assert_int_equal(tk_utf8_encode(0x110000, bytes), 3);
}

/* Backwards gives the same characters as forwards, whatever the bytes. */
static void reads_backwards_as_forwards(void **state) {
  (void)state;
  static const unsigned char lively[] = {0x80, 0xBF, 0xC2, 0xE0, 0xE3, 0xED, 0xF0, 0xF4, 0xFF, 'a', 0x9F, 0xA0, 0x90};
  uint32_t seed = 7;
  for (int round = 0; round < 20000; round++) {
    char bytes[16];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)lively[text_random(&seed) % sizeof lively];
    tenkyo_str text = {bytes, sizeof bytes};
    size_t ends[17], count = 0, at = 0;
    uint32_t codes[17];
    while (at < text.len) {
      at += tk_utf8_decode(text, at, &codes[count]);
      ends[count++] = at;
    }
    assert_int_equal(tk_utf8_length(text), count);
    while (count-- > 0) {
      uint32_t code;
      assert_int_equal(at, ends[count]);
      at -= tk_utf8_decode_before(text, at, &code);
      assert_int_equal(code, codes[count]);
    }
    assert_int_equal(at, 0);
  }
}

typedef struct class_case {
  uint32_t code;
  tk_class class;
} class_case;

static const class_case expected[] = {
    {' ', TK_SPACE},
    {0x3000, TK_SPACE},
    {0xA0, TK_SPACE},
    {'\t', TK_SPACE},
    {'\n', TK_NEWLINE},
    {0x85, TK_NEWLINE},
    {0x2028, TK_NEWLINE},
    {'7', TK_DIGIT},
    {0xFF17, TK_DIGIT},
    {0x663, TK_DIGIT},
    {'q', TK_LATIN},
    {0xE9, TK_LATIN},
    {0xFF21, TK_LATIN},
    {0x2163, TK_LATIN},
    {0x3042, TK_HIRAGANA},
    {0x309D, TK_HIRAGANA},
    {0x30A2, TK_KATAKANA},
    {0x30FC, TK_KATAKANA},
    {0xFF71, TK_KATAKANA},
    {0xFF9E, TK_KATAKANA},
    {0x5178, TK_HAN},
    {0x3005, TK_HAN},
    {0x3006, TK_HAN},
    {0x30F6, TK_HAN},
    {0x3007, TK_HAN},
    {0x20000, TK_HAN},
    {0x2FFFD, TK_HAN},
    {0xAC00, TK_HANGUL},
    {0x1100, TK_HANGUL},
    {0x43F, TK_LETTER},
    {0x3B1, TK_LETTER},
    {0x301, TK_MARK},
    {0x200D, TK_MARK},
    {0xFE0F, TK_MARK},
    {0x300C, TK_OPENING},
    {'(', TK_OPENING},
    {0x2018, TK_OPENING},
    {0x300D, TK_CLOSING},
    {0x2019, TK_CLOSING},
    {']', TK_CLOSING},
    {'.', TK_STOP},
    {0x3002, TK_STOP},
    {0xFF01, TK_STOP},
    {0xFF61, TK_STOP},
    {0x2026, TK_STOP},
    {0x203C, TK_STOP},
    {0x964, TK_STOP},
    {0x61F, TK_STOP},
    {0x3001, TK_PUNCTUATION},
    {'"', TK_PUNCTUATION},
    {0x30FB, TK_PUNCTUATION},
    {'-', TK_PUNCTUATION},
    {'+', TK_SYMBOL},
    {0x1F600, TK_SYMBOL},
    {TK_REPLACEMENT, TK_SYMBOL},
    {0, TK_CONTROL},
    {0x200B, TK_CONTROL},
    {0x7F, TK_CONTROL},
    {0x10FFFF, TK_SYMBOL},
    {0x9FFF, TK_HAN},
};

static void knows_classes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    assert_int_equal(tk_character_class(expected[i].code), expected[i].class);
  assert_true(tk_is_cjk(0x5178) && tk_is_cjk(0x3042) && tk_is_cjk(0x30FC) && tk_is_cjk(0x3105) && tk_is_cjk(0xA000));
  assert_false(tk_is_cjk(0x3001) || tk_is_cjk(0xAC00) || tk_is_cjk('a') || tk_is_cjk(0xFF21) || tk_is_cjk(0x300C));
}

static void knows_widths_and_case(void **state) {
  (void)state;
  assert_int_equal(tk_character_width('a'), 1);
  assert_int_equal(tk_character_width(0x5178), 2);
  assert_int_equal(tk_character_width(0xFF21), 2);
  assert_int_equal(tk_character_width(0xFF71), 1);
  assert_int_equal(tk_character_width(0x301), 0);
  assert_int_equal(tk_character_width(0xAC00), 2);
  assert_int_equal(tk_character_width(0x1F600), 2);
  assert_true(tk_is_upper('A') && tk_is_upper(0xC9) && tk_is_upper(0x1C5) && !tk_is_upper('a') && !tk_is_upper(0x5178));
  assert_true(tk_is_lower('a') && tk_is_lower(0xE9) && !tk_is_lower('1'));
  assert_true(tk_lower('Q') == 'q' && tk_lower(0xC9) == 0xE9 && tk_lower(0x5178) == 0x5178);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_maximal_subparts),      cmocka_unit_test(reads_every_code_point),
      cmocka_unit_test(reads_backwards_as_forwards), cmocka_unit_test(knows_classes),
      cmocka_unit_test(knows_widths_and_case),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
