/* fact: two facts compared — same, contained, differs, other kind, cannot tell; exact decimals; no invented difference.
 */
#include "unit/test_fact_notation.h"

typedef struct pair_case {
  const char *claim, *source;
  tk_comparison expected;
  const char *claim_date, *source_date;
} pair_case;

/* The first number or date of a text. */
static tk_fact first_fact(tk_arena *arena, const char *text, const char *date) {
  tk_fact_options options = {TK_UNKNOWN, tk_day_parse(tk_str(date))};
  tk_fact_list facts = {0};
  assert_true(tk_facts(arena, tk_str(text), &options, &facts));
  for (size_t i = 0; i < facts.count; i++) {
    if (facts.items[i].kind != TENKYO_QUOTE) {
      return facts.items[i];
    }
  }
  print_error("no fact in %s\n", text);
  fail();
  return (tk_fact){0};
}

static void check_pairs(const pair_case *pairs, size_t count) {
  static const char *const NAMES[] = {"same", "contained", "differs", "other kind", "cannot tell"};
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_fact claim = first_fact(&arena, pairs[i].claim, pairs[i].claim_date);
    tk_fact source = first_fact(&arena, pairs[i].source, pairs[i].source_date);
    tk_comparison found = tk_fact_compare(&claim, &source);
    if (found != pairs[i].expected) {
      wrong++;
      print_error("%s against %s\n  expected %s, got %s\n", pairs[i].claim, pairs[i].source, NAMES[pairs[i].expected],
                  NAMES[found]);
    }
    tk_arena_free(&arena);
  }
  assert_int_equal(wrong, 0);
}

#define CHECK_PAIRS(pairs) check_pairs(pairs, sizeof(pairs) / sizeof *(pairs))

static void values(void **state) {
  (void)state;
  static const pair_case PAIRS[] = {
      {"30,000個", "3万個", TK_SAME, 0, 0},
      {"5000億ドル", "$500 billion", TK_SAME, 0, 0},
      {"5000億ドル", "500億ドル", TK_DIFFERS, 0, 0},
      {"10,000個", "30,000個", TK_DIFFERS, 0, 0},
      {"三百二十人", "320人", TK_SAME, 0, 0},
      {"１２％", "12 percent", TK_SAME, 0, 0},
      {"3割", "30%", TK_SAME, 0, 0},
      {"4分の1", "25％", TK_SAME, 0, 0},
      {"12人", "12名", TK_SAME, 0, 0},
      {"12人", "12 people", TK_SAME, 0, 0},
      {"3ポイント", "3%", TK_OTHER_KIND, 0, 0},
      {"3%", "3人", TK_OTHER_KIND, 0, 0},
      {"3社", "3カ国", TK_OTHER_KIND, 0, 0},
      {"40歳", "40-year-old", TK_SAME, 0, 0},
      {"40歳", "41歳", TK_DIFFERS, 0, 0},
      {"第3回", "3回", TK_OTHER_KIND, 0, 0},
      {"第3回", "第4回", TK_DIFFERS, 0, 0},
      {"3人", "8月15日", TK_OTHER_KIND, 0, 0},
      {"30,000個", "30,000 H20 chips", TK_SAME, 0, 0},
      {"30,000個", "20,000 H20 chips", TK_CANNOT_TELL, 0, 0},
      {"30,000個", "30,000枚", TK_SAME, 0, 0},
      {"30,000個", "20,000枚", TK_CANNOT_TELL, 0, 0},
      {"5億ドル", "5億円", TK_CANNOT_TELL, 0, 0},
      {"5億ドル", "750億円", TK_CANNOT_TELL, 0, 0},
      {"2時間", "120分", TK_SAME, 0, 0},
      {"2 years", "24カ月", TK_SAME, 0, 0},
      {"1週間", "7日間", TK_SAME, 0, 0},
      {"1週間", "8日間", TK_DIFFERS, 0, 0},
      {"2カ月", "60日間", TK_CANNOT_TELL, 0, 0},
      {"10km", "10000メートル", TK_SAME, 0, 0},
      {"10km", "10 miles", TK_CANNOT_TELL, 0, 0},
      {"10キロ", "10km", TK_SAME, 0, 0},
      {"10キロ", "12km", TK_CANNOT_TELL, 0, 0},
      {"3t", "3000kg", TK_SAME, 0, 0},
      {"1GB", "1000MB", TK_CANNOT_TELL, 0, 0},
      {"-3%", "3%", TK_DIFFERS, 0, 0},
      {"0.5%", "0.50%", TK_SAME, 0, 0},
  };
  CHECK_PAIRS(PAIRS);
}

