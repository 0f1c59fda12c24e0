/* fact: numbers of Japanese and English with their units, bounds, ranges; and what is no number. */
#include "unit/test_fact_notation.h"

static void digits_and_places(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"参加者は12人だった。", "12 人", NULL},
      {"参加者は１２人だった。", "12 人", NULL},
      {"来場者は12,345人。", "12345 人", NULL},
      {"来場者は１２，３４５人。", "12345 人", NULL},
      {"人口は1億2,345万人。", "123450000 人", NULL},
      {"人口は1億2345万6789人。", "123456789 人", NULL},
      {"予算は5000億円。", "500000000000 JPY", NULL},
      {"予算は4兆7500億円。", "4750000000000 JPY", NULL},
      {"総額1京円。", "10000000000000000 JPY", NULL},
      {"売上は1.5億円。", "150000000 JPY", NULL},
      {"売上は3.25兆円。", "3250000000000 JPY", NULL},
      {"補助は5千円。", "5000 JPY", NULL},
      {"補助は5千万円。", "50000000 JPY", NULL},
      {"補助は3万5千円。", "35000 JPY", NULL},
      {"補助は2千500円。", "2500 JPY", NULL},
      {"補助は3百万円。", "3000000 JPY", NULL},
      {"約5 万 人が来た。", "~50000 人", NULL},
      {"費用は10 万円と1億 2,345万円。", "100000 JPY; 123450000 JPY", NULL},
      {"長さは0.5メートル。", "0.5 m", NULL},
      {"値は0.000000001グラム。", "0.000000001 g", NULL},
      {"・4兆7500億円を積む。", "4750000000000 JPY", NULL},
      {"999999999999999999円", "999999999999999999 JPY", NULL},
  };
  CHECK_CASES(CASES);
}

static void kanji_numerals(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"三百二十人が並んだ。", "320 人", NULL},
      {"二千五百円を払う。", "2500 JPY", NULL},
      {"一億二千万円の寄付。", "120000000 JPY", NULL},
      {"十五歳の少年。", "15 age", NULL},
      {"二十歳の女性。", "20 age", NULL},
      {"四十七都道府県で行う。", "47 都道府県", NULL},
      {"百人が集まる。", "100 人", NULL},
      {"千円を渡す。", "1000 JPY", NULL},
      {"一〇〇人が集まる。", "100 人", NULL},
      {"二〇〇社が加わる。", "200 社", NULL},
      {"三・五倍に増えた。", "3.5 times", NULL},
      {"三割五分の株主。", "35 %", NULL},
      {"九億ドルを払う。", "900000000 USD", NULL},
      {"死者は約三千人。", "~3000 人", NULL},
      {"三人が話した。", "3 人", NULL},
      {"五回目の大会。", "#5 回", NULL},
      {"資産は4500万円目減りした。", "45000000 JPY", NULL},
      {"賃金が3%目減りし、2割目減りした。", "3 %; 20 %", NULL},
      {"500台目減りした。", "500 台", NULL},
      {"5人目立つ、10人目標、3社目指す。", "5 人; 10 人; 3 社", NULL},
      {"5億円目を使う。", "500000000 JPY", NULL},
      {"一人が残った。", "?1 人", NULL},
      {"二社が組む。", "?2 社", NULL},
      {"課題の一つだ。", "?1 個", NULL},
      {"三つの案。", "3 個", NULL},
      {"もう1つの案。", "?1 個", NULL},
      {"十数人が残る。", "~11..19 人", NULL},
      {"百数十件の相談。", "~110..190 件", NULL},
      {"1万数千人が住む。", "~11000..19000 人", NULL},
      {"十数万人が住む。", "~110000..190000 人", NULL},
      {"数十人が残る。", "~20..90 人", NULL},
      {"数百社が使う。", "~200..900 社", NULL},
      {"数千個を買う。", "~2000..9000 個", NULL},
      {"数十億ドルの資産。", "~2000000000..9000000000 USD", NULL},
      {"数人が残る。", "~2..9 人", NULL},
      {"数カ月後に出る。", "~2..9 カ月", NULL},
      {"今後数年間は続く。", "~2..9 年間", NULL},
  };
  CHECK_CASES(CASES);
}

