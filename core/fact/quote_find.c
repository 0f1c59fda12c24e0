/*
 * A quotation in its source: verbatim, or near with the place where the two part.
 *
 * Both are made into rows of characters without white space, markers and the differences of marks that no reader
 * calls a change. Verbatim is a search for each part between gaps, in order. Near is found by runs of four characters
 * that both have: they vote for the offset between quotation and source, and only around the offsets with the most
 * votes is the edit distance computed, in a band. Any quotation that is near (at most a fifth of it changed) shares
 * such runs with its source, because a fifth of edits leaves one whole run of four somewhere. The band is at most
 * BAND_LIMIT wide, so the whole is linear in both lengths.
 */
#include "fact/scan.h"

enum {
  RUN = 4,           /* characters of a run */
  NEAR_LEAST = 8,    /* characters of a quotation that may be near */
  NEAR_PART = 5,     /* one in so many may differ */
  BAND_LIMIT = 200,  /* edits that are looked for at most */
  TRIES = 4,         /* offsets that are looked at */
  OCCURRENCES = 4,   /* of one run in the quotation that vote */
  ALTERED_PARTS = 8, /* between gaps, at most */
  MARKER_LIMIT = 64  /* bytes of a marker */
};

typedef struct letter {
  uint32_t code;
  uint32_t at; /* byte in the view; a character ends where the next one of the view begins */
} letter;

typedef struct row {
  letter *items;
  size_t count;
  tk_view view;
  size_t *parts; /* where each part between gaps begins, in items; ends with count */
  size_t part_count;
} row;

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

static uint32_t fold(uint32_t code) {
  switch (code) {
  case 0x300E:
  case 0x300C: return 0x300C;
  case 0x300F:
  case 0x300D: return 0x300D;
  case 0x201C:
  case 0x201D:
  case 0x301D:
  case 0x301F: return '"';
  case 0x2018:
  case 0x2019: return '\'';
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015:
  case 0x2212: return '-';
  case 0x301C: return '~';
  case 0x3001: return ',';
  case 0x3002: return '.';
  default: return code;
  }
}

static bool joins_marker(uint32_t code) {
  return code == ',' || code == ' ' || code == '-' || code == ';' || code == 0x2013 || code == 0x2014 || code == 0x3001;
}

/* [1], [1, 3–5], [^2], [@key], 〔1〕: the length of a marker here, or 0. */
static size_t marker_here(tenkyo_str text, size_t at) {
  uint32_t open, code;
  size_t end = at + tk_utf8_decode(text, at, &open), digits = 0;
  bool named = open == '[' && end < text.len && (text.ptr[end] == '^' || text.ptr[end] == '@');
  if (open != '[' && open != 0x3014) {
    return 0;
  }
  while (end < text.len && end - at < MARKER_LIMIT) {
    end += tk_utf8_decode(text, end, &code);
    if (code == (open == '[' ? ']' : 0x3015)) {
      return digits > 0 || named ? end - at : 0;
    }
    bool digit = code < 0x80 && tk_is_ascii_digit((unsigned char)code);
    if (code == '\n' || code == '[' || (!named && !digit && !joins_marker(code))) {
      return 0;
    }
    digits += digit;
  }
  return 0;
}

static size_t literal_here(tenkyo_str text, size_t at) {
  static const char *const GAPS[] = {"(中略)", "(略)",  "〔中略〕", "[中略]", "(前略)",
                                     "(後略)", "[...]", "(...)",    "..."};
  for (size_t i = 0; i < sizeof GAPS / sizeof *GAPS; i++) {
    if (tk_starts_with(tk_cut(text, at, text.len), tk_str(GAPS[i]))) {
      return strlen(GAPS[i]);
    }
  }
  return 0;
}

static bool is_superscript(const tk_view *view, tenkyo_str original, size_t at) {
  uint32_t code = 0;
  size_t origin = view->origin[at];
  if (!tk_is_ascii_digit((unsigned char)view->text.ptr[at]) || origin >= original.len) {
    return false;
  }
  tk_utf8_decode(original, origin, &code);
  return code == 0xB2 || code == 0xB3 || code == 0xB9 || (code >= 0x2070 && code <= 0x2079);
}

/* What stands at a place of the view and is left aside: its length, or 0. */
static size_t left_aside(const tk_view *view, tenkyo_str original, size_t at) {
  unsigned char byte = (unsigned char)view->text.ptr[at];
  if (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') {
    return 1;
  }
  if (byte == '[' || byte == 0xE3) {
    return marker_here(view->text, at);
  }
  return is_superscript(view, original, at) ? 1 : 0;
}

