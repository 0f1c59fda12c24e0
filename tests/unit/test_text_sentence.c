/* sentence: where sentences end in Japanese, Chinese, English and their neighbours. */
#include "text_support.h"

static void ends_at_japanese_stops(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "雨が降った。風も吹いた！本当？！はい。", "雨が降った。", "風も吹いた！", "本当？！", "はい。");
  EXPECT_TEXT(arena, "そうですか……。次へ進む。", "そうですか……。", "次へ進む。");
  EXPECT_TEXT(arena, "でも…やめた。", "でも…やめた。");
  EXPECT_TEXT(arena, "終わりです.次に進みます。", "終わりです.", "次に進みます。");
  EXPECT_TEXT(arena, "ＧＤＰは３．５％増えた．次に輸出を見る．", "ＧＤＰは３．５％増えた．", "次に輸出を見る．");
  EXPECT_TEXT(arena, "完了!次はGPT-5?それともR2?", "完了!", "次はGPT-5?", "それともR2?");
  EXPECT_TEXT(arena, "｢了解｣した｡次｡", "｢了解｣した｡", "次｡");
  EXPECT_TEXT(arena, "今年是2025年。天气很好！你呢？", "今年是2025年。", "天气很好！", "你呢？");
}

static void keeps_japanese_quotations_whole(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "彼は「行く。」と言った。帰った。", "彼は「行く。」と言った。", "帰った。");
  EXPECT_TEXT(arena, "「行く。すぐ行く！」という声。", "「行く。すぐ行く！」という声。");
  EXPECT_TEXT(arena, "「もう行く。」彼女は立った。", "「もう行く。」", "彼女は立った。");
  EXPECT_TEXT(arena, "『「はい。」と答えた。』と書く。", "『「はい。」と答えた。』と書く。");
  EXPECT_TEXT(arena, "発表した（時期は未定。詳細も不明。）。続報を待つ。", "発表した（時期は未定。詳細も不明。）。",
              "続報を待つ。");
  EXPECT_TEXT(arena, "(とても良かった!また行く。)次の話。", "(とても良かった!また行く。)", "次の話。");
  EXPECT_TEXT(arena, "本当か？と聞いた。", "本当か？と聞いた。");
  EXPECT_TEXT(arena, "Yahoo!ニュースが報じた。", "Yahoo!ニュースが報じた。");
  EXPECT_TEXT(arena, "「誰が？」。声がした。", "「誰が？」。", "声がした。");
  EXPECT_TEXT(arena, "(？)が付く。（！）も。", "(？)が付く。", "（！）も。");
}

static void survives_unbalanced_brackets(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "彼は「行く。と言った。帰った。", "彼は「行く。", "と言った。", "帰った。");
  EXPECT_TEXT(arena, "終わり」だ。（次。また次。", "終わり」だ。", "（次。", "また次。");
  tk_buffer text;
  tk_buffer_init(&text, arena);
  tk_buffer_add(&text, TK_STR("「"));
  for (int i = 0; i < 100; i++) tk_buffer_add(&text, TK_STR("とても長い話が続く。"));
  tk_buffer_add(&text, TK_STR("」終わり。"));
  tk_span_list sentences = {NULL, 0, 0};
  tenkyo_str whole = tk_buffer_text(&text);
  assert_true(tk_sentences_of(arena, whole, (tenkyo_span){0, whole.len}, TK_JAPANESE, true, &sentences));
  assert_int_equal(sentences.count, 101);
}

static void ends_at_english_stops(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "It rained. Was it cold? No!! We went out.", "It rained.", "Was it cold?", "No!!", "We went out.");
  EXPECT_TEXT(arena, "She said “Go home.” Then she left.", "She said “Go home.”", "Then she left.");
  EXPECT_TEXT(arena, "“Really?” he asked. \"Yes,\" she said.", "“Really?” he asked.", "\"Yes,\" she said.");
  EXPECT_TEXT(arena, "He left (it was late. He was tired.) at noon. Done.",
              "He left (it was late. He was tired.) at noon.", "Done.");
  EXPECT_TEXT(arena, "The quote [...] goes on. It may ... or may not. Wait... What?", "The quote [...] goes on.",
              "It may ... or may not.", "Wait...", "What?");
  EXPECT_TEXT(arena, "**It grew.** They left. *So did we.* Fine.", "**It grew.**", "They left.", "*So did we.*",
              "Fine.");
  EXPECT_TEXT(arena, "Er sagte: „Nein.“ Dann ging er am 3. Mai heim. Schluss.", "Er sagte: „Nein.“",
              "Dann ging er am 3. Mai heim.", "Schluss.");
  EXPECT_TEXT(arena, "यह पहला है। यह दूसरा है।", "यह पहला है।", "यह दूसरा है।");
  EXPECT_TEXT(arena, "비가 왔다. 바람도 불었다.", "비가 왔다.", "바람도 불었다.");
}

