/* draft: which characters of a draft are markers, which keys they have, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "draft/draft.h"

typedef struct marker_case {
  const char *text;
  const char *markers; /* keys with commas, a bar between markers; "!" behind a key that names no reference */
} marker_case;

#define LIST "\n\n## 参考文献\n\n- [1] 一つめの記事\n- [2] 二つめの記事\n- [3] 三つめの記事\n"
#define YAML "---\nreferences:\n- id: smith2024\n  title: A title\n- id: 山田2023\n  title: 題\n---\n\n"

static const marker_case cases[] = {
    /* numbers in brackets */
    {"発表を延期した[1]。", "1!"},
    {"発表を延期した[1]。" LIST, "1"},
    {"発表を延期した。[1]" LIST, "1"},
    {"発表を延期した [2]。" LIST, "2"},
    {"It was delayed [1].\n\nReferences\n\n[1] A report\n", "1"},
    {"It was delayed.[1]\n\n# References\n\n1. A report\n", "1"},
    {"二つの報道がある[1, 2]。" LIST, "1,2"},
    {"二つの報道がある[1,2]。" LIST, "1,2"},
    {"二つの報道がある[1、2]。" LIST, "1,2"},
    {"二つの報道がある[1，2]。" LIST, "1,2"},
    {"二つの報道がある[1; 2]。" LIST, "1,2"},
    {"三つの報道がある[1–3]。" LIST, "1,2,3"},
    {"三つの報道がある[1-3]。" LIST, "1,2,3"},
    {"三つの報道がある[1〜3]。" LIST, "1,2,3"},
    {"三つの報道がある[1～3]。" LIST, "1,2,3"},
    {"三つの報道がある[1 – 3]。" LIST, "1,2,3"},
    {"四つの報道がある[1, 3–5]。" LIST, "1,3,4!,5!"},
    {"二つの報道がある[1][2]。" LIST, "1|2"},
    {"二つの報道がある[1] [2]。" LIST, "1|2"},
    {"二つの報道がある[1]、[2]。" LIST, "1|2"},
    {"発表を延期した〔1〕。" LIST, "1"},
    {"発表を延期した〔1、2〕。" LIST, "1,2"},
    {"発表を延期した［1］。" LIST, "1"},
    {"発表を延期した［１］。" LIST, "1"},
    {"発表を延期した［１－３］。" LIST, "1,2,3"},
    {"発表を延期した[１]。" LIST, "1"},
    {"発表を延期した[01]。" LIST, "1"},
    {"発表を延期した[1, p. 12]。" LIST, "1"},
    {"発表を延期した[2, 第3章]。" LIST, "2"},
    {"**発表を延期した**[1]。" LIST, "1"},
    {"**発表を延期した[1]**。" LIST, "1"},
    {"（発表を延期した[1]）。" LIST, "1"},
    {"「発表を延期した」[1]と述べた。" LIST, "1"},
    {"Reuters[1]とBloomberg[2]が報じた。" LIST, "1|2"},
    {"> 発表を延期した[1]" LIST, "1"},
    {"- 発表を延期した[1]" LIST, "1"},
    {"- [x] 確認した[1]" LIST, "1"},
    {"1. 発表を延期した[1]" LIST, "1"},
    {"## 延期の背景[1]" LIST, "1"},
    {"| 項目 | 値 |\n|---|---|\n| 個数 | 300[1] |" LIST, "1"},
    {"一行め[1]\n二行め[2]\n三行め[3]" LIST, "1|2|3"},
    {"すごい![1]" LIST, "1"},
    {"発表を延期した[7]。" LIST, "7!"},
    {"発表を延期した[1](注)" LIST, "1"},
    {"<sup>[1]</sup>と書く人もいる。" LIST, "1"},
    {"発表を延期した[1]<!-- [2] -->。" LIST, "1"},
    {"発表を延期した[1]：続き" LIST, "1"},
    /* what only looks like numbers in brackets */
    {"- [x] 済み\n- [ ] まだ\n" LIST, ""},
    {"- [X] done\n" LIST, ""},
    {"[[1]]という頁" LIST, ""},
    {"[[wiki]]と[[別の頁|名]]" LIST, ""},
    {"`x[1]`は要素だ。" LIST, ""},
    {"``a[1] ` b[2]``は要素だ。" LIST, ""},
    {"```\nx[1] = y[2]\n```\n" LIST, ""},
    {"~~~c\nx[1]\n~~~\n" LIST, ""},
    {"本文だ。\n\n    x[1] = 3\n\n本文だ。" LIST, ""},
    {"数式$x[1]$を見る。" LIST, ""},
    {"$$\nx[1] + y[2]\n$$\n" LIST, ""},
    {"値段は$5で[1]、次は$6だ。" LIST, "1"},
    {"It costs $5 [1] or $6 [2]." LIST, "1|2"},
    {"料金は$5[1]で、他は10$だ。" LIST, "1"},
    {"<!-- [1] -->本文。" LIST, ""},
    {"<!--\n[1]\n-->\n\n本文。" LIST, ""},
    {"---\ntitle: 題[1]\n---\n\n本文。" LIST, ""},
    {"[1](https://example.org/a)を見る。" LIST, ""},
    {"![1](a.png)" LIST, ""},
    {"![図[1]](a.png)" LIST, ""},
    {"\\[1\\]と書く。" LIST, ""},
    {"区間[0, 1]の値" LIST, ""},
    {"要素は[]だ。" LIST, ""},
    {"[中略]という印" LIST, ""},
    {"[…]という印" LIST, ""},
    {"[2024]年のこと" LIST, ""},
    {"比は[1.5]だ。" LIST, ""},
    {"比は[3-1]だ。" LIST, ""},
    {"[a]と[b]" LIST, ""},
    {"[1 と 2]" LIST, ""},
    {"[1" LIST, ""},
    {"1]" LIST, ""},
    {"[1\n\n2]" LIST, ""},
    {"https://example.org/?a[1]=2を見る。" LIST, ""},
    {"https://example.org/a[1]を見る。" LIST, "1"},
    {"<a href=\"x[1]\">本文</a>" LIST, ""},
    {"［注］という印" LIST, ""},
    {"〔中略〕という印" LIST, ""},
    /* superscripts */
    {"発表を延期した¹。" LIST, "1"},
    {"発表を延期した。²" LIST, "2"},
    {"発表を延期した¹²。" LIST, "12!"},
    {"発表を延期した¹⁾。" LIST, "1"},
    {"発表を延期した¹⁻³。" LIST, "1,2,3"},
    {"発表を延期した¹,²。" LIST, "1|2"},
    {"It was delayed.¹\n\nNotes\n\n¹ A report\n² Another report\n", "1"},
    {"as Reuters¹ says" LIST, "1"},
    {"a \"quotation\"² here" LIST, "2"},
    {"広さは30m²だ。" LIST, ""},
    {"広さは30 m²だ。" LIST, ""},
    {"広さは5km²、容積は3cm³だ。" LIST, ""},
    {"10²と2³" LIST, ""},
    {"x²+y³" LIST, ""},
    {"E=mc²" LIST, ""},
    {"加速度はm/sec²だ。" LIST, ""},
    {"sin²とcos²" LIST, ""},
    {"10⁻³" LIST, ""},
    {"速さはms⁻¹だ。" LIST, ""},
    {"²から始まる" LIST, ""},
    {"10¹²個" LIST, ""},
    /* footnotes */
    {"延期した[^1]。\n\n[^1]: 新聞の記事\n", "^1"},
    {"延期した。[^1]\n\n[^1]: 新聞の記事\n", "^1"},
    {"延期した[^note-a]。\n\n[^note-a]: 新聞の記事\n", "^note-a"},
    {"延期した[^注]。\n\n[^注]: 新聞の記事\n", "^注"},
    {"延期した[^1][^2]。\n\n[^1]: 甲\n[^2]: 乙\n", "^1|^2"},
    {"延期した[^9]。\n\n[^1]: 甲\n", "^9!"},
    {"`[^1]`と書く。\n\n[^1]: 甲\n", ""},
    {"[^ 1]と[^]と書く。\n\n[^1]: 甲\n", ""},
    {"延期した^[行内の注 [1] です]。" LIST, "1"},
    /* labels that the draft defines */
    {"延期した[1]。\n\n[1]: https://example.org/a \"題\"\n", "1"},
    {"[記事][1]による。\n\n[1]: https://example.org/a\n", "1"},
    {"[the report][smith]\n\n[smith]: https://example.org/a\n", ""},
    {"see [smith24]\n\nReferences\n\n- [Smith24] A report\n", "smith24"},
    {"see [other]\n\nReferences\n\n- [Smith24] A report\n", ""},
    {"![alt][1]\n\n[1]: https://example.org/a.png\n", ""},
    {"![1]\n\n[1]: https://example.org/a.png\n", ""},
    {"![alt](https://example.org/a.png)[1]\n\n[1]: https://example.org/a\n", "1"},
    {"[注1]を見る。\n\n参考文献\n\n- [注1] 甲の記事\n", "注1"},
    /* keys */
    {"延期した[@smith2024]。", "@smith2024!"},
    {YAML "延期した[@smith2024]。", "@smith2024"},
    {YAML "延期した[@smith2024, p. 3]。", "@smith2024"},
    {YAML "延期した[@smith2024; @山田2023, p. 3]。", "@smith2024,@山田2023"},
    {YAML "延期した[see @smith2024, pp. 3-5; also @other]。", "@smith2024,@other!"},
    {YAML "延期した[-@smith2024]。", "@smith2024"},
    {YAML "@smith2024 reports it.", "@smith2024"},
    {YAML "As said by @smith2024.", "@smith2024"},
    {YAML "As said by @smith2024, and more.", "@smith2024"},
    {YAML "@smith2024によると延期だ。", "@smith2024"},
    {YAML "@山田2023によると延期だ。", "@山田2023"},
    {YAML "@{smith2024}.", "@smith2024"},
    {YAML "[@doe:2024a].", "@doe:2024a!"},
    {YAML "（@smith2024）", "@smith2024"},
    {YAML "write to me@smith2024.org", ""},
    {YAML "<me@smith2024>", ""},
    {YAML "https://example.org/@smith2024", ""},
    {YAML "`@smith2024`", ""},
    {YAML "\\@smith2024", ""},
    {YAML "a @ b, @, @@", ""},
    {"@smith2024 reports it.", ""},
    {"@smith2024 reports it [1]." LIST, "1"},
    {"---\nbibliography: a.bib\n---\n\n@smith2024 reports it.", "@smith2024!"},
    {"連絡先は[mail: a@b.example]です。", ""},
    {"a@b.exampleと<c@d.example>", ""},
    {"[@smith2024](https://example.org/)", ""},
    {YAML "See @smith2024 [p. 3].", "@smith2024"},
    /* lists that label themselves in other ways */
    {"延期した[1]。\n\n参考文献\n\n1. 甲の記事\n2. 乙の記事\n", "1"},
    {"延期した[2]。\n\nSources\n\n- First report\n- Second report\n", "2"},
    {"延期した[3]。\n\nSources\n\n- First report\n- Second report\n", "3!"},
    {"延期した[1]。続く[2]。\n\n[1] 甲の記事\n\n[2] 乙の記事 https://example.org/b\n", "1|2"},
    {"It was late [1].\n\n[1] A report, https://example.org/a\n", "1"},
    {"[1] によると延期だ。\n\n[2] によると予定だ。\n\n終わり。", "1!|2!"},
};

