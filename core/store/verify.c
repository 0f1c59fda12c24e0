/*
 * Verifying a store: the file as SQLite sees it, every body against its hash, every sentence against its body, every
 * article against its forms, and the index against the texts. What is wrong is told in sentences; a damaged file ends
 * the part that stumbled over it, not the report.
 */
#include "store/article.h"
#include "store/index.h"

#include <stdarg.h>
#include <stdio.h>

/* A file that is damaged all over would have a problem in every row. */
#define PROBLEMS_TOLD 200

TK_LIST(problem_list, tenkyo_str);

typedef struct verifying {
  tenkyo_store *store;
  tk_arena *kept;    /* of the result */
  tk_arena *scratch; /* of the call */
  tenkyo_verify_report report;
  problem_list problems;
  size_t untold;
  tk_map terms;      /* of all indexed texts: how many articles have each */
  uint64_t postings; /* the sum of a hash over every term of every article: their order does not matter */
  int64_t articles, sentences, words; /* of all indexed texts */
  bool stumbled;                      /* a part could not be read to its end: what was summed up is not whole */
  tenkyo_error *error;
} verifying;

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

static tenkyo_status tell(verifying *verify, const char *format, ...) __attribute__((format(printf, 2, 3)));

static tenkyo_status tell(verifying *verify, const char *format, ...) {
  if (verify->problems.count == PROBLEMS_TOLD) {
    verify->untold++;
    return TENKYO_OK;
  }
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  tenkyo_str *problem = tk_push(verify->kept, &verify->problems);
  if (problem == NULL) return tk_no_memory(verify->error);
  size_t kept = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
  *problem = tk_arena_copy(verify->kept, (tenkyo_str){text, kept});
  return problem->ptr == NULL ? tk_no_memory(verify->error) : TENKYO_OK;
}

/* A part that ended because the file is damaged has told a problem; all else ends the call. */
static tenkyo_status end_part(verifying *verify, const char *part, tenkyo_status status) {
  if (status != TENKYO_CORRUPT) return status;
  verify->stumbled = true;
  return tell(verify, "%s cannot be read to the end: the file is damaged", part);
}

/* What is done with each row of a statement. */
typedef tenkyo_status (*row_function)(verifying *verify, sqlite3_stmt *statement);

/* No table has more rows than its file has bytes; more than that come from pages that a damaged tree leads to again. */
static tenkyo_status rows_possible(verifying *verify, int64_t *rows) {
  int64_t pages = 0, page_size = 0;
  tenkyo_status status = tk_sql_integer(verify->store, "PRAGMA page_count", &pages, NULL, verify->error, "");
  if (status == TENKYO_OK)
    status = tk_sql_integer(verify->store, "PRAGMA page_size", &page_size, NULL, verify->error, "");
  *rows = page_size > 0 && pages < INT64_MAX / page_size ? pages * page_size : INT64_MAX;
  return status;
}

/* `ordered`: the first column is a number that grows from row to row. */
static tenkyo_status for_each_row(verifying *verify, const char *part, const char *sql, bool ordered,
                                  row_function act) {
  sqlite3_stmt *statement = NULL;
  bool row = true;
  int64_t last = INT64_MIN, left = 0;
  tenkyo_status status = rows_possible(verify, &left);
  if (status == TENKYO_OK) status = tk_sql_begin(verify->store, sql, &statement, verify->error, "");
  while (status == TENKYO_OK && (status = tk_sql_step(verify->store, statement, &row, verify->error)) == TENKYO_OK &&
         row) {
    if (ordered) status = tk_sql_in_order(&last, sqlite3_column_int64(statement, 0), false, verify->error);
    if (left-- <= 0) status = TENKYO_CORRUPT;
    if (status == TENKYO_OK)
      status = tenkyo_cancel_is_set(verify->store->cancel) ? tk_cancelled(verify->error) : act(verify, statement);
  }
  tk_sql_end(statement);
  return end_part(verify, part, status);
}

/* ---- The file ---------------------------------------------------------------------------------------------------- */

static tenkyo_status tell_quick_check(verifying *verify, sqlite3_stmt *statement) {
  tenkyo_str message = tk_sql_bytes(statement, 0);
  if (tk_equal(message, TK_STR("ok"))) return TENKYO_OK;
  return tell(verify, "SQLite's quick check: %.*s", message.len > 400 ? 400 : (int)message.len, message.ptr);
}

