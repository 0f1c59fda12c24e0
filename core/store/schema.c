/*
 * The tables, and the list of steps that lead from one version of them to the next. PRAGMA user_version counts the
 * steps that were taken. A step is never changed once it was released; a new one is added at the end.
 */
#include "store/schema.h"
#include "store/article.h"
#include "store/index.h"

/*
 * article    what is said of an article. url_form and title_form are the forms in which they are compared; list_form
 *            is what a list is searched in; origin is the file it came from. key_given and title_given: by the writer,
 *            not made here. AUTOINCREMENT: an id that was purged never names another article.
 * revision   a body as it was extracted, with its SHA-256 and its sentences (derive.c), the newest being
 *            article.revision. The body is last: what lies before it is read without it.
 * opening    hashes of the lines that open an article, to find the slogans that open many.
 * link       what the writer bound to an article, in the form in which references are compared.
 * term_index which articles have a term; frequency: how many; meta: totals, and the rules that made all this.
 */
static const char first_version[] =
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE article ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL,"
    " author TEXT NOT NULL, publisher TEXT NOT NULL, published TEXT NOT NULL, lang TEXT NOT NULL,"
    " url_form TEXT NOT NULL, title_form TEXT NOT NULL, list_form TEXT NOT NULL, origin TEXT NOT NULL,"
    " key_given INTEGER NOT NULL, title_given INTEGER NOT NULL, removed INTEGER NOT NULL, revision INTEGER NOT NULL);"
    "CREATE INDEX article_url ON article (url_form) WHERE url_form <> '';"
    "CREATE INDEX article_title ON article (title_form);"
    "CREATE INDEX article_origin ON article (origin) WHERE origin <> '';"
    "CREATE INDEX article_removed ON article (id) WHERE removed <> 0;"
    "CREATE TABLE revision ("
    " id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), revision INTEGER NOT NULL,"
    " format INTEGER NOT NULL, sha256 BLOB NOT NULL, language TEXT NOT NULL, sentences INTEGER NOT NULL,"
    " sentence_table BLOB NOT NULL, body BLOB NOT NULL);"
    "CREATE UNIQUE INDEX revision_article ON revision (article, revision);"
    "CREATE INDEX revision_sha256 ON revision (sha256);"
    "CREATE TABLE opening (line INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES article (id),"
    " PRIMARY KEY (line, article)) WITHOUT ROWID;"
    "CREATE INDEX opening_article ON opening (article);"
    "CREATE TABLE link (form TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id),"
    " reference TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX link_article ON link (article);"
    "CREATE VIRTUAL TABLE term_index USING fts5 (terms, content='', detail=none, columnsize=0, tokenize='tenkyo');"
    "INSERT INTO term_index (term_index, rank) VALUES ('hashsize', 16777216);"
    "CREATE TABLE frequency (term BLOB PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('articles', 0), ('sentences', 0), ('words', 0);";

const tk_migration tk_migrations[] = {{first_version, false}};
const int tk_schema_version = sizeof tk_migrations / sizeof tk_migrations[0];

/* ---- Looking ----------------------------------------------------------------------------------------------------- */

tenkyo_status tk_schema_look(tenkyo_store *store, int newest, tk_file_state *state, tenkyo_error *error) {
  int64_t application = 0, version = 0, tables = 0;
  tenkyo_status status = tk_sql_integer(store, "PRAGMA application_id", &application, NULL, error, "");
  if (status == TENKYO_OK) status = tk_sql_integer(store, "PRAGMA user_version", &version, NULL, error, "");
  if (status == TENKYO_OK)
    status = tk_sql_integer(store, "SELECT count(*) FROM sqlite_schema", &tables, NULL, error, "");
  if (status != TENKYO_OK) return status;
  *state = TK_FILE_EMPTY;
  if (application == 0 && version == 0 && tables == 0) return TENKYO_OK;
  if (application != TK_APPLICATION_ID)
    return tk_fail(error, TENKYO_CORRUPT, 0, "the file is a database, but no store of Tenkyo");
  if (version > newest)
    return tk_fail(error, TENKYO_VERSION, 0,
                   "the store was written by a newer Tenkyo (form %lld, this one reads up to %d)", (long long)version,
                   newest);
  if (version < 0) return tk_fail(error, TENKYO_CORRUPT, 0, "the store's file is damaged: its version is below zero");
  *state = version < newest ? TK_FILE_OURS_OLDER : TK_FILE_OURS;
  return TENKYO_OK;
}