static void rounding(void **state) {
  (void)state;
  static const pair_case PAIRS[] = {
      {"約1,200万人", "1,234万人", TK_SAME, 0, 0},
      {"1,200万人", "1,234万人", TK_DIFFERS, 0, 0},
      {"約1,300万人", "1,234万人", TK_DIFFERS, 0, 0},
      {"1,234万人", "約1,200万人", TK_CANNOT_TELL, 0, 0},
      {"1,334万人", "約1,200万人", TK_DIFFERS, 0, 0},
      {"3%", "約3%", TK_SAME, 0, 0},
      {"about 3 percent", "2.8%", TK_SAME, 0, 0},
      {"about 3 percent", "3.6%", TK_DIFFERS, 0, 0},
      {"about 1,000 people", "1,400人", TK_DIFFERS, 0, 0},
      {"約1,000人", "1,040人", TK_SAME, 0, 0},
      {"約500億ドル", "5000億ドル", TK_DIFFERS, 0, 0},
      {"約-3%", "-2.9%", TK_SAME, 0, 0},
      {"約1億円", "9,800万円", TK_SAME, 0, 0},
      {"数千個", "数千個", TK_SAME, 0, 0},
      {"数千個", "5,000個", TK_CONTAINED, 0, 0},
      {"数千個", "100個", TK_DIFFERS, 0, 0},
      {"数千個", "1,200個", TK_CANNOT_TELL, 0, 0},
      {"数百人", "hundreds of people", TK_SAME, 0, 0},
  };
  CHECK_PAIRS(PAIRS);
}

static void bounds(void **state) {
  (void)state;
  static const pair_case PAIRS[] = {
      {"10人以上", "12人", TK_CONTAINED, 0, 0},
      {"12人", "10人以上", TK_CONTAINED, 0, 0},
      {"10人以上", "8人", TK_DIFFERS, 0, 0},
      {"10人以上", "10人", TK_CONTAINED, 0, 0},
      {"10人超", "10人", TK_CANNOT_TELL, 0, 0},
      {"10人未満", "12人", TK_DIFFERS, 0, 0},
      {"10人以下", "8人", TK_CONTAINED, 0, 0},
      {"1億ドル以上", "1億ドル以上", TK_SAME, 0, 0},
      {"1億ドル以上", "more than $100 million", TK_CONTAINED, 0, 0},
      {"10億ドル以上", "1億ドル以上", TK_DIFFERS, 0, 0},
      {"500億ドル以上", "5000億ドル以上", TK_DIFFERS, 0, 0},
      {"100人以上", "少なくとも120人", TK_CONTAINED, 0, 0},
      {"最大90%", "up to 90 percent", TK_SAME, 0, 0},
      {"最大50%", "最大90%", TK_DIFFERS, 0, 0},
      {"90%", "最大90%", TK_CONTAINED, 0, 0},
      {"10人以上", "5人以下", TK_DIFFERS, 0, 0},
      {"5人以上", "10人以下", TK_CANNOT_TELL, 0, 0},
      {"963億円", "900億円台", TK_CONTAINED, 0, 0},
      {"900億円台", "963億円", TK_CONTAINED, 0, 0},
      {"82歳", "80代の女性", TK_CONTAINED, 0, 0},
      {"80歳代", "80代", TK_SAME, 0, 0},
      {"3.4%", "3%台", TK_CONTAINED, 0, 0},
      {"20代", "82歳", TK_DIFFERS, 0, 0},
      {"12%", "10〜20%", TK_CONTAINED, 0, 0},
      {"25%", "10〜20%", TK_DIFFERS, 0, 0},
      {"10〜20%", "10-20%", TK_SAME, 0, 0},
      {"10〜20%", "10〜30%", TK_DIFFERS, 0, 0},
      {"3〜5人", "between 3 and 5 people", TK_SAME, 0, 0},
      {"10〜20%", "15%", TK_CONTAINED, 0, 0},
  };
  CHECK_PAIRS(PAIRS);
}

