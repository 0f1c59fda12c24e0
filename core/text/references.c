/* Reference lists: the headings that open one, and what an entry looks like. */
#include "text/line.h"

enum { LABEL_MAX = 64, HEADING_MAX = 120 };

/* ---- Headings ---------------------------------------------------------------------------------------------------- */

/* In small letters and in the order of their bytes. A heading is one of them, or several joined (出典・参考, Notes and
 * References). */
// clang-format off
static const char *const reference_words[] = {
    "anmerkungen", "article sources", "belege", "bibliografia", "bibliografie", "bibliografía", "bibliographie",
    "bibliography", "bronnen", "bronvermelding", "citations", "cited works", "einzelnachweise", "endnotes", "fonti",
    "footnotes", "fuentes", "further reading", "fußnoten", "list of references", "list of sources", "literatur",
    "literature", "literature cited", "literaturverzeichnis", "literatuur", "notas", "notes", "quellen",
    "quellenangaben", "quellenverzeichnis", "reference", "reference links", "reference list", "references",
    "referencias", "referencias bibliográficas", "referenties", "riferimenti", "références",
    "références bibliographiques", "selected bibliography", "source links", "source list", "source notes",
    "sources", "sources cited", "sources consulted", "sources et références", "voetnoten", "works cited",
    "works consulted", "источники", "литература", "примечания", "список литературы", "ссылки", "ソース", "來源",
    "典拠", "出典", "出典一覧", "出典元", "出处", "出所", "出處", "参照", "参照url", "参照サイト", "参照リンク",
    "参照元", "参照文献", "参照記事", "参照資料", "参考", "参考url", "参考webサイト", "参考ウェブサイト",
    "参考サイト", "参考ページ", "参考リンク", "参考図書", "参考情報", "参考文献", "参考文献リスト", "参考文献一覧",
    "参考書籍", "参考来源", "参考記事", "参考論文", "参考資料", "参考資料一覧", "参考资料", "參考", "參考來源",
    "參考文獻", "參考資料", "引用", "引用一覧", "引用元", "引用文献", "引用資料", "後注", "情報元", "情報源",
    "文献", "文献リスト", "文献一覧", "来源", "注", "注記", "注釈", "注释", "注釋", "脚注", "腳註", "註", "註釈",
    "資料來源", "资料来源", "각주", "미주", "주석", "참고 문헌", "참고 자료", "참고문헌", "참고자료", "출처",
};
// clang-format on

static bool is_reference_word(tenkyo_str word) {
  return tk_is_among(reference_words, sizeof reference_words / sizeof *reference_words, word);
}

static const char *const joiners[] = {"・",   "/",  "／",    "&",     "＆",   "、",  ",",   "および",
                                      "及び", "と", " and ", " und ", " et ", " y ", " e ", " en "};

/* The next joiner at or after `from`: its place in *at, its length; 0 when there is none. */
static size_t find_joiner(tenkyo_str text, size_t from, size_t *at) {
  for (; from < text.len; from++) {
    tenkyo_str rest = tk_cut(text, from, text.len);
    for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
      if (!tk_starts_with(rest, tk_str(joiners[i]))) continue;
      *at = from;
      return strlen(joiners[i]);
    }
  }
  return 0;
}

static bool all_parts_are_words(tenkyo_str text) {
  if (is_reference_word(text)) return true;
  size_t begin = 0, at = 0, length;
  while ((length = find_joiner(text, begin, &at)) > 0) {
    if (!is_reference_word(tk_trim(tk_cut(text, begin, at)))) return false;
    begin = at + length;
  }
  return begin > 0 && is_reference_word(tk_trim(tk_cut(text, begin, text.len)));
}

/* Signs that stand around a heading: emphasis, brackets, bullets of a heading, a colon at the end. */
static bool is_decoration(uint32_t code) {
  switch (code) {
  case '*':
  case '_':
  case '[':
  case ']':
  case '<':
  case '>':
  case '(':
  case ')':
  case ':':
  case 0xFF1A:
  case 0x3010:
  case 0x3011:
  case 0x300A:
  case 0x300B:
  case 0x3008:
  case 0x3009:
  case 0x3014:
  case 0x3015:
  case 0xFF3B:
  case 0xFF3D:
  case 0xFF1C:
  case 0xFF1E:
  case 0xFF08:
  case 0xFF09:
  case 0x300C:
  case 0x300D:
  case 0x25A0:
  case 0x25A1:
  case 0x25C6:
  case 0x25C7:
  case 0x25CF:
  case 0x25CB:
  case 0x25BC:
  case 0x25BD:
  case 0x25B6:
  case 0x2605:
  case 0x2606:
  case 0x203B:
  case 0x2500:
  case 0x2014:
  case 0x2015: return true;
  default: return tk_character_class(code) == TK_SPACE;
  }
}

