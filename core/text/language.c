/*
 * The language of a piece of text: by its scripts, among languages in Latin script by their function words. It is a
 * guess from what stands there; what the text leaves open is the context's.
 */
#include "text/character.h"

static const char *const tags[] = {[TK_UNKNOWN] = "",   [TK_JAPANESE] = "ja", [TK_ENGLISH] = "en", [TK_CHINESE] = "zh",
                                   [TK_KOREAN] = "ko",  [TK_GERMAN] = "de",   [TK_FRENCH] = "fr",  [TK_SPANISH] = "es",
                                   [TK_ITALIAN] = "it", [TK_DUTCH] = "nl",    [TK_RUSSIAN] = "ru"};

enum { LANGUAGES = sizeof tags / sizeof *tags };

const char *tk_language_tag(tk_language language) {
  return (unsigned)language < LANGUAGES ? tags[language] : tags[TK_UNKNOWN];
}

static char ascii_lower(char byte) { return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte; }

tk_language tk_language_from_tag(const char *tag) {
  if (tag == NULL || tag[0] == '\0' || tag[1] == '\0') return TK_UNKNOWN;
  if (tag[2] != '\0' && tag[2] != '-' && tag[2] != '_') return TK_UNKNOWN;
  for (int language = 1; language < LANGUAGES; language++) {
    if (ascii_lower(tag[0]) == tags[language][0] && ascii_lower(tag[1]) == tags[language][1])
      return (tk_language)language;
  }
  return TK_UNKNOWN;
}

/* ---- Function words ---------------------------------------------------------------------------------------------- */

enum { EN = 1, DE = 2, FR = 4, ES = 8, IT = 16, NL = 32, VOTE = 6, WORD_MAX = 8 };

static const tk_language voters[] = {TK_ENGLISH, TK_GERMAN, TK_FRENCH, TK_SPANISH, TK_ITALIAN, TK_DUTCH};
enum { VOTERS = sizeof voters / sizeof *voters };

typedef struct function_word {
  char text[WORD_MAX + 1];
  uint8_t languages;
} function_word;