static bool make_row(tk_arena *arena, tenkyo_str text, bool gaps, row *out) {
  *out = (row){0};
  if (!tk_normalize(arena, text, &out->view)) {
    return false;
  }
  tenkyo_str bytes = out->view.text;
  size_t characters = tk_utf8_length(bytes);
  out->items = tk_arena_array(arena, characters + 1, sizeof *out->items);
  out->parts = tk_arena_array(arena, characters / 3 + 3, sizeof *out->parts);
  if (out->items == NULL || out->parts == NULL) {
    return false;
  }
  out->part_count = 1;
  for (size_t at = 0; at < bytes.len;) {
    size_t gap = gaps ? literal_here(bytes, at) : 0;
    size_t skip = gap > 0 ? gap : left_aside(&out->view, text, at);
    if (gap > 0 && out->parts[out->part_count - 1] < out->count) {
      out->parts[out->part_count++] = out->count;
    }
    if (skip == 0) {
      letter *next = &out->items[out->count++];
      skip = tk_utf8_decode(bytes, at, &next->code);
      next->code = fold(next->code);
      next->at = (uint32_t)at;
    }
    at += skip;
  }
  out->parts[out->part_count] = out->count;
  return true;
}

/* The original bytes of letters [begin, end) of a row; an empty span stands where `begin` does. */
static tenkyo_span original_span(const row *text, size_t begin, size_t end) {
  const tk_view *view = &text->view;
  if (begin >= end) {
    size_t place = begin < text->count ? view->origin[text->items[begin].at] : view->original_length;
    return (tenkyo_span){place, place};
  }
  uint32_t code;
  size_t last = text->items[end - 1].at;
  tenkyo_span span = {text->items[begin].at, last + tk_utf8_decode(view->text, last, &code)};
  return tk_view_origin(view, span);
}

/* ---- Verbatim ---------------------------------------------------------------------------------------------------- */

typedef struct stretch {
  size_t begin, end; /* letters */
} stretch;

static bool is_edge_mark(uint32_t code) {
  return code == ',' || code == '.' || code == '!' || code == '?' || code == '"' || code == 0x300C || code == 0x300D;
}

/* Without the marks at its ends, which writers move in and out of a quotation. */
static stretch trim(const row *quote, stretch part) {
  stretch whole = part;
  while (part.end > part.begin && is_edge_mark(quote->items[part.end - 1].code)) {
    part.end--;
  }
  while (part.begin < part.end && is_edge_mark(quote->items[part.begin].code)) {
    part.begin++;
  }
  return part.begin < part.end ? part : whole;
}

/* How far the pattern's own begin is repeated before each place (Knuth, Morris and Pratt 1977). */
static bool prepare(tk_arena *arena, const letter *pattern, size_t length, size_t **table) {
  size_t *back = tk_arena_array(arena, length + 1, sizeof *back);
  if (back == NULL) {
    return false;
  }
  for (size_t i = 1, matched = 0; i < length; i++) {
    while (matched > 0 && pattern[i].code != pattern[matched].code) {
      matched = back[matched];
    }
    matched += pattern[i].code == pattern[matched].code;
    back[i + 1] = matched;
  }
  *table = back;
  return true;
}

/* The first place at or after `from`; source->count when there is none. */
static size_t find(const letter *pattern, size_t length, const size_t *back, const row *source, size_t from) {
  for (size_t i = from, matched = 0; i < source->count; i++) {
    while (matched > 0 && source->items[i].code != pattern[matched].code) {
      matched = back[matched];
    }
    matched += source->items[i].code == pattern[matched].code;
    if (matched == length) {
      return i + 1 - length;
    }
  }
  return source->count;
}

/* ---- Near -------------------------------------------------------------------------------------------------------- */

static uint32_t hash_run(const letter *items) {
  uint32_t hash = 2166136261u;
  for (int i = 0; i < RUN; i++) {
    hash = (hash ^ items[i].code) * 16777619u;
    hash ^= hash >> 15;
  }
  return hash;
}

/* The runs of a part of the quotation: chains by hash, the first occurrences of each only. */
typedef struct run_table {
  uint32_t *heads, *next; /* place + 1, or 0 */
  uint32_t mask;
} run_table;

