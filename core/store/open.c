/*
 * Opening and closing a store: its file is made where it is missing, looked at before anything is changed in it, and
 * opened for reading only where it cannot be written.
 */
#include "store/database.h"
#include "store/index.h"
#include "store/place.h"
#include "store/schema.h"

#define DEFAULT_BUSY_TIMEOUT 5000
#define PAUSE_MILLISECONDS 10

/* ---- The connection ---------------------------------------------------------------------------------------------- */

static tenkyo_status run_constant(tenkyo_store *store, const char *sql, tenkyo_error *error) {
  if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK) return TENKYO_OK;
  return tk_sql_fail(store, "opening the store", error);
}

/* A file may come from anyone: nothing that its schema says is trusted, and nothing in it runs by itself. */
static tenkyo_status protect(tenkyo_store *store, tenkyo_error *error) {
  sqlite3 *database = store->database;
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, store->busy_timeout);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  tenkyo_status status = tk_index_register(database, error);
  if (status != TENKYO_OK) return status;
  return run_constant(store,
                      "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0;",
                      error);
}

/* Also in a new database the first page is written here; two processes that do so at once must wait for each other,
 * for which SQLite does not call its busy handler. */
static tenkyo_status use_log(tenkyo_store *store, bool empty, tenkyo_error *error) {
  if (empty) {
    tenkyo_status status = run_constant(store, "PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-8';", error);
    if (status != TENKYO_OK) return status;
  }
  int code = SQLITE_BUSY;
  for (int waited = 0; waited <= store->busy_timeout; waited += PAUSE_MILLISECONDS) {
    code = sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED) break;
    sqlite3_sleep(PAUSE_MILLISECONDS);
  }
  if (code != SQLITE_OK) return tk_sql_fail(store, "opening the store", error);
  return run_constant(
      store, "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = FAST;", error);
}

static tenkyo_status connect(tenkyo_store *store, const char *name, int flags, tenkyo_error *error) {
  int code = sqlite3_open_v2(name, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (store->database == NULL) return tk_no_memory(error);
  return code == SQLITE_OK ? protect(store, error) : tk_sql_fail(store, "opening the store", error);
}

static void disconnect(tenkyo_store *store) {
  for (size_t i = 0; i < store->statement_count; i++) sqlite3_finalize(store->statements[i].prepared);
  store->statement_count = 0;
  sqlite3_close(store->database);
  store->database = NULL;
}

/* ---- The ways in ------------------------------------------------------------------------------------------------- */

static tenkyo_status open_writing(tenkyo_store *store, tenkyo_str path, tenkyo_error *error) {
  tk_file_state state;
  tenkyo_status status = connect(store, path.ptr, SQLITE_OPEN_READWRITE, error);
  if (status == TENKYO_OK) status = tk_schema_look(store, tk_schema_version, &state, error);
  if (status == TENKYO_OK) status = use_log(store, state == TK_FILE_EMPTY, error);
  if (status == TENKYO_OK && state != TK_FILE_OURS)
    status = tk_schema_migrate(store, tk_migrations, tk_schema_version, error);
  if (status == TENKYO_OK) status = tk_schema_refresh(store, error);
  return status;
}

static tenkyo_status open_reading(tenkyo_store *store, const char *name, int flags, tenkyo_error *error) {
  tk_file_state state;
  tenkyo_status status = connect(store, name, SQLITE_OPEN_READONLY | flags, error);
  if (status == TENKYO_OK) status = tk_schema_look(store, tk_schema_version, &state, error);
  if (status != TENKYO_OK) return status;
  if (state == TK_FILE_EMPTY)
    return tk_fail(error, TENKYO_NOTFOUND, 0, "the file is empty: there is no store in it yet");
  if (state == TK_FILE_OURS_OLDER)
    return tk_fail(error, TENKYO_VERSION, 0,
                   "the store was written by an older Tenkyo: open it once where it can be written");
  return TENKYO_OK;
}

/* The write-ahead log needs a file beside the store's; where none can be made the store is read as it lies there. */
static tenkyo_status open_readonly(tenkyo_store *store, tk_arena *arena, tenkyo_str path, tenkyo_error *error) {
  store->readonly = true;
  tenkyo_status status = open_reading(store, path.ptr, 0, error);
  if (status != TENKYO_IO) return status;
  int code = sqlite3_errcode(store->database);
  if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY && (code & 0xff) != SQLITE_CANTOPEN &&
      (code & 0xff) != SQLITE_READONLY)
    return status;
  disconnect(store);
  tenkyo_str uri = tk_place_immutable_uri(arena, path);
  return uri.ptr == NULL ? tk_no_memory(error) : open_reading(store, uri.ptr, SQLITE_OPEN_URI, error);
}