/* In the order of their bytes. */
// clang-format off
static const function_word function_words[] = {
    {"aan", NL}, {"aber", DE}, {"about", EN}, {"after", EN}, {"against", EN}, {"al", ES | IT | NL},
    {"all", EN}, {"alla", IT}, {"als", DE | NL}, {"also", EN}, {"am", DE}, {"an", EN | DE}, {"anche", IT},
    {"and", EN}, {"anni", IT}, {"après", FR}, {"are", EN}, {"as", EN}, {"at", EN}, {"au", FR}, {"auch", DE},
    {"auf", DE}, {"aus", DE}, {"aussi", FR}, {"aux", FR}, {"avait", FR}, {"avant", FR}, {"avec", FR}, {"años", ES},
    {"be", EN}, {"because", EN}, {"been", EN}, {"bei", DE}, {"between", EN}, {"bij", NL}, {"bis", DE}, {"but", EN},
    {"by", EN}, {"can", EN}, {"ce", FR}, {"ces", FR}, {"cette", FR}, {"che", IT}, {"come", IT}, {"comme", FR},
    {"como", ES}, {"con", ES | IT}, {"could", EN}, {"cuando", ES}, {"da", IT}, {"dal", IT}, {"dalla", IT},
    {"dans", FR}, {"das", DE}, {"dass", DE}, {"dat", NL}, {"daß", DE}, {"de", FR | ES | NL}, {"degli", IT},
    {"dei", IT}, {"del", ES | IT}, {"dell", IT}, {"della", IT}, {"delle", IT}, {"dem", DE}, {"den", DE}, {"der", DE},
    {"des", DE | FR}, {"desde", ES}, {"deux", FR}, {"deze", NL}, {"di", IT}, {"did", EN}, {"die", DE | NL},
    {"dit", NL}, {"do", EN}, {"donde", ES}, {"door", NL}, {"dopo", IT}, {"du", FR}, {"due", IT}, {"durch", DE},
    {"during", EN}, {"e", ES | IT}, {"ed", IT}, {"een", NL}, {"ein", DE}, {"eine", DE}, {"einem", DE}, {"einen", DE},
    {"einer", DE}, {"eines", DE}, {"el", ES}, {"elle", FR}, {"elles", FR}, {"en", ES | NL}, {"entre", FR | ES},
    {"er", DE | NL}, {"era", IT}, {"es", DE | ES}, {"esa", ES}, {"ese", ES}, {"essere", IT}, {"est", FR},
    {"esta", ES}, {"estas", ES}, {"este", ES}, {"estos", ES}, {"está", ES}, {"están", ES}, {"et", FR}, {"fait", FR},
    {"for", EN}, {"fra", IT}, {"from", EN}, {"fue", ES}, {"für", DE}, {"geen", NL}, {"gegen", DE}, {"gli", IT},
    {"ha", ES | IT}, {"haben", DE}, {"había", ES}, {"had", EN | NL}, {"han", ES}, {"hanno", IT}, {"has", EN},
    {"hasta", ES}, {"hat", DE}, {"hatte", DE}, {"have", EN}, {"he", EN}, {"hebben", NL}, {"heeft", NL}, {"her", EN},
    {"het", NL}, {"hij", NL}, {"his", EN}, {"how", EN}, {"i", IT}, {"ich", DE}, {"if", EN}, {"ihr", DE}, {"ihre", DE},
    {"ik", NL}, {"il", FR | IT}, {"ils", FR}, {"im", DE}, {"in", EN | IT | NL}, {"into", EN}, {"is", EN | NL},
    {"ist", DE}, {"it", EN}, {"its", EN}, {"je", FR | NL}, {"kan", NL}, {"kann", DE}, {"la", FR | ES | IT},
    {"las", ES}, {"le", FR | ES | IT}, {"les", FR | ES}, {"leur", FR}, {"leurs", FR}, {"lo", ES | IT}, {"loro", IT},
    {"los", ES}, {"ma", IT}, {"maar", NL}, {"mais", FR}, {"man", DE}, {"may", EN}, {"meer", NL}, {"mehr", DE},
    {"met", NL}, {"mit", DE}, {"more", EN}, {"muy", ES}, {"más", ES}, {"na", NL}, {"naar", NL}, {"nach", DE},
    {"ne", FR}, {"nel", IT}, {"nella", IT}, {"new", EN}, {"nicht", DE}, {"niet", NL}, {"no", EN | ES}, {"noch", DE},
    {"nog", NL}, {"non", IT}, {"not", EN}, {"nous", FR}, {"nur", DE}, {"o", ES | IT}, {"oder", DE}, {"of", EN | NL},
    {"om", NL}, {"on", EN | FR}, {"onder", NL}, {"ont", FR}, {"ook", NL}, {"op", NL}, {"or", EN}, {"ou", FR},
    {"our", EN}, {"out", EN}, {"over", EN | NL}, {"où", FR}, {"par", FR}, {"para", ES}, {"pas", FR}, {"per", IT},
    {"pero", ES}, {"più", IT}, {"plus", FR}, {"por", ES}, {"pour", FR}, {"que", FR | ES}, {"questa", IT},
    {"questo", IT}, {"qui", FR}, {"qué", ES}, {"sa", FR}, {"said", EN}, {"sans", FR}, {"says", EN}, {"se", ES},
    {"secondo", IT}, {"según", ES}, {"sein", DE}, {"seine", DE}, {"seit", DE}, {"selon", FR}, {"ser", ES},
    {"ses", FR}, {"she", EN}, {"should", EN}, {"si", IT}, {"sich", DE}, {"sie", DE}, {"sin", ES}, {"sind", DE},
    {"so", DE}, {"sobre", ES}, {"son", FR | ES}, {"sono", IT}, {"sont", FR}, {"sous", FR}, {"stata", IT},
    {"stato", IT}, {"su", ES | IT}, {"sua", IT}, {"sul", IT}, {"sulla", IT}, {"suo", IT}, {"sur", FR}, {"sus", ES},
    {"también", ES}, {"te", NL}, {"tegen", NL}, {"than", EN}, {"that", EN}, {"the", EN}, {"their", EN}, {"there", EN},
    {"they", EN}, {"this", EN}, {"to", EN}, {"tot", NL}, {"tra", IT}, {"très", FR}, {"tussen", NL}, {"uit", NL},
    {"um", DE}, {"un", FR | ES | IT}, {"una", ES | IT}, {"unas", ES}, {"und", DE}, {"une", FR}, {"uno", IT},
    {"unos", ES}, {"unter", DE}, {"up", EN}, {"van", NL}, {"von", DE}, {"voor", NL}, {"vor", DE}, {"vous", FR},
    {"waar", NL}, {"war", DE}, {"waren", DE}, {"was", EN}, {"wat", NL}, {"we", EN | NL}, {"wenn", DE}, {"werd", NL},
    {"werden", DE}, {"were", EN}, {"what", EN}, {"when", EN}, {"where", EN}, {"which", EN}, {"while", EN},
    {"who", EN}, {"why", EN}, {"wie", DE}, {"wij", NL}, {"will", EN}, {"wir", DE}, {"wird", DE}, {"with", EN},
    {"worden", NL}, {"wordt", NL}, {"would", EN}, {"wurde", DE}, {"wurden", DE}, {"y", ES}, {"ya", ES}, {"you", EN},
    {"ze", NL}, {"zich", NL}, {"zijn", NL}, {"zu", DE}, {"zum", DE}, {"zur", DE}, {"zwischen", DE}, {"è", IT},
    {"été", FR}, {"être", FR}, {"über", DE},
};
// clang-format on

