/* Private to the room: the parts of finding where a sentence ends. */
#ifndef TENKYO_SENTENCE_H
#define TENKYO_SENTENCE_H

#include "text/character.h"

/* ---- bracket.c --------------------------------------------------------------------------------------------------- */

/* A bracket or quotation mark and its partner; those inside another one are left out. */
typedef struct tk_pair {
  size_t begin, end; /* of the opening mark, and after the closing one */
} tk_pair;

TK_LIST(tk_pair_list, tk_pair);

/* The outermost pairs of a part, in order. What is not closed within 1,500 bytes (600 in Latin quotation marks), or
 * before a line break that ends a sentence, opens nothing. Linear. */
bool tk_pairs(tk_arena *arena, tenkyo_str text, tenkyo_span part, bool wrapped, tk_pair_list *pairs);

/* ---- trail.c: what may stand between a stop and the next sentence, and still belongs to the one before --------- */

/* Behind closing marks that follow at `at`. `stars` and `bars` tell that emphasis by * or _ is open. */
size_t tk_after_closing(tenkyo_str text, size_t at, size_t end, bool stars, bool bars);
/* Behind citation markers that follow at `at` right away: [1], [1, 3–5], [^a], [@key], 〔1〕, ¹, （注1）. */
size_t tk_after_markers(tenkyo_str text, size_t at, size_t end);

/* ---- abbreviation.c ---------------------------------------------------------------------------------------------- */

typedef enum tk_abbreviation {
  TK_NO_ABBREVIATION,
  TK_BEFORE_NAME,   /* Mr. Dr. St.: never the end of a sentence */
  TK_BEFORE_WORD,   /* e.g. cf. z.B.: never the end */
  TK_BEFORE_NUMBER, /* No. p. Fig.: not the end before a number */
  TK_IN_NAME,       /* Inc. Jr. U.S. Jan. Calif.: the end only before a word that mostly begins sentences */
  TK_AT_END,        /* etc. p.m. kg.: the end before a capital */
} tk_abbreviation;

/* `word` is in small letters, without its last period. */
tk_abbreviation tk_abbreviation_of(tenkyo_str word);
/* Sat. Man. Gen.: an abbreviation only when it begins with a capital, else a common word. */
bool tk_needs_capital(tenkyo_str word);
/* The, He, However, Der, Le: a word (in small letters) that with a capital mostly begins a sentence. */
bool tk_begins_sentences(tenkyo_str word);
/* Monday, EST: what goes on after "8 p.m." */
bool tk_follows_time(tenkyo_str word);
/* Yahoo: a name that ends in an exclamation mark. */
bool tk_is_exclaiming_name(tenkyo_str word);

/* ---- period.c ---------------------------------------------------------------------------------------------------- */

/* A run of stops and what surrounds it. */
typedef struct tk_stop {
  size_t begin, end; /* the stops themselves */
  size_t closed;     /* behind the closing marks after them */
  size_t marked;     /* behind the citation markers after those */
  size_t dots;       /* periods among them */
  bool full;         /* 。｡ or the full stop of another script */
  bool ideographic;  /* 。｡ */
  bool exclaims;     /* ! ? and their like */
  bool ellipsis;     /* … ‥ */
  bool wide;         /* ．！？ */
} tk_stop;

typedef struct tk_sentence_context {
  tenkyo_str text;
  size_t begin; /* of the sentence */
  size_t end;   /* of the part */
  tk_language language;
} tk_sentence_context;

/* Does a sentence in a script with spaces between words end at this stop? */
bool tk_latin_stop_ends(const tk_sentence_context *context, const tk_stop *stop);

#endif
