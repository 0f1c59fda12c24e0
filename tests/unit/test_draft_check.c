/* draft: what a check says of drafts against a small store, and what it does not say. */
#include "store_support.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct article_text {
  const char *key, *title, *url, *published, *body;
} article_text;

/* Written for these tests. */
static const article_text articles[] = {
    {"konan2025", "港南電機、新型電池「K7」の量産を延期", "https://www.example.org/news/k7-delay", "2025-03-14",
     "港南電機は14日、新型電池「K7」の量産を6月10日から20日の間に始める計画を見直し、延期すると発表した。"
     "浜松工場の検査装置の精度が基準に届かなかったことが原因だという。\n\n"
     "試作に使った材料は、K7が30,000個分、K5が10,000個分、旧型のM2が12,000個分だった。"
     "量産設備への投資額は約450億円で、売上高に占める割合は8.5%に上る。\n\n"
     "大野健一社長は記者会見で「品質に妥協するつもりはない。胸を張れる製品だけを届ける」と述べた。"
     "浜松工場では1,200人が働いており、延期の間も雇用は守るとしている。\n\n"
     "協力会社の北星化学は同じ日、営業利益が前年より12%増え、純利益は7%増えたと明らかにした。"
     "別の計画では、名古屋の倉庫で3,000人が働く見通しだ。\n"},
    {"reuters-k7", "Konan Electric delays its K7 battery", "https://example.com/konan-k7", "2025-03-15",
     "Konan Electric has postponed mass production of its K7 battery, which it had planned to start between June 10 "
     "and "
     "June 20. The inspection machines at the Hamamatsu plant did not reach the required precision.\n\n"
     "The trials used material for 30,000 K7 cells, 10,000 K5 cells and 12,000 older M2 cells. The company has "
     "invested "
     "about $300 million in the line.\n\n"
     "President Kenichi Ono told reporters that he would only ship products he could be proud of. The plant employs "
     "1,200 "
     "people, and their jobs are safe during the delay.\n"},
    {"market2025", "電池市場、2030年に2倍へ", "https://example.net/market", "2025-02-01",
     "調査会社の東海リサーチは、車載用電池の世界市場が2030年に2024年の2倍になるとの予測をまとめた。"
     "けん引役は電気自動車で、国内では港南電機と北星化学が設備を増やしている。\n\n"
     "予測によると、2030年の市場規模は24兆円で、このうちアジアが6割を占める。"
     "原材料の価格は2022年から3割下がった。\n"},
};

#define REFERENCES                                                                                                                   \
  "\n\n## 参考文献\n\n- [1] 港南電機、新型電池「K7」の量産を延期\n- [2] Konan Electric delays its K7 battery\n" \
  "- [3] 電池市場、2030年に2倍へ\n"
/* Cites what a case does not, so that no entry is unused. */
#define REST2 "\n\n北星化学は設備を増やしている[2][3]。"

typedef struct check_case {
  const char *text;
  const char *findings; /* "code <span> source value", a bar between two */
} check_case;

