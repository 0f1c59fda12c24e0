/* Search by sentence, and summaries of what is stored. */
#include "store_support.h"

#include "store/search.h"

#include <stdio.h>
#include <stdlib.h>

static tenkyo_result *found(tenkyo_store *store, const char *query, const tenkyo_search_options *options,
                            const tenkyo_passage **passages, size_t *count) {
  tenkyo_error error = {0};
  tenkyo_result *result;
  tenkyo_status status = tenkyo_search(store, STR(query), options, &result, &error);
  if (status != TENKYO_OK) fail_msg("%s: %s", query, error.message);
  *passages = tenkyo_result_passages(result, count);
  return result;
}

static tenkyo_store *bridge_store(const folder *in) {
  tenkyo_store *store = open_store(in->store);
  put(store, "one", "橋の記事",
      "東京と大阪を結ぶ橋の工事が延期された。対米輸出が減り、米国の企業は50,000個の部品を待っている。"
      "梁文峰氏は記者団に説明した。会社はＤｅｅｐＢｌｕｅという名の機械を使う。H20という型番の機械もある。\n");
  put(store, "two", "Harbour news",
      "The harbour of the town was closed on Monday. DeepBlue engineers said that \"the new crane\" would arrive "
      "late.\n\n"
      "Photo: Jane Roe\n\nThe new harbour crane weighs 50,000 tons. Its crane is new. A crane, new and tall, is "
      "seen.\n");
  put(store, "three", "天気", "明日は晴れるでしょう。風は弱い。\n");
  return store;
}