static const function_word *find_function_word(tenkyo_str word) {
  size_t low = 0, high = sizeof function_words / sizeof *function_words;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = tk_compare(word, tk_str(function_words[middle].text));
    if (order == 0) return &function_words[middle];
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return NULL;
}

/* A word of few languages says more than one of many; a single letter may be an initial, and decides nothing alone. */
static void vote(tenkyo_str word, size_t votes[VOTERS]) {
  const function_word *found = find_function_word(word);
  if (found == NULL) return;
  size_t sharing = 0;
  for (unsigned i = 0; i < VOTERS; i++) sharing += found->languages >> i & 1;
  for (unsigned i = 0; i < VOTERS; i++) {
    if ((found->languages >> i & 1) != 0) votes[i] += (word.len == 1 ? VOTE / 3 : VOTE) / sharing;
  }
}

/* Letters that only one of the languages has. */
static void vote_letter(uint32_t code, size_t votes[VOTERS]) {
  switch (code) {
  case 0xDF: votes[1] += VOTE; break;  /* ß */
  case 0x153: votes[2] += VOTE; break; /* œ */
  case 0xF1:
  case 0xBF:
  case 0xA1: votes[3] += VOTE; break; /* ñ ¿ ¡ */
  default: break;
  }
}

/* ---- Counting ---------------------------------------------------------------------------------------------------- */

typedef struct census {
  size_t kana, han, hangul, latin, cyrillic, other;
  size_t chinese; /* weight of what speaks for Chinese */
  size_t votes[VOTERS];
} census;

/* Function words and simplified forms of Chinese, in the order of their code points. 了 是 的 stand in Japanese words
 * too, so they prove less. */
static const uint16_t chinese_only[] = {0x4E2A, 0x4E3A, 0x4E48, 0x4E86, 0x4EEC, 0x4F60, 0x53D1, 0x5417,
                                        0x5462, 0x54EA, 0x5979, 0x5BF9, 0x5C06, 0x5F88, 0x5F9E, 0x662F,
                                        0x6703, 0x6C92, 0x6CA1, 0x73B0, 0x7684, 0x7D66, 0x7ED9, 0x8BA9,
                                        0x8BF4, 0x8FD8, 0x8FD9, 0x9019, 0x9084, 0x90A3, 0x9EBC};

enum { CHINESE_PROOF = 3 };

/* 0: says nothing; CHINESE_PROOF: no Japanese. */
static unsigned chinese_weight(uint32_t code) {
  size_t low = 0, high = sizeof chinese_only / sizeof *chinese_only;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (chinese_only[middle] == code) return code == 0x4E86 || code == 0x662F || code == 0x7684 ? 1 : CHINESE_PROOF;
    if (chinese_only[middle] > code) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return 0;
}

