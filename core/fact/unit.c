/*
 * Units: how they are written after a number in Japanese and English, their canonical names, and which of them can be
 * converted into each other exactly.
 */
#include "fact/scan.h"

typedef struct unit_form {
  const char *surface;    /* in the normalised view */
  const char *name;       /* canonical */
  const char *not_before; /* what makes the surface the first part of another word */
  const char *flags;      /* K: also after one kanji numeral. O: ordinal. X: factor 10. C: a capital letter is asked
                             for, c: a small one. g: glued to the number only. Y: years */
} unit_form;

/* Counters and units of Japanese; found by the longest that fits. */
static const unit_form JAPANESE[] = {
    {"円", "JPY", "周|卓|盤|形|陣|滑|熟|錐|筒|柱", "K"},
    {"ドル", "USD", "コ|ビ|フ|イ|ラ|ト", "K"},
    {"米ドル", "USD", NULL, "K"},
    {"豪ドル", "AUD", NULL, ""},
    {"オーストラリアドル", "AUD", NULL, ""},
    {"カナダドル", "CAD", NULL, ""},
    {"香港ドル", "HKD", NULL, ""},
    {"台湾ドル", "TWD", NULL, ""},
    {"シンガポールドル", "SGD", NULL, ""},
    {"ニュージーランドドル", "NZD", NULL, ""},
    {"ユーロ", "EUR", "圏|危|債", "K"},
    {"ポンド", "GBP", NULL, "K"},
    {"英ポンド", "GBP", NULL, "K"},
    {"元", "CNY", "首|素|老|々|号|帥", "K"},
    {"人民元", "CNY", NULL, ""},
    {"ウォン", "KRW", NULL, "K"},
    {"ルピー", "INR", NULL, ""},
    {"ルーブル", "RUB", "美", ""},
    {"フラン", "CHF", "ス|ク|ド|チ", ""},
    {"スイスフラン", "CHF", NULL, ""},
    {"バーツ", "THB", NULL, ""},
    {"ドン", "VND", "キ|ド|ト|パ|グ", ""},
    {"%", "%", NULL, "K"},
    {"パーセント", "%", NULL, "K"},
    {"割", "%", "合|当|拠|譲|腹|烹|箸", "KX"},
    {"%ポイント", "point", NULL, ""},
    {"パーセントポイント", "point", NULL, ""},
    {"ポイント", "point", NULL, "K"},
    {"倍", "times", "率|額|返", "K"},
    {"人", "人",
     "種|物|称|気|間|格|口|類|材|工|権|魚|三脚|十色|一首|っ子|息子|娘|旅|暮ら|歩き|芝居|相撲|占め|よが|しれ|一人|"
     "ひとり|1人",
     "K"},
    {"人前", "人前", NULL, ""},
    {"名", "人", "古屋|義|誉|人|称|刺|物|門|神|盤|曲|所|産|簿|札|字|山", "K"},
    {"歳", "age", "月|末|暮|時記|市|空港", "K"},
    {"才", "age", "能|覚|色|人", ""},
    {"個", "個", "人|別|性|展|体|室", "K"},
    {"つ", "個", "当|角|葉|裂|返事|子|ひとつ|一つ|1つ", "K"},
    {"台", "台", "風|湾|頭|詞|帳|紙|座|無", "K"},
    {"枚", "枚", "挙|岩|舌|看板|目役|目俳優", "K"},
    {"本", "本",
     "社|部|人|格|当に|当の|来|命|州|土|名|店|校|音|質|業|心|気|能|館|稿|件|誌|木|田|庄|紙|化|道|調子|筋|槍|松|桜|釣|"
     "山",
     "K"},
    {"本塁打", "本塁打", NULL, "K"},
    {"基", "基", "本|地|準|礎|盤|金|調|幹|づ|督", "K"},
    {"件", "件", "名|落着|数", "K"},
    {"社", "社", "会|員|長|説|内|外|債|名|交|屋|宅|用|史|是|殿|団|務|祭", "K"},
    {"回", "回", "答|復|収|線|顧|路|想|廊|り|っ|る|ら|教", "K"},
    {"回転", "回転", NULL, ""},
    {"位", "位", "置|相|牌|一体|階", "KO"},
    {"匹", "匹", "敵", "K"},
    {"頭", "頭", "部|取|痛|脳|文|首|角|上|金|地|身", "K"},
    {"羽", "羽", "田|毛|織|根|烏|子", "K"},
    {"軒", "軒", "並|先|下|家|茶|屋", "K"},
    {"棟", "棟", "梁|上", "K"},
    {"隻", "隻", NULL, "K"},
    {"機", "機", "関|能|械|体|会|構|器|密|材|運|種|内|長|嫌|微|動|敏|雷|銃|上|首", ""},
    {"戸", "戸", "籍|惑|建|口|別|締|外|塚|田|山|袋|棚|市|町", ""},
    {"世帯", "世帯", "主", "K"},
    {"校", "校", "長|舎|庭|正|則|内|外|歌|区|友|医|風", "K"},
    {"店", "店", "長|員|内|頭|主|名|先|外", ""},
    {"店舗", "店", NULL, "K"},
    {"カ国", "カ国", NULL, "K"},
    {"か国", "カ国", NULL, "K"},
    {"ヵ国", "カ国", NULL, "K"},
    {"ヶ国", "カ国", NULL, "K"},
    {"ケ国", "カ国", NULL, "K"},
    {"箇国", "カ国", NULL, "K"},
    {"カ所", "カ所", NULL, "K"},
    {"か所", "カ所", NULL, "K"},
    {"ヵ所", "カ所", NULL, "K"},
    {"ヶ所", "カ所", NULL, "K"},
    {"ケ所", "カ所", NULL, "K"},
    {"箇所", "カ所", NULL, "K"},
    {"カ月", "カ月", NULL, "K"},
    {"か月", "カ月", NULL, "K"},
    {"ヵ月", "カ月", NULL, "K"},
    {"ヶ月", "カ月", NULL, "K"},
    {"ケ月", "カ月", NULL, "K"},
    {"箇月", "カ月", NULL, "K"},
    {"カ年", "年間", NULL, "K"},
    {"か年", "年間", NULL, "K"},
    {"ヵ年", "年間", NULL, "K"},
    {"ヶ年", "年間", NULL, "K"},
    {"年間", "年間", NULL, "K"},
    {"年", "年間", NULL, "KY"},
    {"年生", "年生", NULL, "O"},
    {"年代", "年代", NULL, ""},
    {"週間", "週間", NULL, "K"},
    {"週", "週間", "刊|末|明|報|休|初", ""},
    {"日間", "日間", NULL, "K"},
    {"泊", "泊", NULL, ""},
    {"時間", "時間", "帯|差|割|外|給|軸|稼", "K"},
    {"分間", "分", NULL, "K"},
    {"分", "分",
     "野|析|科|割|裂|散|配|類|担|子|解|量|岐|母|業|譲|家|身|派|布|泌|娩|社|隊|校|室|署|け|冊|煙|団|数|権|館|水|銅|譜",
     ""},
    {"秒間", "秒", NULL, "K"},
    {"秒", "秒", "速|針|読", "K"},
    {"票", "票", "田|決|数|読", "K"},
    {"議席", "議席", NULL, "K"},
    {"席", "席", "次|上|巻|順|捲|亭", ""},
    {"点", "点", "検|灯|火|滅|字|在|滴|線|呼|描|鐘|眼|心|張", "K"},
    {"度", "度", "合|量|々|外|肝|胸", ""},
    {"段階", "段階", NULL, "K"},
    {"種類", "種類", NULL, "K"},
    {"種目", "種目", NULL, "K"},
    {"品目", "品目", NULL, "K"},
    {"項目", "項目", NULL, "K"},
    {"作品", "作品", NULL, "K"},
    {"試合", "試合", NULL, "K"},
    {"連勝", "連勝", NULL, "K"},
    {"連敗", "連敗", NULL, "K"},
    {"連覇", "連覇", NULL, "K"},
    {"勝", "勝", "利|負|者|目|訴|算|手|ち|つ|っ|浦|田|山|又", ""},
    {"敗", "敗", "北|戦|退|者|訴|れ|色|因", ""},
    {"大会", "大会", NULL, ""},
    {"球団", "球団", NULL, ""},
    {"チーム", "チーム", NULL, "K"},
    {"市町村", "市町村", NULL, "K"},
    {"都道府県", "都道府県", NULL, "K"},
    {"道府県", "道府県", NULL, ""},
    {"自治体", "自治体", NULL, ""},
    {"団体", "団体", NULL, ""},
    {"施設", "施設", NULL, ""},
    {"企業", "社", NULL, ""},
    {"拠点", "拠点", NULL, ""},
    {"工場", "工場", NULL, ""},
    {"路線", "路線", NULL, ""},
    {"駅", "駅", "前|伝|長|員|弁|舎|名", ""},
    {"株", "株", "式|主|価|券|分", ""},
    {"部", "部", "上場|分|品|隊|下|屋|門|長|署|員|族|数|活|会|局|落|位|材|首|内|外|類|作|構成|制", ""},
    {"冊", "冊", "子", "K"},
    {"巻", "巻", "頭|末|き|く", ""},
    {"曲", "曲", "線|折|芸|面", ""},
    {"ページ", "ページ", "ャ", ""},
    {"文字", "文字", NULL, "K"},
    {"語", "語", "学|る|り|ら|っ|彙|尾|源", ""},
    {"番目", "番", NULL, "KO"},
    {"番", "番", "組|号|犬|付|台|茶|外|頭|地|町", "O"},
    {"号", "号", "泣|令|外|砲|室|棟|線|車|館", "O"},
    {"号機", "号機", NULL, "O"},
    {"期", "期", "間|待|限|末|日|初|首|せ", ""},
    {"代", "代", "表|理|金|替|行|わ|償|案|用|謝|々|官|議|役|打|走|筆|名|弁|数|田", ""},
    {"周年", "周年", NULL, "K"},
    {"周", "周", "辺|囲|知|期|波|到|遊|防|南", ""},
    {"世代", "世代", NULL, ""},
    {"両", "両", "国|親|者|方|側|立|替|党|院|手|面|極|陣|軍|成|輪|生|日|津", ""},
    {"両編成", "両", NULL, ""},
    {"便", "便", "利|乗|宜|器|所|箋|り", ""},
    {"発", "発",
     "表|展|行|売|生|見|言|電|達|送|射|足|想|信|給|症|覚|掘|注|着|令|揮|酵|券|動|議|刊|端|声|進|汗|育|火|光|熱|作|祥|"
     "煙|"
     "布|砲|奮|し|す",
     ""},
    {"通り", "通り", NULL, ""},
    {"階", "階", "段|級|層|下|上|調|乗", ""},
    {"階建て", "階", NULL, "K"},
    {"条", "条", "件|約|例|理|規", ""},
    {"キロメートル", "km", NULL, "K"},
    {"キロ", "キロ", "グ|メ|ワ|バ|ビ|カ|リ|ヘ|ト|ポ|ロ", "K"},
    {"メートル", "m", NULL, "K"},
    {"センチメートル", "cm", NULL, "K"},
    {"センチ", "cm", "メ|メント|リ", "K"},
    {"ミリメートル", "mm", NULL, "K"},
    {"ミリ", "mm", "グ|メ|リ|オ|バ|秒|波|タ|ア", "K"},
    {"ナノメートル", "nm", NULL, ""},
    {"マイル", "マイル", "ド|ス", ""},
    {"フィート", "フィート", NULL, ""},
    {"インチ", "インチ", NULL, ""},
    {"ヤード", "ヤード", NULL, ""},
    {"キログラム", "kg", NULL, "K"},
    {"グラム", "g", NULL, "K"},
    {"ミリグラム", "mg", NULL, ""},
    {"トン", "t", "ネ|ガ|カ|ボ", "K"},
    {"リットル", "l", NULL, "K"},
    {"ミリリットル", "ml", NULL, ""},
    {"キロリットル", "kl", NULL, ""},
    {"バレル", "バレル", NULL, ""},
    {"平方キロメートル", "km2", NULL, "K"},
    {"平方キロ", "km2", "メ", "K"},
    {"平方メートル", "m2", NULL, "K"},
    {"ヘクタール", "ha", NULL, "K"},
    {"坪", "坪", "井|内|庭", ""},
    {"立方メートル", "m3", NULL, ""},
    {"ワット", "W", "時", ""},
    {"キロワット", "kW", "時", "K"},
    {"メガワット", "MW", "時", ""},
    {"ギガワット", "GW", "時", ""},
    {"キロワット時", "kWh", NULL, "K"},
    {"ヘルツ", "Hz", NULL, ""},
    {"キロヘルツ", "kHz", NULL, ""},
    {"メガヘルツ", "MHz", NULL, ""},
    {"ギガヘルツ", "GHz", NULL, ""},
    {"キロバイト", "KB", NULL, ""},
    {"メガバイト", "MB", NULL, ""},
    {"ギガバイト", "GB", NULL, ""},
    {"テラバイト", "TB", NULL, ""},
    {"ヘクトパスカル", "hPa", NULL, ""},
};

