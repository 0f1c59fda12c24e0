/* The title and the date that the head of a text tells. */
#include "store_support.h"

#include "store/article.h"

static bool repeated(void *context, tenkyo_str line) {
  const char *slogan = context;
  return tk_equal(line, STR(slogan));
}

static void expect_head(const char *text, tenkyo_format format, const char *slogan, const char *title,
                        const char *published) {
  tk_arena arena;
  tk_document document;
  tk_head head;
  tenkyo_error error = {0};
  tk_arena_init(&arena, NULL);
  assert_true(tk_document_read(&arena, STR(text), format, TK_UNKNOWN, &document));
  assert_int_equal(
      tk_head_read(&arena, &document, slogan == NULL ? NULL : repeated, (void *)(uintptr_t)slogan, &head, &error),
      TENKYO_OK);
  tenkyo_str expected = STR(title);
  if (!tk_equal(head.title, expected))
    fail_msg("title of '%.60s': '%.*s', expected '%s'", text, (int)head.title.len, head.title.ptr, title);
  if (!tk_equal(head.published, STR(published)))
    fail_msg("date of '%.60s': '%.*s', expected '%s'", text, (int)head.published.len, head.published.ptr, published);
  tk_arena_free(&arena);
}

#define TITLE(text, title) expect_head(text, TENKYO_FORMAT_TEXT, NULL, title, "")
#define HEAD(text, title, published) expect_head(text, TENKYO_FORMAT_TEXT, NULL, title, published)

static const char filler[] =
    "\n\nこの町では昨年から新しい橋の工事が続いており、住民の関心も高まっている。工事を請け負う会社によると、"
    "橋の長さは三百メートルで、完成すれば隣町までの時間が半分になるという。町長は会見で、観光客が増えることへの期待を述"
    "べた。"
    "一方で、渋滞を心配する声も上がっている。\n";

static char *with_filler(const char *head) {
  static char text[8192];
  strcpy(text, head);
  return strcat(text, filler);
}