static void finds_what_the_sentences_hold(void **state) {
  tenkyo_store *store = bridge_store(*state);
  static const char *const cases[][2] = {{"東京", "東京"},
                                         {"延期", "延期"},
                                         {"米", "米"},
                                         {"対米", "対米輸出"},
                                         {"梁文峰", "梁文峰"},
                                         {"DeepBlue", "Blue"},
                                         {"ＤＥＥＰＢＬＵＥ", "Ｂｌｕｅ"},
                                         {"h20", "H20"},
                                         {"50,000", "50,000"},
                                         {"50000", "50,000"},
                                         {"HARBOUR", "harbour"},
                                         {"晴れ", "晴れる"},
                                         {"明日の天気", "明日"},
                                         {"輸出が減った企業", "輸出"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *part = strstr("DeepBlue ＤＥＥＰＢＬＵＥ", cases[i][0]) == NULL ? cases[i][1] : NULL;
    if (search(store, cases[i][0], part) == 0) fail_msg("'%s' finds nothing", cases[i][0]);
  }
  assert_int_equal(search(store, "zebra", NULL), 0);
  assert_int_equal(search(store, "!?…", NULL), 0);
  assert_true(search(store, "the", "The") > 0); /* a query of nothing else still asks for something */
  tenkyo_close(store);
}

static void every_hit_is_verbatim(void **state) {
  tenkyo_store *store = bridge_store(*state);
  const tenkyo_passage *passages;
  size_t count;
  tenkyo_result *result = found(store, "crane の 工事 50,000", NULL, &passages, &count), *article;
  assert_true(count > 3);
  for (size_t i = 0; i < count; i++) {
    tenkyo_str body = get(store, passages[i].article, passages[i].revision, &article)->article.body;
    assert_true(tk_equal(passages[i].text, tk_cut(body, passages[i].span.begin, passages[i].span.end)));
    assert_true(passages[i].score > 0);
    tenkyo_result_free(article);
  }
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void a_query_is_only_text(void **state) {
  tenkyo_store *store = bridge_store(*state);
  static const char *const queries[] = {"AND",      "crane AND",      "NEAR(crane new)",
                                        "crane*",   "terms:crane",    "^crane",
                                        "{crane}",  "crane OR NOT (", "' OR 1=1 --",
                                        "\"",       "\"\"",           "a \" b",
                                        "%_",       "crane\\",        "term_index : crane + new",
                                        "\x01\x02", "\xFF\xFE",       "“",
                                        "”crane“"};
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    size_t count = search(store, queries[i], NULL);
    if (strstr(queries[i], "crane") != NULL) assert_true(count >= 4);
  }
  tenkyo_error error = {0};
  tenkyo_result *result;
  static const char bytes[] = "crane\0new";
  assert_int_equal(tenkyo_search(store, (tenkyo_str){bytes, sizeof bytes - 1}, NULL, &result, &error), TENKYO_OK);
  tenkyo_result_free(result);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

static void quoted_words_must_stand_so(void **state) {
  tenkyo_store *store = bridge_store(*state);
  assert_int_equal(search(store, "\"new harbour crane\"", "weighs"), 1);
  assert_int_equal(search(store, "“NEW   crane”", "would arrive"), 1);
  assert_int_equal(search(store, "\"crane new\"", NULL), 0);
  assert_int_equal(search(store, "\"crane is\" \"is new\"", "Its crane"), 1);
  assert_int_equal(search(store, "\"橋の工事\" 延期", "延期"), 1);
  assert_int_equal(search(store, "\"工事の橋\"", NULL), 0);
  assert_true(search(store, "new harbour crane", "new harbour crane") > 1); /* as it stands comes first */
  tenkyo_close(store);
}

static void options_are_kept_to(void **state) {
  tenkyo_store *store = bridge_store(*state);
  const tenkyo_passage *passages;
  size_t count;
  int64_t only[] = {3, 1, 1, 99};
  tenkyo_search_options options = {.size = sizeof options, .limit = 2};
  tenkyo_result_free(found(store, "crane", &options, &passages, &count));
  assert_int_equal(count, 2);
  options = (tenkyo_search_options){.size = sizeof options, .articles = only, .article_count = 4};
  tenkyo_result_free(found(store, "crane", &options, &passages, &count));
  assert_int_equal(count, 0);
  tenkyo_result_free(found(store, "50,000", &options, &passages, &count));
  assert_int_equal(count, 1);
  tenkyo_error error = {0};
  tenkyo_result *result;
  assert_int_equal(tenkyo_search(store, STR(""), NULL, &result, &error), TENKYO_INVALID);
  assert_int_equal(tenkyo_search(store, STR(" 　\n"), NULL, &result, &error), TENKYO_INVALID);
  assert_null(result);
  options = (tenkyo_search_options){.size = sizeof options, .article_count = 4};
  assert_int_equal(tenkyo_search(store, STR("x"), &options, &result, &error), TENKYO_INVALID);
  tenkyo_cancel *cancel;
  assert_int_equal(tenkyo_cancel_new(NULL, &cancel), TENKYO_OK);
  tenkyo_cancel_set(cancel);
  options = (tenkyo_search_options){.size = sizeof options, .cancel = cancel};
  assert_int_equal(tenkyo_search(store, STR("crane"), &options, &result, &error), TENKYO_CANCELLED);
  tenkyo_cancel_free(cancel);
  tenkyo_close(store);
}

static void ties_break_by_article_and_place(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  for (int i = 0; i < 6; i++) {
    char key[16];
    snprintf(key, sizeof key, "k%d", i);
    put(store, key, "Zeppelin", "A zebra runs here. Nothing of note. A zebra runs here.\n");
  }
  const tenkyo_passage *passages;
  size_t count;
  tenkyo_search_options options = {.size = sizeof options, .limit = 100};
  tenkyo_result *result = found(store, "zebra", &options, &passages, &count);
  assert_int_equal(count, 12);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(passages[i].article, 1 + i / 2);
    assert_int_equal(passages[i].span.begin, i % 2 == 0 ? 0 : 36);
  }
  tenkyo_result_free(result);
  tenkyo_close(store);
}

static void old_revisions_are_not_found(void **state) {
  tenkyo_store *store = bridge_store(*state);
  put(store, "three", "天気", "明日は雨が降るでしょう。\n");
  assert_int_equal(search(store, "晴れ", NULL), 0);
  assert_int_equal(search(store, "明日は雨", "雨"), 1);
  assert_int_equal(problems(store), 0);
  tenkyo_close(store);
}

/* The choice among many articles: rare words count more, and an article with all words comes before one with some. */
static void chooses_among_many_articles(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  tenkyo_error error = {0};
  char body[128];
  for (int i = 0; i < 900; i++) {
    snprintf(body, sizeof body, "Common words stand in number %d of these %s articles.\n", i,
             i == 700     ? "quince"
             : i % 3 == 0 ? "plum"
                          : "pear");
    put(store, NULL, "Fruit", body);
  }
  assert_int_equal(search(store, "quince", "700"), 1);
  assert_int_equal(search(store, "common words of the quince", "700"), 10);
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_query query = {0};
  tk_id_list ids = {0};
  assert_true(tk_query_read(&arena, STR("plum quince common"), &query));
  assert_true(tk_query_weigh(&query, tk_store_frequency, store));
  assert_int_equal(tk_candidate_articles(store, &arena, &query, NULL, 0, 50, &ids, &error), TENKYO_OK);
  assert_int_equal(ids.count, 50);
  bool has = false;
  for (size_t i = 0; i < ids.count; i++) {
    if (i > 0) assert_true(ids.items[i] > ids.items[i - 1]);
    has = has || ids.items[i] == 701;
  }
  assert_true(has);
  double documents;
  assert_true(tk_store_frequency(store, STR(""), &documents));
  assert_true(documents == 900);
  assert_true(tk_store_frequency(store, STR("plum"), &documents));
  assert_true(documents == 300);
  assert_true(tk_store_frequency(store, STR("zebra"), &documents));
  assert_true(documents == 0);
  tk_arena_free(&arena);
  tenkyo_close(store);
}

/* ---- Summaries --------------------------------------------------------------------------------------------------- */

static tenkyo_result *summary(tenkyo_store *store, const tenkyo_summary_options *options,
                              const tenkyo_summary_sentence **sentences, size_t *count) {
  tenkyo_error error = {0};
  tenkyo_result *result, *article;
  if (tenkyo_summarize_store(store, options, &result, &error) != TENKYO_OK) fail_msg("%s", error.message);
  *sentences = tenkyo_result_summary(result, count);
  for (size_t i = 0; i < *count; i++) {
    const tenkyo_passage *passage = &(*sentences)[i].passage;
    tenkyo_str body = get(store, passage->article, passage->revision, &article)->article.body;
    assert_true(tk_equal(passage->text, tk_cut(body, passage->span.begin, passage->span.end)));
    tenkyo_result_free(article);
  }
  return result;
}

static tenkyo_store *news_store(const folder *in) {
  tenkyo_store *store = open_store(in->store);
  static const char *const days[] = {"2025-03-01", "2025", "", "2025-08-20"};
  for (size_t i = 0; i < 4; i++) {
    char body[2048], key[8];
    snprintf(key, sizeof key, "n%zu", i);
    snprintf(body, sizeof body,
             "The town council of place %zu decided to repair the old stone bridge over the river. "
             "The repair of the stone bridge will cost %zu million and take two years. "
             "Farmers near the river asked for a ferry while the bridge is closed. "
             "A bakery on the main street sells bread with raisins every Friday in place %zu. "
             "The council expects that the stone bridge will carry lorries again after the repair.\n",
             i, i + 3, i);
    tenkyo_article article = {
        .key = STR(key), .title = STR("Stone bridge"), .body = STR(body), .published = STR(days[i])};
    put_article(store, &article, NULL);
  }
  return store;
}

static void summarizes_all_or_some_or_what_is_asked(void **state) {
  tenkyo_store *store = news_store(*state);
  const tenkyo_summary_sentence *sentences;
  size_t count;
  tenkyo_result_free(summary(store, NULL, &sentences, &count));
  assert_true(count > 0 && count <= 5);
  int64_t some[] = {3, 1, 3};
  tenkyo_summary_options options = {.size = sizeof options, .articles = some, .article_count = 3, .sentences = 4};
  tenkyo_result *result = summary(store, &options, &sentences, &count);
  assert_true(count > 0 && count <= 4);
  for (size_t i = 0; i < count; i++)
    assert_true(sentences[i].passage.article == 1 || sentences[i].passage.article == 3);
  tenkyo_result_free(result);
  int64_t twice[] = {2, 2, 2};
  options = (tenkyo_summary_options){.size = sizeof options, .articles = twice, .article_count = 3, .sentences = 9};
  result = summary(store, &options, &sentences, &count);
  assert_true(count > 0);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(sentences[i].also_count, 0); /* no sentence stands a second time for itself */
    if (i > 0) assert_true(sentences[i].passage.span.begin > sentences[i - 1].passage.span.begin);
  }
  tenkyo_result_free(result);
  options = (tenkyo_summary_options){.size = sizeof options, .query = STR("bakery with raisins"), .sentences = 1};
  result = summary(store, &options, &sentences, &count);
  assert_int_equal(count, 1);
  assert_non_null(strstr(sentences[0].passage.text.ptr, "raisins"));
  tenkyo_result_free(result);
  options = (tenkyo_summary_options){.size = sizeof options, .articles = some, .article_count = 0};
  tenkyo_result_free(summary(store, &options, &sentences, &count));
  assert_int_equal(count, 0);
  tenkyo_close(store);
}

