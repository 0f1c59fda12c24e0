/*
 * Which sentences make a summary. Each eligible sentence gets a value: how central it is among all (degree centrality
 * of LexRank, Erkan and Radev 2004, without a threshold: so it is one pass over the terms, never a matrix; the random
 * walk over the same matrix was measured and chose worse), how early it stands, what it shares with title and headings
 * and, where there is one, with the query; times how well it stands alone and whether its length suits. Then they are
 * taken one by one, each time the one of most value after what repeats the chosen ones has been taken off (MMR,
 * Carbonell and Goldstein 1998), as long as the budget lasts.
 */
#include "rank/standing.h"
#include "rank/vector.h"

#include <math.h>
#include <stdlib.h>

/* Shares of the value. With a query, what is asked for leads. */
static const double share_central = 0.55, share_lead = 0.30, share_heading = 0.15;
static const double share_query = 0.6;

static const double heading_inside = 0.4; /* headings after the first sentence count less than the title */
static const double repeat_cost = 0.5;    /* what likeness 1 to a chosen sentence takes off */
static const double repeat_limit = 0.4;   /* from here on two sentences say the same */
static const double crowd_cost = 0.35;    /* a further sentence of a document is worth 1 / (1 + this × chosen) */

static const double unlike = 1e-3; /* likenesses that add up to less are the rounding of none */

/* Every choice compares the chosen sentence with all. When that has cost so many products (some tenths of a second),
 * the text is huge and so is the budget: the rest follows by value, without the same sentence twice. */
static const double work_limit = 2e8;

enum { CANCEL_EVERY = 1024 };

typedef struct choice_state {
  tk_arena scratch;
  const tk_candidate_list *candidates;
  const tk_choose_options *options;
  tk_vectors vectors;
  double *dense; /* an entry a term; all 0 between uses */

  uint32_t *document; /* of each candidate, counted from 0 without gaps */
  uint32_t document_count;
  uint32_t *order; /* candidates by document, within it by position */

  double *central, *lead, *heading, *query; /* parts of the value, 0 to 1 */
  double *value;                            /* what is left of it; negative: taken or out of the question */
  double *first_value;
  double *likeness; /* to the most alike chosen sentence */
  uint32_t *like;   /* … and that one's place among the picks */
  bool *taken;
  uint32_t *crowd; /* chosen sentences of each document */
  uint32_t *picks; /* candidates in the order of being chosen */
  size_t pick_count;
  size_t characters; /* of the picks */
  uint32_t *length;  /* code points of each candidate */
} choice_state;

static bool eligible(const choice_state *state, size_t i) {
  return state->candidates->items[i].eligible && state->vectors.items[i].count > 0;
}

/* ---- Documents --------------------------------------------------------------------------------------------------- */

/* Numbers that callers give documents may have gaps. */
static bool number_documents(choice_state *state) {
  tk_map map;
  tk_map_init(&map, &state->scratch);
  for (size_t i = 0; i < state->candidates->count; i++) {
    const tk_candidate *candidate = &state->candidates->items[i];
    tenkyo_str key = {(const char *)&candidate->document, sizeof candidate->document};
    bool is_new;
    tk_map_entry *entry = tk_map_add(&map, key, &is_new);
    if (entry == NULL) return false;
    if (is_new) entry->value = state->document_count++;
    state->document[i] = entry->value;
  }
  return true;
}

/* Candidates of a document side by side, in their order (a counting sort). `starts` has document_count + 1 entries. */
static void order_by_document(choice_state *state, uint32_t *starts) {
  size_t count = state->candidates->count;
  for (size_t i = 0; i < count; i++) starts[state->document[i] + 1]++;
  for (uint32_t d = 0; d < state->document_count; d++) starts[d + 1] += starts[d];
  for (size_t i = 0; i < count; i++) state->order[starts[state->document[i]]++] = (uint32_t)i;
  for (uint32_t d = state->document_count; d > 0; d--) starts[d] = starts[d - 1];
  starts[0] = 0;
}

/* ---- Parts of the value --------------------------------------------------------------------------------------------
 */

/* The sum of a sentence's likenesses to all others, 1 for the most central one. The sum of all vectors is made once;
 * what a sentence shares with it is that sum, its likeness to itself left out. */
