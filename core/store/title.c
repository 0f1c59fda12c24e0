/*
 * What the head of a text says of itself: its title, and the day on its date line.
 *
 * The title is the first heading of level 1 near the top, else the first line of 4 to 120 characters that is no bullet,
 * date, byline, credit, address or slogan. A slogan speaks of the site, not of a matter: it opens other articles too,
 * or is made of the words by which sites praise themselves and names nothing, and a better line stands below it.
 */
#include "store/article.h"

#define LINES_LOOKED_AT 24
#define TITLE_SHORTEST 4
#define TITLE_LONGEST 120
#define LINE_BYTES_LOOKED_AT 1200
#define DATE_LINE_OTHER_CHARACTERS 12
#define DATE_LINE_BYTES 240
#define SLOGAN_LOOKS_AHEAD 3
#define LINES_NOTED 4
#define WRAPPED_LINE_CHARACTERS 50

typedef enum line_kind { LINE_TITLE, LINE_HEADING, LINE_DATE, LINE_BYLINE, LINE_OTHER } line_kind;

typedef struct head_line {
  tenkyo_str text; /* trimmed, without heading marks */
  tenkyo_str form; /* normalised */
  line_kind kind;
  unsigned level; /* of a heading */
} head_line;

TK_LIST(head_line_list, head_line);

/* ---- Pieces of a line -------------------------------------------------------------------------------------------- */

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static bool in_words(tenkyo_str text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (tk_equal(text, tk_str(words[i]))) return true;
  }
  return false;
}