/* Latin letters right after the number or after a space; the token must be all of it. */
static const unit_form SYMBOLS[] = {
    {"nm", "nm", NULL, ""},     {"μm", "μm", NULL, ""},     {"mm", "mm", NULL, ""},       {"cm", "cm", NULL, ""},
    {"m", "m", NULL, "c"},      {"km", "km", NULL, ""},     {"m2", "m2", NULL, ""},       {"km2", "km2", NULL, ""},
    {"m3", "m3", NULL, ""},     {"ha", "ha", NULL, "c"},    {"mg", "mg", NULL, ""},       {"g", "g", NULL, "c"},
    {"kg", "kg", NULL, ""},     {"t", "t", NULL, "c"},      {"ml", "ml", NULL, ""},       {"l", "l", NULL, ""},
    {"kl", "kl", NULL, ""},     {"hz", "Hz", NULL, ""},     {"khz", "kHz", NULL, ""},     {"mhz", "MHz", NULL, ""},
    {"ghz", "GHz", NULL, ""},   {"w", "W", NULL, "C"},      {"kw", "kW", NULL, ""},       {"mw", "MW", NULL, "C"},
    {"gw", "GW", NULL, ""},     {"kwh", "kWh", NULL, ""},   {"mwh", "MWh", NULL, ""},     {"gwh", "GWh", NULL, ""},
    {"kb", "KB", NULL, ""},     {"mb", "MB", NULL, ""},     {"gb", "GB", NULL, ""},       {"tb", "TB", NULL, ""},
    {"pb", "PB", NULL, ""},     {"mbps", "Mbps", NULL, ""}, {"gbps", "Gbps", NULL, ""},   {"°c", "°C", NULL, ""},
    {"°f", "°F", NULL, ""},     {"hpa", "hPa", NULL, ""},   {"mph", "mph", NULL, ""},     {"km/h", "km/h", NULL, ""},
    {"kph", "km/h", NULL, ""},  {"m/s", "m/s", NULL, ""},   {"x", "times", NULL, "cg"},   {"pt", "point", NULL, ""},
    {"pts", "point", NULL, ""}, {"pct", "%", NULL, ""},     {"ft", "フィート", NULL, ""}, {"lb", "lb", NULL, ""},
    {"lbs", "lb", NULL, ""},    {"hrs", "時間", NULL, ""},  {"usd", "USD", NULL, ""},     {"jpy", "JPY", NULL, ""},
    {"eur", "EUR", NULL, ""},   {"gbp", "GBP", NULL, ""},   {"cny", "CNY", NULL, ""},     {"rmb", "CNY", NULL, ""},
    {"krw", "KRW", NULL, ""},
};

