/*
 * The form in which texts are compared: NFKC_Casefold (Unicode 15, D147) with the way back. The text is read cluster
 * by cluster: a character, and what can join it by composition or reordering. A cluster is normalised by itself, so the
 * whole is normalised; its output maps to the byte where it began. utf8proc gives the decomposition of one character
 * and composes one cluster; ordering the marks is done here, because utf8proc orders by exchanging neighbours, which
 * takes quadratic time on a long run of marks.
 */
#include "text/text.h"

#include <utf8proc.h>

enum {
  DECOMPOSITION_MAX = 32, /* code points of one character; Unicode's longest has 18 */
  INSERTION_MAX = 16,     /* marks that are cheaper to order by insertion than by counting */
  FIRST_VOWEL = 0x1161,   /* conjoining Jamo that join what stands before them */
  LAST_FINAL = 0x11FF
};

TK_LIST(code_list, int32_t);

typedef struct normalizer {
  tk_arena *arena;
  tenkyo_str text;
  char *bytes; /* the view's text */
  uint32_t *origin;
  size_t length, capacity;
  code_list cluster; /* decomposed, as yet in the order of the text */
  uint32_t simple;   /* the cluster is this one character, which normalises to itself or is an ASCII capital; else 0 */
  size_t cluster_begin;
} normalizer;

/* ---- Output ------------------------------------------------------------------------------------------------------ */

static bool grow(normalizer *state, size_t need) {
  size_t larger = state->capacity * 2;
  if (larger < need) larger = need;
  if (larger > SIZE_MAX / sizeof *state->origin - 1) return false;
  char *bytes = tk_arena_resize(state->arena, state->bytes, state->capacity + 1, larger + 1);
  if (bytes == NULL) return false;
  state->bytes = bytes;
  uint32_t *origin = tk_arena_resize(state->arena, state->origin, (state->capacity + 1) * sizeof *origin,
                                     (larger + 1) * sizeof *origin);
  if (origin == NULL) return false;
  state->origin = origin;
  state->capacity = larger;
  return true;
}

static bool put(normalizer *state, uint32_t code) {
  if (state->capacity - state->length < 4 && !grow(state, state->length + 4)) return false;
  size_t length = tk_utf8_encode(code, state->bytes + state->length);
  for (size_t i = 0; i < length; i++) state->origin[state->length + i] = (uint32_t)state->cluster_begin;
  state->length += length;
  return true;
}

/* ---- One cluster ------------------------------------------------------------------------------------------------- */

static int combining_class(int32_t code) { return code < 0x300 ? 0 : utf8proc_get_property(code)->combining_class; }

static void order_by_insertion(int32_t *codes, size_t count) {
  for (size_t i = 1; i < count; i++) {
    int32_t code = codes[i];
    int class = combining_class(code);
    size_t at = i;
    for (; at > 0 && combining_class(codes[at - 1]) > class; at--) codes[at] = codes[at - 1];
    codes[at] = code;
  }
}

/* Stable, in one pass for the counts and one for the places. */
static bool order_by_counting(tk_arena *arena, int32_t *codes, size_t count) {
  size_t next[256] = {0};
  int32_t *ordered = tk_arena_array(arena, count, sizeof *ordered);
  if (ordered == NULL) return false;
  for (size_t i = 0; i < count; i++) next[combining_class(codes[i]) & 255]++;
  size_t place = 0;
  for (size_t class = 0; class < 256; class ++) {
    size_t here = next[class];
    next[class] = place;
    place += here;
  }
  for (size_t i = 0; i < count; i++) ordered[next[combining_class(codes[i]) & 255]++] = codes[i];
  memcpy(codes, ordered, count * sizeof *codes);
  return true;
}

/* Canonical order: between two characters of class 0, marks by class, those of one class in their order. */
static bool order_marks(normalizer *state) {
  int32_t *codes = state->cluster.items;
  for (size_t i = 0; i < state->cluster.count;) {
    size_t end = i;
    bool ordered = true;
    while (end < state->cluster.count && combining_class(codes[end]) != 0) {
      if (end > i && combining_class(codes[end - 1]) > combining_class(codes[end])) ordered = false;
      end++;
    }
    if (!ordered && end - i <= INSERTION_MAX) order_by_insertion(codes + i, end - i);
    if (!ordered && end - i > INSERTION_MAX) {
      tk_arena scratch;
      tk_arena_init(&scratch, state->arena->allocator);
      bool done = order_by_counting(&scratch, codes + i, end - i);
      tk_arena_free(&scratch);
      if (!done) return false;
    }
    i = end > i ? end : i + 1;
  }
  return true;
}