static void since_leaves_out_what_is_older(void **state) {
  tenkyo_store *store = news_store(*state);
  const tenkyo_summary_sentence *sentences;
  size_t count;
  tenkyo_summary_options options = {.size = sizeof options, .since = "2025-04-01", .sentences = 20};
  tenkyo_result *result = summary(store, &options, &sentences, &count);
  assert_true(count > 0);
  for (size_t i = 0; i < count; i++)
    assert_true(sentences[i].passage.article == 2 || sentences[i].passage.article == 4);
  tenkyo_result_free(result);
  options.since = "2026-01-01";
  tenkyo_result_free(summary(store, &options, &sentences, &count));
  assert_int_equal(count, 0);
  tenkyo_close(store);
}

static bool stop_at(void *context, size_t done, size_t total) {
  assert_true(done <= total);
  return done < *(size_t *)context;
}

static void summaries_refuse_and_stop(void **state) {
  tenkyo_store *store = news_store(*state);
  tenkyo_error error = {0};
  tenkyo_result *result;
  int64_t none[] = {1, 42};
  size_t steps = 2;
  const struct {
    tenkyo_summary_options options;
    tenkyo_status status;
  } cases[] = {
      {{.since = "tomorrow"}, TENKYO_INVALID},
      {{.since = "2025"}, TENKYO_INVALID},
      {{.article_count = 2}, TENKYO_INVALID},
      {{.lang = "ja"}, TENKYO_INVALID},
      {{.format = TENKYO_FORMAT_TEXT}, TENKYO_INVALID},
      {{.query = {" ", 1}}, TENKYO_INVALID},
      {{.articles = none, .article_count = 2}, TENKYO_NOTFOUND},
      {{.progress = stop_at, .progress_context = &steps}, TENKYO_CANCELLED},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tenkyo_summary_options options = cases[i].options;
    options.size = sizeof options;
    assert_int_equal(tenkyo_summarize_store(store, &options, &result, &error), cases[i].status);
    assert_null(result);
  }
  assert_int_equal(tenkyo_remove(store, 1, &error), TENKYO_OK);
  tenkyo_summary_options removed = {.size = sizeof removed, .articles = none, .article_count = 1};
  assert_int_equal(tenkyo_summarize_store(store, &removed, &result, &error), TENKYO_NOTFOUND);
  tenkyo_close(store);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(finds_what_the_sentences_hold),
      IN_FOLDER(every_hit_is_verbatim),
      IN_FOLDER(a_query_is_only_text),
      IN_FOLDER(quoted_words_must_stand_so),
      IN_FOLDER(options_are_kept_to),
      IN_FOLDER(ties_break_by_article_and_place),
      IN_FOLDER(old_revisions_are_not_found),
      IN_FOLDER(chooses_among_many_articles),
      IN_FOLDER(summarizes_all_or_some_or_what_is_asked),
      IN_FOLDER(since_leaves_out_what_is_older),
      IN_FOLDER(summaries_refuse_and_stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
