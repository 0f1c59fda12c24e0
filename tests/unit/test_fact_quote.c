/* fact: quotations in a text, and a quotation looked for in its source. */
#include "unit/test_fact_notation.h"

static void marks(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"新型「R2」を出す。", "“R2”", NULL},
      {"彼は「売らない」と述べた。", "‟売らない”", NULL},
      {"彼は「売らない」と、記者団に語った。", "‟売らない”", NULL},
      {"これは「夜の海」と呼ばれる。", "“夜の海”", NULL},
      {"「夜の海」と「朝の山」がある。", "“夜の海”; “朝の山”", NULL},
      {"小説「とても長くて覚えにくい題名の本である」が出た。", "‟とても長くて覚えにくい題名の本である”", NULL},
      {"彼は「『待つ』と言うな」と話した。", "‟『待つ』と言うな”; ‟待つ”", NULL},
      {"｢半角｣の鍵。", "“半角”", NULL},
      {"米国の”時間差”の効果。", "“時間差”", NULL},
      {"「」と『』は空だ。", "", NULL},
      {"「閉じない。", "", NULL},
      {"閉じただけ」だ。", "", NULL},
      {"「あ『い」う』え。", "“あ『い”", NULL},
      {"「一段目\n\n「二段目」だ。", "“二段目”", NULL},
      {"The firm said \"no deal\" on Monday.", "‟no deal”", NULL},
      {"According to him, \"no deal\".", "‟no deal”", NULL},
      {"\"No deal,\" he said.", "‟No deal,”", NULL},
      {"The \u201cR2\u201d model.", "“R2”", NULL},
      {"A so-called \"deal\" was made.", "“deal”", NULL},
      {"A 5\" screen and a 7\" one.", "5; 7", NULL},
      {"He said \"one\nnext \"done\" here", "“done”", NULL},
      {"彼は「3人だけだ」と述べた。", "‟3人だけだ”; 3 人", NULL},
      {"\xc2\xabnon\xc2\xbb", "“non”", NULL},
  };
  CHECK_CASES(CASES);
}

typedef struct find_case {
  const char *quote, *source;
  tk_match match;
  const char *found, *difference, *altered; /* parts of source, source, quote; NULL: not looked at */
} find_case;

static bool is_part(const char *text, tenkyo_span span, const char *expected) {
  return expected == NULL || tk_equal(tk_cut(tk_str(text), span.begin, span.end), tk_str(expected));
}