static void find_central(choice_state *state) {
  size_t count = state->vectors.count;
  double most = 0;
  for (size_t i = 0; i < count; i++)
    if (eligible(state, i)) tk_vector_add(&state->vectors.items[i], 1, state->dense);
  for (size_t i = 0; i < count; i++) {
    if (!eligible(state, i)) continue;
    double sum = tk_vector_dot(&state->vectors.items[i], state->dense) - 1;
    state->central[i] = sum > unlike ? sum : 0;
    if (state->central[i] > most) most = state->central[i];
  }
  for (size_t i = 0; i < count && most > 0; i++) state->central[i] /= most;
  memset(state->dense, 0, state->vectors.term_count * sizeof *state->dense);
}

/* Adds the headings of a document: the mean of those before its first sentence (the title and what belongs to it), and
 * for less the mean of those inside. */
static void add_headings(choice_state *state, const uint32_t *members, size_t count) {
  double above = 0, inside = 0;
  bool started = false;
  for (size_t k = 0; k < count; k++) {
    if (eligible(state, members[k])) started = true;
    if (state->candidates->items[members[k]].heading) *(started ? &inside : &above) += 1;
  }
  started = false;
  for (size_t k = 0; k < count; k++) {
    if (eligible(state, members[k])) started = true;
    if (!state->candidates->items[members[k]].heading) continue;
    tk_vector_add(&state->vectors.items[members[k]], started ? heading_inside / inside : 1 / above, state->dense);
  }
}

/* What stands early in a document, counted in sentences that may be chosen, and what shares the words of its headings.
 */
static void find_place(choice_state *state, const uint32_t *members, size_t count) {
  const tk_vector *vectors = state->vectors.items;
  double place = 0, most = 0;
  add_headings(state, members, count);
  for (size_t k = 0; k < count; k++) {
    uint32_t i = members[k];
    if (!eligible(state, i)) continue;
    place += 1;
    state->lead[i] = 1 / place;
    state->heading[i] = tk_vector_dot(&vectors[i], state->dense);
    if (state->heading[i] > most) most = state->heading[i];
  }
  for (size_t k = 0; k < count; k++) {
    uint32_t i = members[k];
    if (most > 0) state->heading[i] /= most;
    if (state->candidates->items[i].heading) tk_vector_clear(&vectors[i], state->dense);
  }
}

/* BM25 of each sentence for the query, 1 for the best. */
static tenkyo_status find_relevant(choice_state *state, tenkyo_error *error) {
  size_t count = state->candidates->count;
  double most = 0;
  const tk_scorer *scorer = tk_scorer_new(&state->scratch, state->options->query, state->vectors.average_length);
  if (scorer == NULL) return tk_no_memory(error);
  for (size_t i = 0; i < count; i++) {
    if (i % CANCEL_EVERY == 0 && tenkyo_cancel_is_set(state->options->cancel)) return tk_cancelled(error);
    if (!eligible(state, i)) continue;
    tk_arena arena;
    tk_term_list list = {0};
    tk_arena_init(&arena, state->scratch.allocator);
    bool ok = tk_terms(&arena, state->candidates->items[i].text, &list);
    if (ok) state->query[i] = tk_scorer_score(scorer, &list, NULL).bm25;
    tk_arena_free(&arena);
    if (!ok) return tk_no_memory(error);
    if (state->query[i] > most) most = state->query[i];
  }
  for (size_t i = 0; i < count && most > 0; i++) state->query[i] /= most;
  return TENKYO_OK;
}

/* Rounded, so that the last bit of a logarithm on another machine decides nothing. */
static double rounded(double value) { return floor(value * 1e6 + 0.5) / 1e6; }

static void find_values(choice_state *state) {
  for (size_t i = 0; i < state->candidates->count; i++) {
    tenkyo_str text = state->candidates->items[i].text;
    state->value[i] = -1;
    if (!eligible(state, i)) continue;
    state->length[i] = (uint32_t)tk_utf8_length(text);
    double value = share_central * state->central[i] + share_lead * state->lead[i] + share_heading * state->heading[i];
    if (state->options->query != NULL) {
      if (state->query[i] <= 0) continue;
      value = (1 - share_query) * value + share_query * state->query[i];
    }
    value *= tk_standing(text) * tk_length_preference(text);
    state->value[i] = state->first_value[i] = rounded(value);
  }
}

/* ---- Choosing ------------------------------------------------------------------------------------------------------
 */

static double present_value(const choice_state *state, size_t i) {
  double value = state->value[i] - repeat_cost * state->likeness[i];
  return rounded(value < 0 ? 0 : value) / (1 + crowd_cost * state->crowd[state->document[i]]);
}