/* Words of English, after a space or a hyphen. */
static const unit_form ENGLISH[] = {
    {"percent", "%", NULL, ""},
    {"per cent", "%", NULL, ""},
    {"percentage point", "point", NULL, ""},
    {"percentage points", "point", NULL, ""},
    {"percentage-point", "point", NULL, ""},
    {"point", "point", NULL, ""},
    {"points", "point", NULL, ""},
    {"basis points", "bp", NULL, ""},
    {"basis point", "bp", NULL, ""},
    {"dollar", "USD", NULL, ""},
    {"dollars", "USD", NULL, ""},
    {"us dollars", "USD", NULL, ""},
    {"u.s. dollars", "USD", NULL, ""},
    {"american dollars", "USD", NULL, ""},
    {"australian dollars", "AUD", NULL, ""},
    {"canadian dollars", "CAD", NULL, ""},
    {"hong kong dollars", "HKD", NULL, ""},
    {"singapore dollars", "SGD", NULL, ""},
    {"yen", "JPY", NULL, ""},
    {"japanese yen", "JPY", NULL, ""},
    {"euro", "EUR", NULL, ""},
    {"euros", "EUR", NULL, ""},
    {"yuan", "CNY", NULL, ""},
    {"renminbi", "CNY", NULL, ""},
    {"rupees", "INR", NULL, ""},
    {"rubles", "RUB", NULL, ""},
    {"roubles", "RUB", NULL, ""},
    {"swiss francs", "CHF", NULL, ""},
    {"baht", "THB", NULL, ""},
    {"people", "人", NULL, ""},
    {"persons", "人", NULL, ""},
    {"person", "人", NULL, ""},
    {"years old", "age", NULL, ""},
    {"years of age", "age", NULL, ""},
    {"year old", "age", NULL, ""},
    {"year-old", "age", NULL, ""},
    {"year-olds", "age", NULL, ""},
    {"years-old", "age", NULL, ""},
    {"year", "年間", NULL, ""},
    {"years", "年間", NULL, ""},
    {"month", "カ月", NULL, ""},
    {"months", "カ月", NULL, ""},
    {"week", "週間", NULL, ""},
    {"weeks", "週間", NULL, ""},
    {"day", "日間", NULL, ""},
    {"days", "日間", NULL, ""},
    {"hour", "時間", NULL, ""},
    {"hours", "時間", NULL, ""},
    {"minute", "分", NULL, ""},
    {"minutes", "分", NULL, ""},
    {"seconds", "秒", NULL, ""},
    {"fold", "times", NULL, ""},
    {"companies", "社", NULL, ""},
    {"firms", "社", NULL, ""},
    {"countries", "カ国", NULL, ""},
    {"seats", "議席", NULL, ""},
    {"votes", "票", NULL, ""},
    {"degrees", "度", NULL, ""},
    {"degrees celsius", "°C", NULL, ""},
    {"degrees fahrenheit", "°F", NULL, ""},
    {"kilometres", "km", NULL, ""},
    {"kilometers", "km", NULL, ""},
    {"kilometre", "km", NULL, ""},
    {"kilometer", "km", NULL, ""},
    {"metres", "m", NULL, ""},
    {"meters", "m", NULL, ""},
    {"metre", "m", NULL, ""},
    {"meter", "m", NULL, ""},
    {"centimetres", "cm", NULL, ""},
    {"centimeters", "cm", NULL, ""},
    {"millimetres", "mm", NULL, ""},
    {"millimeters", "mm", NULL, ""},
    {"nanometre", "nm", NULL, ""},
    {"nanometer", "nm", NULL, ""},
    {"nanometres", "nm", NULL, ""},
    {"nanometers", "nm", NULL, ""},
    {"mile", "マイル", NULL, ""},
    {"miles", "マイル", NULL, ""},
    {"feet", "フィート", NULL, ""},
    {"foot", "フィート", NULL, ""},
    {"inch", "インチ", NULL, ""},
    {"inches", "インチ", NULL, ""},
    {"yards", "ヤード", NULL, ""},
    {"kilograms", "kg", NULL, ""},
    {"grams", "g", NULL, ""},
    {"kilos", "キロ", NULL, ""},
    {"tonnes", "t", NULL, ""},
    {"tonne", "t", NULL, ""},
    {"tons", "t", NULL, ""},
    {"ton", "t", NULL, ""},
    {"metric tons", "t", NULL, ""},
    {"litres", "l", NULL, ""},
    {"liters", "l", NULL, ""},
    {"barrels", "バレル", NULL, ""},
    {"square kilometres", "km2", NULL, ""},
    {"square kilometers", "km2", NULL, ""},
    {"square metres", "m2", NULL, ""},
    {"square meters", "m2", NULL, ""},
    {"square miles", "平方マイル", NULL, ""},
    {"square feet", "平方フィート", NULL, ""},
    {"cubic metres", "m3", NULL, ""},
    {"cubic meters", "m3", NULL, ""},
    {"hectares", "ha", NULL, ""},
    {"acres", "エーカー", NULL, ""},
    {"km per hour", "km/h", NULL, ""},
    {"kilometres per hour", "km/h", NULL, ""},
    {"kilometers per hour", "km/h", NULL, ""},
    {"miles per hour", "mph", NULL, ""},
    {"kilowatts", "kW", NULL, ""},
    {"megawatts", "MW", NULL, ""},
    {"gigawatts", "GW", NULL, ""},
    {"gigabytes", "GB", NULL, ""},
    {"terabytes", "TB", NULL, ""},
};

