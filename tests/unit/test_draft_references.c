/* draft: the entries of reference lists, their parts, and which stored article each one is. */
#include "store_support.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct entry_case {
  const char *text;
  const char
      *entries; /* key=title{url}{doi} of each reference, a bar between two; braces only when there is something */
} entry_case;

static const entry_case entries[] = {
    {"本文[1]。\n\n参考文献\n\n- [1] 記事の題\n- [2] 次の題\n", "1=記事の題|2=次の題"},
    {"本文[1]。\n\n参考文献\n[1] 記事の題\n[2] 次の題\n", "1=記事の題|2=次の題"},
    {"本文[1]。\n\n## 出典\n\n1. 記事の題\n2. 次の題\n", "1=記事の題|2=次の題"},
    {"本文[1]。\n\n## 出典\n\n1) 記事の題\n(2) 次の題\n", "1=記事の題|2=次の題"},
    {"本文[1]。\n\n## 出典\n\n［１］記事の題\n〔2〕次の題\n", "1=記事の題|2=次の題"},
    {"本文[1]。\n\n## 出典\n\n・[1] 記事の題\n・[2] 次の題\n", "1=記事の題|2=次の題"},
    {"本文¹。\n\n## 注\n\n¹ 記事の題\n² 次の題\n", "1=記事の題|2=次の題"},
    {"本文。\n\n## 出典\n\n- 記事の題\n- 次の題\n", "=記事の題|=次の題"},
    {"本文[2]。\n\n## 出典\n\n- 記事の題\n- 次の題\n", "1=記事の題|2=次の題"},
    {"Text [1].\n\n## References\n\n- [1] The title. https://example.org/a\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] The title, https://example.org/a.\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] The title (https://example.org/a)\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] The title <https://example.org/a>\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] [The title](https://example.org/a)\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] https://example.org/a The title\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] https://example.org/a\n", "1={https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] https://example.org/a_(b)\n", "1={https://example.org/a_(b)}"},
    {"Text [1].\n\n## References\n\n- [1] The title | The Paper\n", "1=The title"},
    {"Text [1].\n\n## References\n\n- [1] “The title of it”\n", "1=The title of it"},
    {"Text [1].\n\n## References\n\n- [1] *The title*\n", "1=The title"},
    {"本文[1]。\n\n参考文献\n- [1] 「記事の題」\n", "1=記事の題"},
    {"本文[1]。\n\n参考文献\n- [1] 新製品「K7」の発表\n", "1=新製品「K7」の発表"},
    {"本文[1]。\n\n参考文献\n- [1] 記事の題（最終閲覧日：2025年8月20日）\n", "1=記事の題"},
    {"本文[1]。\n\n参考文献\n- [1] 記事の題 https://example.org/a （2025年8月20日閲覧）\n",
     "1=記事の題{https://example.org/a}"},
    {"Text [1].\n\n## References\n\n- [1] The title. doi:10.1234/abc.5\n", "1=The title{}{10.1234/abc.5}"},
    {"Text [1].\n\n## References\n\n- [1] The title. https://doi.org/10.1234/abc.5.\n",
     "1=The title{https://doi.org/10.1234/abc.5}{10.1234/abc.5}"},
    {"Text [1].\n\n[1]: https://example.org/a \"The title\"\n", "1=The title{https://example.org/a}"},
    {"Text [1].\n\n[1]: <https://example.org/a>\n", "1={https://example.org/a}"},
    {"Text [1].\n\n[1]: https://example.org/a 'The title'\n", "1=The title{https://example.org/a}"},
    {"Text[^1].\n\n[^1]: The title, https://example.org/a\n", "^1=The title{https://example.org/a}"},
    {"Text[^n].\n\n[^n]: A remark.\n", "^n=A remark"},
    {"---\nreferences:\n- id: smith2024\n  title: \"The title\"\n  URL: https://example.org/a\n  DOI: 10.1234/x\n"
     "  author:\n  - family: Smith\n- id: b\n  title: 次の題\nlang: ja\n---\n\nText [@b].\n",
     "@smith2024=The title{https://example.org/a}{10.1234/x}|@b=次の題"},
    {"---\ntitle: t\nreferences:\n  - title: 'A title'\n    id: a\n---\n\nText.\n", "@a=A title"},
    {"---\nbibliography: refs.bib\n---\n\nText [@b].\n", ""},
    {"本文だ。\n\n[1] は無い。\n", ""},
    {"本文[1]、本文[2]。\n\n[1] 記事の題\n\n[2] 次の題\n", "1=記事の題|2=次の題"},
};

