/* rank: which sentences are an article's own statements, and the public summary of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rank/rank.h"

/* ---- Roles ---------------------------------------------------------------------------------------------------------
 */

typedef struct role_case {
  const char *text, *roles; /* S statement, T title, N noise; one a sentence */
} role_case;

static const role_case role_cases[] = {
    {"", ""},
    {"島の連絡船が春から増える。", "S"},
    /* headings, marked and not */
    {"# 連絡船が増える\n\n島の連絡船が春から増える。", "TS"},
    {"連絡船が増える\n\n島の連絡船が春から増える。町は予算を組んだ。", "TSS"},
    {"More ferries for the island\n\nThe council adds two ferries. They start in spring.", "TSS"},
    {"- 増便は春から\n- 予算は三億円\n\n島の連絡船が春から増える。", "TTS"},
    {"- 増便は春からだ。\n- 予算は三億円になる。", "SS"},
    {"連絡船はなぜ増えるのか。町の決断\n\n島の連絡船が春から増える。", "TTS"},
    /* credits, captions, dates, bylines */
    {"島の連絡船が春から増える。\n\nby Hana Mori\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が春から増える。\n\n写真：港に着く連絡船。\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が春から増える。\n\n2031年4月7日 10時15分\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が春から増える。\n\nHana Mori\n\n町は予算を組んだ。", "SNS"},
    {"The council adds two ferries.\n\nPhoto: A ferry leaves the old harbour.\n\nThey start in spring.", "SNS"},
    {"The council adds two ferries.\n\nPublished: 7 April 2031.\n\nThey start in spring.", "SNS"},
    /* links */
    {"島の連絡船が春から増える。\n\nhttps://example.org/ferry/2031\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が春から増える。\n\nIsland to get two more ferries | Harbour Courier\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が春から増える。\n\n島の船はなぜ古いのか - 港新聞\n\n町は予算を組んだ。", "SNS"},
    {"島の連絡船が増える - 港新聞\n\n島の連絡船が春から増える。", "TS"},
    /* buttons and calls */
    {"島の連絡船が春から増える。\n\nスポンサーリンク\n\n町は予算を組んだ。\n\nスポンサーリンク", "SNSN"},
    {"島の連絡船が春から増える。\n\nお得な定期券\n\n町は予算を組んだ。\n\nお得な定期券", "SNSN"},
    {"島の連絡船が春から増える。\n\n/ 面白かったらぜひフォローを! /", "SNN"},
    {"島の連絡船が春から増える。\n\n毎朝七時に島の話題を配信中!!", "SN"},
    {"島の連絡船が春から増える。\n\nメールマガジンに登録すると毎朝届きます。", "SN"},
    {"The council adds two ferries.\n\nFollow us for more island news.\n\nFollow Me !", "SNN"},
    {"The council adds two ferries.\n\nAll text is ours. All rights reserved.", "SNN"},
    {"島の連絡船が春から増える。\n\n[PR]島の宿が安い。", "SN"},
    /* statements that only speak of such things */
    {"The post office closed on Monday.\n\nCopyright law is changing fast.\n\n(c) The third point stands.", "SSS"},
    {"公開日は未定だ。\n\n町長がコメントするのは初めてだ。\n\n船会社は会員登録の仕組みを変えた。", "SSS"},
    /* questions that head their answer */
    {"連絡船はいつ増えますか?\n\n島の連絡船は春から増える。", "NS"},
    {"When do the ferries start?\n\nThe ferries start in spring.", "NS"},
    {"町は何を決めたのか。それを議会は説明した。議事録は公開されている。そこには予算の内訳も、工事の日程も、反対した議"
     "員の名前も、"
     "船会社との契約の条件も書かれており、誰でも読むことができるのだろうか?",
     "SSSS"},
    /* notes */
    {"島の連絡船が春から増える。\n\n*この記事は翻訳です。*誤りがあるかもしれません。", "SNN"},
    {"島の連絡船が春から増える。\n\n**春から**町は船を増やす。", "SS"},
    {"島の連絡船が春から増える。\n\n※料金は税込みです。", "SN"},
    {"島の連絡船が春から増える。\n\n本記事は編集部が作成しました。", "SN"},
    {"The council adds two ferries.\n\nThis article was first published in the Harbour Courier.", "SN"},
    /* references, tables, names without a verb */
    {"島の連絡船が春から増える[1]。\n\n参考文献\n- [1] 島の船。港新聞。\n", "SNN"},
    {"島の連絡船が春から増える。\n\n| 船 | 数 |\n|---|---|\n| 連絡船 | 2 |\n", "SNN"},
    {"島の連絡船が春から増える。\n\n港新聞、2031年4月8日。", "SN"},
    {"島の連絡船が春から増える。\n\n港新聞『島の船が増えると町が発表』、2031年4月8日。", "SN"},
    /* what stands inside a paragraph is never a line */
    {"島の連絡船が春から増える。なぜ今なのか? "
     "町は予算を組んだと説明したうえで、船会社との契約が更新の時期を迎え、これを逃すと"
     "次の機会は五年後になるとの見方を示した。ぜひフォローをと町は呼びかけた!",
     "SSSS"},
    {"by 2031 the council wants two ferries.", "S"},
    {"Photographs of the ferry show rust. The council saw them.", "SS"},
    /* a text whose lines have no stops states by its lines */
    {"เรือเฟอร์รีเพิ่มขึ้น\n\nสะพานเก่าปิดแล้ว", "SS"},
    {"連絡船が増える\n\n橋は閉じたまま", "SS"},
    {"# 連絡船\n\n橋は閉じたまま", "TS"},
};

