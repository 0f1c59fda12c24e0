/* Brackets and quotation marks that belong together, in one pass with a stack. */
#include "text/sentence.h"

/* Latin quotation marks are often left open, and speech of many sentences is better read sentence by sentence. */
enum { LONGEST_PAIR = 1500, LONGEST_QUOTATION = 600, SEARCH_DEPTH = 4, STACK_MAX = 64 };

typedef struct opening {
  size_t at;
  uint32_t close;
  bool quotation;
} opening;

/* Single quotation marks are left out: they are apostrophes too. */
static uint32_t partner_of(uint32_t code) {
  switch (code) {
  case '(': return ')';
  case '[': return ']';
  case '{': return '}';
  case 0x201E: return 0x201C; /* „ */
  case 0x300C: return 0x300D; /* 「 */
  case 0x300E: return 0x300F;
  case 0x3008: return 0x3009;
  case 0x300A: return 0x300B;
  case 0x3010: return 0x3011;
  case 0x3014: return 0x3015;
  case 0x3016: return 0x3017;
  case 0xFF08: return 0xFF09; /* （ */
  case 0xFF3B: return 0xFF3D;
  case 0xFF5B: return 0xFF5D;
  case 0xFF62: return 0xFF63;
  case 0x301D: return 0x301F;
  default: return 0;
  }
}

typedef struct pairing {
  tk_arena *arena;
  tenkyo_str text;
  tenkyo_span part;
  opening stack[STACK_MAX];
  size_t depth;
  tk_pair_list *pairs;
} pairing;

/* So many open ones are no text: the older half is forgotten. */
static void open_at(pairing *state, size_t at, uint32_t close, bool quotation) {
  if (state->depth == STACK_MAX) {
    state->depth = STACK_MAX / 2;
    memmove(state->stack, state->stack + STACK_MAX / 2, state->depth * sizeof *state->stack);
  }
  state->stack[state->depth++] = (opening){at, close, quotation};
}

/* The place in the stack of what `close` closes, looked for only near its top; SIZE_MAX when there is none. */
static size_t find_opening(const pairing *state, uint32_t close) {
  size_t count = state->depth;
  for (size_t depth = 0; depth < SEARCH_DEPTH && depth < count; depth++) {
    uint32_t wanted = state->stack[count - 1 - depth].close;
    bool other = (wanted == 0x301F && close == 0x301E) || (wanted == 0x201C && close == 0x201D);
    if (wanted == close || other) return count - 1 - depth;
  }
  return SIZE_MAX;
}

/* Pairs that lie inside the new one go. */
static bool close_at(pairing *state, size_t place, size_t end) {
  opening opened = state->stack[place];
  state->depth = place;
  if (end - opened.at > (opened.quotation ? LONGEST_QUOTATION : LONGEST_PAIR)) return true;
  while (state->pairs->count > 0 && state->pairs->items[state->pairs->count - 1].begin > opened.at)
    state->pairs->count--;
  tk_pair *pair = tk_push(state->arena, state->pairs);
  if (pair == NULL) return false;
  *pair = (tk_pair){opened.at, end};
  return true;
}

/* A straight mark closes when one is open, else opens if it does not stand right behind a word. */
static bool straight_mark(pairing *state, size_t at) {
  size_t place = find_opening(state, '"');
  if (place != SIZE_MAX) return close_at(state, place, at + 1);
  uint32_t before = ' ', after = ' ';
  if (at > state->part.begin) tk_utf8_decode_before(state->text, at, &before);
  if (at + 1 < state->part.end) tk_utf8_decode(state->text, at + 1, &after);
  tk_class left = tk_character_class(before), right = tk_character_class(after);
  if (right == TK_SPACE || right == TK_NEWLINE || left == TK_LATIN || left == TK_DIGIT || left == TK_STOP) return true;
  open_at(state, at, '"', true);
  return true;
}

bool tk_pairs(tk_arena *arena, tenkyo_str text, tenkyo_span part, bool wrapped, tk_pair_list *pairs) {
  pairing state = {.arena = arena, .text = text, .part = part, .pairs = pairs};
  for (size_t at = part.begin; at < part.end;) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    tk_class class = tk_character_class(code);
    bool done = true;
    if (class == TK_NEWLINE && !wrapped) state.depth = 0;
    if (code == '"') {
      done = straight_mark(&state, at);
    } else if (class == TK_CLOSING || code == 0x201C) {
      size_t place = find_opening(&state, code);
      if (place != SIZE_MAX) done = close_at(&state, place, at + length);
      if (place == SIZE_MAX && code == 0x201C) open_at(&state, at, 0x201D, true);
    } else if (class == TK_OPENING && partner_of(code) != 0) {
      open_at(&state, at, partner_of(code), code == 0x201E);
    }
    if (!done) return false;
    at += length;
  }
  return true;
}
