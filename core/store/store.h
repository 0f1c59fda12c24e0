/*
 * store: the articles on disk. SQLite keeps them; the index is fed with rank's terms. What draft/ asks for is below the
 * line; the rest of the room's interface is the public header.
 */
#ifndef TENKYO_STORE_H
#define TENKYO_STORE_H

#include "rank/rank.h"

/* ---- What a check needs of a store ------------------------------------------------------------------------------- */

/* An article's text read for comparison. Borrowed from the arena it was read into. */
typedef struct tk_source {
  int64_t id, revision;
  tenkyo_article article;
  tk_document document; /* of the body; sentences with their languages, as stored */
} tk_source;

tenkyo_status tk_store_source(tenkyo_store *store, tk_arena *arena, int64_t id, tk_source *source, tenkyo_error *error);

/* Ids of articles that are not removed; *id is 0 when there is none (that is no error). */
tenkyo_status tk_store_find_key(tenkyo_store *store, tenkyo_str key, int64_t *id, tenkyo_error *error);
tenkyo_status tk_store_find_url(tenkyo_store *store, tenkyo_str url, int64_t *id, tenkyo_error *error);
/* By the title in the normalised form, white space and punctuation left aside. 0 also when two articles share it. */
tenkyo_status tk_store_find_title(tenkyo_store *store, tenkyo_str title, int64_t *id, tenkyo_error *error);
/* By the writer's own link: the reference's URL or text. */
tenkyo_status tk_store_find_link(tenkyo_store *store, tenkyo_str reference, int64_t *id, tenkyo_error *error);
/* The article whose title is most like this text, for "is it this one?"; 0 when none is like it at all. */
tenkyo_status tk_store_find_similar_title(tenkyo_store *store, tenkyo_str title, int64_t *id, tenkyo_str *found,
                                          tk_arena *arena, tenkyo_error *error);
/* Articles whose body is this text or that were imported from this path: the draft itself. */
tenkyo_status tk_store_is_draft(tenkyo_store *store, int64_t id, tenkyo_str draft, const char *path, bool *is_draft,
                                tenkyo_error *error);

/* A tk_frequency over the store (context: the store). Gives 0 documents for a term that is not there. */
bool tk_store_frequency(void *store, tenkyo_str term, double *documents);

/* The allocator that the store was opened with. */
const tenkyo_allocator *tk_store_allocator(const tenkyo_store *store);

/* Holds one read transaction over several calls, so that a check sees one state of the store. */
tenkyo_status tk_store_begin_read(tenkyo_store *store, tenkyo_error *error);
void tk_store_end_read(tenkyo_store *store);

/* ---- url.c: also for references ---------------------------------------------------------------------------------- */

/* The form in which URLs are compared: scheme, user, www./m./amp., default port, trailing slash, fragment and tracking
 * parameters (utm_*, fbclid, gclid …) left out, host lower-case, percent escapes in one form. {NULL, 0} when memory is
 * out; the text itself when it is no URL. */
tenkyo_str tk_url_normalize(tk_arena *arena, tenkyo_str url);
/* True when tk_url_normalize takes the text for a URL of the web. */
bool tk_url_is(tenkyo_str text);
/* Titles compared: normalised, white space and punctuation left out. */
tenkyo_str tk_title_normalize(tk_arena *arena, tenkyo_str title);

#endif
