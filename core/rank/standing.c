/*
 * How well a sentence stands alone. A summary shows sentences without their neighbours: しかし without what it opposes,
 * "He" without the name, an answer without its question read badly, and a condition (もし, if) is not what the article
 * states; so each of these classes costs a share of the score.
 * None of them is excluded, for the sentence may still be the one that says what the article says.
 */
#include "rank/standing.h"

typedef enum opening_class { OPENING_FREE, OPENING_CONNECTIVE, OPENING_CONDITION, OPENING_POINTER, OPENING_ANSWER } opening_class;

static const double opening_factor[] = {1, 0.88, 0.85, 0.75, 0.5};
static const double question_factor = 0.6;
static const double endless_factor = 0.75;

typedef struct opening {
  const char *text;
  opening_class class;
} opening;

/* The first that fits decides: what only looks like a pronoun (これまで, このほど) goes before it. */
static const opening japanese_openings[] = {
    {"これまで", OPENING_FREE},          {"これから", OPENING_FREE},         {"このほど", OPENING_FREE},
    {"このたび", OPENING_FREE},          {"この度", OPENING_FREE},           {"ここ数", OPENING_FREE},
    {"ここ最近", OPENING_FREE},          {"それぞれ", OPENING_FREE},         {"彼岸", OPENING_FREE},
    {"はい、", OPENING_ANSWER},          {"いいえ、", OPENING_ANSWER},       {"いや、", OPENING_ANSWER},
    {"これ", OPENING_POINTER},           {"この", OPENING_POINTER},          {"ここ", OPENING_POINTER},
    {"こう", OPENING_POINTER},           {"こちら", OPENING_POINTER},        {"こんな", OPENING_POINTER},
    {"それ", OPENING_POINTER},           {"その", OPENING_POINTER},          {"そこ", OPENING_POINTER},
    {"そう", OPENING_POINTER},           {"そちら", OPENING_POINTER},        {"そんな", OPENING_POINTER},
    {"あれ", OPENING_POINTER},           {"あの", OPENING_POINTER},          {"彼", OPENING_POINTER},
    {"同氏", OPENING_POINTER},           {"同社", OPENING_POINTER},          {"同紙", OPENING_POINTER},
    {"同国", OPENING_POINTER},           {"同省", OPENING_POINTER},          {"同庁", OPENING_POINTER},
    {"同市", OPENING_POINTER},           {"同県", OPENING_POINTER},          {"同町", OPENING_POINTER},
    {"同村", OPENING_POINTER},           {"同日", OPENING_POINTER},          {"同年", OPENING_POINTER},
    {"同月", OPENING_POINTER},           {"同誌", OPENING_POINTER},          {"同局", OPENING_POINTER},
    {"同党", OPENING_POINTER},           {"両社", OPENING_POINTER},          {"両者", OPENING_POINTER},
    {"両国", OPENING_POINTER},           {"前者", OPENING_POINTER},          {"後者", OPENING_POINTER},
    {"二つ目", OPENING_POINTER},         {"一つは", OPENING_POINTER},        {"もう一つ", OPENING_POINTER},
    {"もう1つ", OPENING_POINTER},        {"第一に", OPENING_POINTER},        {"第二に", OPENING_POINTER},
    {"第三に", OPENING_POINTER},         {"しかし", OPENING_CONNECTIVE},     {"また、", OPENING_CONNECTIVE},
    {"さらに", OPENING_CONNECTIVE},      {"更に", OPENING_CONNECTIVE},       {"そして", OPENING_CONNECTIVE},
    {"つまり", OPENING_CONNECTIVE},      {"すなわち", OPENING_CONNECTIVE},   {"ただし", OPENING_CONNECTIVE},
    {"ただ、", OPENING_CONNECTIVE},      {"だが", OPENING_CONNECTIVE},       {"ですが", OPENING_CONNECTIVE},
    {"でも、", OPENING_CONNECTIVE},      {"ところが", OPENING_CONNECTIVE},   {"ところで", OPENING_CONNECTIVE},
    {"とはいえ", OPENING_CONNECTIVE},    {"なお", OPENING_CONNECTIVE},       {"なぜなら", OPENING_CONNECTIVE},
    {"一方", OPENING_CONNECTIVE},        {"他方", OPENING_CONNECTIVE},       {"例えば", OPENING_CONNECTIVE},
    {"たとえば", OPENING_CONNECTIVE},    {"従って", OPENING_CONNECTIVE},     {"したがって", OPENING_CONNECTIVE},
    {"ゆえに", OPENING_CONNECTIVE},      {"よって、", OPENING_CONNECTIVE},   {"加えて", OPENING_CONNECTIVE},
    {"くわえて", OPENING_CONNECTIVE},    {"同様に", OPENING_CONNECTIVE},     {"同時に", OPENING_CONNECTIVE},
    {"次に", OPENING_CONNECTIVE},        {"最後に", OPENING_CONNECTIVE},     {"いわば", OPENING_CONNECTIVE},
    {"もちろん", OPENING_CONNECTIVE},    {"逆に", OPENING_CONNECTIVE},       {"むしろ", OPENING_CONNECTIVE},
    {"まず", OPENING_CONNECTIVE},        {"では、", OPENING_CONNECTIVE},     {"もっとも、", OPENING_CONNECTIVE},
    {"とりわけ", OPENING_CONNECTIVE},    {"ちなみに", OPENING_CONNECTIVE},   {"要するに", OPENING_CONNECTIVE},
    {"というのも", OPENING_CONNECTIVE},  {"おまけに", OPENING_CONNECTIVE},   {"けれど", OPENING_CONNECTIVE},
    {"にもかかわらず", OPENING_CONNECTIVE}, {"もし", OPENING_CONDITION},    {"仮に", OPENING_CONDITION},
};