static const pair_case DATES[] = {
    {"8月15日", "2025-08-15", TK_SAME, 0, 0},
    {"8月15日", "Aug. 15", TK_SAME, 0, 0},
    {"8月15日", "August 16, 2025", TK_DIFFERS, 0, 0},
    {"2025年8月15日", "15 August 2025", TK_SAME, 0, 0},
    {"2025年8月15日", "2024年8月15日", TK_DIFFERS, 0, 0},
    {"8月", "8月15日", TK_CONTAINED, 0, 0},
    {"8月15日", "8月", TK_CONTAINED, 0, 0},
    {"2025年", "2025年8月", TK_CONTAINED, 0, 0},
    {"2025年", "8月15日", TK_CANNOT_TELL, 0, 0},
    {"15日", "8月15日", TK_CONTAINED, 0, 0},
    {"16日", "8月15日", TK_DIFFERS, 0, 0},
    {"15日", "15日", TK_SAME, 0, 0},
    {"15日", "8月中旬", TK_CANNOT_TELL, 0, 0},
    {"15日", "8月15日から30日", TK_CONTAINED, 0, 0},
    {"8月15日", "8月15日から30日", TK_CONTAINED, 0, 0},
    {"8月30日", "8月15日から30日", TK_CONTAINED, 0, 0},
    {"8月10日", "8月15日から30日", TK_DIFFERS, 0, 0},
    {"8月10日から30日", "8月15日から30日", TK_DIFFERS, 0, 0},
    {"8月15日から30日", "8月15日から30日", TK_SAME, 0, 0},
    {"8月15日から30日", "between August 15 and August 30", TK_SAME, 0, 0},
    {"8月15日から30日", "Aug. 15-30, 2025", TK_SAME, 0, 0},
    {"8月15日から30日", "8月", TK_CONTAINED, 0, 0},
    {"8月中旬", "8月15日", TK_CONTAINED, 0, 0},
    {"8月中旬", "mid-August", TK_SAME, 0, 0},
    {"8月上旬", "8月下旬", TK_DIFFERS, 0, 0},
    {"8月末", "8月下旬", TK_CONTAINED, 0, 0},
    {"2月", "2025年2月", TK_SAME, 0, 0},
    {"2月", "2024年2月", TK_SAME, 0, 0},
    {"8月", "9月", TK_DIFFERS, 0, 0},
    {"August", "8月", TK_SAME, 0, 0},
    {"令和7年", "2025年", TK_SAME, 0, 0},
    {"令和6年", "2025年", TK_DIFFERS, 0, 0},
    {"2025年度", "2025年", TK_CANNOT_TELL, 0, 0},
    {"2025年度", "2025年12月", TK_CONTAINED, 0, 0},
    {"2019年から2021年", "from 2019 to 2021", TK_SAME, 0, 0},
    {"2019年から2021年", "from 2018 to 2021", TK_DIFFERS, 0, 0},
    {"2020年", "2019年から2021年", TK_CONTAINED, 0, 0},
    {"第3四半期", "7〜9月", TK_SAME, 0, 0},
    {"第3四半期", "10〜12月", TK_CANNOT_TELL, 0, 0},
    {"12月から3月", "2024年12月から2025年3月", TK_SAME, 0, 0},
    {"8月15日", "8月15日", TK_SAME, "2025-09-01", NULL},
    {"8月15日", "8月15日", TK_SAME, "2025-09-01", "2025-08-20"},
    {"3月", "in March", TK_SAME, "2026-02-01", "2025-04-01"},
    {"3月", "4月", TK_DIFFERS, "2026-02-01", "2025-04-01"},
    {"2月", "2月", TK_SAME, "2024-03-01", "2025-03-01"},
    {"8月15日", "8月", TK_CONTAINED, "2026-09-01", "2025-08-20"},
    {"8月15日", "8月16日", TK_DIFFERS, "2026-09-01", "2025-08-20"},
    {"12月28日から1月3日", "12月28日から1月3日", TK_SAME, "2026-02-01", "2025-02-01"},
    {"12月20日", "2024年12月20日", TK_CANNOT_TELL, "2025-01-05", NULL},
    {"12月21日", "2024年12月20日", TK_DIFFERS, "2025-01-05", NULL},
    {"昨年", "2024年", TK_SAME, "2025-08-01", NULL},
    {"昨年", "2023年", TK_DIFFERS, "2025-08-01", NULL},
    {"昨年8月", "2025年8月", TK_CANNOT_TELL, NULL, NULL},
    {"昨年8月", "2025年8月", TK_DIFFERS, "2025-09-01", NULL},
    {"昨年8月", "2024年8月", TK_SAME, "2025-09-01", NULL},
    {"昨年8月", "2025年9月", TK_DIFFERS, NULL, NULL},
    {"yesterday", "8月19日", TK_SAME, "2025-08-20", NULL},
    {"1990年代", "1995年", TK_CONTAINED, 0, 0},
    {"21世紀", "1995年", TK_DIFFERS, 0, 0},
};

static void dates(void **state) {
  (void)state;
  CHECK_PAIRS(DATES);
}

