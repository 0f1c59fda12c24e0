/*
 * SQLite as the room uses it: prepared statements kept with the handle, parameters, transactions and statuses. No text
 * that was not written in this room ever becomes SQL.
 */
#include "store/database.h"
#include "store/index.h"

#include <stdarg.h>

/* Values up to this size are read whatever the size of the file. */
#define SMALLEST_BOUND 1000000

/* ---- A public call ----------------------------------------------------------------------------------------------- */

/* How many steps of SQLite's machine lie between two looks at the cancel token: well under a millisecond. */
#define STEPS_BETWEEN_LOOKS 20000

static int look_at_token(void *context) {
  const tenkyo_store *store = context;
  return tenkyo_cancel_is_set(store->cancel);
}

tenkyo_status tk_enter(tenkyo_store *store, const tenkyo_cancel *cancel, tenkyo_error *error) {
  if (store == NULL) return tk_fail(error, TENKYO_INVALID, 0, "no store");
  if (store->inside)
    return tk_fail(error, TENKYO_INVALID, 0, "the store is in use by the call whose callback made this one");
  if (tenkyo_cancel_is_set(cancel)) return tk_cancelled(error);
  store->inside = true;
  store->cancel = cancel;
  if (cancel != NULL) sqlite3_progress_handler(store->database, STEPS_BETWEEN_LOOKS, look_at_token, store);
  return TENKYO_OK;
}

void tk_leave(tenkyo_store *store) {
  if (store->cancel != NULL) sqlite3_progress_handler(store->database, 0, NULL, NULL);
  store->cancel = NULL;
  store->inside = false;
}

tenkyo_result *tk_store_result(tenkyo_store *store) { return tk_result_new(store->allocator); }

tenkyo_status tk_deliver(tenkyo_result *result, tenkyo_status status, tenkyo_result **out, tenkyo_error *error) {
  if (status == TENKYO_OK && (result == NULL || result->arena.failed)) status = tk_no_memory(error);
  if (status == TENKYO_OK) {
    *out = result;
  } else {
    tenkyo_result_free(result);
  }
  return status;
}

/* ---- Errors ------------------------------------------------------------------------------------------------------ */

tenkyo_status tk_sql_status(int extended_code) {
  if (extended_code == SQLITE_IOERR_NOMEM) return TENKYO_NOMEM;
  switch (extended_code & 0xff) {
  case SQLITE_OK:
  case SQLITE_ROW:
  case SQLITE_DONE: return TENKYO_OK;
  case SQLITE_NOMEM: return TENKYO_NOMEM;
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return TENKYO_BUSY;
  case SQLITE_FULL: return TENKYO_FULL;
  case SQLITE_INTERRUPT: return TENKYO_CANCELLED;
  case SQLITE_TOOBIG: return TENKYO_INVALID;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_AUTH:
  case SQLITE_READONLY:
  case SQLITE_PROTOCOL: return TENKYO_IO;
  /* Our statements and the values bound to them are right: what else goes wrong is the file. */
  default: return TENKYO_CORRUPT;
  }
}

static const char *status_words(tenkyo_status status) {
  switch (status) {
  case TENKYO_NOMEM: return "out of memory";
  case TENKYO_BUSY: return "another process is writing to the store";
  case TENKYO_FULL: return "the disk is full";
  case TENKYO_CANCELLED: return "cancelled";
  case TENKYO_INVALID: return "too large for the store";
  case TENKYO_CORRUPT: return "the store's file is damaged";
  default: return "the store's file cannot be read or written";
  }
}

tenkyo_status tk_sql_fail(tenkyo_store *store, const char *what, tenkyo_error *error) {
  int code = sqlite3_extended_errcode(store->database);
  tenkyo_status status = tk_sql_status(code);
  /* What is read cannot be larger than the file it is read from (see bound_values). */
  if (status == TENKYO_INVALID && store->reading > 0) status = TENKYO_CORRUPT;
  if (status == TENKYO_OK) status = TENKYO_NOMEM; /* only SQLite's own wrapper can fail without a code */
  if (status == TENKYO_NOMEM || status == TENKYO_CANCELLED)
    return tk_fail(error, status, 0, "%s", status_words(status));
  return tk_fail(error, status, 0, "%s: %s (SQLite %d: %s)", what, status_words(status), code,
                 sqlite3_errmsg(store->database));
}

