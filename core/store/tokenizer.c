/*
 * The tokenizer that FTS5 asks for the terms of a text. Ours are made before: what is put into the index is a list of
 * terms with a line feed after each, and what is asked for is one term. So the same terms come out whenever a row is
 * put in and taken out again, and a query can hold nothing that FTS5 would read as an operator inside a term.
 */
#include "store/index.h"

typedef int (*token_function)(void *context, int flags, const char *token, int length, int begin, int end);

static int tokenizer_create(void *context, const char **arguments, int count, Fts5Tokenizer **out) {
  (void)context;
  (void)arguments;
  (void)count;
  /* There is nothing to keep, but FTS5 wants an address. */
  static const char nothing = 0;
  *out = (Fts5Tokenizer *)(uintptr_t)&nothing;
  return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer) { (void)tokenizer; }

static int tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
                         token_function take) {
  (void)tokenizer;
  if (text == NULL || length <= 0) return SQLITE_OK;
  if ((flags & FTS5_TOKENIZE_QUERY) != 0) return take(context, 0, text, length, 0, length);
  int code = SQLITE_OK;
  for (int begin = 0; begin < length && code == SQLITE_OK;) {
    const char *feed = memchr(text + begin, '\n', (size_t)(length - begin));
    int end = feed == NULL ? length : (int)(feed - text);
    if (end > begin) code = take(context, 0, text + begin, end - begin, begin, end);
    begin = end + 1;
  }
  return code;
}

tenkyo_status tk_index_register(sqlite3 *database, tenkyo_error *error) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, NULL);
  if (code == SQLITE_OK) code = sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
  if (code == SQLITE_OK) sqlite3_step(statement);
  int end = sqlite3_finalize(statement);
  if (code == SQLITE_OK) code = end;
  if (code == SQLITE_NOMEM) return tk_no_memory(error);
  if (code != SQLITE_OK || api == NULL || api->iVersion < 2)
    return tk_fail(error, TENKYO_UNSUPPORTED, 0, "this SQLite (%s) was built without FTS5", sqlite3_libversion());
  fts5_tokenizer tokenizer = {tokenizer_create, tokenizer_delete, tokenizer_run};
  code = api->xCreateTokenizer(api, "tenkyo", NULL, &tokenizer, NULL);
  return code == SQLITE_OK ? TENKYO_OK : tk_no_memory(error);
}