static bool has_flag(const unit_form *form, char flag) { return strchr(form->flags, flag) != NULL; }

static bool stands_alone(const tk_scan *scan, size_t at, size_t end) {
  return end == at || !tk_is_ascii_letter(tk_byte(scan, end - 1)) || !tk_joins_word(scan, end);
}

static const unit_form *longest(const tk_scan *scan, size_t at, const unit_form *forms, size_t count, size_t *end) {
  const unit_form *best = NULL;
  char first = at < scan->text.len ? scan->text.ptr[at] : '\0';
  char second = at + 1 < scan->text.len ? scan->text.ptr[at + 1] : '\0';
  for (size_t i = 0; i < count; i++) {
    const char *surface = forms[i].surface;
    if (surface[0] != first || (surface[1] != second && surface[1] != '\0')) {
      continue;
    }
    size_t length = tk_here(scan, at, tk_str(surface));
    if (length == 0 || (best != NULL && length <= *end - at) || !stands_alone(scan, at, at + length) ||
        (forms[i].not_before != NULL && tk_here_any(scan, at + length, forms[i].not_before) > 0)) {
      continue;
    }
    best = &forms[i];
    *end = at + length;
  }
  return best;
}

static size_t give(const tk_scan *scan, size_t at, size_t end, const unit_form *form, tk_unit *unit) {
  bool capital = tk_is_capital(scan, at);
  bool spaced = at > 0 && scan->text.ptr[at - 1] == ' ';
  if ((has_flag(form, 'C') && !capital) || (has_flag(form, 'c') && capital) || (has_flag(form, 'g') && spaced)) {
    return 0;
  }
  *unit = (tk_unit){form->name, has_flag(form, 'X') ? 10 : 1, has_flag(form, 'K'), has_flag(form, 'O'),
                    has_flag(form, 'Y')};
  return end;
}