/* ---- Statements -------------------------------------------------------------------------------------------------- */

static tenkyo_status statement_find(tenkyo_store *store, const char *sql, sqlite3_stmt **out, tenkyo_error *error) {
  for (size_t i = 0; i < store->statement_count; i++) {
    if (store->statements[i].sql == sql) {
      *out = store->statements[i].prepared;
      return TENKYO_OK;
    }
  }
  if (store->statement_count == TK_STATEMENT_MAX)
    return tk_fail(error, TENKYO_INVALID, 0, "the store has no room for another statement");
  if (sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
    return tk_sql_fail(store, "asking the store", error);
  store->statements[store->statement_count++] = (tk_statement){sql, *out};
  return TENKYO_OK;
}

/* An empty text is bound as one, never as NULL. */
static int bind_bytes(sqlite3_stmt *statement, int place, char type, tenkyo_str bytes) {
  const char *start = bytes.ptr == NULL ? "" : bytes.ptr;
  if (type == 'b') return sqlite3_bind_blob64(statement, place, start, bytes.len, SQLITE_STATIC);
  return sqlite3_bind_text64(statement, place, start, bytes.len, SQLITE_STATIC, SQLITE_UTF8);
}

static tenkyo_status begin_with(tenkyo_store *store, const char *sql, sqlite3_stmt **out, tenkyo_error *error,
                                const char *format, va_list arguments) {
  /* An error that SQLite answers by taking the whole transaction back must never be followed by half of the rest. */
  tenkyo_status status = store->writing && sqlite3_get_autocommit(store->database)
                             ? tk_fail(error, TENKYO_IO, 0, "the transaction was taken back")
                             : statement_find(store, sql, out, error);
  if (status != TENKYO_OK) {
    *out = NULL;
    return status;
  }
  int code = SQLITE_OK;
  for (int i = 0; format[i] != '\0' && code == SQLITE_OK; i++) {
    if (format[i] == 'i') {
      code = sqlite3_bind_int64(*out, i + 1, va_arg(arguments, int64_t));
    } else {
      code = bind_bytes(*out, i + 1, format[i], va_arg(arguments, tenkyo_str));
    }
  }
  return code == SQLITE_OK ? TENKYO_OK : tk_sql_fail(store, "asking the store", error);
}

tenkyo_status tk_sql_begin(tenkyo_store *store, const char *sql, sqlite3_stmt **out, tenkyo_error *error,
                           const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  tenkyo_status status = begin_with(store, sql, out, error, format, arguments);
  va_end(arguments);
  return status;
}

tenkyo_status tk_sql_step(tenkyo_store *store, sqlite3_stmt *statement, bool *row, tenkyo_error *error) {
  int code = sqlite3_step(statement);
  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) return TENKYO_OK;
  return tk_sql_fail(store, "asking the store", error);
}

void tk_sql_end(sqlite3_stmt *statement) {
  sqlite3_reset(statement);
  if (statement != NULL) sqlite3_clear_bindings(statement);
}

tenkyo_status tk_sql_run(tenkyo_store *store, const char *sql, tenkyo_error *error, const char *format, ...) {
  sqlite3_stmt *statement;
  va_list arguments;
  va_start(arguments, format);
  tenkyo_status status = begin_with(store, sql, &statement, error, format, arguments);
  va_end(arguments);
  bool row = true;
  while (status == TENKYO_OK && row) status = tk_sql_step(store, statement, &row, error);
  tk_sql_end(statement);
  return status;
}

tenkyo_status tk_sql_integer(tenkyo_store *store, const char *sql, int64_t *value, bool *found, tenkyo_error *error,
                             const char *format, ...) {
  sqlite3_stmt *statement;
  va_list arguments;
  va_start(arguments, format);
  tenkyo_status status = begin_with(store, sql, &statement, error, format, arguments);
  va_end(arguments);
  bool row = false;
  if (status == TENKYO_OK) status = tk_sql_step(store, statement, &row, error);
  *value = status == TENKYO_OK && row ? sqlite3_column_int64(statement, 0) : 0;
  if (found != NULL) *found = row;
  tk_sql_end(statement);
  return status;
}

tenkyo_str tk_sql_bytes(sqlite3_stmt *statement, int column) {
  const char *bytes = sqlite3_column_blob(statement, column); /* of a text too: its bytes as they are */
  int length = sqlite3_column_bytes(statement, column);
  if (bytes == NULL || length <= 0) return (tenkyo_str){"", 0};
  return (tenkyo_str){bytes, (size_t)length};
}

