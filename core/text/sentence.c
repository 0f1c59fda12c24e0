/*
 * Sentences of a block. The text is read once; at each run of stops the marks that belong to it are read too, and it is
 * decided whether a sentence ends there: for scripts without spaces here, for the others in period.c. Nothing is looked
 * at further away than a bounded number of characters or the next word, so the time is linear.
 */
#include "text/sentence.h"

typedef struct splitter {
  tk_arena *arena;
  tk_sentence_context context; /* its begin is where the sentence begins that is being read */
  bool wrapped;
  tk_pair_list pairs;
  size_t pair;      /* the first pair that does not end before what is read */
  bool stars, bars; /* an odd number of runs of * or _ so far: emphasis is open */
  tk_span_list *sentences;
} splitter;

static bool is_space(tk_class class, uint32_t code) {
  return class == TK_SPACE || class == TK_NEWLINE || code == 0xFEFF;
}

/* Keeps what was read up to `end` as a sentence, without white space at its ends, if anything is left. */
static bool end_sentence(splitter *state, size_t end) {
  size_t begin = state->context.begin, stop = end;
  uint32_t code;
  state->context.begin = end;
  state->stars = state->bars = false;
  while (begin < stop) {
    size_t length = tk_utf8_decode(state->context.text, begin, &code);
    if (!is_space(tk_character_class(code), code)) break;
    begin += length;
  }
  while (stop > begin) {
    size_t length = tk_utf8_decode_before(state->context.text, stop, &code);
    if (!is_space(tk_character_class(code), code)) break;
    stop -= length;
  }
  if (begin == stop) return true;
  tenkyo_span *span = tk_push(state->arena, state->sentences);
  if (span == NULL) return false;
  *span = (tenkyo_span){begin, stop};
  return true;
}

/* The pair that holds the place between two characters, or NULL. Asked for places that never go back. */
static const tk_pair *pair_around(splitter *state, size_t at) {
  while (state->pair < state->pairs.count && state->pairs.items[state->pair].end <= at) state->pair++;
  if (state->pair == state->pairs.count || state->pairs.items[state->pair].begin >= at) return NULL;
  return &state->pairs.items[state->pair];
}

/* ---- A run of stops ---------------------------------------------------------------------------------------------- */

static bool is_full_stop(uint32_t code) {
  switch (code) {
  case '.':
  case '!':
  case '?':
  case 0xFF0E:
  case 0xFF01:
  case 0xFF1F:
  case 0x2025:
  case 0x2026:
  case 0x2024:
  case 0x203C:
  case 0x203D:
  case 0x2047:
  case 0x2048:
  case 0x2049: return false;
  default: return true;
  }
}

static void add_stop(tk_stop *stop, uint32_t code) {
  if (code == '.' || code == 0x2024) {
    stop->dots++;
  } else if (code == 0xFF0E) {
    stop->wide = true;
    stop->dots++;
  } else if (code == 0x2025 || code == 0x2026) {
    stop->ellipsis = true;
  } else if (is_full_stop(code)) {
    stop->full = true;
    if (code == 0x3002 || code == 0xFF61) stop->ideographic = true;
  } else {
    stop->exclaims = true;
    if (code == 0xFF01 || code == 0xFF1F) stop->wide = true;
  }
}

/* ". . ." too: a period, one space, a period. */
static void read_stop(const splitter *state, size_t at, tk_stop *stop) {
  tenkyo_str text = state->context.text;
  size_t end = state->context.end;
  *stop = (tk_stop){.begin = at};
  while (at < end) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    bool spaced = code == ' ' && stop->dots > 0 && at + 1 < end && text.ptr[at + 1] == '.' && text.ptr[at - 1] == '.' &&
                  (at + 2 >= end || text.ptr[at + 2] == ' ' || text.ptr[at + 2] == '.');
    if (!spaced && tk_character_class(code) != TK_STOP) break;
    if (!spaced) add_stop(stop, code);
    at += length;
  }
  stop->end = at;
  stop->closed = tk_after_closing(text, at, end, state->stars, state->bars);
  stop->marked = tk_after_markers(text, stop->closed, end);
}

/* Behind spaces and the markers that stand there, or `at`. */
static size_t after_space_and_markers(const splitter *state, size_t at) {
  tenkyo_str text = state->context.text;
  size_t mark = at;
  while (mark < state->context.end && (text.ptr[mark] == ' ' || text.ptr[mark] == '\t') && mark - at < 4) mark++;
  size_t after = mark == at ? at : tk_after_markers(text, mark, state->context.end);
  return after == mark ? at : after;
}