/* pounds, won: money only where the number looks like money. */
static size_t doubtful_money(const tk_scan *scan, size_t at, const tk_numeral *numeral, tk_unit *unit) {
  tenkyo_str word = tk_word_at(scan, at);
  bool pounds = tk_is_word(word, "pounds pound"), won = tk_is_word(word, "won");
  if ((!pounds && !won) || (won && numeral->scale < 3) || (pounds && numeral->scale < 6)) {
    return 0;
  }
  *unit = (tk_unit){pounds ? "GBP" : "KRW", 1, false, false, false};
  return at + word.len;
}

size_t tk_unit_read(const tk_scan *scan, size_t at, const tk_numeral *numeral, tk_unit *unit) {
  unsigned char byte = tk_byte(scan, at);
  size_t begin = at + (byte == ' '), end = 0;
  unsigned char first = tk_byte(scan, begin);
  const unit_form *form = NULL;
  if (first >= 0x80 || first == '%') {
    form = longest(scan, begin, JAPANESE, sizeof JAPANESE / sizeof *JAPANESE, &end);
  }
  /* 5m in English may be millions. */
  bool doubtful = byte == 'm' && scan->language != TK_JAPANESE && tk_is_word(tk_word_at(scan, at), "m");
  if (form == NULL && !doubtful && (tk_is_ascii_letter(first) || first == 0xC2 || first == 0xCE)) {
    form = longest(scan, begin, SYMBOLS, sizeof SYMBOLS / sizeof *SYMBOLS, &end);
  }
  if (form != NULL) {
    return give(scan, begin, end, form, unit);
  }
  if (byte != ' ' && byte != '-') {
    return 0;
  }
  begin = at + 1;
  form = longest(scan, begin, ENGLISH, sizeof ENGLISH / sizeof *ENGLISH, &end);
  return form != NULL ? give(scan, begin, end, form, unit) : doubtful_money(scan, begin, numeral, unit);
}