/* Kanji numerals inside words. */
static void kanji_words(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"一方で一部の店は閉じた。", "", NULL},
      {"唯一の統一した見解を一般に示す。", "", NULL},
      {"一時は万一に備えた。", "", NULL},
      {"三菱と三井と住友。", "", NULL},
      {"四国と九州と千葉と八王子。", "", NULL},
      {"十分に七夕を楽しむ。", "", NULL},
      {"百科事典と百貨店。", "", NULL},
      {"第一に、第二に、第三者が見る。", "", NULL},
      {"第三国を経て第一線に立つ第一人者。", "", NULL},
      {"二重の構造と三角の関係。", "", NULL},
      {"一連の動きと一定の効果。", "", NULL},
      {"一から作る。", "", NULL},
      {"六本木の八百屋で五十嵐さんに会う。", "", NULL},
      {"二人三脚で歩む。", "", NULL},
      {"三枚目の俳優と二枚舌。", "#3 枚", NULL},
      {"一本化を図り、一枚岩になる。", "", NULL},
      {"千代田区と千歳空港と四日市。", "", NULL},
      {"憲法九条と三条通り。", "", NULL},
      {"五輪の七三分け。", "", NULL},
      {"万年筆と万博。", "", NULL},
      {"一億総活躍。", "", NULL},
      {"億劫な兆候。", "", NULL},
      {"京都と東京。", "", NULL},
      {"数学と数字と数値が多数ある。", "", NULL},
      {"複数の人数と件数。", "", NULL},
      {"一人一人が考える。", "?1 人", NULL},
      {"五月雨と三日月。", "", NULL},
      {"十人十色。", "", NULL},
      {"二三人が来た。", "", NULL},
      {"七五三の祝い。", "", NULL},
      {"一斉に一気に一層進む。", "", NULL},
      {"一度も成功しない。", "", NULL},
      {"一際目立つ一角。", "", NULL},
  };
  CHECK_CASES(CASES);
}

static void currencies(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"5000億ドルを投じる。", "500000000000 USD", NULL},
      {"5000億米ドルを投じる。", "500000000000 USD", NULL},
      {"$500 billion was spent.", "500000000000 USD", NULL},
      {"They paid US$5.", "5 USD", NULL},
      {"They paid $1,234.50 in cash.", "1234.5 USD", NULL},
      {"It cost €3.5m to build.", "3500000 EUR", NULL},
      {"It cost £2bn to build.", "2000000000 GBP", NULL},
      {"It cost ¥1,000.", "1000 JPY", NULL},
      {"費用は￥1,000。", "1000 JPY", NULL},
      {"It cost 500 yen.", "500 JPY", NULL},
      {"It cost 5,000 US dollars.", "5000 USD", NULL},
      {"It cost USD 500.", "500 USD", NULL},
      {"It cost A$2.6bn and HK$10.", "2600000000 AUD; 10 HKD", NULL},
      {"Half the 50 million pounds went.", "50000000 GBP", NULL},
      {"It weighs 50 pounds.", "50", NULL},
      {"They won 300 billion won.", "300000000000 KRW", NULL},
      {"Tokyo paid 3.5 million euros.", "3500000 EUR", NULL},
      {"100元と200ウォンと300ユーロ。", "100 CNY; 200 KRW; 300 EUR", NULL},
      {"10ポンドと20豪ドル。", "10 GBP; 20 AUD", NULL},
      {"1ドル=150円25銭。", "1 USD; 150.25 JPY", NULL},
      {"1ドル150円台。", "1 USD; ~150..159 JPY", NULL},
      {"3円周率", "3", NULL},
  };
  CHECK_CASES(CASES);
}