static void the_first_line_that_could_be_one(void **state) {
  (void)state;
  TITLE(with_filler("橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("- 要点の一\n- 要点の二\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("・要点の一\n・要点の二\n\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("https://example.com/a\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("ホーム > 地域 > 交通\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("写真：町の広報\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("by Jane Roe\n\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("橋\n\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE(with_filler("12345\n***\n橋の工事が延期に"), "橋の工事が延期に");
  TITLE("A bridge is late\n\nThe town waits for its bridge, which was to open in the spring of this year.\n",
        "A bridge is late");
  TITLE("東京は晴れだった。\n大阪は雨だった。\n", "東京は晴れだった。");
}

/* A long paragraph is none; the short line after it is. */
static void after_a_long_lead(void **state) {
  (void)state;
  char text[8192] = "";
  strcat(text, filler + 2);
  strcat(text, "工事の遅れ");
  strcat(text, filler);
  TITLE(text, "工事の遅れ");
}

static void headings_count_before_lines(void **state) {
  (void)state;
  expect_head("Some site\n\n# The real title\n\nText of the article.\n", TENKYO_FORMAT_MARKDOWN, NULL, "The real title",
              "");
  expect_head("A plain title\n\nText of the article, long enough to be none.\n\n## Later part\n\nMore.\n",
              TENKYO_FORMAT_MARKDOWN, NULL, "A plain title", "");
  expect_head("---\ntitle: x\n---\n\n# Under front matter #\n\nText.\n", TENKYO_FORMAT_MARKDOWN, NULL,
              "Under front matter", "");
  expect_head("```\ncode first\n```\n\n> A quotation\n\nThe title line\n\nText.\n", TENKYO_FORMAT_MARKDOWN, NULL,
              "The title line", "");
}

static void date_lines_tell_the_day(void **state) {
  (void)state;
  HEAD(with_filler("2025年08月15日 13時15分 地域\n\n橋の工事が延期に"), "橋の工事が延期に", "2025-08-15");
  HEAD(with_filler(" date 2025-08-15 2025年08月15日 13時15分 地域\n\n橋の工事が延期に"), "橋の工事が延期に",
       "2025-08-15");
  HEAD(with_filler("橋の工事が延期に\n\n山田 太郎\n\n2025年6月7日"), "橋の工事が延期に", "2025-06-07");
  HEAD(with_filler("橋の工事が延期に\n公開：2025/6/7（土） 10:05"), "橋の工事が延期に", "2025-06-07");
  HEAD(with_filler("A bridge is late\nPosted on August 15, 2025 at 10:05 am"), "A bridge is late", "2025-08-15");
  HEAD(with_filler("A bridge is late\n15 August 2025"), "A bridge is late", "2025-08-15");
  /* Without a year, or inside a sentence, it is not the article's. */
  HEAD(with_filler("橋の工事が延期に\n8月15日"), "橋の工事が延期に", "");
  HEAD(with_filler("2025年8月15日の工事をまとめて読む"), "2025年8月15日の工事をまとめて読む", "");
  HEAD(with_filler("橋の工事が延期に\n2025年13月45日"), "橋の工事が延期に", "");
}

static void slogans_are_no_titles(void **state) {
  (void)state;
  TITLE(with_filler("暮らしと町の最新の話題を毎日配信中!!\n\n橋の工事が延期に\n\n山田花子"), "橋の工事が延期に");
  TITLE(with_filler("Your daily source for local news\n\nA bridge is late"), "A bridge is late");
  /* It names something, or nothing better stands below it. */
  TITLE(with_filler("「橋」の最新情報を公式サイトで公開\n\n工事の遅れ"), "「橋」の最新情報を公式サイトで公開");
  TITLE(with_filler("町の最新ニュースを毎日お届け"), "町の最新ニュースを毎日お届け");
  /* A line that opens other articles too. */
  expect_head(with_filler("みなとタウン\n\n橋の工事が延期に"), TENKYO_FORMAT_TEXT, "みなとタウン", "橋の工事が延期に",
              "");
  expect_head(with_filler("みなとタウン"), TENKYO_FORMAT_TEXT, "みなとタウン", "みなとタウン", "");
}

static void wrapped_lines_are_none(void **state) {
  (void)state;
  TITLE("The launch of the new bridge has been put off after tests on its cables failed,\n"
        "the town's newspaper reported on Thursday. The mayor did not say when it would open.\n\n"
        "A line of its own\n\nMore text.\n",
        "A line of its own");
}

static void texts_without_any(void **state) {
  (void)state;
  HEAD("", "", "");
  HEAD("\n\n  \n", "", "");
  HEAD("!!!\n???\n", "", "");
  HEAD("- only\n- bullets\n", "", "");
  HEAD("参考文献\n[1] A reference entry that must not become the title\n", "", "");
  HEAD("\xFF\xFE\x80\n\xC3\n", "", "");
}

static void reads_dates_of_other_forms(void **state) {
  (void)state;
  static const struct {
    const char *text, *day;
  } cases[] = {{"2025-08-15", "2025-08-15"},
               {"2025-08", "2025-08"},
               {"2025", "2025"},
               {"2025-08-15T10:00:00Z", "2025-08-15"},
               {"2025-08-15 10:00", "2025-08-15"},
               {" 2025年8月15日 ", "2025-08-15"},
               {"August 15, 2025", "2025-08-15"},
               {"15 August 2025", "2025-08-15"},
               {"yesterday", ""},
               {"2025-02-30", ""},
               {"", ""},
               {"\xFF", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tenkyo_str day = tk_published_from(&arena, STR(cases[i].text));
    if (!tk_equal(day, STR(cases[i].day))) fail_msg("'%s': '%.*s'", cases[i].text, (int)day.len, day.ptr);
    tk_arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_line_that_could_be_one),
      cmocka_unit_test(after_a_long_lead),
      cmocka_unit_test(headings_count_before_lines),
      cmocka_unit_test(date_lines_tell_the_day),
      cmocka_unit_test(slogans_are_no_titles),
      cmocka_unit_test(wrapped_lines_are_none),
      cmocka_unit_test(texts_without_any),
      cmocka_unit_test(reads_dates_of_other_forms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
