/* block: how real drafts are cut, and what must not be swallowed. */
#include "text_support.h"

static const char letters[] = "PHLQTCFXBRU"; /* one for each tk_block_kind in its order */

/* The kinds of a text's blocks as letters: P paragraph, H heading, L list item, Q quotation, T table, C code, F front
 * matter, X comment, B bibliography heading, R reference, U rule. */
static tk_document read_as(tk_arena *arena, const char *text, tenkyo_format format, const char *kinds) {
  tk_document document;
  assert_true(tk_document_read(arena, tk_str(text), format, TK_UNKNOWN, &document));
  check_document(&document);
  tk_buffer found;
  tk_buffer_init(&found, arena);
  for (size_t i = 0; i < document.blocks.count; i++) tk_buffer_add_byte(&found, letters[document.blocks.items[i].kind]);
  assert_string_equal(tk_buffer_text(&found).ptr, kinds);
  return document;
}

static tk_document read_markdown(tk_arena *arena, const char *text, const char *kinds) {
  return read_as(arena, text, TENKYO_FORMAT_MARKDOWN, kinds);
}

static void expect_content(tk_arena *arena, const tk_document *document, size_t block, const char *content) {
  assert_true(block < document->blocks.count);
  tenkyo_span span = document->blocks.items[block].content;
  assert_string_equal(tk_arena_copy(arena, tk_cut(document->text, span.begin, span.end)).ptr, content);
}

static void expect_span(tk_arena *arena, const tk_document *document, size_t block, const char *text) {
  assert_true(block < document->blocks.count);
  tenkyo_span span = document->blocks.items[block].span;
  assert_string_equal(tk_arena_copy(arena, tk_cut(document->text, span.begin, span.end)).ptr, text);
}

static void reads_headings_and_rules(void **state) {
  tk_arena *arena = *state;
  tk_document document = read_markdown(arena, "# One #\n## 二\n###\n#no heading\n\n---\n* * *\n――――\n", "HHHPUUU");
  expect_content(arena, &document, 0, "One");
  expect_content(arena, &document, 1, "二");
  assert_int_equal(document.blocks.items[1].level, 2);
  document = read_markdown(arena, "Title\n=====\ntext\n\n小見出し\n---\n\nA sentence.\n---\n", "HPHPU");
  expect_content(arena, &document, 0, "Title");
  assert_int_equal(document.blocks.items[0].level, 1);
  assert_int_equal(document.blocks.items[2].level, 2);
  read_markdown(arena, "本文が続く行。\n見出し\n---\n", "PH");
  read_as(arena, "# One\nTitle\n=====\n```\nno code\n```\n", TENKYO_FORMAT_TEXT, "HPUP");
}

static void reads_lists_as_they_are_written(void **state) {
  tk_arena *arena = *state;
  tk_document document = read_markdown(arena, "- 一つ目\n- 二つ目\n  続き\n地の文。\n", "LLP");
  expect_content(arena, &document, 1, "二つ目\n  続き");
  document = read_markdown(arena, "1. one\n2) two\n３．三\n(4) four\n（5）五\n⑥六\n・七\n• eight\n+ nine\n* ten\n",
                           "LLLLLLLLLL");
  expect_content(arena, &document, 3, "four");
  expect_content(arena, &document, 5, "六");
  read_markdown(arena, "・・・そして\n1.5倍になった\n2025. 春\n*強調*\n-5度\n(1)の場合\n", "PPPPPP");
  read_markdown(arena, "- [x] done\n- [ ] open\n\n  more of it\n\n    even more\n", "LLPP");
  read_markdown(arena, "He was born in\n12. May of that year in a town.\n", "P");
}

static void joins_only_wrapped_lines(void **state) {
  tk_arena *arena = *state;
  read_markdown(arena,
                "見出しだけの行\n本文はここから始まり、とても長く続いていく一つの行である。\n次の段落も一行である。\n",
                "PPP");
  read_markdown(
      arena,
      "この段落は四十字ほどで改行されている文章であり、行の\n終わりには句点が来ないので、続けて読まなければ意味が\n"
      "通らない。このような書き方は古い電子メールや端末で書\nかれた原稿に多い。\n",
      "P");
  read_markdown(arena,
                "The ministry said on Monday that it would\ndelay the launch of the new model until the\nend of "
                "the year.\n",
                "P");
  read_markdown(arena, "Acme Corporation\n12 Long Street\nSpringfield\nPhone 555\n", "PPPP");
  read_markdown(arena, "first line  \nsecond line\\\nthird line\n", "PPP");
  read_markdown(arena, "一つ目の段落。\n　二つ目の段落。\n", "PP");
  read_markdown(arena, "読点で終わる行は、\n次の行に続く。\n", "P");
  read_markdown(arena, "日本語の行です\nAn English line\nand its continuation here\n", "PP");
}