/* A marker behind white space belongs to the sentence before it when a new one clearly begins after it. */
static size_t after_spaced_markers(const splitter *state, size_t at) {
  tenkyo_str text = state->context.text;
  size_t end = state->context.end, after = at, length;
  for (size_t more = after_space_and_markers(state, at); more != after; more = after_space_and_markers(state, after))
    after = more;
  if (after == at) return at;
  uint32_t code;
  tk_class class = tk_class_at(text, after, end, &code, &length);
  if (length == 0 || class == TK_NEWLINE || tk_is_cjk(code)) return after;
  if (class != TK_SPACE) return at;
  class = tk_class_at(text, after + length, end, &code, &length);
  return length == 0 || tk_is_upper(code) || tk_is_cjk(code) || class == TK_OPENING || class == TK_NEWLINE ? after : at;
}

/* ---- Scripts without spaces ---------------------------------------------------------------------------------------
 */

/* What goes on with a sentence behind a quotation or an exclamation, and what begins alike but does not. */
typedef struct particle {
  const char *text;
  const char *const unless[10];
} particle;

static const particle particles[] = {
    {"と", {"ところ", "とても", "とにかく", "ともかく", "とりあえず", "とはいえ", "とある", "ときに", "とくに"}},
    {"って", {NULL}},
    {"を", {NULL}},
    {"が", {"がん"}},
    {"は", {"はい", "はじ", "はる", "はや", "はっきり", "はたして", "はず"}},
    {"に", {"にほん", "にっぽん", "にもかかわらず", "にわか"}},
    {"の", {"のち", "のべ", "のんびり"}},
    {"で", {"でも", "では", "です", "でき", "でしょう"}},
    {"も", {"もう", "もし", "もっと", "もと", "もちろん", "もの", "もはや", "もち", "もともと"}},
    {"へ", {NULL}},
    {"や", {"やっ", "やが", "やは", "やる", "やめ", "やり"}},
    {"など", {NULL}},
    {"なんて", {NULL}},
    {"だとか", {NULL}},
    {"だと", {"だとすれば", "だとしても", "だとすると"}},
    {"という", {NULL}},
    {"とか", {NULL}},
    {"から", {"からだ"}},
    {"より", {NULL}},
    {"まで", {NULL}},
    {"ばかり", {NULL}},
};

static bool starts_with_any(tenkyo_str text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count && words[i] != NULL; i++) {
    if (tk_starts_with(text, tk_str(words[i]))) return true;
  }
  return false;
}

static bool begins_with_particle(tenkyo_str text) {
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
    if (tk_starts_with(text, tk_str(particles[i].text)) && !starts_with_any(text, particles[i].unless, 10)) return true;
  }
  return false;
}

/* The word in Latin letters that ends at `end` is a name with an exclamation mark. */
static bool after_exclaiming_name(const splitter *state, size_t end) {
  char word[12];
  size_t length = 0, at = end;
  while (at > state->context.begin && length < sizeof word) {
    char byte = state->context.text.ptr[at - 1];
    if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))) break;
    word[sizeof word - ++length] = (char)(byte | 0x20);
    at--;
  }
  return tk_is_exclaiming_name((tenkyo_str){word + sizeof word - length, length});
}

static bool cjk_stop_ends(splitter *state, const tk_stop *stop) {
  tenkyo_str rest = tk_cut(state->context.text, stop->marked, state->context.end);
  uint32_t code;
  size_t length;
  tk_class class = tk_class_at(state->context.text, stop->marked, state->context.end, &code, &length);
  bool closed = stop->closed > stop->end;
  if (length == 0 || class == TK_NEWLINE) return true;
  if (code == 0x3001 || code == 0xFF0C || code == ',' || class == TK_STOP) return false; /* 、，and 。behind 」 */
  if (stop->full && !closed) return true;
  if (stop->ellipsis && !stop->full && !stop->exclaims) return false;
  if (stop->dots > 0 && !stop->full && !stop->exclaims)
    return class != TK_LATIN && class != TK_DIGIT && !(closed && begins_with_particle(rest));
  if (after_exclaiming_name(state, stop->begin)) return false;
  return !begins_with_particle(rest);
}

/* ---- Which of the two ---------------------------------------------------------------------------------------------
 */

/* The last letter, digit or bracket before the stops. */
static bool stands_in_cjk(const splitter *state, const tk_stop *stop) {
  uint32_t before = 0, after = 0;
  size_t length;
  if (stop->begin > state->context.begin) tk_utf8_decode_before(state->context.text, stop->begin, &before);
  if (tk_is_cjk(before)) return true;
  tk_class_at(state->context.text, stop->marked, state->context.end, &after, &length);
  bool cjk_marks = (before >= 0x3008 && before <= 0x301F) || (before >= 0xFF08 && before <= 0xFF60);
  if (cjk_marks && before != 0xFF0E) return true;
  return stop->exclaims && (stop->wide || tk_is_cjk(after));
}