static void find(void **state) {
  (void)state;
  static const find_case CASES[] = {
      {"高度な部品の出荷禁止が問題だ", "彼は「高度な部品の出荷禁止が問題だ」と述べた。", TK_VERBATIM,
       "高度な部品の出荷禁止が問題だ", NULL, NULL},
      {"高度な部品の出荷規制が問題だ", "彼は「高度な部品の出荷禁止が問題だ」と述べた。", TK_NEAR,
       "高度な部品の出荷禁止が問題だ", "禁止", "規制"},
      {"高度な部品の出荷が問題だ", "彼は「高度な部品の出荷禁止が問題だ」と述べた。", TK_NEAR,
       "高度な部品の出荷禁止が問題だ", "禁止", ""},
      {"とても高度な部品の出荷禁止が大問題だ", "「とても高度な部品の出荷禁止が問題だ」と。", TK_NEAR,
       "とても高度な部品の出荷禁止が問題だ", "", "大"},
      {"５０人が　集まった。", "きのう50人が集まった、という。", TK_VERBATIM, "50人が集まった", NULL, NULL},
      {"利益は増え、雇用は減った", "利益は増え[3]，雇用は減った[4]。", TK_VERBATIM, NULL, NULL, NULL},
      {"利益は増え(中略)雇用は減った", "利益は増え、しかし予想に反して、雇用は減った。", TK_VERBATIM,
       "利益は増え、しかし予想に反して、雇用は減った", NULL, NULL},
      {"利益は増え……雇用は減った", "利益は増え、しかし予想に反して、雇用は減った。", TK_VERBATIM, NULL, NULL, NULL},
      {"利益は増え[…]雇用は減った", "雇用は減った。利益は増え。", TK_NO_MATCH, NULL, NULL, NULL},
      {"We will not sell […] at any price", "\"We will not sell the firm at any price,\" he said.", TK_VERBATIM,
       "We will not sell the firm at any price", NULL, NULL},
      {"We will never sell at any price", "\"We will not sell at any price,\" he said.", TK_NEAR,
       "We will not sell at any price", "ot", "ever"},
      {"we WILL not sell", "\"We will\n  not sell at any price\"", TK_VERBATIM, NULL, NULL, NULL},
      {"it\u2019s \u201cdone\u201d now", "He said it's \"done\" now.", TK_VERBATIM, NULL, NULL, NULL},
      {"『静かな海』が好きだ", "彼は「静かな海」が好きだと言う。", TK_VERBATIM, NULL, NULL, NULL},
      {"全く別の文章がここにある", "彼は「高度な部品の出荷禁止が問題だ」と述べた。", TK_NO_MATCH, NULL, NULL, NULL},
      {"短い文だ", "短い分だ。", TK_NO_MATCH, NULL, NULL, NULL},
      {"短い文だ", "これは短い文だ。", TK_VERBATIM, "短い文だ", NULL, NULL},
      {"", "何か", TK_NO_MATCH, NULL, NULL, NULL},
      {"何か", "", TK_NO_MATCH, NULL, NULL, NULL},
      {"……", "何か", TK_NO_MATCH, NULL, NULL, NULL},
      {"今年の売上は百億円を超えると見込む", "x\xff\xfe今年の売上は\xe3\x81百億円を超えると見込む\xff", TK_NEAR, NULL,
       "\xe3\x81", ""},
      {"第1回の会合は来月に開く予定だという", "第2回の会合は来月に開く予定だという", TK_NEAR,
       "第2回の会合は来月に開く予定だという", "2", "1"},
      {"会合は来月に開く予定だと彼が言った", "会合は来月に開く予定だと彼は言う", TK_NEAR, NULL, NULL, NULL},
  };
  size_t wrong = 0;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_quote_match match;
    const find_case *at = &CASES[i];
    assert_true(tk_quote_find(&arena, tk_str(at->quote), tk_str(at->source), &match));
    if (match.match != at->match || !is_part(at->source, match.span, at->found) ||
        !is_part(at->source, match.difference, at->difference) || !is_part(at->quote, match.altered, at->altered)) {
      wrong++;
      print_error("%s in %s: %d, span %.*s, difference %.*s, altered %.*s\n", at->quote, at->source, match.match,
                  (int)(match.span.end - match.span.begin), at->source + match.span.begin,
                  (int)(match.difference.end - match.difference.begin), at->source + match.difference.begin,
                  (int)(match.altered.end - match.altered.begin), at->quote + match.altered.begin);
    }
    tk_arena_free(&arena);
  }
  assert_int_equal(wrong, 0);
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* A quotation taken from anywhere of a long source with up to a tenth of its letters changed is found there. */
static void find_changed(void **state) {
  (void)state;
  uint32_t seed = 7;
  enum { LENGTH = 20000, QUOTE = 300 };
  char *source = malloc(LENGTH), quote[QUOTE];
  assert_non_null(source);
  for (size_t i = 0; i < LENGTH; i++) {
    source[i] = (char)('a' + next_random(&seed) % 26);
  }
  for (int round = 0; round < 200; round++) {
    size_t length = 20 + next_random(&seed) % (QUOTE - 20), from = next_random(&seed) % (LENGTH - QUOTE);
    memcpy(quote, source + from, length);
    size_t changes = 1 + next_random(&seed) % (length / 10);
    for (size_t i = 0; i < changes; i++) {
      quote[next_random(&seed) % length] = (char)('a' + next_random(&seed) % 26);
    }
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_quote_match match;
    assert_true(tk_quote_find(&arena, (tenkyo_str){quote, length}, (tenkyo_str){source, LENGTH}, &match));
    assert_true(match.match != TK_NO_MATCH);
    size_t off = match.span.begin > from ? match.span.begin - from : from - match.span.begin;
    assert_true(off <= changes);
    if (match.match == TK_NEAR) { /* outside the parts that differ the two are equal */
      size_t head = match.altered.begin, tail = length - match.altered.end;
      assert_int_equal(match.difference.begin - match.span.begin, head);
      assert_int_equal(match.span.end - match.difference.end, tail);
      assert_memory_equal(source + match.span.begin, quote, head);
      assert_memory_equal(source + match.difference.end, quote + match.altered.end, tail);
    }
    tk_arena_free(&arena);
  }
  free(source);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(marks), cmocka_unit_test(find), cmocka_unit_test(find_changed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