static void render_entries(const tenkyo_result *result, char *out, size_t size) {
  size_t count, length = 0;
  const tenkyo_reference *references = tenkyo_result_references(result, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    const tenkyo_reference *reference = &references[i];
    bool doi = reference->doi.len > 0, url = reference->url.len > 0 || doi;
    length +=
        (size_t)snprintf(out + length, size - length, "%s%.*s=%.*s%s%.*s%s%s%.*s%s", i > 0 ? "|" : "",
                         (int)reference->key.len, reference->key.ptr, (int)reference->title.len, reference->title.ptr,
                         url ? "{" : "", (int)reference->url.len, reference->url.ptr, url ? "}" : "", doi ? "{" : "",
                         (int)reference->doi.len, reference->doi.ptr, doi ? "}" : "");
    assert_true(length < size);
  }
}

static void entries_are_read(void **state) {
  (void)state;
  size_t wrong = 0;
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    char found[2000];
    tenkyo_result *result = NULL;
    assert_int_equal(tenkyo_citations(STR(entries[i].text), NULL, &result, NULL), TENKYO_OK);
    render_entries(result, found, sizeof found);
    if (strcmp(found, entries[i].entries) != 0) {
      print_error("%s\n  gives %s\n  not   %s\n", entries[i].text, found, entries[i].entries);
      wrong++;
    }
    tenkyo_result_free(result);
  }
  assert_int_equal(wrong, 0);
}

/* ---- Binding ----------------------------------------------------------------------------------------------------- */

typedef struct binding_case {
  const char *entry;
  int article; /* 1: harbour, 2: tower, 0: none */
} binding_case;

static const binding_case bindings[] = {
    {"- [1] 港の再開発、二年遅れへ", 1},
    {"- [1] 港の再開発 二年遅れへ", 1},
    {"- [1] 「港の再開発、二年遅れへ」", 1},
    {"- [1] 港の再開発、二年遅れへ | 浜風新聞", 1},
    {"- [1] 港の再開発、二年遅れへ｜浜風新聞", 1},
    {"- [1] 港の再開発、二年遅れへ - 浜風新聞", 1},
    {"- [1] 浜風新聞「港の再開発、二年遅れへ」2025年4月2日", 1},
    {"- [1] 浜風新聞、「港の再開発、二年遅れへ」、2025年4月2日", 1},
    {"- [1] 港の再開発、二年遅れへ（浜風新聞、2025年4月2日）", 1},
    {"- [1] 浜風新聞: 港の再開発、二年遅れへ", 1},
    {"- [1] なにかの題 https://news.example.org/harbour", 1},
    {"- [1] http://www.news.example.org/harbour/?utm_source=x", 1},
    {"- [1] [別の題](https://news.example.org/harbour)", 1},
    {"- [1] Ono, K. (2024). Tower opens to visitors in spring. The Coast.", 2},
    {"- [1] \"Tower opens to visitors in spring,\" The Coast, 2024", 2},
    {"- [1] TOWER OPENS TO VISITORS IN SPRING", 2},
    {"- [1] A tower, doi:10.5555/tower.1", 2},
    {"- [1] https://doi.org/10.5555/tower.1", 2},
    {"- [tower2024] なにか", 2},
    {"- [1] 港の再開発、三年遅れへ", 0},
    {"- [1] 港の再開発", 0},
    {"- [1] Tower", 0},
    {"- [1] 取り消された記事", 0},
    {"- [1] https://news.example.org/other", 0},
};

static void keep_three(tenkyo_store *store, int64_t ids[3]) {
  tenkyo_article harbour = {.title = STR("港の再開発、二年遅れへ"),
                            .body = STR("港の再開発は二年遅れる見通しになった。資材の値上がりが響いた。\n"),
                            .url = STR("https://news.example.org/harbour"),
                            .key = STR("harbour2025")};
  tenkyo_article tower = {.title = STR("Tower opens to visitors in spring"),
                          .body = STR("The tower will open to visitors in spring, its owner said on Monday.\n"),
                          .url = STR("https://doi.org/10.5555/tower.1"),
                          .key = STR("tower2024")};
  tenkyo_article removed = {
      .title = STR("取り消された記事"), .body = STR("この記事は庫から取り除かれた。\n"), .key = STR("removed2025")};
  put_article(store, &harbour, &ids[0]);
  put_article(store, &tower, &ids[1]);
  put_article(store, &removed, &ids[2]);
  assert_int_equal(tenkyo_remove(store, ids[2], NULL), TENKYO_OK);
}

static int64_t bound_to(tenkyo_store *store, const char *draft) {
  tenkyo_result *result = NULL;
  size_t count, references;
  assert_int_equal(tenkyo_bind(store, STR(draft), NULL, &result, NULL), TENKYO_OK);
  const int64_t *ids = tenkyo_result_bindings(result, &count);
  tenkyo_result_references(result, &references);
  assert_int_equal(count, references);
  int64_t id = count == 0 ? -1 : ids[0];
  tenkyo_result_free(result);
  return id;
}