tenkyo_str tk_sql_copy(tk_arena *arena, sqlite3_stmt *statement, int column, bool *failed) {
  tenkyo_str bytes = tk_sql_bytes(statement, column);
  bool lost = bytes.len == 0 && sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM;
  tenkyo_str copy = tk_arena_copy(arena, bytes);
  if (copy.ptr == NULL || lost) *failed = true;
  return copy;
}

tenkyo_status tk_sql_in_order(int64_t *last, int64_t number, bool descending, tenkyo_error *error) {
  bool goes_on = descending ? number < *last : number > *last;
  *last = number;
  if (goes_on) return TENKYO_OK;
  return tk_fail(error, TENKYO_CORRUPT, 0, "the store's file is damaged: its rows repeat themselves");
}

/* ---- Transactions ------------------------------------------------------------------------------------------------ */

tenkyo_status tk_write_begin(tenkyo_store *store, tenkyo_error *error) {
  if (store->readonly) return tk_fail(error, TENKYO_IO, 0, "the store is open for reading only");
  if (store->reading > 0 || store->writing)
    return tk_fail(error, TENKYO_INVALID, 0, "the store cannot be changed while it is being read");
  tenkyo_status status = tk_sql_run(store, "BEGIN IMMEDIATE", error, "");
  if (status == TENKYO_OK) {
    store->writing = true;
    tk_counts_begin(store);
  }
  return status;
}

tenkyo_status tk_write_end(tenkyo_store *store, tenkyo_status status, tenkyo_error *error) {
  if (status == TENKYO_OK) status = tk_counts_write(store, error);
  if (status == TENKYO_OK) status = tk_sql_run(store, "COMMIT", error, "");
  /* Some failures have rolled back already; then this one fails without consequence. Its error is not the caller's. */
  if (status != TENKYO_OK && !sqlite3_get_autocommit(store->database)) {
    sqlite3_progress_handler(store->database, 0, NULL, NULL);
    tk_sql_run(store, "ROLLBACK", NULL, "");
    if (!sqlite3_get_autocommit(store->database)) sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
  }
  tk_arena_free(&store->counts.arena);
  store->writing = false;
  return status;
}

/* A damaged length can claim a gigabyte, which pages that lead in a circle then seem to give. */
static tenkyo_status bound_values(tenkyo_store *store, tenkyo_error *error) {
  int64_t pages = 0, page_size = 0;
  tenkyo_status status = tk_sql_integer(store, "PRAGMA page_count", &pages, NULL, error, "");
  if (status == TENKYO_OK) status = tk_sql_integer(store, "PRAGMA page_size", &page_size, NULL, error, "");
  if (status != TENKYO_OK) return status;
  int64_t bytes = pages > INT32_MAX / 65536 ? INT32_MAX : pages * page_size;
  if (bytes < SMALLEST_BOUND) bytes = SMALLEST_BOUND;
  store->length_limit = sqlite3_limit(store->database, SQLITE_LIMIT_LENGTH, (int)bytes);
  return TENKYO_OK;
}

/* The snapshot is taken by the first read. */
static tenkyo_status begin_snapshot(tenkyo_store *store, tenkyo_error *error) {
  int64_t version;
  tenkyo_status status = tk_sql_run(store, "BEGIN", error, "");
  if (status == TENKYO_OK) status = tk_sql_integer(store, "PRAGMA schema_version", &version, NULL, error, "");
  if (status == TENKYO_OK) status = bound_values(store, error);
  if (status != TENKYO_OK && !sqlite3_get_autocommit(store->database))
    sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
  return status;
}

tenkyo_status tk_store_begin_read(tenkyo_store *store, tenkyo_error *error) {
  if (store->reading == 0 && !store->writing) {
    tenkyo_status status = begin_snapshot(store, error);
    if (status != TENKYO_OK) return status;
  }
  store->reading++;
  return TENKYO_OK;
}

void tk_store_end_read(tenkyo_store *store) {
  if (store->reading == 0 || --store->reading > 0 || store->writing) return;
  sqlite3_limit(store->database, SQLITE_LIMIT_LENGTH, store->length_limit);
  if (!sqlite3_get_autocommit(store->database)) sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL);
}
