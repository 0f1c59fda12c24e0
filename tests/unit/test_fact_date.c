/* fact: dates as intervals of days, in Japanese, English and digits; ranges, eras, relative dates; and what is no date.
 */
#include "unit/test_fact_notation.h"

#define DOCUMENT "2025-08-20"

static void japanese_dates(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"2025年8月15日に出る。", "[2025-08-15]", NULL},
      {"２０２５年８月１５日に出る。", "[2025-08-15]", NULL},
      {"二〇二五年八月十五日に出る。", "[2025-08-15]", NULL},
      {"2025 年 8 月 15 日に出る。", "[2025-08-15]", NULL},
      {"2025年08月05日に出る。", "[2025-08-05]", NULL},
      {"2025年8月に出る。", "[2025-08-01/2025-08-31 month]", NULL},
      {"2024年2月に出る。", "[2024-02-01/2024-02-29 month]", NULL},
      {"2025年に出る。", "[2025-01-01/2025-12-31 year]", NULL},
      {"2025年度に出る。", "[2025-04-01/2026-03-31 year]", NULL},
      {"8月15日に出る。", "[--08-15]", NULL},
      {"8月15日に出る。", "[2025-08-15 rel]", DOCUMENT},
      {"2月に出る。", "[2025-02-01/2025-02-28 month rel]", DOCUMENT},
      {"8月に出る。", "[--08-01/--08-31 month]", NULL},
      {"十二月に出る。", "[--12-01/--12-31 month]", NULL},
      {"15日に出る。", "[---15]", NULL},
      {"15日に出る。", "[---15]", DOCUMENT},
      {"8月上旬、9月中旬、10月下旬。", "[--08-01/--08-10 part]; [--09-11/--09-20 part]; [--10-21/--10-31 part]", NULL},
      {"5月末と6月初めと7月半ば。", "[--05-25/--05-31 part]; [--06-01/--06-10 part]; [--07-11/--07-20 part]", NULL},
      {"令和7年8月に出る。", "[2025-08-01/2025-08-31 month]", NULL},
      {"令和元年に出る。", "[2019-01-01/2019-12-31 year]", NULL},
      {"平成31年4月30日に出る。", "[2019-04-30]", NULL},
      {"昭和64年1月7日に出る。", "[1989-01-07]", NULL},
      {"令和七年度に出る。", "[2025-04-01/2026-03-31 year]", NULL},
      {"第3四半期の売上。", "[--07-01/--09-30 quarter]", NULL},
      {"2025年第1四半期の売上。", "[2025-01-01/2025-03-31 quarter]", NULL},
      {"2025年前半に出る。", "[2025-01-01/2025-06-30 quarter]", NULL},
      {"7〜9月期の売上。", "[--07-01/--09-30 month]", NULL},
      {"1990年代と21世紀。", "[1990-01-01/1999-12-31 longer]; [2001-01-01/2100-12-31 longer]", NULL},
      {"25年3月期の決算。", "[2025-03-01/2025-03-31 month rel]", DOCUMENT},
      {"2025年8月15日(金)の朝。", "[2025-08-15]", NULL},
      {"2022年以降、2024年を通じて。", "[2022-01-01/2022-12-31 year]; [2024-01-01/2024-12-31 year]", NULL},
  };
  CHECK_CASES(CASES);
}