static const check_case cases[] = {
    /* as the source has it */
    {"港南電機は「K7」の量産を6月10日から20日の間に始める計画を延期した[1]。", ""},
    {"港南電機は2025年6月10日から20日の間に始める計画を延期した[1]。", ""},
    {"港南電機は新型電池の量産を6月に始める計画を延期した[1]。", ""},
    {"材料は、K7が30,000個分、K5が10,000個分、M2が12,000個分だった[1]。", ""},
    {"材料は、K7が3万個分、K5が1万個分だった[1]。", ""},
    {"材料は、K7が**30,000個分**だった[1]。", ""},
    {"量産設備への投資額は約450億円だ[1]。", ""},
    {"量産設備への投資額は約450億円（約3億ドル）だ[1]。", ""},
    {"量産設備への投資額は450億円で、売上高の8.5%に当たる[1]。", ""},
    {"浜松工場では1200人が働いている[1]。", ""},
    {"浜松工場では1,000人以上が働いている[1]。", ""},
    {"検査装置の精度が足りず、量産の開始が遅れることになった[1]。", ""},
    {"社長は会見で「品質に妥協するつもりはない。胸を張れる製品だけを届ける」と述べた[1]。", ""},
    {"社長は会見で「品質に妥協するつもりはない。（中略）製品だけを届ける」と述べた[1]。", ""},
    {"社長は会見で「品質に妥協するつもりはない」と述べた[1]。", ""},
    {"「港南電機は14日、新型電池「K7」の量産を6月10日から20日の間に始める計画を見直し、延期すると発表した。」[1]", ""},
    {"> 試作に使った材料は、K7が30,000個分、K5が10,000個分、旧型のM2が12,000個分だった。 [1]", ""},
    {"> 量産設備への投資額は約450億円で、売上高に占める割合は8.5%に上る。\n\n[1]", ""},
    {"市場規模は2030年に24兆円になる[3]。", ""},
    {"原材料の価格は3割下がった[3]。", ""},
    {"北星化学の営業利益は12%、純利益は7%増えた[1]。", ""},
    {"「K7」の名は社内で付けられた[1]。", ""},
    {"2つの理由がある[1]。", ""},
    /* numbers */
    {"材料は、K7が10,000個分、K5が10,000個分だった[1]。", "number-differs <10,000個> 30,000個"},
    {"材料は、K7が10,000個分だった[1]。", "number-differs <10,000個> 30,000個"},
    {"材料は、K7が1万個分だった[1]。", "number-differs <1万個> 30,000個"},
    {"材料は、K7が40,000個分だった[1]。", "number-differs <40,000個> 30,000個"},
    {"量産設備への投資額は約540億円だ[1]。", "number-differs <約540億円> 約450億円"},
    {"量産設備への投資額は約450億ドルだ[1]。", "number-differs <約450億ドル> 約450億円"},
    {"投資額が売上高に占める割合は85%に上る[1]。", "number-differs <85%> 8.5%"},
    {"浜松工場では2,100人が働いている[1]。", "number-differs <2,100人> 1,200人"},
    {"浜松工場では3,000人が働いており、延期の間も雇用は守るとしている[1]。", "number-differs <3,000人> 1,200人"},
    {"北星化学の純利益は12%増えた[1]。", "number-differs <12%> 7%"},
    {"2030年の市場規模は42兆円で、アジアが6割を占める[3]。", "number-differs <42兆円> 24兆円"},
    {"試作では30,000個分のK7と10,000個分のK5を作った[1]。", ""},
    {"試作では10,000個分のK7を作った[1]。", "number-differs <10,000個> 30,000個"},
    /* what the writer reckons */
    {"材料は合計52,000個分だった[1]。", ""},
    {"材料は、K7とK5で40,000個分だった[1]。", ""},
    /* dates */
    {"港南電機は量産を6月15日から20日の間に始める計画を延期した[1]。",
     "date-differs <6月15日から20日> 6月10日から20日"},
    {"港南電機は量産を7月10日から20日の間に始める計画を延期した[1]。",
     "date-differs <7月10日から20日> 6月10日から20日"},
    {"港南電機は24日、電池の量産を延期すると発表した[1]。", "date-differs <24日> 14日"},
    {"市場は2035年に2024年の2倍になる[3]。", "date-differs <2035年> 2030年"},
    /* quotations */
    {"社長は会見で「品質に妥協するつもりはある。胸を張れる製品だけを届ける」と述べた[1]。",
     "quote-altered <品質に妥協するつもりはある。胸を張れる製品だけを届ける> "
     "品質に妥協するつもりはない。胸を張れる製品だけを届ける"},
    {"社長は会見で「電池の未来は明るいと信じている」と述べた[1]。", ""},
    {"「試作に使った材料は、K7が50,000個分、K5が10,000個分、旧型のM2が12,000個分だった。」[1]",
     "quote-altered <試作に使った材料は、K7が50,000個分、K5が10,000個分、旧型のM2が12,000個分だった。> "
     "試作に使った材料は、K7が30,000個分、K5が10,000個分、旧型のM2が12,000個分だった。"},
    {"> 量産設備への投資額は約550億円で、売上高に占める割合は8.5%に上る。 [1]",
     "quote-altered <量産設備への投資額は約550億円で、売上高に占める割合は8.5%に上る。> "
     "量産設備への投資額は約450億円で、売上高に占める割合は8.5%に上る。"},
    /* support */
    {"庭のあじさいが見ごろを迎え、多くの観光客が写真を撮っていた[1]。",
     "not-supported <庭のあじさいが見ごろを迎え、多くの観光客が写真を撮っていた[1]。>"},
    {"庭のあじさいが見ごろを迎え、多くの観光客が写真を撮っていた[2]。", ""},
    /* across languages */
    {"港南電機はK7の量産を6月10日から20日の間に始める計画だった[2]。", ""},
    {"港南電機はK7の量産を6月15日から20日の間に始める計画だった[2]。",
     "date-differs <6月15日から20日> June 10 and June 20"},
    {"材料はK7が30,000個分、K5が10,000個分だった[2]。", ""},
    {"材料はK7が10,000個分だった[2]。", "number-differs <10,000個> 30,000"},
    {"同社はK7の設備に3億ドルを投じた[2]。", ""},
    {"同社はK7の設備に30億ドルを投じた[2]。", "number-differs <30億ドル> about $300 million"},
    {"同社の社員は2,500人で、本社は横浜にある[2]。", ""},
    {"大野社長は4月2日に辞任する考えを示した[2]。", ""},
    {"社長は「胸を張れる製品だけを届けるつもりだ」と述べた[2]。", ""},
    {"The trials used 30,000 K7 cells [2].", ""},
    {"The trials used 10,000 K7 cells [2].", "number-differs <10,000> 30,000"},
    {"The plant employs 2,100 people [2].", "number-differs <2,100 people> 1,200 people"},
    {"The K7 battery was to start between June 12 and June 20 [2].",
     "date-differs <June 12 and June 20> June 10 and June 20"},
    {"The plant employs 1,200 people [1].", ""},
    /* several sources: one that agrees is enough */
    {"浜松工場では1,200人が働いている[1][3]。", ""},
    {"浜松工場では1,200人が働いている[1, 3]。", ""},
    {"浜松工場では2,100人が働いている[1][3]。", "number-differs <2,100人> 1,200人"},
    {"庭のあじさいが見ごろを迎え、多くの観光客が写真を撮っていた[1][2]。", ""},
    /* several claims in a sentence */
    {"浜松工場では1,200人が働き[1]、市場規模は24兆円になる[3]。", ""},
    {"浜松工場では2,100人が働き[1]、市場規模は42兆円になる[3]。",
     "number-differs <2,100人> 1,200人|number-differs <42兆円> 24兆円"},
    {"[1]によると1,200人が働き、[3]によると市場規模は24兆円になる。", ""},
    /* in other blocks */
    {"## 浜松工場では2,100人が働く[1]", "number-differs <2,100人> 1,200人"},
    {"- 浜松工場では2,100人が働く[1]", "number-differs <2,100人> 1,200人"},
    {"浜松工場では2,100人が働いている。[1]", "number-differs <2,100人> 1,200人"},
    {"浜松工場では**2,100人**が働いている。[1] 次の話に移る。", "number-differs <2,100人> 1,200人"},
    {"浜松工場では2,100人が働いている。その先に印がある[1]。", ""},
    /* silenced */
    {"浜松工場では2,100人が働く[1]。<!-- tenkyo: ignore -->", ""},
    {"浜松工場では2,100人が働く[1]。<!-- tenkyo: ignore number-differs -->", ""},
    {"浜松工場では2,100人が働く[1]。<!-- tenkyo: ignore date-differs -->", "number-differs <2,100人> 1,200人"},
    {"浜松工場では2,100人が働く[1]。<!-- tenkyo: ignore date-differs, number-differs -->", ""},
    {"<!-- tenkyo: ignore number-differs -->\n浜松工場では2,100人が働く[1]。", ""},
    {"<!-- tenkyo: ignore number-differs -->\n\n浜松工場では2,100人が働く[1]。", ""},
    {"<!-- tenkyo: ignore number-differs -->\n\n何もない。\n\n浜松工場では2,100人が働く[1]。",
     "number-differs <2,100人> 1,200人"},
    {"浜松工場では2,100人が働く[1]。\n\n<!-- tenkyo: ignore-file number-differs -->", ""},
    {"浜松工場では2,100人が働く[1]。\n\n<!-- tenkyo: ignore-file -->", ""},
    {"浜松工場では2,100人が働く[1]。\n\n<!-- tenkyo: ignore-files -->", "number-differs <2,100人> 1,200人"},
    {"```\n<!-- tenkyo: ignore-file -->\n```\n\n浜松工場では2,100人が働く[1]。", "number-differs <2,100人> 1,200人"},
};

