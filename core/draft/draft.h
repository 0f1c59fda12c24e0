/*
 * draft: a draft's markers and references, which article each reference is, what each marker covers, the evidence for
 * it, and the findings. Private to the room and to its tests; the room's interface is the public header.
 */
#ifndef TENKYO_DRAFT_H
#define TENKYO_DRAFT_H

#include "store/store.h"

/* ---- citation.c, reference.c ---------------------------------------------------------------------------------------
 */

TK_LIST(tk_marker_list, tenkyo_marker);
TK_LIST(tk_reference_list, tenkyo_reference);

typedef struct tk_citations {
  tk_marker_list markers;       /* in the order of the text; keys resolved to references */
  tk_reference_list references; /* in the order of the text */
  bool keyed_bibliography;      /* the front matter names a bibliography or holds references */
  bool outside_bibliography;    /* … in a file that is not read here: no @key is called undefined */
} tk_citations;

bool tk_citations_read(tk_arena *arena, const tk_document *draft, tk_citations *citations);

#endif