static tk_arena arena;

static bool read_draft(const char *text, tenkyo_format format, tk_citations *citations) {
  tk_document document = {0};
  return tk_document_read(&arena, tk_str(text), format, TK_UNKNOWN, &document) &&
         tk_citations_read(&arena, &document, citations);
}

static tenkyo_str render(const tk_citations *citations) {
  tk_buffer out;
  tk_buffer_init(&out, &arena);
  for (size_t i = 0; i < citations->markers.count; i++) {
    if (i > 0) tk_buffer_add_byte(&out, '|');
    for (size_t k = 0; k < citations->markers.items[i].key_count; k++) {
      const tenkyo_key *key = &citations->markers.items[i].keys[k];
      if (k > 0) tk_buffer_add_byte(&out, ',');
      tk_buffer_add(&out, key->key);
      if (key->reference < 0) tk_buffer_add_byte(&out, '!');
    }
  }
  return tk_buffer_text(&out);
}

/* Whether spans lie in the text, keys in their markers, and markers behind each other. */
static void check_spans(const tk_citations *citations, size_t length) {
  size_t at = 0;
  for (size_t i = 0; i < citations->markers.count; i++) {
    const tenkyo_marker *marker = &citations->markers.items[i];
    assert_true(marker->span.begin >= at && marker->span.begin < marker->span.end && marker->span.end <= length);
    at = marker->span.end;
    assert_true(marker->key_count > 0);
    for (size_t k = 0; k < marker->key_count; k++) {
      tenkyo_span span = marker->keys[k].span;
      assert_true(span.begin >= marker->span.begin && span.begin < span.end && span.end <= marker->span.end);
      assert_true(marker->keys[k].reference < (ptrdiff_t)citations->references.count);
    }
  }
  for (size_t i = 0; i < citations->references.count; i++) {
    tenkyo_span span = citations->references.items[i].span;
    assert_true(span.begin < span.end && span.end <= length);
  }
  for (size_t i = 0; i < citations->hidden.count; i++) {
    tenkyo_span span = citations->hidden.items[i];
    assert_true(span.begin < span.end && span.end <= length);
    assert_true(i == 0 || citations->hidden.items[i - 1].end <= span.begin);
  }
}

static void markers_are_told(void **state) {
  (void)state;
  size_t wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tk_citations citations;
    tk_arena_init(&arena, NULL);
    assert_true(read_draft(cases[i].text, TENKYO_FORMAT_MARKDOWN, &citations));
    tenkyo_str found = render(&citations);
    if (!tk_equal(found, tk_str(cases[i].markers))) {
      print_error("%s\n  gives \"%s\", not \"%s\"\n", cases[i].text, found.ptr, cases[i].markers);
      wrong++;
    }
    check_spans(&citations, strlen(cases[i].text));
    tk_arena_free(&arena);
  }
  assert_int_equal(wrong, 0);
  assert_true(sizeof cases / sizeof *cases >= 120);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markers_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