static void units(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"コストは3％で、2ポイント増えた。", "3 %; 2 point", NULL},
      {"3パーセント増、0.5%ポイント減。", "3 %; 0.5 point", NULL},
      {"3割が反対した。", "30 %", NULL},
      {"3割5分2厘", "35.2 %", NULL},
      {"3倍に増え、2.5倍になる。", "3 times; 2.5 times", NULL},
      {"40歳の創業者。", "40 age", NULL},
      {"10名と20個と30台と4件。", "10 人; 20 個; 30 台; 4 件", NULL},
      {"5社と6回と7本と8枚。", "5 社; 6 回; 7 本; 8 枚", NULL},
      {"2カ月、3ヶ月、4か月、5ヵ月。", "2 カ月; 3 カ月; 4 カ月; 5 カ月", NULL},
      {"12カ国と15か国。", "12 カ国; 15 カ国", NULL},
      {"3週間と4日間と5時間と6分間と7秒。", "3 週間; 4 日間; 5 時間; 6 分; 7 秒", NULL},
      {"5年間の計画。", "5 年間", NULL},
      {"3年前に始め、5年ぶりに戻る。", "3 年間; 5 年間", NULL},
      {"過去10年で減った。", "10 年間", NULL},
      {"5年に出た。", "?5 年間", NULL},
      {"3日前と3日ぶりと2日連続。", "3 日間; 3 日間; 2 日間", NULL},
      {"2年半と3時間半。", "2.5 年間; 3.5 時間", NULL},
      {"9秒95で走る。", "9.95 秒", NULL},
      {"3nmで作る。", "3 nm", NULL},
      {"100㎡で50㎏、30℃。", "100 m2; 50 kg; 30 °C", NULL},
      {"10キロ離れた20キロメートル先。", "10 キロ; 20 km", NULL},
      {"5トンと6リットルと7ヘクタール。", "5 t; 6 l; 7 ha", NULL},
      {"80GBと5GHzと3kW。", "80 GB; 5 GHz; 3 kW", NULL},
      {"120議席と3万票。", "120 議席; 30000 票", NULL},
      {"4分の3が賛成。", "75 %", NULL},
      {"四分の一が反対。", "25 %", NULL},
      {"3分の2が賛成。", "", NULL},
      {"第3回大会で第5位。", "#3 回; #5 位", NULL},
      {"3人目で4回目。", "#3 人; #4 回", NULL},
      {"台風13号", "#13 号", NULL},
      {"12球団と30施設。", "12 球団; 30 施設", NULL},
      {"1人当たり3個。", "1 人; 3 個", NULL},
      {"5人参加、3人選ばれ、10人体制。", "5 人; 3 人; 10 人", NULL},
      {"10名前後と5名分。", "~10 人; 5 人", NULL},
      {"1本当たり3回した。", "1 本; 3 回", NULL},
      {"30分の番組が10分かかる。", "30 分; 10 分", NULL},
      {"2000株を買い、3000部を刷る。", "2000 株; 3000 部", NULL},
      {"約2000を得た。", "?~2000", NULL},
      {"3社長と2社員", "3; 2", NULL},
  };
  CHECK_CASES(CASES);
}

static const fact_case BOUNDS_AND_RANGES[] = {
    {"100人以上が来た。", ">=100 人", NULL},
    {"1億ドル以上。", ">=100000000 USD", NULL},
    {"18歳未満は入れない。", "<18 age", NULL},
    {"5%以下に抑える。", "<=5 %", NULL},
    {"3日以内に返す。", "<=3 日間", NULL},
    {"100人超が来た。", ">100 人", NULL},
    {"100人を超えた。", ">100 人", NULL},
    {"5%を上回る。", ">5 %", NULL},
    {"5%を下回る。", "<5 %", NULL},
    {"100人に満たない。", "<100 人", NULL},
    {"少なくとも3人。", ">=3 人", NULL},
    {"900億円台に乗る。", "~90000000000..99999999999 JPY", NULL},
    {"3%台、2.5%台、20人台。", "~3..4 %; ~2.5..2.6 %; ~20..29 人", NULL},
    {"80代の女性と四十代の男性。", "~80..89 age; ~40..49 age", NULL},
    {"80歳代の女性。", "~80..89 age", NULL},
    {"20〜30代の客。", "~20..39 age", NULL},
    {"30台の車と5人台湾へ。", "30 台; 5 人", NULL},
    {"12代続く店。", "12 代", NULL},
    {"最大90%。", "<=90 %", NULL},
    {"最大で約90%。", "~<=90 %", NULL},
    {"約14億ドル。", "~1400000000 USD", NULL},
    {"およそ30人、ほぼ40人。", "~30 人; ~40 人", NULL},
    {"推定1750億ドル。", "~175000000000 USD", NULL},
    {"3％程度、4%前後、5人ほど。", "~3 %; ~4 %; ~5 人", NULL},
    {"1兆円弱と2兆円強。", "~1000000000000 JPY; ~2000000000000 JPY", NULL},
    {"100人近くと200人余り。", "~100 人; ~200 人", NULL},
    {"30%台の支持。", "~30..40 %", NULL},
    {"3割強化した。", "30 %", NULL},
    {"10〜20%に上る。", "10..20 %", NULL},
    {"10～20％に上る。", "10..20 %", NULL},
    {"10-20%に上る。", "10..20 %", NULL},
    {"10%〜20%に上る。", "10..20 %", NULL},
    {"3〜5人が残る。", "3..5 人", NULL},
    {"3000〜5000億円。", "300000000000..500000000000 JPY", NULL},
    {"500〜1000万円。", "5000000..10000000 JPY", NULL},
    {"9000〜1万円。", "9000..10000 JPY", NULL},
    {"3万〜5万人。", "30000..50000 人", NULL},
    {"100人〜200人。", "100..200 人", NULL},
    {"二、三人が来た。", "~2..3 人", NULL},
    {"2、3人が来た。", "~2..3 人", NULL},
    {"3人、5人と増えた。", "3 人; 5 人", NULL},
    {"3〜5年かかる。", "3..5 年間", NULL},
    {"マイナス3.5%、-2.5%、▲1.2%。", "-3.5 %; -2.5 %; -1.2 %", NULL},
    {"前年比−4%、+5%。", "-4 %; 5 %", NULL},
    {"At least 10 people died.", ">=10 人", NULL},
    {"More than 3.5 million votes.", ">3500000 票", NULL},
    {"It takes up to 20 years.", "<=20 年間", NULL},
    {"It takes up to about 20 years.", "~<=20 年間", NULL},
    {"Fewer than 50 seats.", "<50 議席", NULL},
    {"No more than 5 percent.", "<=5 %", NULL},
    {"No fewer than 5 percent.", ">=5 %", NULL},
    {"Nearly 20 percent left.", "~20 %", NULL},
    {"Around $1.25 billion.", "~1250000000 USD", NULL},
    {"5 years or more.", ">=5 年間", NULL},
    {"10-20% of it.", "10..20 %", NULL},
    {"10 to 20 percent of it.", "10..20 %", NULL},
    {"It takes between 3 and 5 years.", "3..5 年間", NULL},
    {"$1.5-2 billion in all.", "1500000000..2000000000 USD", NULL},
    {"$10-$20 each.", "10..20 USD", NULL},
    {"It grew by 1.4 million to 44.9 million.", "1400000; 44900000", NULL},
    {"It rose from 3% to 5%.", "3 %; 5 %", NULL},
};