static void references_are_bound(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t ids[3];
  keep_three(store, ids);
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
    char draft[600];
    snprintf(draft, sizeof draft, "本文[1]。\n\n参考文献\n\n%s\n", bindings[i].entry);
    int64_t wanted = bindings[i].article == 0 ? 0 : ids[bindings[i].article - 1], found = bound_to(store, draft);
    if (found != wanted) print_error("%s is bound to %d\n", bindings[i].entry, (int)found);
    assert_true(found == wanted);
  }
  tenkyo_close(store);
}

static void the_writers_link_goes_first(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t ids[3];
  keep_three(store, ids);
  const char *by_text = "本文[1]。\n\n参考文献\n\n- [1] わたしの覚え書き\n";
  const char *by_url = "本文[1]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ https://a.example/x\n";
  assert_true(bound_to(store, by_text) == 0 && bound_to(store, by_url) == ids[0]);
  assert_int_equal(tenkyo_link(store, STR("わたしの覚え書き"), ids[0], NULL), TENKYO_OK);
  assert_int_equal(tenkyo_link(store, STR("https://a.example/x"), ids[1], NULL), TENKYO_OK);
  assert_true(bound_to(store, by_text) == ids[0] && bound_to(store, by_url) == ids[1]);
  tenkyo_close(store);
}

/* Markers that name an article themselves get a reference of their own. */
static void stored_names_are_markers(void **state) {
  static const struct {
    const char *draft;
    size_t markers;
    int article;
  } drafts[] = {
      {"延期した[@harbour2025]。", 1, 1},
      {"延期した[@nobody2025]。", 1, -1},
      {"[港の話](https://news.example.org/harbour)による。", 1, 1},
      {"[港の話](https://www.news.example.org/harbour/)による。", 1, 1},
      {"<https://news.example.org/harbour>による。", 1, 1},
      {"[港の話](https://news.example.org/elsewhere)による。", 0, -1},
      {"![港](https://news.example.org/harbour)の絵。", 0, -1},
      {"`<https://news.example.org/harbour>`と書く。", 0, -1},
      {"https://news.example.org/harbour と書く。", 0, -1},
      {"[1](https://news.example.org/harbour)による。", 1, 1},
  };
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t ids[3];
  keep_three(store, ids);
  for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
    tenkyo_result *result = NULL;
    size_t markers, count;
    assert_int_equal(tenkyo_bind(store, STR(drafts[i].draft), NULL, &result, NULL), TENKYO_OK);
    const tenkyo_marker *found = tenkyo_result_markers(result, &markers);
    const int64_t *bound = tenkyo_result_bindings(result, &count);
    if (markers != drafts[i].markers) print_error("%s has %zu markers\n", drafts[i].draft, markers);
    assert_int_equal(markers, drafts[i].markers);
    ptrdiff_t reference = markers == 0 ? -1 : found[0].keys[0].reference;
    if (drafts[i].article < 0)
      assert_int_equal(reference, -1);
    else
      assert_true(reference >= 0 && (size_t)reference < count && bound[reference] == ids[drafts[i].article - 1]);
    tenkyo_result_free(result);
  }
  tenkyo_close(store);
}

/* ---- Findings of the list ---------------------------------------------------------------------------------------- */

