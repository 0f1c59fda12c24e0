/*
 * rank: which sentences matter. Terms of a text, their weights, BM25 of a sentence for a query, similarity of two
 * sentences, and the choice of the sentences of a summary. No I/O: document frequencies come from the caller.
 */
#ifndef TENKYO_RANK_H
#define TENKYO_RANK_H

#include "fact/fact.h"

/* ---- term.c ------------------------------------------------------------------------------------------------------ */

typedef enum tk_term_kind {
  TK_TERM_CHARACTER, /* one CJK character */
  TK_TERM_PAIR,      /* two that stand side by side; a number and the CJK character after it (15日); two Hangul
                        syllables */
  TK_TERM_WORD       /* a folded word or number, in any other script: latin words are stemmed only by case and a
                        trailing 's; 50,000 is 50000. A compound gives itself without its joints and its parts:
                        DeepSeek-R2 gives deepseekr2, deepseek, r2 */
} tk_term_kind;

/* No term's text is longer; a longer word is its beginning and a hash. */
#define TK_TERM_MAX 64

typedef struct tk_term {
  tenkyo_str text;  /* normalised, in the arena */
  tenkyo_span span; /* bytes of the original text */
  tk_term_kind kind;
  bool alone; /* a single character that stands in no pair: 米 in 米Trump政権 */
} tk_term;

TK_LIST(tk_term_list, tk_term);

/* The version of what tk_terms gives: an index made with another one must be rebuilt. */
#define TK_TERMS_VERSION 1

/* The terms of a text in its order: what the index holds and what scores are made of. */
bool tk_terms(tk_arena *arena, tenkyo_str text, tk_term_list *terms);

/* ---- score.c ----------------------------------------------------------------------------------------------------- */

/* ln(1 + (N - n + .5) / (n + .5)): never negative. */
double tk_inverse_frequency(double documents, double with_term);

typedef struct tk_query_term {
  tenkyo_str text;
  tk_term_kind kind;
  bool alone;    /* as in tk_term; true as well when it does so at one of several places */
  double weight; /* inverse frequency; single CJK characters and function words count little (see weight.c) */
} tk_query_term;

TK_LIST(tk_query, tk_query_term);

/* Distinct terms of a query, weight 0 as yet, in order of first appearance. */
bool tk_query_read(tk_arena *arena, tenkyo_str text, tk_query *query);

/* Looks up how many documents have a term; `total` is asked once with an empty term. */
typedef bool (*tk_frequency)(void *context, tenkyo_str term, double *documents);
bool tk_query_weigh(tk_query *query, tk_frequency frequency, void *context);

/* BM25 of one sentence (k1 = 1, b = 0.5) and the share of the query's weight that it has (0..1). */
typedef struct tk_score {
  double bm25;
  double coverage;
} tk_score;

/* A query made ready to score many sentences. */
typedef struct tk_scorer tk_scorer;
tk_scorer *tk_scorer_new(tk_arena *arena, const tk_query *query, double average_length);
/* `terms` of the sentence; its length is their count. `covered` (query->count bytes, may be NULL) gets 1 for each
 * query term that is there. */
tk_score tk_scorer_score(const tk_scorer *scorer, const tk_term_list *terms, uint8_t *covered);

/* ---- summary.c --------------------------------------------------------------------------------------------------- */

/* A sentence that may be chosen, or that only gives context. */
typedef struct tk_candidate {
  tenkyo_str text;
  uint32_t document; /* index: sentences of one article share it */
  uint32_t position; /* of the sentence in its document, from 0 */
  uint32_t count;    /* sentences of that document */
  bool eligible;     /* false: a heading, caption, boilerplate (see tk_boilerplate), too short or no sentence */
  bool heading;      /* not eligible, but its words raise sentences of its document that share them. A caller that
                        knows the title apart from the body may push it as a candidate before those of the body */
} tk_candidate;

TK_LIST(tk_candidate_list, tk_candidate);

typedef struct tk_choice {
  uint32_t candidate;
  double score;           /* higher is more central */
  const uint32_t *also;   /* candidates that say the same and were left out */
  const double *likeness; /* how alike each of them is, up to 1 */
  size_t also_count;
} tk_choice;

TK_LIST(tk_choice_list, tk_choice);

typedef struct tk_choose_options {
  size_t sentences;      /* 0: no bound */
  size_t characters;     /* code points; 0: no bound */
  const tk_query *query; /* weighed; NULL: none */
  const tenkyo_cancel *cancel;
} tk_choose_options;

/* Chooses by centrality, position, headings, the query, and removes redundancy. In the order of the candidates; nothing
 * when nothing fits the budget, or no eligible sentence has a term of the query. Linear in the bytes of the candidates
 * and the number of choices. */
tenkyo_status tk_choose(tk_arena *arena, const tk_candidate_list *candidates, const tk_choose_options *options,
                        tk_choice_list *choices, tenkyo_error *error);

/* ---- boilerplate.c ----------------------------------------------------------------------------------------------- */

typedef enum tk_role {
  TK_STATEMENT, /* the article's own */
  TK_TITLE,     /* a heading, marked as one or not: a line without an ending stop */
  TK_NOISE /* photo credits (by Tim Reckmann), captions, bylines and date lines, スポンサーリンク, lines that ask to
              follow, share or comment, link titles standing alone and URLs, reference entries, questions of an
              FAQ, slogans, disclaimers in *…*, table rows */
} tk_role;

/* What each sentence of a document is; `roles` has sentences.count entries. */
bool tk_roles(tk_arena *arena, const tk_document *document, tk_role *roles);

/* The same in short: true where it is none of the article's own statements. `flags` has sentences.count entries. */
bool tk_boilerplate(tk_arena *arena, const tk_document *document, bool *flags);

/* Appends a candidate for each sentence of a document, in their order. Texts are borrowed from the document's. */
bool tk_candidates_of(tk_arena *arena, const tk_document *document, uint32_t index, tk_candidate_list *candidates);

#endif
