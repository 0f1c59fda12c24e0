/*
 * The passage of an article that speaks of what a claim says: of all runs of one to three sentences the one that has
 * most of the claim's weight. A term weighs by its rarity among the stored articles and the cited sentences together,
 * so that a store of one article has weights too.
 */
#include "draft/draft.h"
#include "rank/weight.h"

/* Texts that have none of the terms: among a handful of articles a word that two have is no common one. */
static const double background = 200;
/* What a longer window must have more than a shorter one: it covers more by being longer. */
static const double window_cost = 0.04;

typedef struct claim_query {
  tk_library *library;
  tk_query query;
  size_t *sentences; /* for each term in how many of the claim's sentences it stands */
  size_t *numbers;   /* its number in the library, or SIZE_MAX */
  size_t total;      /* sentences in all */
  bool failed;
} claim_query;

/* ---- Weights ----------------------------------------------------------------------------------------------------- */

/* Store and sentences count together; see the head of the file. Terms that no cited sentence has are not looked up by
 * number, but the store may have them. */
static bool frequency_of(void *context, tenkyo_str term, double *documents) {
  claim_query *claim = context;
  tk_library *library = claim->library;
  if (term.len == 0) {
    *documents = library->total + (double)claim->total + background;
    return true;
  }
  const tk_map_entry *known = tk_map_find(&library->terms, term);
  double stored = known == NULL ? -1 : library->documents[known->value];
  if (stored < 0 && !tk_store_frequency(library->store, term, &stored)) return false;
  if (known != NULL) library->documents[known->value] = stored;
  uint32_t place = known == NULL ? 0 : library->marks[known->value];
  *documents = stored + (place == 0 ? 0 : (double)claim->sentences[place - 1]);
  return true;
}

static void mark_terms(claim_query *claim, bool set) {
  for (size_t i = 0; i < claim->query.count; i++)
    if (claim->numbers[i] != SIZE_MAX) claim->library->marks[claim->numbers[i]] = set ? (uint32_t)i + 1 : 0;
}

static void count_sentences(claim_query *claim, tk_reading *const *readings, size_t count) {
  for (size_t r = 0; r < count; r++) {
    size_t end = readings[r]->term_begin[readings[r]->sentence_count];
    claim->total += readings[r]->sentence_count;
    for (size_t i = 0; i < end; i++) {
      uint32_t place = claim->library->marks[readings[r]->terms[i]];
      if (place != 0) claim->sentences[place - 1]++;
    }
  }
}

static bool open_query(claim_query *claim, tk_arena *arena, tenkyo_str text) {
  if (!tk_query_read(arena, text, &claim->query)) return false;
  claim->sentences = tk_arena_array(arena, claim->query.count, sizeof *claim->sentences);
  claim->numbers = tk_arena_array(arena, claim->query.count, sizeof *claim->numbers);
  if (claim->sentences == NULL || claim->numbers == NULL) return false;
  for (size_t i = 0; i < claim->query.count; i++) {
    const tk_map_entry *known = tk_map_find(&claim->library->terms, claim->query.items[i].text);
    claim->numbers[i] = known == NULL ? SIZE_MAX : known->value;
  }
  return true;
}

/* ---- Windows ----------------------------------------------------------------------------------------------------- */

/* The query's terms in each sentence of a reading, as places in the query. */
typedef struct sentence_hits {
  uint32_t *places;
  size_t *begin;
} sentence_hits;

static bool find_hits(const claim_query *claim, tk_arena *arena, const tk_reading *reading, sentence_hits *hits) {
  size_t all = reading->term_begin[reading->sentence_count], count = 0;
  hits->places = tk_arena_array(arena, all, sizeof *hits->places);
  hits->begin = tk_arena_array(arena, reading->sentence_count + 1, sizeof *hits->begin);
  if (hits->places == NULL || hits->begin == NULL) return false;
  for (size_t s = 0; s < reading->sentence_count; s++) {
    hits->begin[s] = count;
    for (size_t i = reading->term_begin[s]; i < reading->term_begin[s + 1]; i++) {
      uint32_t place = claim->library->marks[reading->terms[i]];
      if (place != 0 && claim->query.items[place - 1].weight > 0) hits->places[count++] = place - 1;
    }
  }
  hits->begin[reading->sentence_count] = count;
  return true;
}