static bool make_runs(tk_arena *arena, const letter *part, size_t length, run_table *table) {
  size_t slots = 16;
  while (slots < length * 2) {
    slots *= 2;
  }
  table->heads = tk_arena_array(arena, slots, sizeof *table->heads);
  table->next = tk_arena_array(arena, length + 1, sizeof *table->next);
  uint8_t *counts = tk_arena_array(arena, slots, sizeof *counts);
  if (table->heads == NULL || table->next == NULL || counts == NULL) {
    return false;
  }
  table->mask = (uint32_t)(slots - 1);
  for (size_t i = 0; i + RUN <= length; i++) {
    uint32_t slot = hash_run(part + i) & table->mask;
    if (counts[slot] < OCCURRENCES) {
      counts[slot]++;
      table->next[i] = table->heads[slot];
      table->heads[slot] = (uint32_t)i + 1;
    }
  }
  return true;
}

static bool same_run(const letter *a, const letter *b) {
  return a[0].code == b[0].code && a[1].code == b[1].code && a[2].code == b[2].code && a[3].code == b[3].code;
}

/* Votes for offsets (source place − quotation place + length), in buckets of `width`. */
static void vote(const run_table *table, const letter *part, size_t length, const row *source, size_t from,
                 size_t width, uint32_t *votes) {
  for (size_t i = from; i + RUN <= source->count; i++) {
    uint32_t slot = hash_run(source->items + i) & table->mask;
    for (uint32_t place = table->heads[slot]; place > 0; place = table->next[place - 1]) {
      if (same_run(part + place - 1, source->items + i)) {
        votes[(i - from + length - (place - 1)) / width]++;
      }
    }
  }
}

/* One cell of the band: the least edits to here, and where in the source that way began. */
typedef struct cell {
  uint32_t edits;
  uint32_t begin;
} cell;

typedef struct near_match {
  stretch place; /* in the source */
  uint32_t edits;
} near_match;

static cell better(cell a, cell b) { return b.edits < a.edits ? b : a; }

/*
 * Edit distance of the whole part against any stretch of the source that lies around one offset. Cell j of row i is
 * source place base + i + j; a way may begin and end anywhere in the band.
 */
static near_match align(const letter *part, size_t length, const row *source, size_t from, ptrdiff_t base, size_t band,
                        cell *cells) {
  const uint32_t FAR = UINT32_MAX / 2;
  size_t count = source->count;
  for (size_t j = 0; j <= band; j++) {
    ptrdiff_t place = base + (ptrdiff_t)j;
    bool inside = place >= (ptrdiff_t)from && place <= (ptrdiff_t)count;
    cells[j] = (cell){inside ? 0 : FAR, inside ? (uint32_t)place : 0};
  }
  for (size_t i = 0; i < length; i++) {
    cell left = {FAR, 0};
    for (size_t j = 0; j <= band; j++) {
      ptrdiff_t place = base + (ptrdiff_t)(i + j); /* of the source's letter that a step along both takes */
      bool inside = place >= (ptrdiff_t)from && place < (ptrdiff_t)count;
      uint32_t other = inside && source->items[place].code == part[i].code ? 0 : 1;
      cell along = inside ? (cell){cells[j].edits + other, cells[j].begin} : (cell){FAR, 0};
      cell dropped = j < band ? (cell){cells[j + 1].edits + 1, cells[j + 1].begin} : (cell){FAR, 0};
      cell added = place + 1 <= (ptrdiff_t)count ? (cell){left.edits + 1, left.begin} : (cell){FAR, 0};
      cells[j] = left = better(better(along, dropped), added);
    }
  }
  near_match best = {{0, 0}, FAR};
  for (size_t j = 0; j <= band; j++) {
    ptrdiff_t end = base + (ptrdiff_t)(length + j);
    ptrdiff_t best_off = (ptrdiff_t)(best.place.end - best.place.begin) - (ptrdiff_t)length;
    ptrdiff_t this_off = end - (ptrdiff_t)cells[j].begin - (ptrdiff_t)length;
    bool closer = (this_off < 0 ? -this_off : this_off) < (best_off < 0 ? -best_off : best_off);
    if (end >= 0 && end <= (ptrdiff_t)count && (size_t)end >= cells[j].begin &&
        (cells[j].edits < best.edits || (cells[j].edits == best.edits && closer))) {
      best = (near_match){{cells[j].begin, (size_t)end}, cells[j].edits};
    }
  }
  return best;
}

/* The bucket with the most votes, of it and its neighbour together; its votes are taken away. */
static size_t take_best(uint32_t *votes, size_t count) {
  size_t best = count;
  uint32_t most = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t sum = votes[i] + (i + 1 < count ? votes[i + 1] : 0);
    if (sum > most) {
      most = sum;
      best = i;
    }
  }
  if (best < count) {
    votes[best] = 0;
  }
  return best;
}

