/*
 * Values in the same words. A writer who takes a sentence over and mistypes its number leaves the words around it as
 * they were: then the two values are of the same thing, whatever else stands in the article, and even where a number
 * is of a kind that is elsewhere not compared lightly (3人, 第2回).
 */
#include "draft/draft.h"

/* Weights: a CJK character says about as much as two letters. */
enum { CJK_WEIGHT = 2, OTHER_WEIGHT = 1, SIDE_LIMIT = 20, SIDE_LEAST = 4, SUM_LEAST = 16, EDGE_WEIGHT = 6 };

/* A place in a text that is walked away from a value, to the left or to the right. */
typedef struct walk {
  tenkyo_str text; /* the sentence */
  size_t at;
  bool left;
} walk;

/* The next character that is no white space; false at the end of the sentence. */
static bool next_character(walk *of, uint32_t *code) {
  while (of->left ? of->at > 0 : of->at < of->text.len) {
    size_t length = of->left ? tk_utf8_decode_before(of->text, of->at, code) : tk_utf8_decode(of->text, of->at, code);
    of->at = of->left ? of->at - length : of->at + length;
    tk_class class = tk_character_class(*code);
    if (class != TK_SPACE && class != TK_NEWLINE) return true;
  }
  return false;
}

static bool is_stop(const walk *of, uint32_t code) {
  tk_class class = tk_character_class(code);
  return !of->left && of->at >= of->text.len && (class == TK_STOP || class == TK_CLOSING);
}

typedef struct side {
  size_t weight;
  bool whole;   /* the same up to the limit or to the end of both sentences */
  bool another; /* the next value beside it is another, too */
} side;

static side common_side(walk a, walk b) {
  side result = {0};
  while (result.weight < SIDE_LIMIT) {
    uint32_t one = 0, two = 0;
    bool more_a = next_character(&a, &one), more_b = next_character(&b, &two);
    bool end_a = !more_a || is_stop(&a, one), end_b = !more_b || is_stop(&b, two);
    if (end_a && end_b) {
      result.weight += EDGE_WEIGHT;
      break;
    }
    if (!more_a || !more_b) return result;
    if (one != two) {
      result.another = tk_character_class(one) == TK_DIGIT || tk_character_class(two) == TK_DIGIT;
      return result;
    }
    result.weight += tk_is_cjk(one) ? CJK_WEIGHT : OTHER_WEIGHT;
  }
  result.whole = true;
  return result;
}

size_t tk_context_shared(tenkyo_str claim, tenkyo_span value, tenkyo_str sentence, tenkyo_span other, bool *whole) {
  side left = common_side((walk){claim, value.begin, true}, (walk){sentence, other.begin, true});
  side right = common_side((walk){claim, value.end, false}, (walk){sentence, other.end, false});
  size_t sum = left.weight + right.weight;
  *whole = left.whole && right.whole;
  if (left.another || right.another || left.weight < SIDE_LEAST || right.weight < SIDE_LEAST) return 0;
  return sum < SUM_LEAST ? 0 : sum;
}
