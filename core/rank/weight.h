/* weight: what a term says by its form alone, before anyone counts how rare it is. Private to the room. */
#ifndef TENKYO_RANK_WEIGHT_H
#define TENKYO_RANK_WEIGHT_H

#include "rank/rank.h"

/* 0 to 1: the share of its inverse frequency that a term keeps. */
double tk_term_emphasis(tenkyo_str text, tk_term_kind kind, bool alone);

/* An English word that only holds a sentence together: the, of, which … In folded form. */
bool tk_is_function_word(tenkyo_str word);

#endif
