/*
 * BM25 on sentences (Robertson and Zaragoza 2009) with k1 = 1 and b = 0.5: a sentence repeats a word rarely, and a long
 * one is rarely long for being wordy, so both are lower than for documents. The weight of a query term is its inverse
 * frequency times what its form lets it keep (weight.c).
 */
#include "rank/weight.h"

#include <math.h>

static const double saturation = 1.0;    /* k1 */
static const double normalisation = 0.5; /* b */

double tk_inverse_frequency(double documents, double with_term) {
  if (with_term < 0) with_term = 0;
  if (documents < with_term) documents = with_term;
  return log(1 + (documents - with_term + 0.5) / (with_term + 0.5));
}

bool tk_query_read(tk_arena *arena, tenkyo_str text, tk_query *query) {
  tk_term_list terms = {0};
  tk_map seen;
  if (!tk_terms(arena, text, &terms)) return false;
  tk_map_init(&seen, arena);
  for (size_t i = 0; i < terms.count; i++) {
    const tk_term *term = &terms.items[i];
    bool is_new;
    tk_map_entry *entry = tk_map_add(&seen, term->text, &is_new);
    if (entry == NULL) return false;
    if (is_new) {
      entry->value = (uint32_t)query->count;
      tk_query_term *added = tk_push(arena, query);
      if (added == NULL) return false;
      added->text = term->text;
      added->kind = term->kind;
    }
    if (term->alone) query->items[entry->value].alone = true;
  }
  return true;
}

bool tk_query_weigh(tk_query *query, tk_frequency frequency, void *context) {
  double total = 0;
  if (!frequency(context, (tenkyo_str){"", 0}, &total)) return false;
  for (size_t i = 0; i < query->count; i++) {
    tk_query_term *term = &query->items[i];
    double emphasis = tk_term_emphasis(term->text, term->kind, term->alone), documents = 0;
    term->weight = 0;
    if (emphasis <= 0) continue;
    if (!frequency(context, term->text, &documents)) return false;
    term->weight = emphasis * tk_inverse_frequency(total, documents);
  }
  return true;
}

/* ---- The scorer -------------------------------------------------------------------------------------------------- */

struct tk_scorer {
  const tk_query *query;
  tk_map index; /* text of a term to its place in the query */
  double average_length;
  double total_weight;
  uint32_t *counts;  /* of the sentence at hand: how often it has each query term; all 0 between calls */
  uint32_t *touched; /* the places that are not 0 */
};

tk_scorer *tk_scorer_new(tk_arena *arena, const tk_query *query, double average_length) {
  tk_scorer *scorer = tk_arena_alloc(arena, sizeof *scorer);
  if (scorer == NULL) return NULL;
  scorer->query = query;
  scorer->average_length = average_length > 0 ? average_length : 1;
  scorer->counts = tk_arena_array(arena, query->count, sizeof *scorer->counts);
  scorer->touched = tk_arena_array(arena, query->count, sizeof *scorer->touched);
  if (scorer->counts == NULL || scorer->touched == NULL) return NULL;
  tk_map_init(&scorer->index, arena);
  for (size_t i = 0; i < query->count; i++) {
    if (query->items[i].weight <= 0) continue;
    tk_map_entry *entry = tk_map_add(&scorer->index, query->items[i].text, NULL);
    if (entry == NULL) return NULL;
    entry->value = (uint32_t)i;
    scorer->total_weight += query->items[i].weight;
  }
  return scorer;
}

static size_t count_terms(const tk_scorer *scorer, const tk_term_list *terms) {
  size_t touched = 0;
  for (size_t i = 0; i < terms->count; i++) {
    const tk_map_entry *entry = tk_map_find(&scorer->index, terms->items[i].text);
    if (entry == NULL) continue;
    if (scorer->counts[entry->value]++ == 0) scorer->touched[touched++] = entry->value;
  }
  return touched;
}

tk_score tk_scorer_score(const tk_scorer *scorer, const tk_term_list *terms, uint8_t *covered) {
  tk_score score = {0, 0};
  if (covered != NULL && scorer->query->count > 0) memset(covered, 0, scorer->query->count);
  size_t touched = count_terms(scorer, terms);
  double length = (double)terms->count / scorer->average_length;
  double discount = saturation * (1 - normalisation + normalisation * length);
  for (size_t i = 0; i < touched; i++) {
    uint32_t place = scorer->touched[i];
    double weight = scorer->query->items[place].weight, count = scorer->counts[place];
    score.bm25 += weight * count * (saturation + 1) / (count + discount);
    score.coverage += weight;
    if (covered != NULL) covered[place] = 1;
    scorer->counts[place] = 0;
  }
  score.coverage = scorer->total_weight > 0 ? score.coverage / scorer->total_weight : 0;
  if (score.coverage > 1) score.coverage = 1; /* the same numbers added in another order */
  return score;
}
