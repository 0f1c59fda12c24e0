/*
 * How well a sentence stands alone. A summary shows sentences without their neighbours: しかし without what it opposes,
 * "He" without the name, an answer without its question read badly, and a condition (もし, if) is not what the article
 * states; so each of these classes costs a share of the score.
 * None of them is excluded, for the sentence may still be the one that says what the article says.
 */
#include "rank/standing.h"
#include "rank/phrase.h"

typedef enum opening_class {
  OPENING_FREE,
  OPENING_CONNECTIVE,
  OPENING_CONDITION,
  OPENING_POINTER,
  OPENING_ANSWER
} opening_class;

static const double opening_factor[] = {1, 0.88, 0.85, 0.75, 0.5};
static const double question_factor = 0.6;
static const double endless_factor = 0.75;

/* What only looks like a pronoun or an answer (これまで, このほど) is looked for before them. */
static const char *const japanese_free[] = {"これまで", "これから", "このほど", "このたび", "この度",
                                            "ここ数",   "ここ最近", "それぞれ", "彼岸"};

static const char *const japanese_answers[] = {"はい、", "いいえ、", "いや、"};

static const char *const japanese_pointers[] = {
    "これ",   "この", "ここ", "こう",   "こちら", "こんな",   "それ",    "その",   "そこ",   "そう",  "そちら",
    "そんな", "あれ", "あの", "彼",     "同氏",   "同社",     "同紙",    "同国",   "同省",   "同庁",  "同市",
    "同県",   "同町", "同村", "同日",   "同年",   "同月",     "同誌",    "同局",   "同党",   "両社",  "両者",
    "両国",   "前者", "後者", "二つ目", "一つは", "もう一つ", "もう1つ", "第一に", "第二に", "第三に"};

static const char *const japanese_connectives[] = {
    "しかし",   "また、",     "さらに",   "更に",     "そして",        "つまり",   "すなわち",   "ただし",   "ただ、",
    "だが",     "ですが",     "でも、",   "ところが", "ところで",      "とはいえ", "なお",       "なぜなら", "一方",
    "他方",     "例えば",     "たとえば", "従って",   "したがって",    "ゆえに",   "よって、",   "加えて",   "くわえて",
    "同様に",   "同時に",     "次に",     "最後に",   "翌日",          "翌月",     "翌年",       "前日",     "当日",
    "いわば",   "もちろん",   "逆に",     "むしろ",   "まず",          "では、",   "もっとも、", "とりわけ", "ちなみに",
    "要するに", "というのも", "おまけに", "けれど",   "にもかかわらず"};

static const char *const japanese_conditions[] = {"もし", "仮に"};

static const char *const english_answers[] = {"yes", "no,", "well,"};

static const char *const english_pointers[] = {"each", "this",    "these",      "that",       "those", "it",
                                               "its",  "it's",    "he",         "he's",       "she",   "she's",
                                               "they", "they're", "his",        "her",        "their", "such",
                                               "here", "another", "the former", "the latter", "both",  "neither"};

static const char *const english_connectives[] = {"however",      "but",         "and",
                                                  "or",           "so",          "also",
                                                  "moreover",     "furthermore", "in addition",
                                                  "meanwhile",    "therefore",   "thus",
                                                  "then",         "still",       "yet",
                                                  "instead",      "besides",     "nevertheless",
                                                  "nonetheless",  "otherwise",   "for example",
                                                  "for instance", "as a result", "on the other hand",
                                                  "by contrast",  "in contrast", "in other words",
                                                  "similarly",    "likewise",    "indeed",
                                                  "consequently", "hence",       "because",
                                                  "nor"};

static const char *const english_conditions[] = {"if", "unless", "perhaps", "maybe", "suppose"};

typedef struct opening_list {
  const char *const *phrases;
  size_t count;
  opening_class class;
} opening_list;

#define LIST(table, class)                                                                                             \
  { table, sizeof(table) / sizeof *(table), class }

/* The first that fits decides. */
static const opening_list japanese_openings[] = {
    LIST(japanese_free, OPENING_FREE), LIST(japanese_answers, OPENING_ANSWER), LIST(japanese_pointers, OPENING_POINTER),
    LIST(japanese_connectives, OPENING_CONNECTIVE), LIST(japanese_conditions, OPENING_CONDITION)};

static const opening_list english_openings[] = {
    LIST(english_answers, OPENING_ANSWER), LIST(english_pointers, OPENING_POINTER),
    LIST(english_connectives, OPENING_CONNECTIVE), LIST(english_conditions, OPENING_CONDITION)};

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