/* The roles of a text's sentences as letters; NULL when memory is out. */
static const char *list_roles(tk_arena *arena, tenkyo_str text) {
  static const char letters[] = "STN";
  tk_document document;
  if (!tk_document_read(arena, text, TENKYO_FORMAT_MARKDOWN, TK_UNKNOWN, &document)) return NULL;
  tk_role *roles = tk_arena_array(arena, document.sentences.count, sizeof *roles);
  char *list = tk_arena_alloc(arena, document.sentences.count + 1);
  if (roles == NULL || list == NULL || !tk_roles(arena, &document, roles)) return NULL;
  for (size_t i = 0; i < document.sentences.count; i++) list[i] = letters[roles[i]];
  return list;
}

static void roles_are_told_by_lines(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof role_cases / sizeof *role_cases; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    const char *roles = list_roles(&arena, tk_str(role_cases[i].text));
    assert_non_null(roles);
    if (strcmp(roles, role_cases[i].roles) != 0) print_error("%s\n", role_cases[i].text);
    assert_string_equal(roles, role_cases[i].roles);
    tk_arena_free(&arena);
  }
}

static void flags_and_candidates_follow_roles(void **state) {
  (void)state;
  static const char text[] = "連絡船が増える\n\n島の連絡船が春から増える。うん。\n\nby Hana Mori\n";
  tk_arena arena;
  tk_document document;
  tk_candidate_list list = {0};
  bool flags[4] = {false};
  tk_arena_init(&arena, NULL);
  assert_true(tk_document_read(&arena, tk_str(text), TENKYO_FORMAT_TEXT, TK_UNKNOWN, &document));
  assert_int_equal(document.sentences.count, 4);
  assert_true(tk_boilerplate(&arena, &document, flags));
  assert_true(flags[0] && !flags[1] && !flags[2] && flags[3]);
  assert_true(tk_candidates_of(&arena, &document, 7, &list));
  assert_int_equal(list.count, 4);
  assert_true(list.items[0].heading && !list.items[0].eligible);
  assert_true(list.items[1].eligible && !list.items[1].heading);
  assert_false(list.items[2].eligible); /* too little to say anything */
  assert_true(!list.items[3].eligible && !list.items[3].heading);
  for (uint32_t i = 0; i < 4; i++) {
    assert_int_equal(list.items[i].document, 7);
    assert_int_equal(list.items[i].position, i);
    assert_int_equal(list.items[i].count, 4);
    tenkyo_span span = document.sentences.items[i].span;
    assert_true(tk_equal(list.items[i].text, tk_cut(tk_str(text), span.begin, span.end)));
  }
  tk_arena_free(&arena);
}

/* ---- The public summary --------------------------------------------------------------------------------------------
 */

