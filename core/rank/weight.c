/*
 * What a term says by its form alone. Rarity says the rest, but rarity needs a large collection to know that "of" and
 * した say nothing, and a store may hold five articles.
 *
 * - A pair of CJK characters or a word carries the weight. The single characters inside the run repeat what its pairs
 *   say, so they keep nothing; one that stands alone (米 as a query, 米 in 米Trump政権) is the only evidence there is
 *   and keeps all.
 * - A pair of hiragana is mostly inflection or a particle beside one, a single hiragana a particle.
 * - English function words.
 */
#include "rank/weight.h"

static const double hiragana_pair = 0.3;
static const double hiragana_alone = 0.05;
static const double function_word = 0.2;

/* In byte order. */
static const char *const function_words[] = {
    "a",       "about",   "above", "after",   "again",   "against", "all",     "almost",   "also",    "although",
    "am",      "among",   "an",    "and",     "another", "any",     "are",     "arent",    "around",  "as",
    "at",      "away",    "be",    "became",  "because", "been",    "before",  "being",    "between", "both",
    "but",     "by",      "came",  "can",     "cannot",  "cant",    "com",     "could",    "couldnt", "did",
    "didnt",   "do",      "does",  "doesnt",  "doing",   "done",    "dont",    "down",     "during",  "each",
    "either",  "else",    "ever",  "every",   "few",     "for",     "from",    "further",  "get",     "got",
    "had",     "hadnt",   "has",   "hasnt",   "have",    "havent",  "having",  "he",       "her",     "here",
    "hers",    "herself", "him",   "himself", "his",     "how",     "however", "html",     "http",    "https",
    "i",       "id",      "if",    "ill",     "im",      "in",      "into",    "is",       "isnt",    "it",
    "its",     "itself",  "ive",   "just",    "least",   "less",    "like",    "made",     "make",    "many",
    "may",     "me",      "might", "more",    "most",    "much",    "must",    "my",       "myself",  "neither",
    "no",      "nor",     "not",   "now",     "of",      "off",     "on",      "once",     "one",     "only",
    "or",      "other",   "our",   "ours",    "out",     "over",    "own",     "per",      "quite",   "rather",
    "really",  "said",    "same",  "say",     "says",    "she",     "should",  "shouldnt", "since",   "so",
    "some",    "still",   "such",  "than",    "that",    "the",     "their",   "theirs",   "them",    "themselves",
    "then",    "there",   "these", "they",    "theyll",  "theyre",  "theyve",  "this",     "those",   "though",
    "through", "thus",    "to",    "too",     "two",     "under",   "until",   "up",       "upon",    "us",
    "very",    "was",     "wasnt", "we",      "well",    "were",    "werent",  "weve",     "what",    "when",
    "where",   "whether", "which", "while",   "who",     "whom",    "whose",   "why",      "will",    "with",
    "within",  "without", "wont",  "would",   "wouldnt", "www",     "yet",     "you",      "youll",   "your",
    "youre",   "yours",
};

bool tk_is_function_word(tenkyo_str word) {
  size_t low = 0, high = sizeof function_words / sizeof *function_words;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = tk_compare(word, tk_str(function_words[middle]));
    if (order == 0) return true;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return false;
}

/* The long-vowel mark is counted as katakana by its class and belongs to either. */
static bool is_hiragana(tenkyo_str text) {
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    at += tk_utf8_decode(text, at, &code);
    if (tk_character_class(code) != TK_HIRAGANA && code != 0x30FC) return false;
  }
  return text.len > 0;
}

double tk_term_emphasis(tenkyo_str text, tk_term_kind kind, bool alone) {
  switch (kind) {
  case TK_TERM_CHARACTER:
    if (!alone) return 0;
    return is_hiragana(text) ? hiragana_alone : 1;
  case TK_TERM_PAIR: return is_hiragana(text) ? hiragana_pair : 1;
  case TK_TERM_WORD: return tk_is_function_word(text) ? function_word : 1;
  }
  return 1;
}
