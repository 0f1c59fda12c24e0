/*
 * What a marker covers: the sentence that contains it or that it directly follows; with several markers in a sentence
 * the part back to the one before. Markers that stand side by side cover the same. Where a marker belongs to a noun
 * (Reuters [1] reported …) the parts cannot be told from each other, and they are one claim under all their markers.
 */
#include "draft/draft.h"

TK_LIST(owner_list, size_t);

typedef struct claim_reader {
  tk_arena *arena;
  const tk_document *draft;
  const tk_citations *citations;
  tk_claim_list *claims;
  const size_t *owners; /* for each marker its sentence, or SIZE_MAX */
} claim_reader;

/* A run of markers side by side. */
typedef struct marker_group {
  size_t first, count;
  tenkyo_span span;
} marker_group;

/* ---- Looking around ---------------------------------------------------------------------------------------------- */

/* The first hidden part that ends behind `at`. */
static size_t hidden_from(const tk_span_list *hidden, size_t at) {
  size_t low = 0, high = hidden->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (hidden->items[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The next character at or behind `at` that a reader sees and that is no white space; its place in `at`. */
static uint32_t next_visible(const claim_reader *reader, size_t *at, size_t end, bool *spaced) {
  const tk_span_list *hidden = &reader->citations->hidden;
  size_t next = hidden_from(hidden, *at);
  if (spaced != NULL) *spaced = false;
  while (*at < end) {
    if (next < hidden->count && hidden->items[next].begin <= *at) {
      *at = hidden->items[next++].end;
      continue;
    }
    uint32_t code;
    size_t length = tk_utf8_decode(reader->draft->text, *at, &code);
    tk_class class = tk_character_class(code);
    if (class != TK_SPACE && class != TK_NEWLINE) return code;
    if (spaced != NULL) *spaced = true;
    *at += length;
  }
  return 0;
}

static bool is_joining(uint32_t code) {
  return code == ',' || code == ';' || code == 0x3001 || code == 0xFF0C || code == 0x30FB;
}

/* Whether nothing but white space and commas lies between. */
static bool is_side_by_side(const claim_reader *reader, size_t begin, size_t end) {
  for (size_t at = begin; at < end;) {
    uint32_t code = next_visible(reader, &at, end, NULL);
    if (at >= end || code == 0) return true;
    if (!is_joining(code)) return false;
    at += tk_utf8_decode(reader->draft->text, at, &code);
  }
  return true;
}

/* Whether nothing is said between: brackets and marks may stand there. */
static bool is_wordless(const claim_reader *reader, size_t begin, size_t end) {
  for (size_t at = begin; at < end;) {
    uint32_t code = next_visible(reader, &at, end, NULL);
    if (at >= end || code == 0) return true;
    tk_class class = tk_character_class(code);
    if (class != TK_OPENING && class != TK_CLOSING && class != TK_STOP && class != TK_PUNCTUATION && class != TK_SYMBOL)
      return false;
    at += tk_utf8_decode(reader->draft->text, at, &code);
  }
  return true;
}

static bool is_link(const tenkyo_marker *marker) { return tk_starts_with(marker->keys[0].key, TK_STR("http")); }

static bool is_hiragana_at(tenkyo_str text, size_t at) {
  uint32_t code;
  if (at >= text.len) return false;
  tk_utf8_decode(text, at, &code);
  return tk_character_class(code) == TK_HIRAGANA;
}

/* Whether the text at `at` begins with a particle that makes what stands before it a noun of the sentence. */
static bool follows_noun(tenkyo_str text, size_t at) {
  static const char *const always[] = {"によ", "を", "では", "には", "とは", "にお", "に基", "からは"};
  static const char *const before_words[] = {"は", "が", "の", "も", "に", "で"};
  tenkyo_str rest = tk_cut(text, at, text.len);
  for (size_t i = 0; i < sizeof always / sizeof *always; i++)
    if (tk_starts_with(rest, tk_str(always[i]))) return true;
  for (size_t i = 0; i < sizeof before_words / sizeof *before_words; i++) {
    tenkyo_str particle = tk_str(before_words[i]);
    if (!tk_starts_with(rest, particle)) continue;
    bool pause = tk_starts_with(tk_cut(rest, particle.len, rest.len), TK_STR("、"));
    return pause ? i == 0 : !is_hiragana_at(rest, particle.len);
  }
  return false;
}

/* English verbs of reporting, and what a noun phrase goes on with. */
static bool follows_source(tenkyo_str text, size_t at) {
  static const char *const verbs[] = {"reports", "says",   "said",  "finds", "found", "claims", "states",    "writes",
                                      "wrote",   "notes",  "shows", "puts",  "put",   "argues", "estimates", "has",
                                      "had",     "have",   "is",    "was",   "were",  "are",    "counts",    "gives",
                                      "gave",    "speaks", "spoke", "that",  "who",   "quotes", "tells",     "told"};
  size_t end = at;
  while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z') end++;
  tenkyo_str word = tk_cut(text, at, end);
  if (word.len > 4 && tk_ends_with(word, TK_STR("ed"))) return true;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (tk_equal(word, tk_str(verbs[i]))) return true;
  return false;
}

static bool is_noun_marker(const claim_reader *reader, size_t group_end, size_t sentence_end) {
  size_t at = group_end;
  uint32_t code = next_visible(reader, &at, sentence_end, NULL);
  if (code == 0 || at >= sentence_end) return false;
  return code < 0x80 ? follows_source(reader->draft->text, at) : follows_noun(reader->draft->text, at);
}

/* ---- Which sentence a marker belongs to -------------------------------------------------------------------------- */

/* Bytes of a run of markers that opens a sentence: each marker of it looks back to its beginning. */
enum { RUN_MAX = 1000 };

/* A marker that opens a sentence belongs to the one before it, unless the sentence goes on from it: `[1] reports …`,
 * `[1]によると…`. White space between the stop and the marker, and a small letter behind it, say the same. */
static bool belongs_before(const claim_reader *reader, size_t sentence, const tenkyo_marker *marker) {
  const tk_sentence *here = &reader->draft->sentences.items[sentence];
  if (sentence == 0 || reader->draft->sentences.items[sentence - 1].block != here->block || is_link(marker))
    return false;
  if (marker->span.begin - here->span.begin > RUN_MAX) return false;
  if (!is_wordless(reader, here->span.begin, marker->span.begin)) return false;
  size_t at = marker->span.end;
  uint32_t code = next_visible(reader, &at, here->span.end, NULL);
  if (code == 0) return true;
  if (code >= 0x80) return !follows_noun(reader->draft->text, at);
  return !(code >= 'a' && code <= 'z');
}

static bool find_owners(claim_reader *reader) {
  const tk_sentence_list *sentences = &reader->draft->sentences;
  const tk_marker_list *markers = &reader->citations->markers;
  size_t *owners = tk_arena_array(reader->arena, markers->count, sizeof *owners), next = 0;
  if (owners == NULL) return false;
  for (size_t i = 0; i < markers->count; i++) {
    const tenkyo_marker *marker = &markers->items[i];
    while (next < sentences->count && sentences->items[next].span.begin <= marker->span.begin) next++;
    owners[i] = next == 0 ? SIZE_MAX : next - 1;
    if (next == 0) continue;
    const tk_sentence *before = &sentences->items[next - 1];
    bool inside = marker->span.begin < before->span.end;
    /* One marker of a run may stand in the sentence that the run as a whole only follows. */
    bool joins = i > 0 && owners[i - 1] + 1 == next - 1 && markers->items[i - 1].span.begin >= before->span.begin &&
                 is_side_by_side(reader, markers->items[i - 1].span.end, marker->span.begin);
    if (inside && (joins || belongs_before(reader, next - 1, marker))) owners[i] = next - 2;
    bool same_block = marker->span.begin < reader->draft->blocks.items[before->block].span.end;
    if (!inside && !same_block) owners[i] = SIZE_MAX;
  }
  reader->owners = owners;
  return true;
}

/* ---- Claims ------------------------------------------------------------------------------------------------------ */

static bool add_claim(claim_reader *reader, tenkyo_span span, size_t sentence, size_t marker, size_t count) {
  const tk_sentence *of = &reader->draft->sentences.items[sentence];
  const tk_block *block = &reader->draft->blocks.items[of->block];
  if (block->kind == TK_REFERENCE || block->kind == TK_REFERENCE_HEADING) return true;
  size_t at = span.begin;
  for (uint32_t code; (code = next_visible(reader, &at, span.end, NULL)) != 0 && is_joining(code);)
    at += tk_utf8_decode(reader->draft->text, at, &code);
  span.begin = at < span.end ? at : span.end;
  if (is_wordless(reader, span.begin, span.end)) return true;
  tk_claim *claim = tk_push(reader->arena, reader->claims);
  if (claim == NULL) return false;
  *claim = (tk_claim){span, of->language, block->kind, marker, count};
  return true;
}

static marker_group read_group(const claim_reader *reader, size_t first, size_t end) {
  const tenkyo_marker *markers = reader->citations->markers.items;
  marker_group group = {first, 1, markers[first].span};
  while (first + group.count < end) {
    const tenkyo_marker *next = &markers[first + group.count];
    if (is_link(next) || !is_side_by_side(reader, group.span.end, next->span.begin)) break;
    if (next->span.end > group.span.end) group.span.end = next->span.end;
    group.count++;
  }
  return group;
}

/* Markers before what they cover: `[1]によると…、[2]によると…`. */
static bool add_forward(claim_reader *reader, size_t sentence, size_t first, size_t end) {
  tenkyo_span span = reader->draft->sentences.items[sentence].span;
  marker_group group = read_group(reader, first, end);
  while (group.first + group.count < end) {
    marker_group next = read_group(reader, group.first + group.count, end);
    if (!add_claim(reader, (tenkyo_span){group.span.begin, next.span.begin}, sentence, group.first, group.count))
      return false;
    group = next;
  }
  size_t begin = group.first == first ? span.begin : group.span.begin;
  return add_claim(reader, (tenkyo_span){begin, span.end}, sentence, group.first, group.count);
}

static bool add_sentence(claim_reader *reader, size_t sentence, size_t first, size_t end) {
  tenkyo_span span = reader->draft->sentences.items[sentence].span;
  marker_group group = read_group(reader, first, end);
  size_t begin = span.begin, covered = first;
  bool opens = !is_link(&reader->citations->markers.items[first]) && is_wordless(reader, span.begin, group.span.begin);
  if (opens && group.first + group.count < end) return add_forward(reader, sentence, first, end);
  for (;;) {
    size_t next = group.first + group.count;
    bool noun = is_noun_marker(reader, group.span.end, span.end);
    if (next == end) {
      bool whole = begin == span.begin || noun; /* what stands behind the last of several is under none of them */
      return add_claim(reader, (tenkyo_span){begin, whole ? span.end : group.span.end}, sentence, covered,
                       end - covered);
    }
    if (!noun) {
      if (!add_claim(reader, (tenkyo_span){begin, group.span.end}, sentence, covered, next - covered)) return false;
      begin = group.span.end;
      covered = next;
    }
    group = read_group(reader, next, end);
  }
}

/* A quotation that was cut into sentences is one claim: back to the sentence that opens the marks. */
static size_t quotation_begin(const claim_reader *reader, size_t sentence) {
  static const char *const closing[] = {"」", "』", "”"}, *const opening[] = {"「", "『", "“"};
  const tk_sentence *sentences = reader->draft->sentences.items;
  tenkyo_str text = tk_cut(reader->draft->text, sentences[sentence].span.begin, sentences[sentence].span.end);
  for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
    size_t close = tk_search(text, tk_str(closing[i]), 0);
    if (close == SIZE_MAX || tk_search(tk_cut(text, 0, close), tk_str(opening[i]), 0) != SIZE_MAX) continue;
    for (size_t before = sentence; before > 0 && sentence - before < 12; before--) {
      const tk_sentence *at = &sentences[before - 1];
      if (at->block != sentences[sentence].block) break;
      tenkyo_str earlier = tk_cut(reader->draft->text, at->span.begin, at->span.end);
      if (tk_search(earlier, tk_str(closing[i]), 0) != SIZE_MAX) break;
      if (tk_search(earlier, tk_str(opening[i]), 0) != SIZE_MAX) return before - 1;
    }
  }
  return sentence;
}

/* A line of nothing but markers cites the block before it; of a quotation all sentences, else the last. */
static bool add_block_before(claim_reader *reader, size_t sentence, size_t first, size_t end) {
  const tk_sentence *sentences = reader->draft->sentences.items;
  uint32_t block = sentences[sentence].block;
  if (sentence == 0 || sentences[sentence - 1].block + 1 != block) return true;
  size_t last = sentence - 1, begin = last;
  if (reader->draft->blocks.items[block - 1].kind == TK_QUOTATION)
    while (begin > 0 && sentences[begin - 1].block == block - 1) begin--;
  tenkyo_span span = {sentences[begin].span.begin, sentences[last].span.end};
  return add_claim(reader, span, last, first, end - first);
}

static bool add_owned(claim_reader *reader, size_t sentence, size_t first, size_t end) {
  const tk_sentence *here = &reader->draft->sentences.items[sentence];
  tenkyo_span span = here->span;
  if (is_wordless(reader, span.begin, span.end)) return add_block_before(reader, sentence, first, end);
  marker_group group = read_group(reader, first, end);
  size_t opening = group.first + group.count == end ? quotation_begin(reader, sentence) : sentence;
  if (reader->draft->blocks.items[here->block].kind == TK_QUOTATION && group.span.end >= span.end)
    while (opening > 0 && reader->draft->sentences.items[opening - 1].block == here->block) opening--;
  size_t cited = first == 0 || reader->owners[first - 1] == SIZE_MAX ? 0 : reader->owners[first - 1] + 1;
  if (opening < cited && cited <= sentence) opening = cited; /* what has a marker of its own is no part of it */
  if (opening == sentence) return add_sentence(reader, sentence, first, end);
  span.begin = reader->draft->sentences.items[opening].span.begin;
  return add_claim(reader, span, sentence, first, end - first);
}

bool tk_claims_read(tk_arena *arena, const tk_document *draft, const tk_citations *citations, tk_claim_list *claims) {
  claim_reader reader = {.arena = arena, .draft = draft, .citations = citations, .claims = claims};
  if (!find_owners(&reader)) return false;
  for (size_t first = 0; first < citations->markers.count;) {
    size_t end = first + 1;
    while (end < citations->markers.count && reader.owners[end] == reader.owners[first]) end++;
    if (reader.owners[first] != SIZE_MAX && !add_owned(&reader, reader.owners[first], first, end)) return false;
    first = end;
  }
  return true;
}

/* ---- The text of a claim ----------------------------------------------------------------------------------------- */

static bool is_ascii_alnum(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool tk_plain_read(tk_arena *arena, tenkyo_str draft, tenkyo_span span, const tk_span_list *hidden, tk_plain *plain) {
  size_t room = span.end - span.begin, count = 0, next = hidden_from(hidden, span.begin);
  char *bytes = tk_arena_array(arena, room + 1, 1);
  uint32_t *origin = tk_arena_array(arena, room + 1, sizeof *origin);
  if (bytes == NULL || origin == NULL) return false;
  for (size_t at = span.begin; at < span.end;) {
    if (next < hidden->count && hidden->items[next].begin <= at) {
      char first = draft.ptr[at];
      at = hidden->items[next++].end;
      bool between = count > 0 && at < span.end && is_ascii_alnum(bytes[count - 1]) && is_ascii_alnum(draft.ptr[at]);
      if (!between || first == '*' || first == '_' || first == '`' || first == '~' || first == '\\') continue;
      origin[count] = (uint32_t)(at - 1);
      bytes[count++] = ' ';
      continue;
    }
    origin[count] = (uint32_t)at;
    bytes[count++] = draft.ptr[at++];
  }
  origin[count] = (uint32_t)span.end;
  *plain = (tk_plain){{bytes, count}, origin};
  return true;
}

tenkyo_span tk_plain_origin(const tk_plain *plain, tenkyo_span span) {
  size_t begin = plain->origin[span.begin];
  if (span.end <= span.begin) return (tenkyo_span){begin, begin};
  return (tenkyo_span){begin, plain->origin[span.end - 1] + 1u};
}
