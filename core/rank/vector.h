/* vector: sentences as sparse vectors of weighted terms, for likeness and centrality. Private to the room. */
#ifndef TENKYO_RANK_VECTOR_H
#define TENKYO_RANK_VECTOR_H

#include "rank/rank.h"

typedef struct tk_component {
  uint32_t term; /* 0 .. term_count - 1, in order of first appearance */
  float weight;
} tk_component;

/* Of length 1, or without components. The product of two is their likeness, 0 to 1. */
typedef struct tk_vector {
  tk_component *items; /* each term once, in order of first appearance in the sentence */
  uint32_t count;
} tk_vector;

typedef struct tk_vectors {
  tk_vector *items; /* one a candidate */
  size_t count;
  size_t term_count;     /* distinct ones */
  double average_length; /* of a candidate that has a vector: all its terms, as tk_scorer_score counts them */
} tk_vectors;

/* Vectors of all candidates that are eligible or headings, in `arena`. Linear in the bytes of the candidates. */
tenkyo_status tk_vectors_read(tk_arena *arena, const tk_candidate_list *candidates, const tenkyo_cancel *cancel,
                              tk_vectors *vectors, tenkyo_error *error);

/* `dense` has term_count entries. */
double tk_vector_dot(const tk_vector *vector, const double *dense);
void tk_vector_add(const tk_vector *vector, double factor, double *dense);
/* Sets the entries of this vector's terms to 0. */
void tk_vector_clear(const tk_vector *vector, double *dense);

#endif