static void knows_abbreviations(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "Mr. Ito met Dr. J. R. Lee of Acme Inc. in Tokyo. It was fine.",
              "Mr. Ito met Dr. J. R. Lee of Acme Inc. in Tokyo.", "It was fine.");
  EXPECT_TEXT(arena, "The U.S. Senate met. He lives in the U.S. She does not.", "The U.S. Senate met.",
              "He lives in the U.S.", "She does not.");
  EXPECT_TEXT(arena, "Use a tool, e.g. Vim. See No. 5 and Fig. 2. Prices rose 3.5 percent to $1.2 billion. Good.",
              "Use a tool, e.g. Vim.", "See No. 5 and Fig. 2.", "Prices rose 3.5 percent to $1.2 billion.", "Good.");
  EXPECT_TEXT(arena, "It opens at 5 p.m. on Jan. 20. It closes at 6 p.m. Visitors leave.",
              "It opens at 5 p.m. on Jan. 20.", "It closes at 6 p.m.", "Visitors leave.");
  EXPECT_TEXT(arena, "At 5 a.m. Mr. Ito woke. He wrote to a.b@example.com about www.example.com/a.html?x=1. OK.",
              "At 5 a.m. Mr. Ito woke.", "He wrote to a.b@example.com about www.example.com/a.html?x=1.", "OK.");
  EXPECT_TEXT(arena, "Apples, pears, etc. Nothing else. Open notes.v2.txt now. Bye.", "Apples, pears, etc.",
              "Nothing else.", "Open notes.v2.txt now.", "Bye.");
  EXPECT_TEXT(arena, "We saw z.B. Hunde, d.h. Tiere. M. Durand est venu.", "We saw z.B. Hunde, d.h. Tiere.",
              "M. Durand est venu.");
  EXPECT_TEXT(arena, "I think so. I.e. yes. iPhone sales fell. eBay rose.", "I think so.", "I.e. yes.",
              "iPhone sales fell.", "eBay rose.");
}

static void keeps_markers_with_their_sentence(void **state) {
  tk_arena *arena = *state;
  EXPECT_TEXT(arena, "延期した。[1]発表は未定だ[2]。次。", "延期した。[1]", "発表は未定だ[2]。", "次。");
  EXPECT_TEXT(arena, "延期した。[1, 3–5][2]次。〔注1〕終。¹完。（注2）了。", "延期した。[1, 3–5][2]", "次。〔注1〕",
              "終。¹", "完。（注2）", "了。");
  EXPECT_TEXT(arena, "It was late.[2] Next came rain.[^a][@key, p. 3] Then snow.¹ The end.", "It was late.[2]",
              "Next came rain.[^a][@key, p. 3]", "Then snow.¹", "The end.");
  EXPECT_TEXT(arena, "It was late. [2] Next came rain. [3] shows why.", "It was late. [2]", "Next came rain.",
              "[3] shows why.");
  EXPECT_TEXT(arena, "延期した。 [1] 発表した。", "延期した。 [1]", "発表した。");
  EXPECT_TEXT(arena, "延期した。[詳細](https://example.com)を見る。", "延期した。",
              "[詳細](https://example.com)を見る。");
  EXPECT_TEXT(arena, "The claim.[1][2] [3] It holds.", "The claim.[1][2] [3]", "It holds.");
}

static size_t count_of(tk_arena *arena, const char *text, bool wrapped) {
  tk_span_list sentences = {NULL, 0, 0};
  tenkyo_span part = {0, strlen(text)};
  assert_true(tk_sentences_of(arena, tk_str(text), part, TK_UNKNOWN, wrapped, &sentences));
  return sentences.count;
}

static void takes_line_breaks_as_told(void **state) {
  tk_arena *arena = *state;
  assert_int_equal(count_of(arena, "一行目の\n続き", true), 1);
  assert_int_equal(count_of(arena, "一行目の\n続き", false), 2);
  assert_int_equal(count_of(arena, "one line\r\nand more", true), 1);
  assert_int_equal(count_of(arena, "one line\r\nand more", false), 2);
  assert_int_equal(count_of(arena, "one\n \t\ntwo", true), 2);
  assert_int_equal(count_of(arena, "one\xE2\x80\xA9two", true), 2);
  assert_int_equal(count_of(arena, "", true), 0);
  assert_int_equal(count_of(arena, " \n\xE3\x80\x80 ", false), 0);
  assert_int_equal(count_of(arena, "「一。\n二。」", false), 2);
  assert_int_equal(count_of(arena, "「一。\n二。」", true), 1);
}

/* A part in the middle of a text is read as if nothing stood around it. */
static void reads_only_its_part(void **state) {
  tk_arena *arena = *state;
  tenkyo_str text = TK_STR("「あ。い。う」。");
  tk_span_list sentences = {NULL, 0, 0};
  assert_true(tk_sentences_of(arena, text, (tenkyo_span){3, 15}, TK_JAPANESE, false, &sentences));
  assert_int_equal(sentences.count, 2);
  assert_true(sentences.items[0].begin == 3 && sentences.items[0].end == 9);
  assert_true(sentences.items[1].begin == 9 && sentences.items[1].end == 15);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, text_setup, text_teardown)
  const struct CMUnitTest tests[] = {
      TEST(ends_at_japanese_stops),       TEST(keeps_japanese_quotations_whole),
      TEST(survives_unbalanced_brackets), TEST(ends_at_english_stops),
      TEST(knows_abbreviations),          TEST(keeps_markers_with_their_sentence),
      TEST(takes_line_breaks_as_told),    TEST(reads_only_its_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