/* ---- Currencies before the number -------------------------------------------------------------------------------- */

static const struct {
  const char *sign, *name;
} CURRENCIES[] = {
    {"us$", "USD"}, {"a$", "AUD"},  {"au$", "AUD"}, {"c$", "CAD"},  {"ca$", "CAD"}, {"hk$", "HKD"}, {"nt$", "TWD"},
    {"s$", "SGD"},  {"nz$", "NZD"}, {"r$", "BRL"},  {"$", "USD"},   {"€", "EUR"},   {"£", "GBP"},   {"₩", "KRW"},
    {"₹", "INR"},   {"cn¥", "CNY"}, {"jp¥", "JPY"}, {"¥", "JPY"},   {"usd", "USD"}, {"jpy", "JPY"}, {"eur", "EUR"},
    {"gbp", "GBP"}, {"cny", "CNY"}, {"rmb", "CNY"}, {"krw", "KRW"}, {"aud", "AUD"}, {"hkd", "HKD"},
};

size_t tk_currency_before(const tk_scan *scan, size_t at, const char **name) {
  size_t end = tk_back_space(scan, at), best = at;
  for (size_t i = 0; i < sizeof CURRENCIES / sizeof *CURRENCIES; i++) {
    size_t length = tk_before(scan, end, tk_str(CURRENCIES[i].sign));
    size_t begin = end - length;
    bool lettered = length > 0 && tk_is_ascii_letter(tk_byte(scan, begin));
    if (length > 0 && begin < best && !(lettered && tk_joins_word_before(scan, begin))) {
      best = begin;
      *name = CURRENCIES[i].name;
    }
  }
  bool yen = best < at && tk_here(scan, best, TK_STR("¥")) > 0;
  if (yen && scan->language == TK_CHINESE) {
    *name = "CNY";
  }
  return best;
}