static void bounds_and_ranges(void **state) {
  (void)state;
  CHECK_CASES(BOUNDS_AND_RANGES);
}

static void english_words(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"Two hundred and fifty people came.", "250 人", NULL},
      {"There were twelve.", "12", NULL},
      {"It took twenty-five years.", "25 年間", NULL},
      {"Half a million dollars.", "500000 USD", NULL},
      {"It took a hundred years.", "100 年間", NULL},
      {"A million people fled.", "1000000 人", NULL},
      {"Three million four hundred thousand votes.", "3400000 票", NULL},
      {"Dozens of people fled.", "~24..96", NULL},
      {"Hundreds of thousands of euros.", "~200000..900000", NULL},
      {"It has two sons.", "?2", NULL},
      {"One of the men left.", "", NULL},
      {"It took one year.", "?1 年間", NULL},
      {"It took two and a half years.", "", NULL},
      {"One in five agreed, nine out of ten did.", "", NULL},
      {"Three-quarters of them left.", "", NULL},
      {"The 40-year-old man, aged 40.", "40 age; 40 age", NULL},
      {"He is 40 years old.", "40 age", NULL},
      {"A 12-member panel.", "?12", NULL},
      {"A 10-month plan.", "10 カ月", NULL},
      {"A 3.5 percentage point rise.", "3.5 point", NULL},
      {"It came 3rd of 21.", "#3; 21", NULL},
      {"30,000 chips and 4.5 chips.", "30000; 4.5", NULL},
      {"10k users and 1.2bn users.", "10000; 1200000000", NULL},
      {"5m people.", "", NULL},
      {"The Big Ten and Seven Sisters.", "", NULL},
      {"3.5 million people, 7 companies in 12 countries.", "3500000 人; 7 社; 12 カ国", NULL},
      {"It sold 600 million, about\nwhich more later.", "600000000", NULL},
      {"Officials said on the record that more than\n500 people had fled.", ">500 人", NULL},
  };
  CHECK_CASES(CASES);
}