/* ---- Running ----------------------------------------------------------------------------------------------------- */

static tenkyo_store *fill_store(const folder *in) {
  tenkyo_store *store = open_store(in->store);
  for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
    tenkyo_article article = {.title = STR(articles[i].title),
                              .body = STR(articles[i].body),
                              .url = STR(articles[i].url),
                              .published = STR(articles[i].published),
                              .key = STR(articles[i].key)};
    int64_t id;
    put_article(store, &article, &id);
  }
  return store;
}

static tenkyo_result *run_check(tenkyo_store *store, const char *text, const tenkyo_check_options *options) {
  tenkyo_result *result = NULL;
  tenkyo_error error = {0};
  if (tenkyo_check(store, STR(text), options, &result, &error) != TENKYO_OK) fail_msg("%s", error.message);
  return result;
}

/* Findings in the form of the cases; those that the cases leave out are skipped. */
static void render(const tenkyo_result *result, const char *text, char *out, size_t size) {
  size_t count, length = 0;
  const tenkyo_finding *findings = tenkyo_result_findings(result, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    const tenkyo_finding *finding = &findings[i];
    length += (size_t)snprintf(out + length, size - length, "%s%s <%.*s>%s%.*s", length > 0 ? "|" : "",
                               tenkyo_code_name(finding->code), (int)(finding->span.end - finding->span.begin),
                               text + finding->span.begin, finding->source_value.len > 0 ? " " : "",
                               (int)finding->source_value.len, finding->source_value.ptr);
    assert_true(length < size);
  }
}