static void decimals(void **state) {
  (void)state;
  static const struct {
    tk_decimal a, b;
    int order;
  } CASES[] = {
      {{0, 0}, {0, 0}, 0},
      {{1, 0}, {10, -1}, 0},
      {{INT64_MAX, 0}, {INT64_MIN, 0}, 1},
      {{INT64_MIN, 0}, {INT64_MAX, 0}, -1},
      {{INT64_MIN, 0}, {INT64_MIN, 0}, 0},
      {{INT64_MAX, 0}, {1, 19}, -1},
      {{INT64_MAX, 0}, {1, 18}, 1},
      {{INT64_MAX, INT32_MAX}, {1, INT32_MAX}, 1},
      {{1, INT32_MIN}, {1, INT32_MAX}, -1},
      {{-1, INT32_MAX}, {1, INT32_MIN}, -1},
      {{123, -2}, {1230001, -6}, -1},
      {{-123, -2}, {-1230001, -6}, 1},
      {{5, 11}, {500000000000, 0}, 0},
      {{1, INT32_MIN}, {0, 0}, 1},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    assert_int_equal(tk_decimal_compare(CASES[i].a, CASES[i].b), CASES[i].order);
    assert_int_equal(tk_decimal_compare(CASES[i].b, CASES[i].a), -CASES[i].order);
  }
  tk_decimal out;
  assert_false(tk_decimal_add((tk_decimal){INT64_MAX, 0}, (tk_decimal){1, 0}, &out));
  assert_false(tk_decimal_add((tk_decimal){1, 30}, (tk_decimal){1, 0}, &out));
  assert_true(tk_decimal_add((tk_decimal){1, 8}, (tk_decimal){2345, 4}, &out));
  assert_int_equal(tk_decimal_compare(out, (tk_decimal){12345, 4}), 0);
  assert_false(tk_decimal_scale((tk_decimal){INT64_MAX, 0}, 10, 0, &out));
  assert_false(tk_decimal_scale((tk_decimal){1, INT32_MAX}, 1, 1, &out));
  assert_true(tk_decimal_scale((tk_decimal){-25, 0}, 4, -2, &out));
  assert_int_equal(out.significand, -1);
  assert_int_equal(out.exponent, 0);
}

static void decimal_text(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  static const struct {
    tk_decimal value;
    const char *text;
  } CASES[] = {
      {{5, 11}, "500000000000"},
      {{-25, -2}, "-0.25"},
      {{0, 0}, "0"},
      {{0, 9}, "0"},
      {{12345, -3}, "12.345"},
      {{1, -5}, "0.00001"},
      {{INT64_MIN, 0}, "-9223372036854775808"},
      {{INT64_MAX, -19}, "0.9223372036854775807"},
      {{1, 63}, "1000000000000000000000000000000000000000000000000000000000000000"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    assert_string_equal(tk_decimal_text(&arena, CASES[i].value).ptr, CASES[i].text);
  }
  assert_null(tk_decimal_text(&arena, (tk_decimal){1, 64}).ptr);
  assert_null(tk_decimal_text(&arena, (tk_decimal){1, INT32_MAX}).ptr);
  assert_null(tk_decimal_text(&arena, (tk_decimal){1, INT32_MIN}).ptr);
  tk_arena_free(&arena);
}

/* The same written otherwise: never a difference, and not even another number of facts. */
static void rewritten(void **state) {
  (void)state;
  static const char *const PAIRS[][2] = {
      {"2025年8月15日から30日に12,345人が5000億円を払った。",
       "２０２５年８月１５日から３０日に１２，３４５人が５０００億円を払った。"},
      {"予算は1億2000万円で、3割が反対、40歳の男性が15人。",
       "予算は一億二千万円で、三割が反対、四十歳の男性が十五人。"},
      {"2025年の売上は12345678円、約3000人が10〜20%減らした。",
       "2025年の売上は12,345,678円、約３，０００人が10～20％減らした。"},
      {"2019年5月から2025年まで、平成31年4月30日に100社以上。",
       "令和元年5月から令和7年まで、2019年4月30日に一〇〇社以上。"},
      {"On Aug. 15, 2025, about 1,200 people paid $3.5 million.",
       "On August 15, 2025, about 1200 people paid US$3,500,000."},
      {"8月15日の会見で「5000億円を使う」と述べた。", "８月１５日の会見で｢５，０００億円を使う｣と述べた。"},
  };
  for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_fact_list facts[2] = {{0}, {0}};
    for (int j = 0; j < 2; j++) {
      assert_true(tk_facts(&arena, tk_str(PAIRS[i][j]), NULL, &facts[j]));
    }
    assert_int_equal(facts[0].count, facts[1].count);
    assert_true(facts[0].count > 2);
    for (size_t j = 0; j < facts[0].count; j++) {
      bool quote = facts[0].items[j].kind == TENKYO_QUOTE;
      tk_comparison found = tk_fact_compare(&facts[0].items[j], &facts[1].items[j]);
      assert_int_equal(found, quote ? TK_CANNOT_TELL : TK_SAME);
      assert_int_equal(tk_fact_compare(&facts[0].items[j], &facts[0].items[j]), quote ? TK_CANNOT_TELL : TK_SAME);
    }
    tk_arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values),   cmocka_unit_test(rounding),     cmocka_unit_test(bounds),    cmocka_unit_test(dates),
      cmocka_unit_test(decimals), cmocka_unit_test(decimal_text), cmocka_unit_test(rewritten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