static const char article[] =
    "連絡船の増便が決まる\n\nby Hana Mori\n\n"
    "潮見町の議会は七日、島と本土を結ぶ連絡船を春から二便増やす予算を全会一致で認めた。"
    "しかし、桟橋の工事は夏まで終わらない。町は工事のあいだ、北の仮桟橋を使う。\n\n"
    "スポンサーリンク\n\n"
    "連絡船の増便は島の住民が三年前から求めていた。潮見町の議会は、島と本土を結ぶ連絡船を春から二便増やす予算を認めた。"
    "漁協は、増便で朝の荷が早く届くとみている。バスの時刻は変わらない。\n\n"
    "参考文献\n- [1] 潮見町議会の記録\n";

static void check_summary(tenkyo_str text, const tenkyo_result *result, size_t sentences, size_t characters) {
  size_t count, used = 0, last = 0;
  const tenkyo_summary_sentence *summary = tenkyo_result_summary(result, &count);
  assert_true(sentences == 0 || count <= sentences);
  for (size_t i = 0; i < count; i++) {
    const tenkyo_passage *passage = &summary[i].passage;
    assert_true(passage->span.begin >= last && passage->span.begin < passage->span.end &&
                passage->span.end <= text.len);
    assert_true(tk_equal(passage->text, tk_cut(text, passage->span.begin, passage->span.end)));
    assert_int_equal(passage->article, 0);
    assert_int_equal(passage->revision, 0);
    last = passage->span.end;
    used += tk_utf8_length(passage->text);
    for (size_t k = 0; k < summary[i].also_count; k++) {
      const tenkyo_passage *also = &summary[i].also[k];
      assert_true(tk_equal(also->text, tk_cut(text, also->span.begin, also->span.end)));
      assert_true(also->score > 0 && also->score <= 1);
    }
  }
  assert_true(characters == 0 || used <= characters);
}

static void a_summary_is_verbatim(void **state) {
  (void)state;
  for (size_t sentences = 0; sentences < 8; sentences++)
    for (size_t characters = 0; characters < 200; characters += 19) {
      tenkyo_result *result;
      tenkyo_summary_options options = {
          .size = sizeof options, .sentences = sentences, .characters = characters, .format = TENKYO_FORMAT_TEXT};
      assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, NULL), TENKYO_OK);
      check_summary(tk_str(article), result, sentences == 0 && characters == 0 ? 5 : sentences, characters);
      tenkyo_result_free(result);
    }
}

static void the_main_point_comes_with_its_repetition(void **state) {
  (void)state;
  tenkyo_result *result;
  tenkyo_summary_options options = {.size = sizeof options, .sentences = 1, .lang = "ja"};
  size_t count;
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, NULL), TENKYO_OK);
  const tenkyo_summary_sentence *summary = tenkyo_result_summary(result, &count);
  assert_int_equal(count, 1);
  assert_true(tk_starts_with(summary[0].passage.text, TK_STR("潮見町の議会は七日")));
  assert_int_equal(summary[0].also_count, 1);
  assert_true(tk_starts_with(summary[0].also[0].text, TK_STR("潮見町の議会は、島と")));
  tenkyo_result_free(result);
}

static bool count_steps(void *context, size_t done, size_t total) {
  size_t *steps = context;
  assert_true(done <= total);
  return ++*steps < 2;
}

static void what_is_not_for_a_text_is_refused(void **state) {
  (void)state;
  tenkyo_result *result;
  tenkyo_error error;
  int64_t one = 1;
  tenkyo_summary_options options = {.size = sizeof options, .articles = &one, .article_count = 1};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_INVALID);
  assert_null(result);
  options = (tenkyo_summary_options){.size = sizeof options, .query = TK_STR("船")};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_INVALID);
  options = (tenkyo_summary_options){.size = sizeof options, .since = "2031-01-01"};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_INVALID);
  options = (tenkyo_summary_options){.size = sizeof options, .format = TENKYO_FORMAT_JSON};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_UNSUPPORTED);
  options = (tenkyo_summary_options){.size = sizeof options + 8};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_INVALID);
  tenkyo_str huge = {article, TENKYO_TEXT_MAX + 1};
  assert_int_equal(tenkyo_summarize(huge, NULL, &result, &error), TENKYO_INVALID);
  assert_null(result);
}