static tenkyo_status open_place(tenkyo_store *store, tk_arena *arena, const char *path, bool readonly,
                                tenkyo_error *error) {
  tk_place place;
  tenkyo_str absolute = tk_place_absolute(arena, path);
  if (absolute.ptr == NULL)
    return arena->failed ? tk_no_memory(error) : tk_fail(error, TENKYO_IO, 0, "no working folder");
  tenkyo_status status = tk_place_look(absolute.ptr, &place, error);
  if (status != TENKYO_OK) return status;
  if (place == TK_PLACE_FOLDER || place == TK_PLACE_OTHER)
    return tk_fail(error, TENKYO_INVALID, 0, "%.150s: %s", path,
                   place == TK_PLACE_FOLDER ? "is a folder" : "is no file");
  if (place == TK_PLACE_NOTHING) {
    if (readonly) return tk_fail(error, TENKYO_NOTFOUND, 0, "%.150s: not found", path);
    status = tk_place_create(arena, absolute, error);
    if (status != TENKYO_OK) return status;
  }
  tenkyo_str folder = tk_place_folder(arena, absolute);
  if (folder.ptr == NULL) return tk_no_memory(error);
  if (readonly || !tk_place_writable(absolute.ptr) || !tk_place_writable(folder.ptr))
    return open_readonly(store, arena, absolute, error);
  return open_writing(store, absolute, error);
}

tenkyo_status tenkyo_open(const char *path, const tenkyo_open_options *options, tenkyo_store **out,
                          tenkyo_error *error) {
  *out = NULL;
  tenkyo_open_options read;
  tenkyo_status status = tk_options_read(&read, sizeof read, options, error);
  if (status != TENKYO_OK) return status;
  if (path == NULL || path[0] == '\0') return tk_fail(error, TENKYO_INVALID, 0, "the store needs a path");
  if (read.busy_timeout < 0) return tk_fail(error, TENKYO_INVALID, 0, "busy_timeout is below zero");
  tenkyo_store *store = tk_allocate(read.allocator, sizeof *store);
  if (store == NULL) return tk_no_memory(error);
  if (read.allocator != NULL) {
    store->allocator_copy = *read.allocator;
    store->allocator = &store->allocator_copy;
  }
  store->busy_timeout = read.busy_timeout == 0 ? DEFAULT_BUSY_TIMEOUT : read.busy_timeout;
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  status = open_place(store, &arena, path, read.readonly, error);
  tk_arena_free(&arena);
  if (status == TENKYO_OK) {
    *out = store;
  } else {
    tenkyo_close(store);
  }
  return status;
}

void tenkyo_close(tenkyo_store *store) {
  if (store == NULL) return;
  disconnect(store);
  tenkyo_allocator allocator = store->allocator_copy;
  bool own = store->allocator != NULL;
  tk_release(own ? &allocator : NULL, store, sizeof *store);
}

bool tenkyo_is_readonly(const tenkyo_store *store) { return store != NULL && store->readonly; }

const tenkyo_allocator *tk_store_allocator(const tenkyo_store *store) { return store->allocator; }