static void check_shape(const tenkyo_result *result, size_t length) {
  size_t count, at = 0;
  const tenkyo_finding *findings = tenkyo_result_findings(result, &count);
  for (size_t i = 0; i < count; i++) {
    const tenkyo_finding *finding = &findings[i];
    assert_true(finding->span.begin >= at && finding->span.begin <= finding->span.end && finding->span.end <= length);
    at = finding->span.begin;
    assert_true(finding->sentence.begin <= finding->sentence.end && finding->sentence.end <= length);
    assert_true(finding->message.len > 0 && finding->message.len < 600 && strlen(finding->hash) == 16);
    for (size_t k = 0; k < finding->evidence_count; k++) {
      assert_true(finding->evidence[k].article > 0 && finding->evidence[k].revision == 1);
      assert_int_equal(finding->evidence[k].text.len, finding->evidence[k].span.end - finding->evidence[k].span.begin);
    }
    for (size_t k = 0; k < finding->fix_count; k++) {
      assert_true(finding->fixes[k].title.len > 0);
      assert_true(finding->fixes[k].edit_count > 0 || finding->fixes[k].link_reference.len > 0);
    }
  }
}

static char *with_list(const char *text) {
  bool one = strstr(text, "[1]") != NULL || strstr(text, "[1,") != NULL;
  static const char *const rest[] = {"\n\n港南電機の話だ[1]。", "\n\nKonan Electric の話だ[2]。",
                                     "\n\n市場の話だ[3]。"};
  char *draft = malloc(strlen(text) + 1000);
  assert_non_null(draft);
  strcpy(draft, text);
  if (!one) strcat(draft, rest[0]);
  if (strstr(text, "2]") == NULL) strcat(draft, rest[1]);
  if (strstr(text, "3]") == NULL) strcat(draft, rest[2]);
  strcat(draft, REFERENCES);
  return draft;
}

static void drafts_get_their_findings(void **state) {
  tenkyo_store *store = fill_store(*state);
  tenkyo_check_options options = {.size = sizeof options, .date = "2025-03-20"};
  size_t wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char found[4000];
    char *draft = with_list(cases[i].text);
    tenkyo_result *result = run_check(store, draft, &options);
    render(result, draft, found, sizeof found);
    check_shape(result, strlen(draft));
    if (strcmp(found, cases[i].findings) != 0) {
      print_error("%s\n  gives     %s\n  and not   %s\n", cases[i].text, found, cases[i].findings);
      wrong++;
    }
    tenkyo_result_free(result);
    free(draft);
  }
  tenkyo_close(store);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(drafts_get_their_findings, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
