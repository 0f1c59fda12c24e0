/*
 * Sentences as sparse vectors. A component is the term's count (damped) times its inverse frequency times what its form
 * lets it keep. The inverse frequency is ln(1 + N/n): unlike BM25's it leaves something to a term that every sentence
 * has, for in one article that is what the article is about. N and n count the candidates, never a store: with
 * frequencies of a thousand other articles names outweighed what is said, and the choice was measured to be worse.
 */
#include "rank/vector.h"
#include "rank/weight.h"

#include <math.h>

/* What is known of a term while sentences are read. */
typedef struct term_entry {
  tenkyo_str text;
  double emphasis;
  uint32_t sentences; /* how many candidates have it */
  uint32_t seen_in;   /* the last candidate that had it, counted from 1 */
  uint32_t place;     /* of its component there */
} term_entry;

TK_LIST(term_entries, term_entry);
TK_LIST(component_list, tk_component);

typedef struct vector_reader {
  tk_arena *arena; /* for the components */
  tk_arena names;  /* texts of the terms */
  tk_map map;
  term_entries entries;
  component_list components; /* of the candidate at hand */
  double length;             /* terms of all candidates */
} vector_reader;

static bool add_term(vector_reader *reader, const tk_term *term, uint32_t sentence) {
  if (term->kind == TK_TERM_CHARACTER && !term->alone) return true;
  tk_map_entry *found = tk_map_find(&reader->map, term->text);
  if (found == NULL) {
    tenkyo_str text = tk_arena_copy(&reader->names, term->text);
    if (text.ptr == NULL || (found = tk_map_add(&reader->map, text, NULL)) == NULL) return false;
    found->value = (uint32_t)reader->entries.count;
    term_entry *entry = tk_push(&reader->names, &reader->entries);
    if (entry == NULL) return false;
    entry->text = text;
    entry->emphasis = tk_term_emphasis(text, term->kind, term->alone);
  }
  term_entry *entry = &reader->entries.items[found->value];
  if (entry->seen_in == sentence) {
    reader->components.items[entry->place].weight += 1;
    return true;
  }
  tk_component *component = tk_push(&reader->names, &reader->components);
  if (component == NULL) return false;
  entry->seen_in = sentence;
  entry->sentences++;
  entry->place = (uint32_t)reader->components.count - 1;
  component->term = found->value;
  component->weight = 1;
  return true;
}

/* Components with the bare counts; weights come when every candidate has been read. */
static bool read_counts(vector_reader *reader, tenkyo_str text, uint32_t sentence, tk_vector *vector) {
  tk_arena scratch;
  tk_term_list terms = {0};
  tk_arena_init(&scratch, reader->arena->allocator);
  bool ok = tk_terms(&scratch, text, &terms);
  reader->components.count = 0;
  for (size_t i = 0; ok && i < terms.count; i++) ok = add_term(reader, &terms.items[i], sentence);
  reader->length += (double)terms.count;
  tk_arena_free(&scratch);
  if (!ok) return false;
  size_t count = reader->components.count;
  vector->items = tk_arena_array(reader->arena, count, sizeof *vector->items);
  if (vector->items == NULL) return false;
  if (count > 0) memcpy(vector->items, reader->components.items, count * sizeof *vector->items);
  vector->count = (uint32_t)count;
  return true;
}

/* The inverse frequency of each term times its emphasis. */
static void weigh_terms(const vector_reader *reader, size_t candidates, double *weights) {
  for (size_t i = 0; i < reader->entries.count; i++) {
    const term_entry *entry = &reader->entries.items[i];
    weights[i] = entry->emphasis * log(1 + (double)candidates / entry->sentences);
  }
}

static void weigh_vector(tk_vector *vector, const double *weights) {
  double squares = 0;
  for (uint32_t i = 0; i < vector->count; i++) {
    tk_component *component = &vector->items[i];
    double weight = weights[component->term] * (1 + log((double)component->weight));
    component->weight = (float)weight;
    squares += weight * weight;
  }
  if (squares <= 0) {
    vector->count = 0;
    return;
  }
  double length = sqrt(squares);
  for (uint32_t i = 0; i < vector->count; i++)
    vector->items[i].weight = (float)((double)vector->items[i].weight / length);
}

static tenkyo_status read_all(vector_reader *reader, const tk_candidate_list *candidates, const tenkyo_cancel *cancel,
                              tk_vectors *vectors, tenkyo_error *error) {
  vectors->count = candidates->count;
  vectors->items = tk_arena_array(reader->arena, candidates->count, sizeof *vectors->items);
  if (vectors->items == NULL) return tk_no_memory(error);
  double read = 0;
  for (size_t i = 0; i < candidates->count; i++) {
    if (tenkyo_cancel_is_set(cancel)) return tk_cancelled(error);
    const tk_candidate *candidate = &candidates->items[i];
    if (!candidate->eligible && !candidate->heading) continue;
    if (!read_counts(reader, candidate->text, (uint32_t)i + 1, &vectors->items[i])) return tk_no_memory(error);
    read += 1;
  }
  vectors->average_length = read > 0 ? reader->length / read : 1;
  vectors->term_count = reader->entries.count;
  double *weights = tk_arena_array(&reader->names, vectors->term_count, sizeof *weights);
  if (weights == NULL) return tk_no_memory(error);
  weigh_terms(reader, candidates->count, weights);
  for (size_t i = 0; i < vectors->count; i++) weigh_vector(&vectors->items[i], weights);
  return TENKYO_OK;
}

tenkyo_status tk_vectors_read(tk_arena *arena, const tk_candidate_list *candidates, const tenkyo_cancel *cancel,
                              tk_vectors *vectors, tenkyo_error *error) {
  vector_reader reader = {.arena = arena};
  tk_arena_init(&reader.names, arena->allocator);
  tk_map_init(&reader.map, &reader.names);
  tenkyo_status status = read_all(&reader, candidates, cancel, vectors, error);
  tk_arena_free(&reader.names);
  return status;
}

double tk_vector_dot(const tk_vector *vector, const double *dense) {
  double sum = 0;
  for (uint32_t i = 0; i < vector->count; i++) sum += (double)vector->items[i].weight * dense[vector->items[i].term];
  return sum;
}

void tk_vector_add(const tk_vector *vector, double factor, double *dense) {
  for (uint32_t i = 0; i < vector->count; i++) dense[vector->items[i].term] += factor * (double)vector->items[i].weight;
}

void tk_vector_clear(const tk_vector *vector, double *dense) {
  for (uint32_t i = 0; i < vector->count; i++) dense[vector->items[i].term] = 0;
}