static bool end_cluster(normalizer *state) {
  if (state->simple != 0) {
    uint32_t code = state->simple;
    state->simple = 0;
    return put(state, code >= 'A' && code <= 'Z' ? code + 32 : code);
  }
  size_t count = state->cluster.count;
  if (count == 0) return true;
  if (count > 1) {
    if (!order_marks(state)) return false;
    utf8proc_ssize_t composed =
        utf8proc_normalize_utf32(state->cluster.items, (utf8proc_ssize_t)count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (composed >= 0) count = (size_t)composed;
  }
  for (size_t i = 0; i < count; i++) {
    if (!put(state, (uint32_t)state->cluster.items[i])) return false;
  }
  state->cluster.count = 0;
  return true;
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static size_t decompose(uint32_t code, int32_t out[DECOMPOSITION_MAX]) {
  int last_boundary = 0;
  utf8proc_ssize_t count = utf8proc_decompose_char(
      (utf8proc_int32_t)code, out, DECOMPOSITION_MAX,
      UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_COMPOSE | UTF8PROC_STABLE, &last_boundary);
  if (count >= 0 && count <= DECOMPOSITION_MAX) return (size_t)count;
  out[0] = (int32_t)TK_REPLACEMENT;
  return 1;
}

/* True when it may compose with, or be ordered among, what stands before it: a mark, a vowel or final Jamo. Every
 * character of class 0 that is the second of a composition is one of these. */
static bool joins(int32_t code) {
  if (code < 0x300) return false;
  if (code >= FIRST_VOWEL && code <= LAST_FINAL) return true;
  utf8proc_category_t category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME ||
         combining_class(code) != 0;
}

static bool add_to_cluster(normalizer *state, const int32_t *codes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int32_t *item = tk_push(state->arena, &state->cluster);
    if (item == NULL) return false;
    *item = codes[i];
  }
  return true;
}

/* Normalises to itself (or to its small letter) and joins nothing: ASCII, Kana, common Han and their punctuation. */
static bool is_simple(uint32_t code) {
  return (code < 0x80 && code != 0) || (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3041 && code <= 0x3096) ||
         (code >= 0x30A1 && code <= 0x30FA) || code == 0x30FC || (code >= 0x3001 && code <= 0x3003) ||
         (code >= 0x3008 && code <= 0x3011);
}

static bool read_simple(normalizer *state, size_t at, uint32_t code) {
  if (!end_cluster(state)) return false;
  state->cluster_begin = at;
  state->simple = code;
  return true;
}

static bool read_other(normalizer *state, size_t at, uint32_t code) {
  int32_t codes[DECOMPOSITION_MAX];
  size_t count = decompose(code, codes);
  if (count == 0) return true; /* ignorable: its bytes belong to the cluster that is open */
  if (!joins(codes[0])) {
    if (!end_cluster(state)) return false;
    state->cluster_begin = at;
  } else if (state->simple != 0) {
    int32_t before[DECOMPOSITION_MAX];
    size_t before_count = decompose(state->simple, before);
    state->simple = 0;
    if (!add_to_cluster(state, before, before_count)) return false;
  } else if (state->cluster.count == 0) {
    state->cluster_begin = at;
  }
  return add_to_cluster(state, codes, count);
}

bool tk_normalize(tk_arena *arena, tenkyo_str text, tk_view *view) {
  normalizer state = {.arena = arena, .text = text};
  if (text.len > TENKYO_TEXT_MAX || !grow(&state, text.len + 4)) return false;
  for (size_t at = 0; at < text.len;) {
    uint32_t code;
    size_t length = tk_utf8_decode(text, at, &code);
    if (!(is_simple(code) ? read_simple(&state, at, code) : read_other(&state, at, code))) return false;
    at += length;
  }
  if (!end_cluster(&state)) return false;
  state.bytes[state.length] = '\0';
  state.origin[state.length] = (uint32_t)text.len;
  *view = (tk_view){{state.bytes, state.length}, state.origin, text.len};
  return true;
}

/* The origins never fall, so the end of the cluster that holds the span's last byte is found by steps that double. */
tenkyo_span tk_view_origin(const tk_view *view, tenkyo_span span) {
  size_t length = view->text.len;
  size_t begin = span.begin < length ? span.begin : length, end = span.end < length ? span.end : length;
  if (end <= begin) return (tenkyo_span){view->origin[begin], view->origin[begin]};
  uint32_t last = view->origin[end - 1];
  size_t low = end - 1, step = 1;
  while (low + step < length && view->origin[low + step] == last) {
    low += step;
    step *= 2;
  }
  size_t high = low + step < length ? low + step : length;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (view->origin[middle] == last) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (tenkyo_span){view->origin[begin], view->origin[high]};
}