static void ranges(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"8月15日から30日の間。", "[--08-15/--08-30]", NULL},
      {"8月15日から30日の間。", "[2025-08-15/2025-08-30 rel]", DOCUMENT},
      {"8月15〜30日。", "[--08-15/--08-30]", NULL},
      {"8月15日〜9月3日。", "[--08-15/--09-03]", NULL},
      {"8月15日(金)から30日(土)まで。", "[--08-15/--08-30]", NULL},
      {"2025年8月15日から9月3日。", "[2025-08-15/2025-09-03]", NULL},
      {"2025年12月28日から1月3日。", "[2025-12-28/2026-01-03]", NULL},
      {"12月28日から1月3日。", "[2025-12-28/2026-01-03 rel]", DOCUMENT},
      {"2019年から2021年に増えた。", "[2019-01-01/2021-12-31 year]", NULL},
      {"2019〜2021年に増えた。", "[2019-01-01/2021-12-31 year]", NULL},
      {"2019〜21年に増えた。", "[2019-01-01/2021-12-31 year]", NULL},
      {"15日から30日まで。", "[---15/---30]", NULL},
      {"8月15、16日に開く。", "[--08-15/--08-16]", NULL},
      {"19、20両日に開く。", "[---19/---20]", NULL},
      {"19、20の両日に開く。", "[---19/---20]", NULL},
      {"19と20の両日に開く。", "[---19/---20]", NULL},
      {"7月19、20日に開く。", "[--07-19/--07-20]", NULL},
      {"7月19、20両日に開く。", "[2025-07-19/2025-07-20 rel]", DOCUMENT},
      {"19日と20日に開く。", "[---19/---20]", NULL},
      {"7月19日と20日に開く。", "[--07-19/--07-20]", NULL},
      {"7月19日と20日に開く。", "[2025-07-19/2025-07-20 rel]", DOCUMENT},
      {"2024年7月19日と20日に開く。", "[2024-07-19/2024-07-20]", DOCUMENT},
      {"7月19日と7月20日に開く。", "[--07-19/--07-20]", NULL},
      {"7月19日と25日に開く。", "[--07-19]; [--07-25]", NULL},
      {"7月19日と25日に開く。", "[2025-07-19 rel]; [2025-07-25 rel]", DOCUMENT},
      {"2024年7月19日と25日に開く。", "[2024-07-19]; [2024-07-25]", DOCUMENT},
      {"7月31日と8月1日に開く。", "[--07-31]; [--08-01]", NULL},
      {"19日と25日に開く。", "[---19]; [---25]", NULL},
      {"7月19日と20日間。", "[--07-19]; 20 日間", NULL},
      {"20、25両日。", "", NULL},
      {"5月末から2カ月以上たつ。", "[--05-25/--05-31 part]; >=2 カ月", NULL},
      {"2019年から5年間続く。", "[2019-01-01/2019-12-31 year]; 5 年間", NULL},
      {"8月30日から5日間続く。", "[--08-30]; 5 日間", NULL},
      {"14日から12月13日まで。", "[---14]; [--12-13]", NULL},
      {"21日から2006年の試験。", "[---21]; [2006-01-01/2006-12-31 year]", NULL},
      {"8月30日から5日まで。", "[--08-30]; [---05]", NULL},
      {"Aug. 15 to 30", "[--08-15/--08-30]", NULL},
      {"Aug. 15-30, 2025", "[2025-08-15/2025-08-30]", NULL},
      {"August 15 to August 30", "[--08-15/--08-30]", NULL},
      {"August 15 to August 30, 2025", "[2025-08-15/2025-08-30]", NULL},
      {"between Aug. 15 and Aug. 30, 2025", "[2025-08-15/2025-08-30]", NULL},
      {"15-30 August 2025", "[2025-08-15/2025-08-30]", NULL},
      {"December 28 to January 3, 2025", "[2024-12-28/2025-01-03]", NULL},
      {"from 2019 to 2021", "[2019-01-01/2021-12-31 year]", NULL},
      {"2025-08-15 to 2025-08-30", "[2025-08-15/2025-08-30]", NULL},
      {"from April to June", "[--04-01/--06-30 month]", NULL},
  };
  CHECK_CASES(CASES);
}

static void english_dates(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"on Aug. 15", "[--08-15]", NULL},
      {"on Aug. 15", "[2025-08-15 rel]", DOCUMENT},
      {"on August 15, 2025, they", "[2025-08-15]", NULL},
      {"on August 15th 2025", "[2025-08-15]", NULL},
      {"on 15 August 2025", "[2025-08-15]", NULL},
      {"on the 15th of August", "[--08-15]", NULL},
      {"in Aug 2025", "[2025-08-01/2025-08-31 month]", NULL},
      {"in August", "[--08-01/--08-31 month]", NULL},
      {"early August, late May 2025", "[--08-01/--08-10 part]; [2025-05-21/2025-05-31 part]", NULL},
      {"mid-September", "[--09-11/--09-20 part]", NULL},
      {"It may rain. March on.", "", NULL},
      {"in May", "[--05-01/--05-31 month]", NULL},
      {"Ant and Dec", "", NULL},
      {"In 2025 sales rose.", "[2025-01-01/2025-12-31 year]", NULL},
      {"sales of 2025, since 1999", "[2025-01-01/2025-12-31 year]; [1999-01-01/1999-12-31 year]", NULL},
      {"the end of 2000 jobs", "", NULL},
      {"It rose to 2004.", "", NULL},
      {"in Q3 2025 and the third quarter of 2024", "[2025-07-01/2025-09-30 quarter]; [2024-07-01/2024-09-30 quarter]",
       NULL},
      {"the 1990s and the 21st century", "[1990-01-01/1999-12-31 longer]; [2001-01-01/2100-12-31 longer]", NULL},
      {"In August 15 people left.", "[--08-01/--08-31 month]; 15 人", NULL},
      {"in mid-2025", "[2025-01-01/2025-12-31 year]", NULL},
  };
  CHECK_CASES(CASES);
}