static void cancelling_and_progress_stop_it(void **state) {
  (void)state;
  tenkyo_result *result;
  tenkyo_error error;
  size_t steps = 0;
  tenkyo_summary_options options = {.size = sizeof options, .progress = count_steps, .progress_context = &steps};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_CANCELLED);
  assert_null(result);
  assert_int_equal(steps, 2);
  tenkyo_cancel *token;
  assert_int_equal(tenkyo_cancel_new(NULL, &token), TENKYO_OK);
  tenkyo_cancel_set(token);
  options = (tenkyo_summary_options){.size = sizeof options, .cancel = token};
  assert_int_equal(tenkyo_summarize(tk_str(article), &options, &result, &error), TENKYO_CANCELLED);
  assert_null(result);
  tenkyo_cancel_free(token);
}

static void nothing_gives_nothing(void **state) {
  (void)state;
  static const char *const texts[] = {"", " \n", "# Only a title", "https://example.org", "\xFF\xFE\xFD", "。。。"};
  size_t count = 9;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tenkyo_result *result;
    assert_int_equal(tenkyo_summarize(tk_str(texts[i]), NULL, &result, NULL), TENKYO_OK);
    tenkyo_result_summary(result, &count);
    assert_int_equal(count, 0);
    tenkyo_result_free(result);
  }
  count = 9;
  assert_null(tenkyo_result_summary(NULL, &count));
  assert_int_equal(count, 0);
}

/* ---- Memory and size ------------------------------------------------------------------------------------------------
 */

typedef struct failing {
  size_t alive, requests, fail_at;
} failing;

static void *fail_one(void *context, void *block, size_t old_size, size_t new_size) {
  failing *state = context;
  if (new_size == 0) {
    if (block != NULL) state->alive -= old_size;
    free(block);
    return NULL;
  }
  if (++state->requests == state->fail_at) return NULL;
  void *moved = realloc(block, new_size);
  if (moved != NULL) state->alive += new_size - (block == NULL ? 0 : old_size);
  return moved;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  tenkyo_status status = TENKYO_NOMEM;
  for (size_t fail_at = 1; status != TENKYO_OK; fail_at++) {
    failing context = {0, 0, fail_at};
    tenkyo_allocator allocator = {fail_one, &context};
    tenkyo_summary_options options = {.size = sizeof options, .sentences = 2, .allocator = &allocator};
    tenkyo_result *result;
    tenkyo_error error = {0};
    status = tenkyo_summarize(tk_str(article), &options, &result, &error);
    assert_true(status == TENKYO_OK || status == TENKYO_NOMEM);
    assert_true((status == TENKYO_OK) == (context.requests < fail_at));
    assert_true((result != NULL) == (status == TENKYO_OK));
    assert_true(error.code == status);
    tenkyo_result_free(result);
    assert_int_equal(context.alive, 0);
    assert_true(fail_at < 10000);
  }
}

/* A piece again and again: lines of all sorts, brackets, marks, one endless line. */
static void bombs_stay_linear(void **state) {
  (void)state;
  static const char *const pieces[] = {"*a.*",  "東京。", "「",   "https://", "- x\n", "a | b\n", "フォロー\n",
                                       "x! \n", "ab ",    "\xFF", "。\n",     "[1]",   "* ",      "ー"};
  for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
    size_t unit = strlen(pieces[p]), count = 400000 / unit;
    char *bytes = malloc(unit * count);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++) memcpy(bytes + i * unit, pieces[p], unit);
    tenkyo_result *result;
    assert_int_equal(tenkyo_summarize((tenkyo_str){bytes, unit * count}, NULL, &result, NULL), TENKYO_OK);
    check_summary((tenkyo_str){bytes, unit * count}, result, 5, 0);
    tenkyo_result_free(result);
    free(bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(roles_are_told_by_lines),
      cmocka_unit_test(flags_and_candidates_follow_roles),
      cmocka_unit_test(a_summary_is_verbatim),
      cmocka_unit_test(the_main_point_comes_with_its_repetition),
      cmocka_unit_test(what_is_not_for_a_text_is_refused),
      cmocka_unit_test(cancelling_and_progress_stop_it),
      cmocka_unit_test(nothing_gives_nothing),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(bombs_stay_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