/* Equal values: the earlier document, then the earlier position. */
static bool goes_before(const choice_state *state, double value, size_t i, double best, size_t j) {
  const tk_candidate *a = &state->candidates->items[i], *b = &state->candidates->items[j];
  if (value != best) return value > best;
  if (a->document != b->document) return a->document < b->document;
  if (a->position != b->position) return a->position < b->position;
  return i < j;
}

static bool fits(const choice_state *state, size_t i) {
  size_t bound = state->options->characters;
  return bound == 0 || state->length[i] <= bound - state->characters;
}

/* The candidate to take next, or count when there is none. What does not fit now never will. */
static size_t find_best(choice_state *state) {
  size_t count = state->candidates->count, best = count;
  double best_value = 0;
  for (size_t i = 0; i < count; i++) {
    if (state->value[i] < 0 || state->likeness[i] >= repeat_limit) continue;
    double value = present_value(state, i);
    if (best < count && !goes_before(state, value, i, best_value, best)) continue;
    if (!fits(state, i)) {
      state->value[i] = -1;
      continue;
    }
    best = i;
    best_value = value;
  }
  return best;
}

static void take(choice_state *state, size_t chosen) {
  state->picks[state->pick_count++] = (uint32_t)chosen;
  state->characters += state->length[chosen];
  state->crowd[state->document[chosen]]++;
  state->value[chosen] = -1;
  state->taken[chosen] = true;
}

/* How alike all others are to what was taken last. */
static void compare_with_last(choice_state *state) {
  uint32_t place = (uint32_t)state->pick_count - 1;
  const tk_vector *last = &state->vectors.items[state->picks[place]];
  tk_vector_add(last, 1, state->dense);
  for (size_t i = 0; i < state->candidates->count; i++) {
    if (!eligible(state, i)) continue;
    double likeness = rounded(tk_vector_dot(&state->vectors.items[i], state->dense));
    if (likeness <= state->likeness[i]) continue;
    state->likeness[i] = likeness;
    state->like[i] = place;
  }
  tk_vector_clear(last, state->dense);
}

typedef struct ranked {
  double value;
  uint32_t document, position, candidate;
} ranked;

static int by_value(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->value != y->value) return x->value > y->value ? -1 : 1;
  if (x->document != y->document) return x->document < y->document ? -1 : 1;
  if (x->position != y->position) return x->position < y->position ? -1 : 1;
  return x->candidate < y->candidate ? -1 : 1;
}

static bool full(const choice_state *state) {
  return state->options->sentences != 0 && state->pick_count >= state->options->sentences;
}

/* What is left, by value. */
static bool take_rest(choice_state *state) {
  tk_map texts;
  tk_map_init(&texts, &state->scratch);
  ranked *rest = tk_arena_array(&state->scratch, state->candidates->count, sizeof *rest);
  size_t count = 0;
  if (rest == NULL) return false;
  for (size_t i = 0; i < state->candidates->count; i++) {
    const tk_candidate *candidate = &state->candidates->items[i];
    if (state->value[i] < 0 || state->likeness[i] >= repeat_limit) continue;
    rest[count++] = (ranked){present_value(state, i), candidate->document, candidate->position, (uint32_t)i};
  }
  qsort(rest, count, sizeof *rest, by_value);
  for (size_t i = 0; i < count && !full(state); i++) {
    bool is_new;
    if (!fits(state, rest[i].candidate)) continue;
    if (tk_map_add(&texts, state->candidates->items[rest[i].candidate].text, &is_new) == NULL) return false;
    if (is_new) take(state, rest[i].candidate);
  }
  return true;
}

static tenkyo_status take_all(choice_state *state, tenkyo_error *error) {
  double products = 0, work = 0;
  for (size_t i = 0; i < state->vectors.count; i++) products += state->vectors.items[i].count + 1.0;
  while (!full(state) && work < work_limit) {
    if (tenkyo_cancel_is_set(state->options->cancel)) return tk_cancelled(error);
    size_t best = find_best(state);
    if (best == state->candidates->count) return TENKYO_OK;
    take(state, best);
    compare_with_last(state);
    work += products;
  }
  return full(state) || take_rest(state) ? TENKYO_OK : tk_no_memory(error);
}

/* ---- The answer ----------------------------------------------------------------------------------------------------
 */

static bool repeats(const choice_state *state, size_t i) {
  return state->likeness[i] >= repeat_limit && !state->taken[i];
}

typedef struct also_list {
  uint32_t *candidates;
  double *likeness;
  size_t count;
} also_list;