static void no_numbers(void **state) {
  (void)state;
  static const fact_case CASES[] = {
      {"R2とGPT-5とH20とA100とo1を比べる。", "", NULL},
      {"H20が30,000個ある。", "30000 個", NULL},
      {"DeepSeek-R2とCOVID-19。", "", NULL},
      {"5Gと4Kと3D。", "", NULL},
      {"v1.2.3とバージョン 2.0.1。", "", NULL},
      {"192.168.0.1に繋ぐ。", "", NULL},
      {"https://example.com/2025/08/14/x-3?y=50 を見る。", "", NULL},
      {"[3](https://example.com/a/5000) を見る。", "", NULL},
      {"mail 500@example.com now", "", NULL},
      {"増えた[1]。減った[2, 4–6]。同じ[^3]。", "", NULL},
      {"増えた〔1〕。減った¹。同じ［１］。", "", NULL},
      {"①と②と㊿と½。", "", NULL},
      {"x²とm³。", "", NULL},
      {"1. 最初\n2. 次\n3) 最後", "", NULL},
      {"## 3.1 節の名\n- 3項目", "3 項目", NULL},
      {"2-1で勝ち、3対1で負けた。", "", NULL},
      {"24/7の窓口。", "", NULL},
      {"03-1234-5678に電話。", "", NULL},
      {"1920×1080の画面。", "", NULL},
      {"10時30分に始まり、午後3時半に終わる。", "", NULL},
      {"At 10:30 a.m. and 3 p.m. and 7pm.", "", NULL},
      {"0120と007。", "", NULL},
      {"1,23と1,234,56と1.234.567。", "", NULL},
      {"12345678901234567890123円", "", NULL},
      {"9223372036854775807億円", "", NULL},
      {"1万2億円と2億五千万円。", "", NULL},
      {"No. 5 and #3 and p. 23.", "", NULL},
      {"UTC+9の時刻。", "", NULL},
      {"2025万博と東京2020。", "", NULL},
      {"2・26事件", "", NULL},
      {"第2次世界大戦", "", NULL},
      {"1日3回、1日あたり5個。", "3 回; 5 個", NULL},
      {"Windows 11 and iPhone 15.", "?11; ?15", NULL},
      {"ステージ4", "?4", NULL},
      {"5 ½ cups", "5", NULL},
      {"２½", "", NULL},
  };
  CHECK_CASES(CASES);
}

/* The decimal comma is only taken when the caller says that the text has one. */
static void decimal_comma(void **state) {
  (void)state;
  tk_arena arena;
  tk_arena_init(&arena, NULL);
  tk_fact_options options = {TK_GERMAN, {0, 0, 0}};
  tk_fact_list facts = {0};
  tenkyo_str text = TK_STR("Es sind 1.234,5 %.");
  assert_true(tk_facts(&arena, text, &options, &facts));
  assert_string_equal(note_facts(&arena, text, &facts).ptr, "1234.5 %");
  facts.count = 0;
  options.language = TK_ENGLISH;
  assert_true(tk_facts(&arena, text, &options, &facts));
  assert_int_equal(facts.count, 0);
  tk_arena_free(&arena);
}

/* Spans are bytes of the original, with the modifiers. */
static void spans(void **state) {
  (void)state;
  static const struct {
    const char *text, *part;
  } CASES[] = {
      {"資産は約１４億ドルだ。", "約１４億ドル"},
      {"H20が30,000個ある。", "30,000個"},
      {"\xff\xfe 12人 \xff", "12人"},
      {"It was at least US$ 5 million then.", "at least US$ 5 million"},
      {"第３回", "第３回"},
      {"ﾄﾞﾙで50㌦", "50㌦"},
      {"1億ドル以上とは", "1億ドル以上"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    tk_arena arena;
    tk_arena_init(&arena, NULL);
    tk_fact_list facts = {0};
    assert_true(tk_facts(&arena, tk_str(CASES[i].text), NULL, &facts));
    assert_true(facts.count > 0);
    tenkyo_span span = facts.items[0].span;
    tenkyo_str found = tk_arena_copy(&arena, tk_cut(tk_str(CASES[i].text), span.begin, span.end));
    assert_string_equal(found.ptr, CASES[i].part);
    tk_arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(digits_and_places),
      cmocka_unit_test(kanji_numerals),
      cmocka_unit_test(kanji_words),
      cmocka_unit_test(currencies),
      cmocka_unit_test(units),
      cmocka_unit_test(bounds_and_ranges),
      cmocka_unit_test(english_words),
      cmocka_unit_test(no_numbers),
      cmocka_unit_test(decimal_comma),
      cmocka_unit_test(spans),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