/* Compared without case; a letter after it makes another word of it. */
static const opening english_openings[] = {
    {"yes", OPENING_ANSWER},           {"no,", OPENING_ANSWER},           {"well,", OPENING_ANSWER},
    {"this", OPENING_POINTER},         {"these", OPENING_POINTER},        {"that", OPENING_POINTER},
    {"those", OPENING_POINTER},        {"it", OPENING_POINTER},           {"its", OPENING_POINTER},
    {"it's", OPENING_POINTER},         {"he", OPENING_POINTER},           {"he's", OPENING_POINTER},
    {"she", OPENING_POINTER},          {"she's", OPENING_POINTER},        {"they", OPENING_POINTER},
    {"they're", OPENING_POINTER},      {"his", OPENING_POINTER},          {"her", OPENING_POINTER},
    {"their", OPENING_POINTER},        {"such", OPENING_POINTER},         {"here", OPENING_POINTER},
    {"another", OPENING_POINTER},      {"the former", OPENING_POINTER},   {"the latter", OPENING_POINTER},
    {"both", OPENING_POINTER},         {"neither", OPENING_POINTER},      {"however", OPENING_CONNECTIVE},
    {"but", OPENING_CONNECTIVE},       {"and", OPENING_CONNECTIVE},       {"or", OPENING_CONNECTIVE},
    {"so", OPENING_CONNECTIVE},        {"also", OPENING_CONNECTIVE},      {"moreover", OPENING_CONNECTIVE},
    {"furthermore", OPENING_CONNECTIVE}, {"in addition", OPENING_CONNECTIVE}, {"meanwhile", OPENING_CONNECTIVE},
    {"therefore", OPENING_CONNECTIVE}, {"thus", OPENING_CONNECTIVE},      {"then", OPENING_CONNECTIVE},
    {"still", OPENING_CONNECTIVE},     {"yet", OPENING_CONNECTIVE},       {"instead", OPENING_CONNECTIVE},
    {"besides", OPENING_CONNECTIVE},   {"nevertheless", OPENING_CONNECTIVE}, {"nonetheless", OPENING_CONNECTIVE},
    {"otherwise", OPENING_CONNECTIVE}, {"for example", OPENING_CONNECTIVE}, {"for instance", OPENING_CONNECTIVE},
    {"as a result", OPENING_CONNECTIVE}, {"on the other hand", OPENING_CONNECTIVE}, {"by contrast", OPENING_CONNECTIVE},
    {"in contrast", OPENING_CONNECTIVE}, {"in other words", OPENING_CONNECTIVE}, {"similarly", OPENING_CONNECTIVE},
    {"likewise", OPENING_CONNECTIVE},  {"indeed", OPENING_CONNECTIVE},    {"consequently", OPENING_CONNECTIVE},
    {"hence", OPENING_CONNECTIVE},     {"because", OPENING_CONNECTIVE},   {"nor", OPENING_CONNECTIVE},
    {"if", OPENING_CONDITION},         {"unless", OPENING_CONDITION},     {"perhaps", OPENING_CONDITION},
    {"maybe", OPENING_CONDITION},      {"suppose", OPENING_CONDITION},
};

static char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte; }

static bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (unsigned char)byte >= 0x80; }

static bool opens_with_word(tenkyo_str sentence, const char *words) {
  size_t at = 0;
  for (; words[at] != '\0'; at++)
    if (at >= sentence.len || lower(sentence.ptr[at]) != words[at]) return false;
  return at == sentence.len || words[at - 1] == ',' || !is_letter(lower(sentence.ptr[at]));
}

static opening_class opening_of(tenkyo_str sentence) {
  for (size_t i = 0; i < sizeof japanese_openings / sizeof *japanese_openings; i++)
    if (tk_starts_with(sentence, tk_str(japanese_openings[i].text))) return japanese_openings[i].class;
  for (size_t i = 0; i < sizeof english_openings / sizeof *english_openings; i++)
    if (opens_with_word(sentence, english_openings[i].text)) return english_openings[i].class;
  return OPENING_FREE;
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
  return code == '?' || code == 0xFF1F || code == 0x2047 || code == 0x2049 || tk_ends_with(body, TK_STR("だろうか。")) ||
         tk_ends_with(body, TK_STR("でしょうか。")) || tk_ends_with(body, TK_STR("ますか。")) ||
         tk_ends_with(body, TK_STR("ですか。"));
}

double tk_standing(tenkyo_str sentence) {
  double factor = opening_factor[opening_of(sentence)];
  if (tk_is_question(sentence)) factor *= question_factor;
  else if (!tk_ends_as_sentence(sentence)) factor *= endless_factor;
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
  if (width < short_width) factor = least + (1 - least) * width / short_width;
  else if (width > long_width) factor = long_width / width;
  return factor < least ? least : factor;
}