static const struct {
  const char *draft, *findings; /* codes with what they mark, "!" before those with a fix */
} lists[] = {
    {"本文[1]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n", ""},
    {"本文[1]、本文[2]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n", "undefined-citation <2>"},
    {"本文[1, 2]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n", "undefined-citation <2>"},
    {"本文[1]、本文[2]。\n", ""},
    {"本文[1]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n- [2] Tower opens to visitors in spring\n",
     "!unused-reference <- [2] Tower opens to visitors in spring>"},
    {"本文[1]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n- [2] 港の再開発、二年遅れへ\n",
     "duplicate-reference <- [2] 港の再開発、二年遅れへ>"},
    {"本文[1]、本文[2]。\n\n参考文献\n\n- [1] https://news.example.org/harbour\n"
     "- [2] 別の題 http://www.news.example.org/harbour/\n",
     "duplicate-reference <- [2] 別の題 http://www.news.example.org/harbour/>"},
    {"本文[1]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n- [1] Tower opens to visitors in spring\n",
     "duplicate-reference <- [1] Tower opens to visitors in spring>"},
    {"本文[1]、本文[2]。\n\n参考文献\n\n- [1] 新しい橋 https://a.example/1\n- [2] 新しい橋 https://b.example/1\n",
     "unknown-source <- [1] 新しい橋 https://a.example/1>|unknown-source <- [2] 新しい橋 https://b.example/1>"},
    {"本文[1]。\n\n参考文献\n\n- [1] 誰も知らない題\n", "unknown-source <- [1] 誰も知らない題>"},
    {"本文[1]。\n\n参考文献\n\n- [1] 港の再開発が二年遅れる\n", "!unknown-source <- [1] 港の再開発が二年遅れる>"},
    {"本文[^1]。\n\n[^1]: これは補足にすぎない。\n", ""},
    {"本文[^1]、[^2]。\n\n[^1]: これは補足にすぎない。\n", "undefined-citation <^2>"},
    {"本文[^1]。\n\n[^1]: 報告書 https://a.example/9\n", "unknown-source <[^1]: 報告書 https://a.example/9>"},
    {"本文だ。\n\n参考文献\n\n1. 港の再開発、二年遅れへ\n2. Tower opens to visitors in spring\n", ""},
    {"本文だ。\n\n参考文献\n\n- 港の再開発、二年遅れへ\n", ""},
    {"![図][1]\n\n[1]: https://news.example.org/harbour\n", ""},
    {"[港](https://news.example.org/harbour)\n\n参考文献\n\n- [1] https://news.example.org/harbour\n", ""},
    {"---\nreferences:\n- id: harbour25\n  title: 港の再開発、二年遅れへ\n---\n\n本文[@harbuor25]、[@harbour25]。\n",
     "!undefined-citation <@harbuor25>"},
    {"---\nbibliography: a.bib\n---\n\n本文[@anyone]。\n", ""},
    {"本文[@anyone]。\n\n参考文献\n\n- [1] 港の再開発、二年遅れへ\n",
     "!unused-reference <- [1] 港の再開発、二年遅れへ>"},
    {"本文[@tower2024]。\n", ""},
    {"- [x] 済み\n- [ ] まだ\n\n[[頁]]、m²、a@b.example、`x[7]`、$y[8]$ [1]\n\n参考文献\n\n- [1] "
     "港の再開発、二年遅れへ\n",
     ""},
};

static void render_list(const tenkyo_result *result, const char *text, char *out, size_t size) {
  size_t count, length = 0;
  const tenkyo_finding *findings = tenkyo_result_findings(result, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    tenkyo_span span = findings[i].span;
    length += (size_t)snprintf(out + length, size - length, "%s%s%s <%.*s>", i > 0 ? "|" : "",
                               findings[i].fix_count > 0 ? "!" : "", tenkyo_code_name(findings[i].code),
                               (int)(span.end - span.begin), text + span.begin);
    assert_true(length < size);
  }
}

static void lists_get_their_findings(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t ids[3];
  size_t wrong = 0;
  keep_three(store, ids);
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    char found[2000];
    tenkyo_result *result = NULL;
    assert_int_equal(tenkyo_check(store, STR(lists[i].draft), NULL, &result, NULL), TENKYO_OK);
    render_list(result, lists[i].draft, found, sizeof found);
    if (strcmp(found, lists[i].findings) != 0) {
      print_error("%s\n  gives %s\n  not   %s\n", lists[i].draft, found, lists[i].findings);
      wrong++;
    }
    tenkyo_result_free(result);
  }
  tenkyo_close(store);
  assert_int_equal(wrong, 0);
}

/* Nothing but an offer is made of a similar title, and what the offer says binds. */
static void an_offer_is_taken_by_a_link(void **state) {
  const folder *in = *state;
  tenkyo_store *store = open_store(in->store);
  int64_t ids[3];
  size_t count;
  keep_three(store, ids);
  const char *draft = "港は三年遅れる見通しになった[1]。\n\n参考文献\n\n- [1] 港の再開発が二年遅れる\n";
  tenkyo_result *result = NULL;
  assert_int_equal(tenkyo_check(store, STR(draft), NULL, &result, NULL), TENKYO_OK);
  const tenkyo_finding *finding = tenkyo_result_findings(result, &count);
  assert_true(count == 1 && finding->code == TENKYO_UNKNOWN_SOURCE && finding->fix_count == 1);
  assert_int_equal(finding->severity, TENKYO_SEVERITY_INFORMATION);
  assert_true(finding->fixes[0].link_article == ids[0] && finding->fixes[0].edit_count == 0);
  assert_int_equal(tenkyo_link(store, finding->fixes[0].link_reference, ids[0], NULL), TENKYO_OK);
  tenkyo_result_free(result);
  assert_true(bound_to(store, draft) == ids[0]);
  tenkyo_close(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_are_read),
      cmocka_unit_test_setup_teardown(references_are_bound, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(the_writers_link_goes_first, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(stored_names_are_markers, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(lists_get_their_findings, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(an_offer_is_taken_by_a_link, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
