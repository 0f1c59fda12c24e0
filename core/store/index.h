/*
 * The index: which articles hold a term, in an FTS5 table that is fed with rank's terms, and how many do, in a table
 * of our own. Only the newest revision of an article that is not removed is in it. Private to the room.
 */
#ifndef TENKYO_STORE_INDEX_H
#define TENKYO_STORE_INDEX_H

#include "store/database.h"

/* What the index knows of an article: exactly this must be given again to take it out. */
typedef struct tk_indexed {
  int64_t id;
  tenkyo_str title, body;
  int64_t sentences; /* how many its table has */
} tk_indexed;

/* Lets the connection read and write the index. UNSUPPORTED when this SQLite has no FTS5. */
tenkyo_status tk_index_register(sqlite3 *database, tenkyo_error *error);

/* Inside a writing transaction. */
tenkyo_status tk_index_add(tenkyo_store *store, const tk_indexed *article, tenkyo_error *error);
tenkyo_status tk_index_remove(tenkyo_store *store, const tk_indexed *article, tenkyo_error *error);
/* Makes the index anew from the articles' texts, and the sentence tables of all revisions. */
tenkyo_status tk_index_rebuild(tenkyo_store *store, tenkyo_error *error);

/* The terms of an article, each once, in the order of its text; `words` counts them all in the body. */
tenkyo_status tk_index_terms(tk_arena *arena, tenkyo_str title, tenkyo_str body, tk_map *terms, int64_t *words,
                             tenkyo_error *error);
/* The form of a term in the index: an overlong one is cut. Empty: it is not there at all. */
tenkyo_str tk_index_form(tenkyo_str term);

/* The ids of the articles that have a term, newest first; calls with `limit` 0 get all. Appends to `ids`. */
TK_LIST(tk_id_list, int64_t);
tenkyo_status tk_index_find(tenkyo_store *store, tk_arena *arena, tenkyo_str term, int64_t limit, tk_id_list *ids,
                            tenkyo_error *error);

/* Sentences and terms of all indexed articles. */
tenkyo_status tk_index_average_length(tenkyo_store *store, double *average, tenkyo_error *error);

/* ---- Counts of a writing transaction (for database.c) ------------------------------------------------------------ */

void tk_counts_begin(tenkyo_store *store);
tenkyo_status tk_counts_write(tenkyo_store *store, tenkyo_error *error);

#endif