static void count_character(census *counts, tk_class class, uint32_t code) {
  switch (class) {
  case TK_HIRAGANA:
  case TK_KATAKANA: counts->kana++; break;
  case TK_HAN:
    counts->han++;
    counts->chinese += chinese_weight(code);
    break;
  case TK_HANGUL: counts->hangul++; break;
  case TK_LATIN:
    counts->latin++;
    vote_letter(code, counts->votes);
    break;
  case TK_LETTER:
    if (code >= 0x400 && code <= 0x52F) {
      counts->cyrillic++;
    } else {
      counts->other++;
    }
    break;
  default: vote_letter(code, counts->votes); break;
  }
}

/* Behind the "://" of an address there are no words. */
static size_t skip_address(tenkyo_str text, size_t at) {
  if (!tk_starts_with(tk_cut(text, at, text.len), TK_STR("//")) || text.ptr[at - 1] != ':') return at;
  while (at < text.len && (unsigned char)text.ptr[at] > ' ' && (unsigned char)text.ptr[at] < 0x80) at++;
  return at;
}

/* A word is Latin letters between two characters that are neither letter nor digit, folded as it is read. */
static void take_census(tenkyo_str text, census *counts) {
  char word[WORD_MAX + 4];
  size_t length = 0;
  bool whole = true;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    count_character(counts, class, code);
    if (class == TK_LATIN) {
      if (length <= WORD_MAX) length += tk_utf8_encode(tk_lower(code), word + length);
      continue;
    }
    bool end = class != TK_DIGIT && class != TK_MARK;
    if (end && whole && length > 0 && length <= WORD_MAX) vote((tenkyo_str){word, length}, counts->votes);
    whole = end;
    length = 0;
    if (code == ':') at = skip_address(text, at);
  }
  if (whole && length > 0 && length <= WORD_MAX) vote((tenkyo_str){word, length}, counts->votes);
}

/* ---- Deciding ---------------------------------------------------------------------------------------------------- */

static bool is_latin_language(tk_language language) {
  for (unsigned i = 0; i < VOTERS; i++) {
    if (voters[i] == language) return true;
  }
  return false;
}

/* Kana between words of no language tie them into Japanese: R2のmodel. */
static tk_language among_latin(const census *counts, tk_language context) {
  size_t best = 0, second = 0;
  for (unsigned i = 1; i < VOTERS; i++) {
    if (counts->votes[i] > counts->votes[best]) best = i;
  }
  for (unsigned i = 0; i < VOTERS; i++) {
    if (i != best && counts->votes[i] > second) second = counts->votes[i];
  }
  if (counts->votes[best] >= VOTE / 2 && counts->votes[best] > second) return voters[best];
  if (counts->votes[best] == 0 && counts->kana > 0) return TK_JAPANESE;
  for (unsigned i = 0; i < VOTERS; i++) {
    if (voters[i] == context && counts->votes[i] == counts->votes[best] && second > 0) return context;
  }
  return second == 0 || is_latin_language(context) ? context : TK_UNKNOWN;
}

/* Japanese without Kana is short; Chinese shows in its function words. */
static tk_language among_han(const census *counts, tk_language context) {
  if (counts->chinese >= CHINESE_PROOF && counts->chinese * 12 >= counts->han) return TK_CHINESE;
  return context == TK_JAPANESE || context == TK_CHINESE ? context : TK_UNKNOWN;
}

/* A Chinese character says as much as several Latin letters: 半導体 is a word. */
tk_language tk_language_of(tenkyo_str text, tk_language context) {
  census counts = {0};
  take_census(text, &counts);
  size_t cjk = (counts.kana + counts.han) * 3, hangul = counts.hangul * 2;
  size_t most = cjk;
  if (hangul > most) most = hangul;
  if (counts.latin > most) most = counts.latin;
  if (counts.cyrillic > most) most = counts.cyrillic;
  if (counts.other > most) return TK_UNKNOWN;
  if (most == 0) return context;
  if (most == cjk) return counts.kana * 20 > counts.han ? TK_JAPANESE : among_han(&counts, context);
  if (most == hangul) return TK_KOREAN;
  if (most == counts.cyrillic) return TK_RUSSIAN;
  return among_latin(&counts, context);
}
