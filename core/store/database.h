/*
 * The store's handle and how the room talks to SQLite: statements that are prepared once, bound parameters only,
 * transactions, and SQLite's codes as ours. Private to the room.
 */
#ifndef TENKYO_STORE_DATABASE_H
#define TENKYO_STORE_DATABASE_H

#include "store/store.h"

#include <sqlite3.h>

/* Statements are known by the address of their text, so every text is a literal or a constant of its file. */
#define TK_STATEMENT_MAX 96

typedef struct tk_statement {
  const char *sql;
  sqlite3_stmt *prepared;
} tk_statement;

/* What one writing transaction has changed in the counts of the index; written when it commits (index.c). */
typedef struct tk_counts {
  tk_arena arena; /* of the terms */
  tk_map terms;   /* value: the change, as a two's complement int32_t */
  int64_t articles, sentences, words;
} tk_counts;

struct tenkyo_store {
  sqlite3 *database;
  tenkyo_allocator allocator_copy;
  const tenkyo_allocator *allocator; /* of the copy, or NULL: malloc */
  tk_statement statements[TK_STATEMENT_MAX];
  size_t statement_count;
  int busy_timeout; /* milliseconds */
  bool readonly;
  bool inside;  /* a public call runs: a callback must not begin another */
  bool writing; /* a writing transaction is open, and `counts` with it */
  unsigned reading;
  int length_limit; /* SQLite's, while a read lowers it */
  tk_counts counts;
  const tenkyo_cancel *cancel; /* of the call that runs, or NULL */
};

/* ---- A public call ----------------------------------------------------------------------------------------------- */

/* Refuses a NULL store and a call from inside another call's callback. From here on SQLite looks at `cancel`. */
tenkyo_status tk_enter(tenkyo_store *store, const tenkyo_cancel *cancel, tenkyo_error *error);
void tk_leave(tenkyo_store *store);

/* A result for a call on this store, with *out NULL until tk_deliver. */
tenkyo_result *tk_store_result(tenkyo_store *store);
/* Hands the result over when `status` is OK and nothing ran out of memory; frees it otherwise. */
tenkyo_status tk_deliver(tenkyo_result *result, tenkyo_status status, tenkyo_result **out, tenkyo_error *error);

/* ---- Errors ------------------------------------------------------------------------------------------------------ */

tenkyo_status tk_sql_status(int extended_code);
/* Fills `error` with the status of SQLite's last code and what was tried. */
tenkyo_status tk_sql_fail(tenkyo_store *store, const char *what, tenkyo_error *error);

/* ---- Statements -------------------------------------------------------------------------------------------------- */

/*
 * Prepares (once) and binds. `format` has a letter for each parameter: i int64_t, t tenkyo_str as text, b tenkyo_str
 * as a blob. Texts are borrowed until tk_sql_end. Every statement that was begun must be ended before it is begun
 * again, also after a failure.
 */
tenkyo_status tk_sql_begin(tenkyo_store *store, const char *sql, sqlite3_stmt **out, tenkyo_error *error,
                           const char *format, ...);
/* *row: there is a row to read. */
tenkyo_status tk_sql_step(tenkyo_store *store, sqlite3_stmt *statement, bool *row, tenkyo_error *error);
void tk_sql_end(sqlite3_stmt *statement); /* NULL does nothing */

/* A statement that gives no rows. */
tenkyo_status tk_sql_run(tenkyo_store *store, const char *sql, tenkyo_error *error, const char *format, ...);
/* The first column of the first row; *found false and *value 0 when there is no row. */
tenkyo_status tk_sql_integer(tenkyo_store *store, const char *sql, int64_t *value, bool *found, tenkyo_error *error,
                             const char *format, ...);

/* The bytes of a column, borrowed until the next step. A failed conversion for want of memory gives {NULL, 0} with
 * SQLite's code set; blobs and texts need none. */
tenkyo_str tk_sql_bytes(sqlite3_stmt *statement, int column);
/* The same, copied; *failed is set when memory is out. */
tenkyo_str tk_sql_copy(tk_arena *arena, sqlite3_stmt *statement, int column, bool *failed);

/*
 * A tree of pages that a damaged file has knotted can give the same rows again and again. What reads many rows in the
 * order of a number watches that it goes on: CORRUPT when `number` is not above `*last` (below it when `descending`).
 * *last begins as what no row has.
 */
tenkyo_status tk_sql_in_order(int64_t *last, int64_t number, bool descending, tenkyo_error *error);

/* ---- Transactions ------------------------------------------------------------------------------------------------ */

/* One writing transaction. Refused on a store that is read-only, or inside tk_store_begin_read. */
tenkyo_status tk_write_begin(tenkyo_store *store, tenkyo_error *error);
/* Commits when `status` is OK, else rolls back. Returns the status of the whole. */
tenkyo_status tk_write_end(tenkyo_store *store, tenkyo_status status, tenkyo_error *error);

#endif
