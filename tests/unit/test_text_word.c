/* word and language. */
#include "text_support.h"

static void expect_words(tk_arena *arena, const char *text, const char *joined) {
  tk_word_list words = {NULL, 0, 0};
  assert_true(tk_words(arena, tk_str(text), TK_UNKNOWN, &words));
  tk_buffer found;
  tk_buffer_init(&found, arena);
  size_t end = 0;
  for (size_t i = 0; i < words.count; i++) {
    tenkyo_span span = words.items[i].span;
    assert_true(span.begin >= end && span.end > span.begin);
    end = span.end;
    if (i > 0) tk_buffer_add(&found, TK_STR("|"));
    tk_buffer_add(&found, tk_cut(tk_str(text), span.begin, span.end));
    if (words.items[i].kind == TENKYO_WORD_NUMBER) tk_buffer_add(&found, TK_STR("#"));
    if (words.items[i].kind == TENKYO_WORD_SYMBOL) tk_buffer_add(&found, TK_STR("$"));
  }
  assert_string_equal(tk_buffer_text(&found).ptr, joined);
}

static void cuts_latin_text(void **state) {
  tk_arena *arena = *state;
  expect_words(arena, "It can't be, O'Brien!", "It|can't|be|,$|O'Brien|!$");
  expect_words(arena, "5,000 and 3.5 or 1.2.3", "5,000#|and|3.5#|or|1.2.3#");
  expect_words(arena, "1, 2. 3.", "1#|,$|2#|.$|3#|.$");
  expect_words(arena, "e\xCC\x81te\xCC\x81 snake_case U.S. a.b", "e\xCC\x81te\xCC\x81|snake_case|U.S|.$|a.b");
  expect_words(arena, "15-year well-known 2025-08-15", "15#|-$|year|well|-$|known|2025#|-$|08#|-$|15#");
  expect_words(arena, "\xEF\xBC\x95\xEF\xBC\x8C\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x90", "５，０００#");
  expect_words(arena, "안녕하세요 세계", "안녕하세요|세계");
}

static void keeps_model_names_whole(void **state) {
  tk_arena *arena = *state;
  expect_words(arena, "R2 H20 o1 V3 A100", "R2|H20|o1|V3|A100");
  expect_words(arena, "GPT-5 and DeepSeek-R2, F-16", "GPT-5|and|DeepSeek-R2|,$|F-16");
  expect_words(arena, "GPT-3.5 Qwen2.5-VL GPT-4-Turbo H20-based", "GPT-3.5|Qwen2.5-VL|GPT-4-Turbo|H20|-$|based");
  expect_words(arena, "R2モデルとGPT-5を", "R2|モデル|と|GPT-5|を");
}

static void cuts_japanese_by_script(void **state) {
  tk_arena *arena = *state;
  expect_words(arena, "東京都は3人の記者を派遣した。", "東京都|は|3#|人|の|記者|を|派遣|した|。$");
  expect_words(arena, "モデルが上がる", "モデル|が|上|がる");
  expect_words(arena, "チップには問題", "チップ|には|問題");
  expect_words(arena, "一ヶ月 人々 コンピューター", "一ヶ月|人々|コンピューター");
  expect_words(arena, "これをそれを", "これ|を|それ|を");
  expect_words(arena, "中国的經濟", "中国的經濟");
  expect_words(arena, "か\xE3\x82\x99く", "か\xE3\x82\x99く");
}

static void keeps_emoji_and_bad_bytes(void **state) {
  tk_arena *arena = *state;
  expect_words(arena, "👩‍👩‍👧 🇯🇵🇺🇸 👍🏽 ☕️",
               "👩‍👩‍👧$|🇯🇵$|🇺🇸$|👍🏽$|☕️$");
  expect_words(arena,
               "a\xFF"
               "b",
               "a|\xFF$|b");
  expect_words(arena, " \n\t　", "");
}

static void expect_language(const char *text, tk_language context, tk_language language) {
  assert_int_equal(tk_language_of(tk_str(text), context), language);
}

