/* phrase: the phrases by which notes, credits, calls and labels are known. Private to the room. */
#ifndef TENKYO_RANK_PHRASE_H
#define TENKYO_RANK_PHRASE_H

#include "base/base.h"

/* The text begins with the phrase, which is in lower case, without regard to ASCII case. */
bool tk_opens_with(tenkyo_str text, const char *phrase);

/* A line of its own that opens so is a note, a credit or a call even when it ends with a stop. */
bool tk_opens_as_note(tenkyo_str line);
/* A short line that holds such a phrase is a call or a notice of rights. Time is length times phrases. */
bool tk_holds_call(tenkyo_str line);
/* A short line of its own without a stop that is a button, a credit or the like, and no heading. */
bool tk_is_label(tenkyo_str line);

#endif