/* Without case; a letter behind it makes another word of it. */
static bool opens_with_word(tenkyo_str sentence, const char *words) {
  size_t length = strlen(words);
  if (!tk_opens_with(sentence, words)) return false;
  return length == sentence.len || words[length - 1] == ',' || !is_letter(sentence.ptr[length]);
}

static bool opens_with_phrase(tenkyo_str sentence, const char *phrase) {
  return tk_starts_with(sentence, tk_str(phrase));
}

typedef bool (*opening_test)(tenkyo_str sentence, const char *phrase);

static bool find_opening(tenkyo_str sentence, const opening_list *lists, size_t count, opening_test opens,
                         opening_class *class) {
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < lists[i].count; k++)
      if (opens(sentence, lists[i].phrases[k])) {
        *class = lists[i].class;
        return true;
      }
  return false;
}

static opening_class opening_of(tenkyo_str sentence) {
  opening_class class = OPENING_FREE;
  size_t japanese = sizeof japanese_openings / sizeof *japanese_openings;
  size_t english = sizeof english_openings / sizeof *english_openings;
  if (!find_opening(sentence, japanese_openings, japanese, opens_with_phrase, &class))
    find_opening(sentence, english_openings, english, opens_with_word, &class);
  return class;
}

/* Without closing marks, white space and markers such as [1] and ¹ at the end. */
static tenkyo_str without_tail(tenkyo_str sentence) {
  size_t end = sentence.len;
  for (size_t steps = 0; end > 0 && steps < 64; steps++) {
    uint32_t code;
    size_t length = tk_utf8_decode_before(sentence, end, &code);
    tk_class class = tk_character_class(code);
    bool superscript = code == 0xB9 || code == 0xB2 || code == 0xB3 || (code >= 0x2070 && code <= 0x2079);
    if (code == ']' || code == 0xFF3D || code == 0x3015) {
      size_t open = end - length;
      for (size_t inside = 0; open > 0 && inside < 32; inside++) {
        open -= tk_utf8_decode_before(sentence, open, &code);
        if (code == '[' || code == 0xFF3B || code == 0x3014) break;
      }
      if (code != '[' && code != 0xFF3B && code != 0x3014) break;
      end = open;
    } else if (superscript || class == TK_CLOSING || class == TK_SPACE || class == TK_NEWLINE || code == '"' ||
               code == '\'' || code == '*' || code == '_') {
      end -= length;
    } else {
      break;
    }
  }
  return tk_cut(sentence, 0, end);
}

bool tk_ends_as_sentence(tenkyo_str sentence) {
  tenkyo_str body = without_tail(sentence);
  uint32_t code;
  if (body.len == 0) return false;
  tk_utf8_decode_before(body, body.len, &code);
  return tk_character_class(code) == TK_STOP || code == 0x2026;
}

bool tk_is_question(tenkyo_str sentence) {
  tenkyo_str body = without_tail(sentence);
  uint32_t code;
  if (body.len == 0) return false;
  tk_utf8_decode_before(body, body.len, &code);
  return code == '?' || code == 0xFF1F || code == 0x2047 || code == 0x2049 || tk_ends_with(body, TK_STR("のか。")) ||
         tk_ends_with(body, TK_STR("だろうか。")) || tk_ends_with(body, TK_STR("でしょうか。")) ||
         tk_ends_with(body, TK_STR("ますか。")) || tk_ends_with(body, TK_STR("ですか。"));
}

double tk_standing(tenkyo_str sentence) {
  double factor = opening_factor[opening_of(sentence)];
  if (tk_is_question(sentence))
    factor *= question_factor;
  else if (!tk_ends_as_sentence(sentence))
    factor *= endless_factor;
  return factor;
}

size_t tk_width(tenkyo_str text) {
  size_t width = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    bool wide = code >= 0x1100 && (tk_is_cjk(code) || tk_character_class(code) == TK_HANGUL);
    width += wide ? 2 : 1;
  }
  return width;
}

double tk_length_preference(tenkyo_str sentence) {
  static const double least = 0.3, short_width = 40, long_width = 260;
  double width = (double)tk_width(sentence), factor = 1;
  if (width < short_width)
    factor = least + (1 - least) * width / short_width;
  else if (width > long_width)
    factor = long_width / width;
  return factor < least ? least : factor;
}