static size_t count_parts(tenkyo_str text, const char *const *parts, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    if (tk_search(text, tk_str(parts[i]), 0) != SIZE_MAX) found++;
  }
  return found;
}

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const char *const months[] = {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
                                     "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
                                     "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};

static const char *const date_labels[] = {
    "date",   "dated",  "posted",   "published", "updated",    "last",     "modified", "on",       "at",     "jst",
    "utc",    "gmt",    "est",      "edt",       "pst",        "pdt",      "bst",      "cet",      "am",     "pm",
    "a.m.",   "p.m.",   "monday",   "tuesday",   "wednesday",  "thursday", "friday",   "saturday", "sunday", "mon",
    "tue",    "wed",    "thu",      "fri",       "sat",        "sun",      "ago",      "min",      "read",   "公開",
    "公開日", "更新",   "更新日",   "最終更新",  "最終更新日", "掲載",     "掲載日",   "配信",     "配信日", "投稿",
    "投稿日", "日時",   "公開日時", "更新日時",  "発行",       "発行日",   "作成日",   "日付",     "月",     "火",
    "水",     "木",     "金",       "土",        "日",         "祝",       "午前",     "午後",     "月曜日", "火曜日",
    "水曜日", "木曜日", "金曜日",   "土曜日",    "日曜日"};

/* The characters that may stand between and after the digits of a date or a time. */
static const char *const date_characters[] = {"年",   "月",   "日",   "時",   "分",   "秒",   "午前",
                                              "午後", "頃",   "現在", "令和", "平成", "昭和", "元",
                                              "公開", "更新", "配信", "掲載", "投稿"};

/* Digits with the marks of dates and times between them: "2025-08-15", "8月15日", "13時15分", "10:05", "15th". */
static bool is_date_piece(tenkyo_str piece) {
  size_t digits = 0;
  for (size_t at = 0; at < piece.len;) {
    char byte = piece.ptr[at];
    if (is_digit(byte) || strchr("-/.:+", byte) != NULL) {
      digits += is_digit(byte) ? 1 : 0;
      at++;
      continue;
    }
    size_t step = 0;
    for (size_t i = 0; i < COUNT_OF(date_characters) && step == 0; i++) {
      tenkyo_str mark = tk_str(date_characters[i]);
      if (tk_starts_with(tk_cut(piece, at, piece.len), mark)) step = mark.len;
    }
    tenkyo_str rest = tk_cut(piece, at, piece.len);
    bool suffix =
        digits > 0 && (tk_equal(rest, TK_STR("st")) || tk_equal(rest, TK_STR("nd")) || tk_equal(rest, TK_STR("rd")) ||
                       tk_equal(rest, TK_STR("th")) || tk_equal(rest, TK_STR("am")) || tk_equal(rest, TK_STR("pm")) ||
                       tk_equal(rest, TK_STR("z")));
    /* 2025-08-15t10:00:00 */
    if (step == 0 && byte == 't' && digits >= 8) step = 1;
    if (step == 0) return suffix;
    at += step;
  }
  return digits > 0;
}

/* 2025-8-15, 2025年8月, 8月15日: a piece that names a day or a month by itself, perhaps behind a label. */
static bool names_day(tenkyo_str piece) {
  size_t digits = 0;
  while (piece.len > 0 && !is_digit(piece.ptr[0])) piece = tk_cut(piece, 1, piece.len);
  while (digits < piece.len && is_digit(piece.ptr[digits])) digits++;
  tenkyo_str rest = tk_cut(piece, digits, piece.len);
  if (digits == 4 && rest.len > 1 && strchr("-/.", rest.ptr[0]) != NULL && is_digit(rest.ptr[1])) return true;
  if (tk_search(piece, TK_STR("月"), 0) != SIZE_MAX && digits > 0) return true;
  return (digits == 1 || digits == 2) && rest.len > 1 && strchr("-/.", rest.ptr[0]) != NULL && is_digit(rest.ptr[1]) &&
         piece.len >= 8;
}

/* Bytes of what parts the pieces of a line, or 0. */
static size_t gap_at(tenkyo_str text, size_t at) {
  static const char *const gaps[] = {"・", "•",  "·",  "—",  "–",  "、",          "「",
                                     "」", "【", "】", "〔", "〕", "\xE3\x80\x80"};
  if (strchr(" \t()[]|,;<>", text.ptr[at]) != NULL && text.ptr[at] != '\0') return 1;
  for (size_t i = 0; i < COUNT_OF(gaps); i++) {
    if (tk_starts_with(tk_cut(text, at, text.len), tk_str(gaps[i]))) return strlen(gaps[i]);
  }
  return 0;
}

/* The next piece from *at on; empty at the end. A label's colon is no part of it. */
static tenkyo_str next_piece(tenkyo_str text, size_t *at) {
  size_t gap;
  while (*at < text.len && (gap = gap_at(text, *at)) > 0) *at += gap;
  size_t begin = *at;
  while (*at < text.len && gap_at(text, *at) == 0) (*at)++;
  tenkyo_str piece = tk_cut(text, begin, *at);
  while (piece.len > 0 && piece.ptr[piece.len - 1] == ':') piece.len--;
  return piece;
}

/* ---- Kinds of lines ---------------------------------------------------------------------------------------------- */

static bool has_digit(tenkyo_str form) {
  for (size_t i = 0; i < form.len; i++) {
    if (is_digit(form.ptr[i])) return true;
  }
  return false;
}

/* A day and hardly anything else. */
static bool is_date_line(tenkyo_str form) {
  if (form.len > DATE_LINE_BYTES || !has_digit(form)) return false;
  bool day = false, month = false, number = false;
  size_t others = 0, at = 0;
  for (tenkyo_str piece = next_piece(form, &at); at <= form.len && piece.len > 0; piece = next_piece(form, &at)) {
    tenkyo_str word = piece;
    if (word.ptr[word.len - 1] == '.') word.len--;
    if (in_words(word, months, COUNT_OF(months))) {
      month = true;
    } else if (is_date_piece(piece)) {
      number = true;
      day = day || names_day(piece);
    } else if (!in_words(piece, date_labels, COUNT_OF(date_labels))) {
      others += tk_utf8_length(piece);
    }
  }
  return (day || (month && number)) && others <= DATE_LINE_OTHER_CHARACTERS;
}

static bool is_byline(tenkyo_str form) {
  static const char *const openings[] = {"by ",       "written by", "author:",  "photo", "image:", "image by",
                                         "credit:",   "source:",    "文:",      "文=",   "文/",    "取材",
                                         "著者",      "執筆",       "ライター", "写真",  "画像",   "撮影",
                                         "編集:",     "翻訳:",      "出典",     "提供:", "(c)",    "©",
                                         "copyright", "reporter:",  "text:",    "pr:"};
  static const char *const endings[] = {"記者", "編集部", "特派員", "編集委員", "通信員"};
  for (size_t i = 0; i < COUNT_OF(openings); i++) {
    if (tk_starts_with(form, tk_str(openings[i]))) return true;
  }
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    if (tk_ends_with(form, tk_str(endings[i])) && tk_utf8_length(form) <= 20) return true;
  }
  return false;
}