/* FTS5 looks at its own structure only when it is told to by a statement that writes. */
static tenkyo_status check_fts5(verifying *verify) {
  if (verify->store->readonly || verify->store->reading > 0) return TENKYO_OK;
  tenkyo_status status =
      tk_sql_run(verify->store, "INSERT INTO term_index (term_index) VALUES ('integrity-check')", verify->error, "");
  if (status == TENKYO_CORRUPT) return tell(verify, "the index is damaged (FTS5's own check)");
  return status;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

static uint64_t posting(tenkyo_str term, int64_t article) {
  uint64_t mixed = (tk_hash(term) ^ (uint64_t)article) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
  return mixed ^ mixed >> 32;
}

static tenkyo_status add_terms(verifying *verify, tk_arena *arena, int64_t article, tenkyo_str title, tenkyo_str body) {
  tk_map terms;
  int64_t words;
  tenkyo_status status = tk_index_terms(arena, title, body, &terms, &words, verify->error);
  if (status != TENKYO_OK) return status;
  verify->articles++;
  verify->words += words;
  for (size_t i = 0; i < terms.count; i++) {
    bool is_new;
    tk_map_entry *entry = tk_map_add(&verify->terms, terms.entries[i].key, &is_new);
    if (entry == NULL) return tk_no_memory(verify->error);
    if (is_new) {
      tenkyo_str copy = tk_arena_copy(verify->scratch, entry->key);
      if (copy.ptr == NULL) return tk_no_memory(verify->error);
      entry->key = copy;
    }
    entry->value++;
    verify->postings += posting(entry->key, article);
  }
  return TENKYO_OK;
}

static bool at_character(tenkyo_str body, size_t at) {
  return at >= body.len || ((unsigned char)body.ptr[at] & 0xC0) != 0x80;
}

/* A span may begin inside an ill-formed sequence, which has no borders; nothing else may. */
static tenkyo_status check_spans(verifying *verify, tk_arena *arena, tenkyo_str table, tenkyo_str body, int64_t count,
                                 long long article, long long revision) {
  tk_stored_sentence_list list = {0};
  bool sound;
  if (!tk_sentence_table_read(arena, table, body.len, &list, &sound)) return tk_no_memory(verify->error);
  verify->report.sentences += list.count;
  if (!sound || (int64_t)list.count != count)
    return tell(verify, "article %lld, revision %lld: its sentences do not fit its body", article, revision);
  bool valid = tk_utf8_valid(body, NULL);
  for (size_t i = 0; valid && i < list.count; i++) {
    tenkyo_span span = list.items[i].span;
    if (!at_character(body, span.begin) || !at_character(body, span.end))
      return tell(verify, "article %lld, revision %lld: a sentence begins or ends inside a character", article,
                  revision);
  }
  return TENKYO_OK;
}

static tenkyo_status check_revision_with(verifying *verify, tk_arena *arena, sqlite3_stmt *statement) {
  long long article = sqlite3_column_int64(statement, 1), revision = sqlite3_column_int64(statement, 2);
  tenkyo_str digest = tk_sql_bytes(statement, 4);
  uint8_t expected[32];
  if (digest.len != sizeof expected)
    return tell(verify, "article %lld, revision %lld: its SHA-256 is damaged", article, revision);
  memcpy(expected, digest.ptr, sizeof expected);
  tenkyo_format format =
      sqlite3_column_int64(statement, 3) == TENKYO_FORMAT_MARKDOWN ? TENKYO_FORMAT_MARKDOWN : TENKYO_FORMAT_TEXT;
  bool failed = false;
  tenkyo_str table = tk_sql_copy(arena, statement, 6, &failed), lang = tk_sql_copy(arena, statement, 8, &failed);
  tenkyo_str title = tk_sql_copy(arena, statement, 11, &failed), body = tk_sql_copy(arena, statement, 7, &failed);
  if (failed) return tk_no_memory(verify->error);
  uint8_t actual[32];
  tk_sha256(body, actual);
  tenkyo_status status = TENKYO_OK;
  if (memcmp(actual, expected, sizeof actual) != 0)
    status =
        tell(verify, "article %lld, revision %lld: the body is not the one that was kept (SHA-256)", article, revision);
  int64_t count = sqlite3_column_int64(statement, 5);
  if (status == TENKYO_OK) status = check_spans(verify, arena, table, body, count, article, revision);
  tk_derived derived;
  if (status == TENKYO_OK) status = tk_derive(arena, body, format, lang, &derived, verify->error);
  if (status == TENKYO_OK && !tk_equal(derived.table, table) && !verify->store->readonly)
    status = tell(verify, "article %lld, revision %lld: its sentences are not those of its body", article, revision);
  if (sqlite3_column_type(statement, 9) == SQLITE_NULL)
    return status != TENKYO_OK ? status : tell(verify, "revision %lld belongs to no article", revision);
  bool indexed = sqlite3_column_int64(statement, 9) == revision && sqlite3_column_int64(statement, 10) == 0;
  if (status != TENKYO_OK || !indexed) return status;
  verify->sentences += count;
  return add_terms(verify, arena, article, title, body);
}

static tenkyo_status check_revision(verifying *verify, sqlite3_stmt *statement) {
  tk_arena arena;
  tk_arena_init(&arena, verify->store->allocator);
  verify->report.revisions++;
  tenkyo_status status = check_revision_with(verify, &arena, statement);
  tk_arena_free(&arena);
  return status;
}

static const char revisions_sql[] =
    "SELECT r.id, r.article, r.revision, r.format, r.sha256, r.sentences, r.sentence_table, r.body, a.lang, a.revision,"
    " a.removed, a.title FROM revision AS r LEFT JOIN article AS a ON a.id = r.article ORDER BY r.id";

/* ---- Articles and links ------------------------------------------------------------------------------------------ */

static tenkyo_status check_article_with(verifying *verify, tk_arena *arena, sqlite3_stmt *statement) {
  long long id = sqlite3_column_int64(statement, 0);
  bool failed = false;
  tenkyo_str url = tk_sql_copy(arena, statement, 2, &failed), title = tk_sql_copy(arena, statement, 4, &failed);
  tenkyo_str url_form = url.len == 0 ? TK_STR("") : tk_url_normalize(arena, url);
  tenkyo_str title_form = tk_title_normalize(arena, title);
  if (failed || url_form.ptr == NULL || title_form.ptr == NULL) return tk_no_memory(verify->error);
  tenkyo_status status = TENKYO_OK;
  if (tk_sql_bytes(statement, 1).len == 0) status = tell(verify, "article %lld has no key", id);
  if (status == TENKYO_OK && !tk_equal(url_form, tk_sql_bytes(statement, 3)))
    status = tell(verify, "article %lld cannot be found by its URL", id);
  if (status == TENKYO_OK && !tk_equal(title_form, tk_sql_bytes(statement, 5)))
    status = tell(verify, "article %lld cannot be found by its title", id);
  if (status == TENKYO_OK && sqlite3_column_int64(statement, 6) == 0)
    status = tell(verify, "article %lld has no body", id);
  return status;
}

static tenkyo_status check_article(verifying *verify, sqlite3_stmt *statement) {
  tk_arena arena;
  tk_arena_init(&arena, verify->store->allocator);
  verify->report.articles++;
  tenkyo_status status = check_article_with(verify, &arena, statement);
  tk_arena_free(&arena);
  return status;
}

static const char articles_sql[] =
    "SELECT a.id, a.key, a.url, a.url_form, a.title, a.title_form, EXISTS (SELECT 1 FROM revision AS r"
    " WHERE r.article = a.id AND r.revision = a.revision) FROM article AS a ORDER BY a.id";

static tenkyo_status tell_link(verifying *verify, sqlite3_stmt *statement) {
  return tell(verify, "a link leads to article %lld, which does not exist",
              (long long)sqlite3_column_int64(statement, 0));
}

/* ---- The index --------------------------------------------------------------------------------------------------- */

/* Takes a term of the table out of what the texts have; what is left in the end is missing from the table. */
static tenkyo_status check_frequency(verifying *verify, sqlite3_stmt *statement) {
  tenkyo_str term = tk_sql_bytes(statement, 0);
  long long stored = sqlite3_column_int64(statement, 1);
  tk_map_entry *entry = tk_map_find(&verify->terms, term);
  long long counted = entry == NULL ? 0 : entry->value;
  if (entry != NULL) entry->value = 0;
  if (stored == counted) return TENKYO_OK;
  return tell(verify, "the term '%.*s' is in %lld articles, the store counts %lld", term.len > 60 ? 60 : (int)term.len,
              term.ptr, counted, stored);
}

static tenkyo_status check_counts(verifying *verify) {
  tenkyo_status status =
      for_each_row(verify, "the counts of terms", "SELECT term, articles FROM frequency", false, check_frequency);
  for (size_t i = 0; i < verify->terms.count && status == TENKYO_OK; i++) {
    const tk_map_entry *entry = &verify->terms.entries[i];
    if (entry->value > 0)
      status = tell(verify, "the term '%.*s' is in %u articles, the store counts none",
                    entry->key.len > 60 ? 60 : (int)entry->key.len, entry->key.ptr, entry->value);
  }
  return status;
}

static tenkyo_status check_total(verifying *verify, const char *name, int64_t counted) {
  int64_t stored;
  tenkyo_status status = tk_sql_integer(verify->store, "SELECT value FROM meta WHERE name = ?1", &stored, NULL,
                                        verify->error, "t", tk_str(name));
  if (status != TENKYO_OK) return end_part(verify, "the totals", status);
  if (stored == counted) return TENKYO_OK;
  return tell(verify, "the store counts %lld %s in its index, there are %lld", (long long)stored, name,
              (long long)counted);
}

static tenkyo_status subtract_posting(verifying *verify, sqlite3_stmt *statement) {
  verify->postings -= posting(tk_sql_bytes(statement, 0), sqlite3_column_int64(statement, 1));
  return TENKYO_OK;
}

/* Every term of every article, read back from FTS5's own lists. */
static tenkyo_status check_postings(verifying *verify) {
  tenkyo_status status =
      tk_sql_run(verify->store,
                 "CREATE VIRTUAL TABLE IF NOT EXISTS temp.posting USING fts5vocab ('main', 'term_index', 'instance')",
                 verify->error, "");
  if (status == TENKYO_OK)
    status = for_each_row(verify, "the index", "SELECT term, doc FROM temp.posting", false, subtract_posting);
  else
    status = end_part(verify, "the index", status);
  if (status == TENKYO_OK && !verify->stumbled && verify->postings != 0)
    status = tell(verify, "the index does not hold the terms of the texts");
  return status;
}

/* ---- The call ---------------------------------------------------------------------------------------------------- */

static tenkyo_status check_all(verifying *verify) {
  tenkyo_status status = for_each_row(verify, "the file", "PRAGMA quick_check", false, tell_quick_check);
  if (status == TENKYO_OK) status = for_each_row(verify, "the texts", revisions_sql, true, check_revision);
  if (status == TENKYO_OK) status = for_each_row(verify, "the articles", articles_sql, true, check_article);
  if (status == TENKYO_OK)
    status = for_each_row(verify, "the links",
                          "SELECT article FROM link WHERE article NOT IN (SELECT id FROM article) UNION ALL"
                          " SELECT article FROM opening WHERE article NOT IN (SELECT id FROM article)",
                          false, tell_link);
  /* Counts of texts that could not be read would only repeat that. */
  if (status != TENKYO_OK || verify->stumbled) return status;
  status = check_counts(verify);
  if (status == TENKYO_OK) status = check_total(verify, "articles", verify->articles);
  if (status == TENKYO_OK) status = check_total(verify, "sentences", verify->sentences);
  if (status == TENKYO_OK) status = check_total(verify, "words", verify->words);
  return status == TENKYO_OK ? check_postings(verify) : status;
}

static tenkyo_status verify_in(verifying *verify) {
  tenkyo_status status = check_fts5(verify);
  if (status != TENKYO_OK) return status;
  status = tk_store_begin_read(verify->store, verify->error);
  if (status != TENKYO_OK) return status;
  status = check_all(verify);
  tk_store_end_read(verify->store);
  if (status == TENKYO_OK && verify->untold > 0) {
    verify->problems.count--;
    size_t untold = verify->untold + 1;
    status = tell(verify, "and %zu more problems", untold);
  }
  return status;
}

static tenkyo_status verify_into(tenkyo_store *store, tenkyo_result *result, tenkyo_error *error) {
  if (result == NULL) return tk_no_memory(error);
  tenkyo_verify_report *report = tk_arena_alloc(&result->arena, sizeof *report);
  if (report == NULL) return tk_no_memory(error);
  tk_arena scratch;
  tk_arena_init(&scratch, store->allocator);
  verifying verify = {.store = store, .kept = &result->arena, .scratch = &scratch, .error = error};
  tk_map_init(&verify.terms, &scratch);
  tenkyo_status status = verify_in(&verify);
  tk_arena_free(&scratch);
  *report = verify.report;
  report->problems = verify.problems.items;
  report->problem_count = verify.problems.count;
  result->verify = report;
  return status;
}

tenkyo_status tenkyo_verify(tenkyo_store *store, const tenkyo_cancel *cancel, tenkyo_result **out,
                            tenkyo_error *error) {
  *out = NULL;
  tenkyo_status status = tk_enter(store, cancel, error);
  if (status != TENKYO_OK) return status;
  tenkyo_result *result = tk_store_result(store);
  status = tk_deliver(result, verify_into(store, result, error), out, error);
  tk_leave(store);
  return status;
}

const tenkyo_verify_report *tenkyo_result_verify(const tenkyo_result *result) {
  return result == NULL ? NULL : result->verify;
}