static void finds_the_language(void **state) {
  (void)state;
  expect_language("DeepSeekのR2 model", TK_UNKNOWN, TK_JAPANESE);
  expect_language("東京都知事選挙", TK_JAPANESE, TK_JAPANESE);
  expect_language("東京都知事選挙", TK_UNKNOWN, TK_UNKNOWN);
  expect_language("这是我们的问题", TK_UNKNOWN, TK_CHINESE);
  expect_language("國際的金融危機對應策", TK_JAPANESE, TK_JAPANESE);
  expect_language("한국어 문장입니다", TK_UNKNOWN, TK_KOREAN);
  expect_language("The word 典拠 means source", TK_UNKNOWN, TK_ENGLISH);
  expect_language("Der Hund ist nicht mit uns nach Hause gekommen", TK_UNKNOWN, TK_GERMAN);
  expect_language("Le chat est dans la maison avec nous", TK_UNKNOWN, TK_FRENCH);
  expect_language("El perro está en la casa con nosotros", TK_UNKNOWN, TK_SPANISH);
  expect_language("Il cane è nella casa con gli altri", TK_UNKNOWN, TK_ITALIAN);
  expect_language("De hond is niet met ons naar huis gekomen", TK_UNKNOWN, TK_DUTCH);
  expect_language("Это предложение на русском языке", TK_UNKNOWN, TK_RUSSIAN);
  expect_language("Ελληνικά", TK_JAPANESE, TK_UNKNOWN);
  expect_language("Kobayashi", TK_JAPANESE, TK_JAPANESE);
  expect_language("Y. Kobayashi", TK_UNKNOWN, TK_UNKNOWN);
  expect_language("https://example.com/the/and/of", TK_UNKNOWN, TK_UNKNOWN);
  expect_language("", TK_ENGLISH, TK_ENGLISH);
  expect_language("123 + 4", TK_UNKNOWN, TK_UNKNOWN);
  expect_language("\xFF\xFE", TK_UNKNOWN, TK_UNKNOWN);
}

static void knows_language_tags(void **state) {
  (void)state;
  assert_int_equal(tk_language_from_tag("ja"), TK_JAPANESE);
  assert_int_equal(tk_language_from_tag("EN-gb"), TK_ENGLISH);
  assert_int_equal(tk_language_from_tag("zh_TW"), TK_CHINESE);
  assert_int_equal(tk_language_from_tag("jap"), TK_UNKNOWN);
  assert_int_equal(tk_language_from_tag("j"), TK_UNKNOWN);
  assert_int_equal(tk_language_from_tag(""), TK_UNKNOWN);
  assert_int_equal(tk_language_from_tag("xx"), TK_UNKNOWN);
  assert_int_equal(tk_language_from_tag(NULL), TK_UNKNOWN);
  assert_string_equal(tk_language_tag(TK_DUTCH), "nl");
  assert_string_equal(tk_language_tag(TK_UNKNOWN), "");
  assert_string_equal(tk_language_tag((tk_language)99), "");
}

static void settles_a_document(void **state) {
  tk_arena *arena = *state;
  tk_document document;
  const char *text = "東京都知事選挙\n\n新しいモデルが出た。\n\nThe model was delayed by the maker.\n\nKobayashi\n";
  assert_true(tk_document_read(arena, tk_str(text), TENKYO_FORMAT_MARKDOWN, TK_UNKNOWN, &document));
  assert_int_equal(document.sentences.count, 4);
  assert_int_equal(document.language, TK_ENGLISH);
  assert_int_equal(document.sentences.items[1].language, TK_JAPANESE);
  assert_int_equal(document.sentences.items[2].language, TK_ENGLISH);
  assert_int_equal(document.sentences.items[3].language, TK_ENGLISH);
  assert_true(tk_document_read(arena, tk_str(text), TENKYO_FORMAT_MARKDOWN, TK_JAPANESE, &document));
  for (size_t i = 0; i < 4; i++) assert_int_equal(document.sentences.items[i].language, TK_JAPANESE);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, text_setup, text_teardown)
  const struct CMUnitTest tests[] = {
      TEST(cuts_latin_text),           TEST(keeps_model_names_whole), TEST(cuts_japanese_by_script),
      TEST(keeps_emoji_and_bad_bytes), TEST(finds_the_language),      TEST(knows_language_tags),
      TEST(settles_a_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