/* An address alone, a path of a site (Home > News > World), or a mark of a list. */
static bool is_furniture(tenkyo_str form) {
  static const char *const bullets[] = {"- ", "* ", "+ ", "・", "•", "◆", "■", "●", "○", "▼", "▲", "※", "→", "|", ">"};
  for (size_t i = 0; i < COUNT_OF(bullets); i++) {
    if (tk_starts_with(form, tk_str(bullets[i]))) return true;
  }
  size_t url = tk_search(form, TK_STR("://"), 0);
  if (url != SIZE_MAX && url <= 40) return true;
  if (tk_url_is(form)) return true;
  size_t steps = 0;
  for (size_t i = 0; i < form.len; i++) {
    if (form.ptr[i] == '>') steps++;
    if ((unsigned char)form.ptr[i] != 0xC2 && (unsigned char)form.ptr[i] != 0xE2) continue;
    if (tk_starts_with(tk_cut(form, i, form.len), TK_STR("»")) ||
        tk_starts_with(tk_cut(form, i, form.len), TK_STR("›")))
      steps++;
  }
  return steps >= 2;
}

static bool has_letter(tenkyo_str form) {
  for (size_t at = 0; at < form.len;) {
    uint32_t code;
    at += tk_utf8_decode(form, at, &code);
    tk_class class = tk_character_class(code);
    if (class >= TK_LATIN && class <= TK_LETTER) return true;
  }
  return false;
}

static line_kind kind_of(tenkyo_str text, tenkyo_str form) {
  size_t length = tk_utf8_length(text);
  if (is_date_line(form)) return LINE_DATE;
  if (is_byline(form)) return LINE_BYLINE;
  if (length < TITLE_SHORTEST || is_furniture(form) || !has_letter(form)) return LINE_OTHER;
  return LINE_TITLE;
}

/* ---- Collecting lines -------------------------------------------------------------------------------------------- */

static bool add_line(tk_arena *arena, head_line_list *lines, tenkyo_str text, const tk_block *block) {
  tenkyo_str trimmed = tk_trim(text);
  tk_view view;
  if (trimmed.len == 0 || lines->count == LINES_LOOKED_AT) return true;
  head_line *line = tk_push(arena, lines);
  if (line == NULL) return false;
  line->text = trimmed;
  line->kind = LINE_OTHER;
  if (trimmed.len > LINE_BYTES_LOOKED_AT || tk_utf8_length(trimmed) > TITLE_LONGEST) return true;
  if (!tk_normalize(arena, trimmed, &view)) return false;
  line->form = view.text;
  if (block->kind == TK_PARAGRAPH || block->kind == TK_HEADING) line->kind = kind_of(trimmed, line->form);
  if (block->kind == TK_HEADING) line->level = block->level;
  if (block->kind == TK_HEADING && line->kind == LINE_TITLE) line->kind = LINE_HEADING;
  return true;
}

/* A line that its own sentence runs over into the next one is no title. */
static bool runs_on(tenkyo_str line, tenkyo_str next) {
  uint32_t last, first;
  if (line.len == 0 || next.len == 0 || tk_utf8_length(line) < WRAPPED_LINE_CHARACTERS) return false;
  tk_utf8_decode_before(line, line.len, &last);
  tk_utf8_decode(next, 0, &first);
  if (tk_is_cjk(last) || tk_is_cjk(first) || tk_character_class(last) == TK_STOP) return false;
  return tk_utf8_length(next) >= WRAPPED_LINE_CHARACTERS / 2 || (first >= 'a' && first <= 'z');
}

static bool add_block(tk_arena *arena, head_line_list *lines, tenkyo_str text, const tk_block *block) {
  tenkyo_str content = tk_cut(text, block->content.begin, block->content.end);
  bool running = false;
  for (size_t begin = 0; begin < content.len && lines->count < LINES_LOOKED_AT;) {
    size_t end = begin;
    while (end < content.len && content.ptr[end] != '\n' && content.ptr[end] != '\r') end++;
    tenkyo_str line = tk_trim(tk_cut(content, begin, end));
    size_t next = end;
    while (next < content.len && (content.ptr[next] == '\n' || content.ptr[next] == '\r')) next++;
    size_t next_end = next;
    while (next_end < content.len && content.ptr[next_end] != '\n' && next_end - next < LINE_BYTES_LOOKED_AT)
      next_end++;
    bool over = runs_on(line, tk_trim(tk_cut(content, next, next_end)));
    size_t before = lines->count;
    if (!add_line(arena, lines, line, block)) return false;
    if ((over || running) && lines->count > before && lines->items[before].kind == LINE_TITLE)
      lines->items[before].kind = LINE_OTHER;
    running = over;
    begin = next;
  }
  return true;
}