/* ---- Kinds and conversion ---------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  tk_unit_kind kind;
  const char *base; /* NULL: itself */
  int32_t factor, exponent;
} KINDS[] = {
    {"個", TK_UNIT_COUNT, NULL, 1, 0},        {"台", TK_UNIT_COUNT, NULL, 1, 0},
    {"枚", TK_UNIT_COUNT, NULL, 1, 0},        {"本", TK_UNIT_COUNT, NULL, 1, 0},
    {"基", TK_UNIT_COUNT, NULL, 1, 0},        {"件", TK_UNIT_COUNT, NULL, 1, 0},
    {"点", TK_UNIT_LOOSE, NULL, 1, 0},        {"度", TK_UNIT_LOOSE, NULL, 1, 0},
    {"キロ", TK_UNIT_LOOSE, NULL, 1, 0},      {"年代", TK_UNIT_LOOSE, NULL, 1, 0},
    {"人", TK_UNIT_PERSON, NULL, 1, 0},       {"age", TK_UNIT_AGE, NULL, 1, 0},
    {"%", TK_UNIT_PERCENT, NULL, 1, 0},       {"point", TK_UNIT_POINT, NULL, 1, 0},
    {"bp", TK_UNIT_POINT, "point", 1, -2},    {"times", TK_UNIT_TIMES, NULL, 1, 0},
    {"年間", TK_UNIT_TIME, "カ月", 12, 0},    {"カ月", TK_UNIT_TIME, "カ月", 1, 0},
    {"週間", TK_UNIT_TIME, "秒", 6048, 2},    {"日間", TK_UNIT_TIME, "秒", 864, 2},
    {"時間", TK_UNIT_TIME, "秒", 36, 2},      {"分", TK_UNIT_TIME, "秒", 6, 1},
    {"秒", TK_UNIT_TIME, "秒", 1, 0},         {"nm", TK_UNIT_LENGTH, "m", 1, -9},
    {"μm", TK_UNIT_LENGTH, "m", 1, -6},       {"mm", TK_UNIT_LENGTH, "m", 1, -3},
    {"cm", TK_UNIT_LENGTH, "m", 1, -2},       {"m", TK_UNIT_LENGTH, "m", 1, 0},
    {"km", TK_UNIT_LENGTH, "m", 1, 3},        {"マイル", TK_UNIT_LENGTH, NULL, 1, 0},
    {"フィート", TK_UNIT_LENGTH, NULL, 1, 0}, {"インチ", TK_UNIT_LENGTH, NULL, 1, 0},
    {"ヤード", TK_UNIT_LENGTH, NULL, 1, 0},   {"m2", TK_UNIT_AREA, "m2", 1, 0},
    {"km2", TK_UNIT_AREA, "m2", 1, 6},        {"ha", TK_UNIT_AREA, "m2", 1, 4},
    {"坪", TK_UNIT_AREA, NULL, 1, 0},         {"エーカー", TK_UNIT_AREA, NULL, 1, 0},
    {"平方マイル", TK_UNIT_AREA, NULL, 1, 0}, {"平方フィート", TK_UNIT_AREA, NULL, 1, 0},
    {"ml", TK_UNIT_VOLUME, "l", 1, -3},       {"l", TK_UNIT_VOLUME, "l", 1, 0},
    {"kl", TK_UNIT_VOLUME, "l", 1, 3},        {"m3", TK_UNIT_VOLUME, "l", 1, 3},
    {"バレル", TK_UNIT_VOLUME, NULL, 1, 0},   {"mg", TK_UNIT_MASS, "g", 1, -3},
    {"g", TK_UNIT_MASS, "g", 1, 0},           {"kg", TK_UNIT_MASS, "g", 1, 3},
    {"t", TK_UNIT_MASS, "g", 1, 6},           {"lb", TK_UNIT_MASS, NULL, 1, 0},
    {"km/h", TK_UNIT_SPEED, NULL, 1, 0},      {"m/s", TK_UNIT_SPEED, NULL, 1, 0},
    {"mph", TK_UNIT_SPEED, NULL, 1, 0},       {"°C", TK_UNIT_TEMPERATURE, NULL, 1, 0},
    {"°F", TK_UNIT_TEMPERATURE, NULL, 1, 0},  {"KB", TK_UNIT_DATA, NULL, 1, 0},
    {"MB", TK_UNIT_DATA, NULL, 1, 0},         {"GB", TK_UNIT_DATA, NULL, 1, 0},
    {"TB", TK_UNIT_DATA, NULL, 1, 0},         {"PB", TK_UNIT_DATA, NULL, 1, 0},
    {"Hz", TK_UNIT_FREQUENCY, "Hz", 1, 0},    {"kHz", TK_UNIT_FREQUENCY, "Hz", 1, 3},
    {"MHz", TK_UNIT_FREQUENCY, "Hz", 1, 6},   {"GHz", TK_UNIT_FREQUENCY, "Hz", 1, 9},
    {"W", TK_UNIT_POWER, "W", 1, 0},          {"kW", TK_UNIT_POWER, "W", 1, 3},
    {"MW", TK_UNIT_POWER, "W", 1, 6},         {"GW", TK_UNIT_POWER, "W", 1, 9},
    {"kWh", TK_UNIT_ENERGY, "kWh", 1, 0},     {"MWh", TK_UNIT_ENERGY, "kWh", 1, 3},
    {"GWh", TK_UNIT_ENERGY, "kWh", 1, 6},
};

tk_unit_kind tk_unit_kind_of(tenkyo_str name, const char **base, int32_t *factor, int32_t *exponent) {
  *base = NULL;
  *factor = 1;
  *exponent = 0;
  if (name.len == 0) {
    return TK_UNIT_NONE;
  }
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
    if (tk_equal(tk_str(KINDS[i].name), name)) {
      *base = KINDS[i].base;
      *factor = KINDS[i].factor;
      *exponent = KINDS[i].exponent;
      return KINDS[i].kind;
    }
  }
  bool currency = name.len == 3; /* three capital letters */
  for (size_t i = 0; i < name.len; i++) {
    currency = currency && name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
  }
  return currency ? TK_UNIT_MONEY : TK_UNIT_SPECIFIC;
}