/* ．after a number or a short word in Latin letters is a decimal point or an abbreviation's. */
static bool is_inner_wide_point(const splitter *state, const tk_stop *stop) {
  if (!stop->wide || stop->exclaims || stop->full || stop->dots != 1) return false;
  size_t letters = 0, at = stop->begin;
  while (at > state->context.begin && letters < 4) {
    uint32_t code;
    size_t length = tk_utf8_decode_before(state->context.text, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_DIGIT) return true;
    if (class != TK_LATIN) break;
    letters++;
    at -= length;
  }
  return letters > 0 && letters < 3;
}

/* (?) [...] 「…」: nothing but the stops is in the brackets. */
static bool is_bracketed(const splitter *state, const tk_stop *stop) {
  uint32_t before;
  if (stop->begin == state->context.begin || stop->closed == stop->end) return false;
  tk_utf8_decode_before(state->context.text, stop->begin, &before);
  return tk_character_class(before) == TK_OPENING;
}

static bool sentence_ends(splitter *state, const tk_stop *stop) {
  const tk_pair *pair = pair_around(state, stop->closed);
  if (is_bracketed(state, stop)) return false;
  if (is_inner_wide_point(state, stop)) return false;
  bool cjk = stop->ideographic || stands_in_cjk(state, stop);
  if (pair != NULL) return false;
  return cjk ? cjk_stop_ends(state, stop) : tk_latin_stop_ends(&state->context, stop);
}

static bool read_stops(splitter *state, size_t *at) {
  tk_stop stop;
  read_stop(state, *at, &stop);
  if (!sentence_ends(state, &stop)) {
    *at = stop.end;
    return true;
  }
  *at = after_spaced_markers(state, stop.marked);
  return end_sentence(state, *at);
}

/* ---- Lines ---------------------------------------------------------------------------------------------------------
 */

/* A line break ends a sentence unless the text is wrapped there; a blank line and the separators of Unicode always. */
static bool line_break_ends(const splitter *state, uint32_t code, size_t after) {
  if (!state->wrapped || code == 0x85 || code == 0x2028 || code == 0x2029) return true;
  while (after < state->context.end) {
    char byte = state->context.text.ptr[after];
    if (byte == '\n' || byte == '\r') return true;
    if (byte != ' ' && byte != '\t') return false;
    after++;
  }
  return true;
}

static bool read_newline(splitter *state, uint32_t code, size_t *at, size_t length) {
  tenkyo_str text = state->context.text;
  size_t after = *at + length;
  if (code == '\r' && after < state->context.end && text.ptr[after] == '\n') after++;
  bool ends = line_break_ends(state, code, after);
  *at = after;
  return !ends || end_sentence(state, after);
}

/* A run of * or _ opens emphasis or closes it. */
static void read_emphasis(splitter *state, size_t *at) {
  char sign = state->context.text.ptr[*at];
  while (*at < state->context.end && state->context.text.ptr[*at] == sign) ++*at;
  if (sign == '*') state->stars = !state->stars;
  if (sign == '_') state->bars = !state->bars;
}

static bool split(splitter *state, size_t begin) {
  size_t at = begin;
  while (at < state->context.end) {
    uint32_t code;
    size_t length = tk_utf8_decode(state->context.text, at, &code);
    tk_class class = tk_character_class(code);
    if (class == TK_STOP) {
      if (!read_stops(state, &at)) return false;
    } else if (class == TK_NEWLINE) {
      if (!read_newline(state, code, &at, length)) return false;
    } else if (code == '*' || code == '_') {
      read_emphasis(state, &at);
    } else {
      at += length;
    }
  }
  return end_sentence(state, state->context.end);
}

bool tk_sentences_of(tk_arena *arena, tenkyo_str text, tenkyo_span part, tk_language language, bool wrapped,
                     tk_span_list *sentences) {
  tk_arena scratch;
  tk_arena_init(&scratch, arena->allocator);
  splitter state = {.arena = arena, .wrapped = wrapped, .sentences = sentences};
  state.context = (tk_sentence_context){text, part.begin, part.end, language};
  bool done = tk_pairs(&scratch, text, part, wrapped, &state.pairs) && split(&state, part.begin);
  tk_arena_free(&scratch);
  return done;
}