static void digits_only(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"2025-08-15", "[2025-08-15]", NULL},
      {"2025/8/15", "[2025-08-15]", NULL},
      {"2025.08.15", "[2025-08-15]", NULL},
      {"2025-08-15T13:00Z", "[2025-08-15]", NULL},
      {"2025-13-15", "", NULL},
      {"2025-02-30", "", NULL},
      {"2025/8-15", "", NULL},
      {"8/15", "", NULL},
      {"A-2025-08-15", "", NULL},
      {"2025年2月30日", "[2025-02-01/2025-02-28 month]; [---30]", NULL},
  };
  CHECK_CASES(CASES);
}

static void relative_dates(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"昨年と今年と来年。", "", NULL},
      {"昨年と今年と来年。",
       "[2024-01-01/2024-12-31 year rel]; [2025-01-01/2025-12-31 year rel]; [2026-01-01/2026-12-31 year rel]",
       DOCUMENT},
      {"昨年8月に出た。", "[--08-01/--08-31 month rel]", NULL},
      {"昨年8月に出た。", "[2024-08-01/2024-08-31 month rel]", DOCUMENT},
      {"昨年の8月15日に出た。", "[2024-08-15 rel]", DOCUMENT},
      {"先月と今月15日。", "[2025-07-01/2025-07-31 month rel]; [2025-08-15 rel]", DOCUMENT},
      {"来月上旬。", "[2026-01-01/2026-01-10 part rel]", "2025-12-20"},
      {"昨日、本日、明日。", "[2025-08-19 rel]; [2025-08-20 rel]; [2025-08-21 rel]", DOCUMENT},
      {"昨日は晴れ。", "[2024-12-31 rel]", "2025-01-01"},
      {"先週から。", "[2025-08-11/2025-08-17 part rel]", DOCUMENT},
      {"今日では珍しくない。", "", DOCUMENT},
      {"同年8月に出た。", "[--08-01/--08-31 month]", DOCUMENT},
      {"翌年3月に出た。", "[--03-01/--03-31 month]", DOCUMENT},
      {"last year and next month", "[2024-01-01/2024-12-31 year rel]; [2025-09-01/2025-09-30 month rel]", DOCUMENT},
      {"yesterday's news, and yesterday", "[2025-08-19 rel]", DOCUMENT},
      {"last August", "[--08-01/--08-31 month rel]", DOCUMENT},
      {"in August last year", "[2024-08-01/2024-08-31 month rel]", DOCUMENT},
      {"2月29日に出た。", "[--02-29]", DOCUMENT},
      {"日本日記と将来年金。", "", DOCUMENT},
  };
  CHECK_CASES(CASES);
}

static void no_dates(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"15日間続く。", "15 日間", NULL},
      {"2カ月と5年間。", "2 カ月; 5 年間", NULL},
      {"1日あたり。", "", NULL},
      {"1日も早く。", "", NULL},
      {"1日に3回、2日に1度。", "3 回; 1 度", NULL},
      {"1日に142円20銭。", "[---01]; 142.2 JPY", NULL},
      {"32日と13月。", "", NULL},
      {"2000年前の遺跡。", "2000 年間", NULL},
      {"約2000年の歴史。", "~2000 年間", NULL},
      {"3年生と2年組。", "#3 年生; ?2 年間", NULL},
      {"十日町市と二日酔い。", "", NULL},
      {"三日坊主。", "", NULL},
      {"平成時代と昭和の日。", "", NULL},
  };
  CHECK_CASES(CASES);
}

static void day_text(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  assert_string_equal(tk_day_text(&arena, (tk_day){2025, 8, 5}).ptr, "2025-08-05");
  assert_string_equal(tk_day_text(&arena, (tk_day){0, 8, 15}).ptr, "--08-15");
  assert_string_equal(tk_day_text(&arena, (tk_day){0, 0, 15}).ptr, "---15");
  tk_arena_free(&arena);
  static const struct {
    const char *text;
    tk_day day;
  } CASES[] = {
      {"2025-08-15", {2025, 8, 15}}, {"2025-08", {2025, 8, 1}}, {"2025", {2025, 1, 1}},   {"2025-02-29", {0, 0, 0}},
      {"2024-02-29", {2024, 2, 29}}, {"2025-8-15", {0, 0, 0}},  {"", {0, 0, 0}},          {"2025-00-10", {0, 0, 0}},
      {"0000", {0, 0, 0}},           {"20x5", {0, 0, 0}},       {"2025/08/15", {0, 0, 0}}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    tk_day day = tk_day_parse(tk_str(CASES[i].text));
    assert_memory_equal(&day, &CASES[i].day, sizeof day);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(japanese_dates), cmocka_unit_test(ranges),   cmocka_unit_test(english_dates),
      cmocka_unit_test(digits_only),    cmocka_unit_test(no_dates), cmocka_unit_test(relative_dates),
      cmocka_unit_test(day_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