/* ---- Migrating --------------------------------------------------------------------------------------------------- */

/* Only constants of this file (or of a test) come here; PRAGMA takes no parameters. */
static tenkyo_status run_script(tenkyo_store *store, const char *sql, tenkyo_error *error) {
  if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK) return TENKYO_OK;
  return tk_sql_fail(store, "making the store's tables", error);
}

static tenkyo_status set_version(tenkyo_store *store, int version, tenkyo_error *error) {
  tk_arena arena;
  tk_arena_init(&arena, store->allocator);
  tk_buffer buffer;
  tk_buffer_init(&buffer, &arena);
  tk_buffer_format(&buffer, "PRAGMA application_id = %d; PRAGMA user_version = %d;", TK_APPLICATION_ID, version);
  tenkyo_str sql = tk_buffer_text(&buffer);
  tenkyo_status status = sql.ptr == NULL ? tk_no_memory(error) : run_script(store, sql.ptr, error);
  tk_arena_free(&arena);
  return status;
}

static tenkyo_status keep_rules(tenkyo_store *store, tenkyo_error *error) {
  return tk_sql_run(store, "INSERT OR REPLACE INTO meta VALUES ('terms_version', ?1), ('sentences_version', ?2)", error,
                    "ii", (int64_t)TK_TERMS_VERSION, (int64_t)TK_SENTENCES_VERSION);
}

static tenkyo_status take_steps(tenkyo_store *store, const tk_migration *migrations, int count, tenkyo_error *error) {
  /* Another process may have been here since we looked. */
  tk_file_state state;
  int64_t version = 0;
  tenkyo_status status = tk_schema_look(store, count, &state, error);
  if (status == TENKYO_OK && state == TK_FILE_OURS) return TENKYO_OK;
  if (status == TENKYO_OK) status = tk_sql_integer(store, "PRAGMA user_version", &version, NULL, error, "");
  bool rebuild = false;
  for (int64_t i = version; i < count && status == TENKYO_OK; i++) {
    status = run_script(store, migrations[i].sql, error);
    rebuild = rebuild || migrations[i].rebuild;
  }
  if (status == TENKYO_OK && rebuild) status = tk_index_rebuild(store, error);
  if (status == TENKYO_OK && (rebuild || version == 0)) status = keep_rules(store, error);
  if (status == TENKYO_OK) status = set_version(store, count, error);
  return status;
}

tenkyo_status tk_schema_migrate(tenkyo_store *store, const tk_migration *migrations, int count, tenkyo_error *error) {
  tenkyo_status status = tk_write_begin(store, error);
  if (status != TENKYO_OK) return status;
  return tk_write_end(store, take_steps(store, migrations, count, error), error);
}

/* ---- The rules behind the index ---------------------------------------------------------------------------------- */

static tenkyo_status rules_are_ours(tenkyo_store *store, bool *ours, tenkyo_error *error) {
  static const char sql[] = "SELECT value FROM meta WHERE name = ?1";
  int64_t terms = 0, sentences = 0;
  tenkyo_status status = tk_sql_integer(store, sql, &terms, NULL, error, "t", TK_STR("terms_version"));
  if (status == TENKYO_OK)
    status = tk_sql_integer(store, sql, &sentences, NULL, error, "t", TK_STR("sentences_version"));
  *ours = terms == TK_TERMS_VERSION && sentences == TK_SENTENCES_VERSION;
  return status;
}

tenkyo_status tk_schema_refresh(tenkyo_store *store, tenkyo_error *error) {
  bool ours = false;
  tenkyo_status status = rules_are_ours(store, &ours, error);
  /* A store that cannot be written is searched with the terms it has. */
  if (status != TENKYO_OK || ours || store->readonly) return status;
  status = tk_write_begin(store, error);
  if (status != TENKYO_OK) return status;
  status = rules_are_ours(store, &ours, error);
  if (status == TENKYO_OK && !ours) status = tk_index_rebuild(store, error);
  if (status == TENKYO_OK && !ours) status = keep_rules(store, error);
  return tk_write_end(store, status, error);
}