static void reads_code_and_comments(void **state) {
  tk_arena *arena = *state;
  tk_document document =
      read_markdown(arena, "text\n```lua\nx = 1\n\n# no heading\n```\nafter\n~~~~\n```\n~~~\n", "PCPC");
  expect_span(arena, &document, 1, "```lua\nx = 1\n\n# no heading\n```");
  assert_int_equal(document.sentences.count, 2);
  read_markdown(arena, "```\nnever closed\n\n# still code\n", "C");
  document = read_markdown(arena, "para\n    no code\n\n    code\n\n    more code\n\nafter\n", "PCP");
  expect_span(arena, &document, 1, "    code\n\n    more code");
  read_as(arena, "para\n\n    indented text\n", TENKYO_FORMAT_TEXT, "PP");
  read_markdown(arena, "- item\n\n    of the item\n", "LP");
  document = read_markdown(arena, "<!-- note -->\ntext <!-- inline --> text\n\n<!-- two\nlines -->\nend\n", "XPXP");
  expect_span(arena, &document, 2, "<!-- two\nlines -->");
  read_markdown(arena, "<!-- never closed\n\ntext\n", "PP");
  read_markdown(arena, "<!-- closed --> but more\n", "P");
  read_markdown(arena, "`` `no fence` ``\n```a`b\n", "P");
}

static void reads_front_matter_only_at_the_top(void **state) {
  tk_arena *arena = *state;
  tk_document document = read_markdown(arena, "---\ntitle: x\n---\ntext\n", "FP");
  expect_span(arena, &document, 0, "---\ntitle: x\n---");
  read_markdown(arena, "\xEF\xBB\xBF---\r\ntitle: x\r\n...\r\ntext\r\n", "FP");
  read_markdown(arena, "\n---\ntitle: x\n---\n", "UH");
  read_markdown(arena, "---\n\ntext\n\n---\n", "UPU");
  read_markdown(arena, "---\ntitle: x\n", "UP");
  read_as(arena, "---\ntitle: x\n---\n", TENKYO_FORMAT_TEXT, "UPU");
}

static void reads_tables_and_quotations(void **state) {
  tk_arena *arena = *state;
  tk_document document =
      read_markdown(arena, "| 年 | 値 |\n|---|---|\n| 2025 | 3 |\n\na | b\n--|--\nc | d\n\nnot | a table\n", "TTTTTTP");
  expect_content(arena, &document, 2, " 2025 | 3 ");
  assert_int_equal(document.sentences.count, 5);
  document = read_markdown(arena, "> 引用です。\n> 次の行です。\n>\n> > inner\n本文\n", "QQQP");
  expect_content(arena, &document, 0, "引用です。");
  expect_content(arena, &document, 2, "inner");
  document = read_markdown(arena,
                           "> The ministry said on Monday that it would\n> delay the launch. The end of\n> the year "
                           "is near.\n",
                           "Q");
  assert_int_equal(document.sentences.count, 2);
  read_as(arena, "> mail\n> text\n| no | table |\n", TENKYO_FORMAT_TEXT, "QP");
}

static void opens_reference_lists(void **state) {
  tk_arena *arena = *state;
  static const char *const headings[] = {
      "参考文献",
      "## 参考文献",
      "**参考文献**",
      "【出典】",
      "出典：",
      "■参考資料",
      "参考・引用",
      "出典・参考文献",
      "脚注",
      "注",
      "引用文献",
      "出所:",
      "References",
      "## References ##",
      "**Sources**",
      "SOURCES",
      "Works Cited",
      "Further reading:",
      "Notes and References",
      "## 5. References",
      "Literatur",
      "Références",
      "참고문헌",
      "参考资料",
      "注釈と出典",
  };
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
    tk_buffer text;
    tk_buffer_init(&text, arena);
    tk_buffer_format(&text, "本文です。\n%s\n- [1] A title\n[2] Another\n終わり", headings[i]);
    read_markdown(arena, tk_buffer_text(&text).ptr, "PBRRP");
  }
  static const char *const others[] = {"参考文献を見る", "出典：新聞", "Sources say",
                                       "references",     "注意",       "参考文献、等"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    tk_document document;
    assert_true(tk_document_read(arena, tk_str(others[i]), TENKYO_FORMAT_MARKDOWN, TK_UNKNOWN, &document));
    assert_int_equal(document.blocks.items[0].kind, TK_PARAGRAPH);
  }
  read_markdown(arena, "They spoke to several\nSources\nwho know the plan well.\n", "P");
  read_markdown(arena, "The end of a text\nReferences\n1. First\n", "PBR");
}