static bool collect(tk_arena *arena, const tk_document *document, head_line_list *lines) {
  for (size_t i = 0; i < document->blocks.count && lines->count < LINES_LOOKED_AT; i++) {
    const tk_block *block = &document->blocks.items[i];
    if (block->kind == TK_REFERENCE_HEADING) break;
    if (!add_block(arena, lines, document->text, block)) return false;
  }
  return true;
}

/* ---- Choosing ---------------------------------------------------------------------------------------------------- */

static bool is_title(const head_line *line) { return line->kind == LINE_TITLE || line->kind == LINE_HEADING; }

/* Names something: a digit, a quotation or a capital after the first letter. */
static bool names_matter(tenkyo_str text) {
  static const char *const quotes[] = {"「", "『", "“", "\""};
  if (count_parts(text, quotes, COUNT_OF(quotes)) > 0) return true;
  for (size_t i = 0; i < text.len; i++) {
    if (is_digit(text.ptr[i]) || (i > 0 && text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')) return true;
  }
  return false;
}

static bool praises_site(const head_line *line) {
  static const char *const praises[] = {"最新",     "話題",     "毎日",    "配信",     "お届け",     "情報",
                                        "ニュース", "公式",     "サイト",  "メディア", "ブログ",     "まとめ",
                                        "発信",     "紹介",     "速報",    "latest",   "news",       "daily",
                                        "official", "your",     "website", "blog",     "newsletter", "every day",
                                        "stories",  "coverage", "trusted", "magazine"};
  if (names_matter(line->text)) return false;
  size_t words = count_parts(line->form, praises, COUNT_OF(praises));
  return words >= 2 || (words == 1 && tk_ends_with(line->form, TK_STR("!!")));
}

static bool better_line_below(const head_line_list *lines, size_t at) {
  for (size_t i = at + 1; i < lines->count && i <= at + SLOGAN_LOOKS_AHEAD; i++) {
    if (is_title(&lines->items[i])) return true;
  }
  return false;
}

static tenkyo_str choose_title(const head_line_list *lines, tk_line_repeated repeated, void *context) {
  for (size_t i = 0; i < lines->count; i++) {
    if (lines->items[i].kind == LINE_HEADING && lines->items[i].level == 1) return lines->items[i].text;
  }
  for (size_t i = 0; i < lines->count; i++) {
    const head_line *line = &lines->items[i];
    if (!is_title(line)) continue;
    bool slogan = praises_site(line) || (repeated != NULL && repeated(context, line->text));
    if (!slogan || !better_line_below(lines, i)) return line->text;
  }
  return TK_STR("");
}

static bool note_lines(tk_arena *arena, const head_line_list *lines, tk_head *head) {
  tenkyo_str *noted = tk_arena_array(arena, LINES_NOTED, sizeof *noted);
  if (noted == NULL) return false;
  for (size_t i = 0; i < lines->count && head->line_count < LINES_NOTED; i++) {
    if (is_title(&lines->items[i])) noted[head->line_count++] = lines->items[i].text;
  }
  head->lines = noted;
  return true;
}

tenkyo_status tk_head_read(tk_arena *arena, const tk_document *document, tk_line_repeated repeated, void *context,
                           tk_head *head, tenkyo_error *error) {
  head_line_list lines = {0};
  *head = (tk_head){.title = TK_STR(""), .published = TK_STR("")};
  if (!collect(arena, document, &lines) || !note_lines(arena, &lines, head)) return tk_no_memory(error);
  head->title = choose_title(&lines, repeated, context);
  for (size_t i = 0; i < lines.count && head->published.len == 0; i++) {
    if (lines.items[i].kind != LINE_DATE) continue;
    head->published = tk_published_from(arena, lines.items[i].text);
    if (head->published.ptr == NULL) return tk_no_memory(error);
  }
  return TENKYO_OK;
}