/* Coverage of the windows that begin at sentence `first`; the best is kept. */
static void try_windows(const claim_query *claim, const sentence_hits *hits, uint32_t *stamps, uint32_t stamp,
                        size_t first, size_t sentences, double weight, double *alone, tk_window *best) {
  double covered = 0;
  for (size_t count = 1; count <= TK_WINDOW_MAX && first + count <= sentences; count++) {
    size_t sentence = first + count - 1;
    double before = covered;
    for (size_t i = hits->begin[sentence]; i < hits->begin[sentence + 1]; i++) {
      uint32_t place = hits->places[i];
      if (stamps[place] != stamp) covered += claim->query.items[place].weight;
      stamps[place] = stamp;
    }
    if (count == 1) alone[first] = weight > 0 ? covered / weight : 0;
    if (count > 1 && covered <= before) continue;
    double share = weight > 0 ? covered / weight : 0, cost = window_cost * (double)(count - 1);
    double had = best->coverage - window_cost * (double)(best->count > 0 ? best->count - 1 : 0);
    if (best->count == 0 || share - cost > had) {
      best->first = first;
      best->count = count;
      best->coverage = share;
    }
  }
}

static bool score_reading(const claim_query *claim, tk_arena *arena, const tk_reading *reading, double weight,
                          uint8_t *anywhere, double **coverage, tk_window *best) {
  sentence_hits hits;
  uint32_t *stamps = tk_arena_array(arena, claim->query.count, sizeof *stamps);
  *coverage = tk_arena_array(arena, reading->sentence_count, sizeof **coverage);
  if (stamps == NULL || *coverage == NULL || !find_hits(claim, arena, reading, &hits)) return false;
  for (size_t s = 0; s < reading->sentence_count; s++)
    try_windows(claim, &hits, stamps, (uint32_t)s + 1, s, reading->sentence_count, weight, *coverage, best);
  for (size_t i = 0; i < hits.begin[reading->sentence_count]; i++) anywhere[hits.places[i]] = 1;
  if (best->coverage > 1) best->coverage = 1; /* the same numbers added in another order */
  return true;
}

static size_t content_of(const tk_query_term *term) {
  if (tk_term_emphasis(term->text, term->kind, term->alone) < 1) return 0;
  return term->kind == TK_TERM_WORD ? 2 : 1;
}

static bool score_all(claim_query *claim, tk_arena *arena, tk_scoring *scoring) {
  double **coverage = tk_arena_array(arena, scoring->reading_count, sizeof *coverage), found = 0;
  tk_window *best = tk_arena_array(arena, scoring->reading_count, sizeof *best);
  uint8_t *anywhere = tk_arena_array(arena, claim->query.count, 1);
  if (coverage == NULL || best == NULL || anywhere == NULL) return false;
  for (size_t i = 0; i < claim->query.count; i++) {
    if (claim->query.items[i].weight <= 0) continue;
    scoring->content += content_of(&claim->query.items[i]);
    scoring->weight += claim->query.items[i].weight;
  }
  for (size_t r = 0; r < scoring->reading_count; r++) {
    best[r].reading = r;
    if (!score_reading(claim, arena, scoring->readings[r], scoring->weight, anywhere, &coverage[r], &best[r]))
      return false;
  }
  for (size_t i = 0; i < claim->query.count; i++)
    if (anywhere[i] != 0) found += claim->query.items[i].weight;
  scoring->whole = scoring->weight > 0 ? found / scoring->weight : 0;
  scoring->coverage = coverage;
  scoring->best = best;
  return true;
}

bool tk_score_claim(tk_library *library, tk_arena *arena, tenkyo_str claim_text, tk_reading *const *readings,
                    size_t count, tk_scoring *scoring) {
  claim_query claim = {.library = library};
  *scoring = (tk_scoring){.readings = readings, .reading_count = count};
  if (!open_query(&claim, arena, claim_text)) return false;
  mark_terms(&claim, true);
  count_sentences(&claim, readings, count);
  bool scored = tk_query_weigh(&claim.query, frequency_of, &claim) && score_all(&claim, arena, scoring);
  mark_terms(&claim, false);
  return scored;
}

/* ---- The best of all --------------------------------------------------------------------------------------------- */

/* Ties: the earlier reading, then the earlier sentence. */
bool tk_best_windows(tk_arena *arena, const tk_scoring *scoring, size_t limit, tk_window_list *windows) {
  for (size_t r = 0; r < scoring->reading_count; r++) {
    const tk_window *best = &scoring->best[r];
    for (size_t s = 0; s < scoring->readings[r]->sentence_count; s++) {
      bool inside = best->count > 0 && s >= best->first && s < best->first + best->count;
      if (inside && s != best->first) continue;
      tk_window window = inside ? *best : (tk_window){r, s, 1, scoring->coverage[r][s]};
      if (window.coverage <= 0) continue;
      size_t place = windows->count;
      while (place > 0 && windows->items[place - 1].coverage < window.coverage) place--;
      if (place >= limit) continue;
      if (windows->count < limit && tk_push(arena, windows) == NULL) return false;
      for (size_t i = windows->count - 1; i > place; i--) windows->items[i] = windows->items[i - 1];
      windows->items[place] = window;
    }
  }
  return true;
}