static tenkyo_str without_decoration(tenkyo_str text, bool *marked) {
  size_t begin = 0, end = text.len;
  uint32_t code;
  while (begin < end) {
    size_t length = tk_utf8_decode(text, begin, &code);
    if (!is_decoration(code)) break;
    begin += length;
  }
  while (end > begin) {
    size_t length = tk_utf8_decode_before(text, end, &code);
    if (!is_decoration(code) && !(code == '#' && *marked)) break;
    end -= length;
  }
  if (end - begin < text.len) *marked = true;
  return tk_cut(text, begin, end);
}

/* "5. ", "５．" before the words of a marked heading. */
static tenkyo_str without_number(tenkyo_str text) {
  unsigned number;
  size_t length = tk_list_mark(text, &number);
  return number > 0 ? tk_cut(text, length, text.len) : text;
}

bool tk_is_reference_heading(tenkyo_str line, bool *marked) {
  *marked = false;
  if (line.len > HEADING_MAX) return false;
  unsigned level;
  size_t mark = tk_heading_mark(line, &level);
  if (mark > 0) *marked = true;
  tenkyo_str words = without_decoration(tk_cut(line, mark, line.len), marked);
  if (*marked) words = without_number(words);
  char folded[2 * HEADING_MAX];
  size_t length = 0;
  bool capital = false;
  for (size_t at = 0; at < words.len;) {
    uint32_t code;
    at += tk_utf8_decode(words, at, &code);
    if (length == 0) capital = !tk_is_lower(code);
    if (length + 4 > sizeof folded) return false;
    length += tk_utf8_encode(tk_lower(code), folded + length);
  }
  return (capital || *marked) && all_parts_are_words((tenkyo_str){folded, length});
}

/* ---- Entries ----------------------------------------------------------------------------------------------------- */

static bool is_label_character(uint32_t code) {
  tk_class class = tk_character_class(code);
  return class == TK_DIGIT || class == TK_LATIN || class == TK_HAN || class == TK_HIRAGANA || class == TK_KATAKANA ||
         class == TK_LETTER || class == TK_HANGUL || class == TK_MARK || code == '^' || code == '@' || code == '-' ||
         code == '_' || code == ':' || code == '.' || code == '+' || code == '*';
}

/* The label in [1], ［1］, 〔1〕, [^note], [@key]: its bytes with the brackets, 0 when there is none. */
static size_t bracket_label(tenkyo_str line, tenkyo_str *label) {
  uint32_t open, code;
  if (line.len == 0) return 0;
  size_t at = tk_utf8_decode(line, 0, &open), begin = at;
  uint32_t close = open == '[' ? ']' : open == 0xFF3B ? 0xFF3D : open == 0x3014 ? 0x3015 : 0;
  if (close == 0) return 0;
  while (at < line.len && at - begin <= LABEL_MAX) {
    size_t length = tk_utf8_decode(line, at, &code);
    if (code == close) {
      *label = tk_cut(line, begin, at);
      return at > begin ? at + length : 0;
    }
    if (!is_label_character(code)) return 0;
    at += length;
  }
  return 0;
}

static bool is_number(tenkyo_str text) {
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    if (tk_character_class(code) != TK_DIGIT) return false;
  }
  return text.len > 0;
}

bool tk_is_reference_definition(tenkyo_str line) {
  tenkyo_str label;
  size_t length = bracket_label(line, &label);
  if (length == 0 || line.ptr[0] != '[' || length >= line.len || line.ptr[length] != ':') return false;
  if (label.ptr[0] == '^') return label.len > 1;
  if (!is_number(label) && label.ptr[0] != '@') return false;
  tenkyo_str target = tk_trim(tk_cut(line, length + 1, line.len));
  return target.len > 0;
}

/* ^1 …, ※1 …, *1 …, 注1 …, ¹ …: a sign, a number, and something behind them. */
static bool is_signed_number(tenkyo_str line) {
  static const char *const signs[] = {"^", "※", "＊", "*", "注", "註"};
  size_t at = 0;
  for (size_t i = 0; at == 0 && i < sizeof signs / sizeof *signs; i++) {
    if (tk_starts_with(line, tk_str(signs[i]))) at = strlen(signs[i]);
  }
  uint32_t code = 0;
  size_t digits = 0;
  while (at < line.len) {
    size_t length = tk_utf8_decode(line, at, &code);
    bool superior =
        code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || (code >= 0x2074 && code <= 0x2079);
    if (!superior && (at == 0 || tk_character_class(code) != TK_DIGIT)) break;
    at += length;
    if (++digits > 3) return false;
  }
  return digits > 0 && at < line.len && tk_character_class(code) != TK_LATIN && code != '*';
}

bool tk_is_reference_entry(tenkyo_str line, size_t *content) {
  unsigned number;
  tenkyo_str label;
  *content = tk_list_mark(line, &number);
  if (*content > 0) return *content < line.len;
  size_t length = bracket_label(line, &label);
  if (length > 0) return length < line.len && line.ptr[length] != '(';
  return is_signed_number(line);
}
