/* standing: how well a sentence stands without the ones around it. Private to the room. */
#ifndef TENKYO_RANK_STANDING_H
#define TENKYO_RANK_STANDING_H

#include "rank/rank.h"

/* 1 for a sentence that can be read alone, less for one that opens with a connective, a pronoun or an answer, that
 * asks, or that has no end. */
double tk_standing(tenkyo_str sentence);

/* 0.3 to 1: sentences that are too short to say much or too long to be read at a glance have less. */
double tk_length_preference(tenkyo_str sentence);

/* Columns on a screen, a wide character counting two: how much there is to read in any script. */
size_t tk_width(tenkyo_str text);

/* True when the sentence ends as one: with a stop, perhaps closed by brackets, quotation marks or source markers. */
bool tk_ends_as_sentence(tenkyo_str sentence);

/* True when it asks. */
bool tk_is_question(tenkyo_str sentence);

#endif