static void reads_entries_of_every_form(void **state) {
  tk_arena *arena = *state;
  static const char *const entries[] = {
      "- [1] Title", "[1] Title",   "1. Title",
      "1) Title",    "・Title",     "- Title",
      "^1 Title",    "[^1]: Title", "[1]: https://e.org",
      "* Title",     "［1］ 題",    "〔1〕題",
      "（1）題",     "(1) Title",   "①題",
      "１．題",      "※1 題",       "*1 Title",
      "注1 題",      "¹ Title",     "[@key] Title",
      "• Title",     "[注1] 題",
  };
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    tk_buffer text;
    tk_buffer_init(&text, arena);
    tk_buffer_format(&text, "出典\n%s\n  more of it\n\n%s\nhttps://example.org/a\n\n*終わり*です。", entries[i],
                     entries[i]);
    tk_document document = read_markdown(arena, tk_buffer_text(&text).ptr, "BRRP");
    assert_int_equal(document.sentences.count, 4);
  }
  tk_document document = read_markdown(arena, "# 出典\n- [1] Title\n2. Other\n", "BRR");
  expect_content(arena, &document, 1, "[1] Title");
  expect_content(arena, &document, 2, "Other");
}

static void ends_reference_lists(void **state) {
  tk_arena *arena = *state;
  read_markdown(arena, "参考文献\n- [1] A\n*これは注意書きです。*本文。\n- 項目\n", "BRPL");
  read_markdown(arena, "Sources\n\nFollow Me !\n\n- item\n", "BPL");
  read_markdown(arena, "出典\n---\n[1] A\n<!-- tenkyo: ignore -->\n[2] B\n## 次\n1. 項目\n", "BURXRHL");
  read_markdown(arena, "本文[^1]。\n\n[^1]: 説明\n    続き\n\n[2]: https://example.org\n[text]: x\n", "PRRP");
  read_markdown(arena, "References\n[1] A\n## Notes\n[^a]: B\n", "BRBR");
}

static void survives_anything(void **state) {
  tk_arena *arena = *state;
  static const char *const pieces[] = {
      "\n",          "\r\n",       "# ",       "- ",    "> ",  "```",  "~~~", "<!--", "-->",           "---",
      "|",           "参考文献\n", "[1]",      "[^1]:", "1. ", "    ", "\t",  "　",   "本文。",        "text. ",
      "=",           "\xFF",       "\xE3\x81", "「",    "」",  "\"",   "*",   "\\",   "https://e.org", "...",
      "\xEF\xBB\xBF"};
  uint32_t seed = 5;
  for (int round = 0; round < 20000; round++) {
    tk_buffer text;
    tk_arena scratch;
    tk_arena_init(&scratch, NULL);
    tk_buffer_init(&text, &scratch);
    for (uint32_t i = text_random(&seed) % 40; i > 0; i--)
      tk_buffer_add(&text, tk_str(pieces[text_random(&seed) % (sizeof pieces / sizeof *pieces)]));
    tk_document document;
    tenkyo_format format = round % 2 == 0 ? TENKYO_FORMAT_MARKDOWN : TENKYO_FORMAT_TEXT;
    assert_true(tk_document_read(&scratch, tk_buffer_text(&text), format, TK_UNKNOWN, &document));
    check_document(&document);
    tk_arena_free(&scratch);
  }
  (void)arena;
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, text_setup, text_teardown)
  const struct CMUnitTest tests[] = {
      TEST(reads_headings_and_rules), TEST(reads_lists_as_they_are_written),    TEST(joins_only_wrapped_lines),
      TEST(reads_code_and_comments),  TEST(reads_front_matter_only_at_the_top), TEST(reads_tables_and_quotations),
      TEST(opens_reference_lists),    TEST(reads_entries_of_every_form),        TEST(ends_reference_lists),
      TEST(survives_anything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