/* The sentences that were left out because they say the same as a chosen one, in the order of the candidates. */
static bool list_also(const choice_state *state, tk_arena *arena, also_list *lists) {
  size_t count = state->candidates->count;
  for (size_t i = 0; i < count; i++)
    if (repeats(state, i)) lists[state->like[i]].count++;
  for (size_t p = 0; p < state->pick_count; p++) {
    lists[p].candidates = tk_arena_array(arena, lists[p].count, sizeof *lists[p].candidates);
    lists[p].likeness = tk_arena_array(arena, lists[p].count, sizeof *lists[p].likeness);
    if (lists[p].candidates == NULL || lists[p].likeness == NULL) return false;
    lists[p].count = 0;
  }
  for (size_t i = 0; i < count; i++) {
    if (!repeats(state, i)) continue;
    also_list *list = &lists[state->like[i]];
    list->likeness[list->count] = state->likeness[i] < 1 ? state->likeness[i] : 1;
    list->candidates[list->count++] = (uint32_t)i;
  }
  return true;
}

static bool answer(choice_state *state, tk_arena *arena, tk_choice_list *choices) {
  size_t count = state->candidates->count;
  also_list *lists = tk_arena_array(&state->scratch, state->pick_count, sizeof *lists);
  uint32_t *place = tk_arena_array(&state->scratch, count, sizeof *place);
  if (lists == NULL || place == NULL || !list_also(state, arena, lists)) return false;
  for (size_t p = 0; p < state->pick_count; p++) place[state->picks[p]] = (uint32_t)p;
  for (size_t i = 0; i < count; i++) {
    if (!state->taken[i]) continue;
    tk_choice *choice = tk_push(arena, choices);
    if (choice == NULL) return false;
    const also_list *also = &lists[place[i]];
    *choice = (tk_choice){(uint32_t)i, state->first_value[i], also->candidates, also->likeness, also->count};
  }
  return true;
}

static bool make_room(choice_state *state) {
  tk_arena *arena = &state->scratch;
  size_t count = state->candidates->count;
  double **numbers[] = {&state->central, &state->lead,        &state->heading, &state->query,
                        &state->value,   &state->first_value, &state->likeness};
  uint32_t **indices[] = {&state->document, &state->order, &state->like, &state->crowd, &state->picks, &state->length};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if ((*numbers[i] = tk_arena_array(arena, count, sizeof **numbers[i])) == NULL) return false;
  for (size_t i = 0; i < sizeof indices / sizeof *indices; i++)
    if ((*indices[i] = tk_arena_array(arena, count, sizeof **indices[i])) == NULL) return false;
  state->dense = tk_arena_array(arena, state->vectors.term_count, sizeof *state->dense);
  state->taken = tk_arena_array(arena, count, sizeof *state->taken);
  return state->dense != NULL && state->taken != NULL;
}

static tenkyo_status find_parts(choice_state *state, tenkyo_error *error) {
  if (!number_documents(state)) return tk_no_memory(error);
  uint32_t *starts = tk_arena_array(&state->scratch, (size_t)state->document_count + 1, sizeof *starts);
  if (starts == NULL) return tk_no_memory(error);
  order_by_document(state, starts);
  find_central(state);
  for (uint32_t d = 0; d < state->document_count; d++)
    find_place(state, state->order + starts[d], starts[d + 1] - starts[d]);
  tenkyo_status status = state->options->query == NULL ? TENKYO_OK : find_relevant(state, error);
  if (status == TENKYO_OK) find_values(state);
  return status;
}

static tenkyo_status choose(choice_state *state, tk_arena *arena, tk_choice_list *choices, tenkyo_error *error) {
  tenkyo_status status =
      tk_vectors_read(&state->scratch, state->candidates, state->options->cancel, &state->vectors, error);
  if (status != TENKYO_OK) return status;
  if (!make_room(state)) return tk_no_memory(error);
  status = find_parts(state, error);
  if (status == TENKYO_OK) status = take_all(state, error);
  if (status != TENKYO_OK) return status;
  return answer(state, arena, choices) ? TENKYO_OK : tk_no_memory(error);
}

tenkyo_status tk_choose(tk_arena *arena, const tk_candidate_list *candidates, const tk_choose_options *options,
                        tk_choice_list *choices, tenkyo_error *error) {
  static const tk_choose_options defaults = {0};
  if (candidates->count >= UINT32_MAX)
    return tk_fail(error, TENKYO_INVALID, 0, "%zu sentences are too many to choose from", candidates->count);
  choice_state state = {.candidates = candidates, .options = options == NULL ? &defaults : options};
  tk_arena_init(&state.scratch, arena->allocator);
  tenkyo_status status = choose(&state, arena, choices, error);
  tk_arena_free(&state.scratch);
  return status;
}
