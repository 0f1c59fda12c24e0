/* context: when two values stand in the same words, and when they only look so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "draft/draft.h"

/* The value stands between the bars. */
static tenkyo_span cut_bars(const char *marked, char *plain) {
  const char *first = strchr(marked, '|'), *second = strchr(first + 1, '|');
  size_t begin = (size_t)(first - marked), length = (size_t)(second - first) - 1;
  memcpy(plain, marked, begin);
  memcpy(plain + begin, first + 1, length);
  strcpy(plain + begin + length, second + 1);
  return (tenkyo_span){begin, begin + length};
}

static const struct {
  const char *claim, *source;
  bool shared, whole;
} CASES[] = {
    /* One sentence with one number mistyped. */
    {"汐見市の発表では、避難所に|30人|が身を寄せ、うち半数が高齢者だった。",
     "汐見市の発表では、避難所に|80人|が身を寄せ、うち半数が高齢者だった。", true, true},
    {"The council said that |40 beds| were ready for the night.",
     "The council said that |90 beds| were ready for the night.", true, true},
    /* The end of both sentences counts for what is missing there. */
    {"|3人|が救助された。", "|8人|が救助された。", true, true},
    {"工費は|12億円|。", "工費は|21億円|。", true, true},
    /* Only the beginning is the same. */
    {"避難所には夜になって|30人|が残っていた。", "避難所には夜になって|80人|の寝床が要るという。", false, false},
    /* The value beside it is another, too: the claim speaks of another year, or of another model. */
    {"2023年の営業利益は|90億円|だったという。", "2024年の営業利益は|100億円|だったという。", false, false},
    {"倉庫にはK20が|300個|残されている。", "倉庫にはK80が|900個|残されている。", false, false},
    /* White space is none of the words. */
    {"港には 午後までに|3隻|が 入ったと市は述べた。", "港には午後までに|5隻|が入ったと市は 述べた。", true, true},
    {"|1|", "|2|", false, false},
    {"と|1|を", "と|2|が", false, false},
};

static void values_in_the_same_words(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    char claim[256], source[256];
    bool whole;
    tenkyo_span value = cut_bars(CASES[i].claim, claim), other = cut_bars(CASES[i].source, source);
    size_t shared = tk_context_shared(tk_str(claim), value, tk_str(source), other, &whole);
    if ((shared > 0) != CASES[i].shared) print_message("%s\n", CASES[i].claim);
    assert_int_equal(shared > 0, CASES[i].shared);
    if (shared > 0) assert_int_equal(whole, CASES[i].whole);
  }
}

static void any_bytes_can_stand_beside(void **state) {
  (void)state;
  const char bytes[] = "\xE3\x81\xFF\x80|\x00\xF0\x9F|\xC2 \xE3";
  bool whole;
  for (size_t begin = 0; begin < sizeof bytes; begin++) {
    for (size_t end = begin; end < sizeof bytes; end++) {
      tenkyo_str text = {bytes, sizeof bytes - 1};
      tenkyo_span span = {begin, end < text.len ? end : text.len};
      assert_true(tk_context_shared(text, span, text, span, &whole) < 100);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(values_in_the_same_words),
                                     cmocka_unit_test(any_bytes_can_stand_beside)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