/* The nearest stretch of the source at or after `from`. `found` is false when none is near enough. */
static bool find_near(tk_arena *arena, const letter *part, size_t length, const row *source, size_t from,
                      near_match *match, bool *found) {
  *found = false;
  size_t allowed = length / NEAR_PART < BAND_LIMIT ? length / NEAR_PART : BAND_LIMIT;
  if (length < RUN || allowed == 0 || source->count < from + RUN) {
    return true;
  }
  size_t width = allowed < 8 ? 8 : allowed, band = width * 2 + allowed * 2;
  size_t buckets = (source->count - from + length) / width + 2;
  run_table table;
  uint32_t *votes = tk_arena_array(arena, buckets, sizeof *votes);
  cell *cells = tk_arena_array(arena, band + 1, sizeof *cells);
  if (votes == NULL || cells == NULL || !make_runs(arena, part, length, &table)) {
    return false;
  }
  vote(&table, part, length, source, from, width, votes);
  for (int i = 0; i < TRIES; i++) {
    size_t bucket = take_best(votes, buckets);
    if (bucket == buckets) {
      break;
    }
    ptrdiff_t base = (ptrdiff_t)(from + bucket * width) - (ptrdiff_t)length - (ptrdiff_t)allowed;
    near_match candidate = align(part, length, source, from, base, band, cells);
    if (candidate.edits <= allowed && (!*found || candidate.edits < match->edits)) {
      *match = candidate;
      *found = true;
    }
  }
  return true;
}

/* ---- Together ---------------------------------------------------------------------------------------------------- */

/* Where the two part first and last. */
static void set_difference(const row *quote, stretch part, const row *source, stretch place, tk_quote_match *match) {
  while (part.begin < part.end && place.begin < place.end &&
         quote->items[part.begin].code == source->items[place.begin].code) {
    part.begin++;
    place.begin++;
  }
  while (part.begin < part.end && place.begin < place.end &&
         quote->items[part.end - 1].code == source->items[place.end - 1].code) {
    part.end--;
    place.end--;
  }
  match->altered = original_span(quote, part.begin, part.end);
  match->difference = original_span(source, place.begin, place.end);
}

/* One part between gaps: where it is in the source after `from`, and whether it was changed. */
static bool find_part(tk_arena *arena, const row *quote, stretch part, const row *source, size_t from, bool may_be_near,
                      near_match *match, bool *found) {
  const letter *letters = quote->items + part.begin;
  size_t length = part.end - part.begin, *back;
  if (!prepare(arena, letters, length, &back)) {
    return false;
  }
  size_t place = find(letters, length, back, source, from);
  *found = place < source->count;
  *match = (near_match){{place, place + length}, 0};
  return *found || !may_be_near || find_near(arena, letters, length, source, from, match, found);
}

/* The parts of the quotation one after the other. `found` is false when one is missing or too much is changed. */
static bool find_parts(tk_arena *arena, const row *quoted, const row *text, tk_quote_match *match, bool *found) {
  size_t from = 0, edits = 0, begin = text->count;
  int altered = 0;
  *found = false;
  for (size_t i = 0; i < quoted->part_count; i++) {
    stretch part = trim(quoted, (stretch){quoted->parts[i], quoted->parts[i + 1]});
    if (part.begin == part.end) {
      continue;
    }
    near_match place;
    bool may_be_near = quoted->count >= NEAR_LEAST && altered < ALTERED_PARTS;
    if (!find_part(arena, quoted, part, text, from, may_be_near, &place, found)) {
      return false;
    }
    if (!*found) {
      return true;
    }
    if (place.edits > 0 && altered++ == 0) {
      set_difference(quoted, part, text, place.place, match);
    }
    edits += place.edits;
    begin = begin < text->count ? begin : place.place.begin;
    from = place.place.end;
  }
  *found = begin < text->count && edits * NEAR_PART <= quoted->count;
  if (*found) {
    match->match = altered > 0 ? TK_NEAR : TK_VERBATIM;
    match->span = original_span(text, begin, from);
  }
  return true;
}

bool tk_quote_find(tk_arena *arena, tenkyo_str quote, tenkyo_str source, tk_quote_match *match) {
  static const tk_quote_match NONE = {TK_NO_MATCH, {0, 0}, {0, 0}, {0, 0}};
  row quoted, text;
  bool found;
  *match = NONE;
  if (!make_row(arena, quote, true, &quoted) || !make_row(arena, source, false, &text) ||
      !find_parts(arena, &quoted, &text, match, &found)) {
    return false;
  }
  if (!found) {
    *match = NONE;
  }
  return true;
}
