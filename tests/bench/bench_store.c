/*
 * bench_store FOLDER [QUESTIONS]: imports FOLDER/passages.jsonl and asks the questions of FOLDER/questions.jsonl, in a
 * store of ours and in an FTS5 table with SQLite's own trigram tokenizer, both in this run, and prints both and their
 * ratio. A question is answered when its passage is the first, or among the first ten, of what is given.
 *
 * What is compared: ours reads the file of JSON Lines, finds sentences and keeps them, hashes and indexes, and gives
 * sentences; the peer is handed the texts in memory, indexes them, and gives passages. The peer's query has all
 * three-character pieces of the question, joined by OR and ordered by bm25().
 */
#include "bench.h"

#include "tenkyo.h"

#include <sqlite3.h>

#define BATCH 500
#define BEST 10

typedef struct corpus {
  char folder[512];
  char passages[600], questions[600];
  size_t question_count; /* at most so many are asked */
} corpus;

typedef struct measure {
  double import_ms, megabytes;
  size_t articles;
  bench_times search;
  size_t asked, first, among_ten;
} measure;

typedef struct passage_texts {
  tenkyo_result **results;
  tenkyo_str *titles, *bodies;
  int64_t *ids; /* of the articles in our store, by line */
  size_t count;
} passage_texts;

static void check(tenkyo_status status, const tenkyo_error *error) {
  if (status != TENKYO_OK) bench_stop("tenkyo", error->message);
}

static void check_sql(sqlite3 *database, int code) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) bench_stop("SQLite", sqlite3_errmsg(database));
}

/* ---- Ours -----------------------------------------------------------------------------------------------------------
 */

static tenkyo_store *import_ours(const corpus *data, measure *ours, passage_texts *texts) {
  tenkyo_error error;
  tenkyo_store *store;
  tenkyo_result *result;
  char path[600];
  snprintf(path, sizeof path, "%s/store.db", data->folder);
  check(tenkyo_open(path, NULL, &store, &error), &error);
  double begin = bench_now();
  check(tenkyo_import(store, data->passages, NULL, &result, &error), &error);
  ours->import_ms = bench_now() - begin;
  const tenkyo_import_report *report = tenkyo_result_import(result);
  if (report->failed_count > 0) bench_stop(report->failed[0].path.ptr, report->failed[0].message.ptr);
  ours->articles = report->added;
  texts->count = report->id_count;
  texts->ids = calloc(texts->count + 1, sizeof *texts->ids);
  texts->results = calloc(texts->count + 1, sizeof(tenkyo_result *));
  texts->titles = calloc(texts->count + 1, sizeof *texts->titles);
  texts->bodies = calloc(texts->count + 1, sizeof *texts->bodies);
  if (texts->ids == NULL || texts->results == NULL || texts->titles == NULL || texts->bodies == NULL)
    bench_stop("bench", "out of memory");
  for (size_t i = 0; i < texts->count; i++) {
    size_t count;
    texts->ids[i] = report->ids[i];
    check(tenkyo_get(store, texts->ids[i], 0, &texts->results[i], &error), &error);
    const tenkyo_stored_article *article = tenkyo_result_articles(texts->results[i], &count);
    texts->titles[i] = article->article.title;
    texts->bodies[i] = article->article.body;
  }
  tenkyo_result_free(result);
  tenkyo_close(store); /* so that the log is in the file that is measured */
  ours->megabytes = bench_megabytes(path);
  check(tenkyo_open(path, NULL, &store, &error), &error);
  return store;
}

static void ask_ours(tenkyo_store *store, measure *ours, tenkyo_str question, int64_t answer) {
  tenkyo_error error;
  tenkyo_result *result;
  tenkyo_search_options options = {.size = sizeof options, .limit = BEST};
  double begin = bench_now();
  check(tenkyo_search(store, question, &options, &result, &error), &error);
  bench_add(&ours->search, bench_now() - begin);
  size_t count;
  const tenkyo_passage *passages = tenkyo_result_passages(result, &count);
  bool found = false;
  for (size_t i = 0; i < count && !found; i++) {
    found = passages[i].article == answer;
    if (found && i == 0) ours->first++;
  }
  ours->among_ten += found;
  ours->asked++;
  tenkyo_result_free(result);
}

/* ---- The peer -------------------------------------------------------------------------------------------------------
 */

static void run_peer(sqlite3 *database, const char *sql) { check_sql(database, sqlite3_exec(database, sql, 0, 0, 0)); }

static sqlite3 *import_peer(const corpus *data, const passage_texts *texts, measure *peer) {
  sqlite3 *database;
  sqlite3_stmt *insert;
  char path[600];
  snprintf(path, sizeof path, "%s/trigram.db", data->folder);
  check_sql(NULL, sqlite3_open(path, &database));
  run_peer(database,
           "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
           "PRAGMA cache_size = -65536; CREATE VIRTUAL TABLE t USING fts5 (title, body, tokenize = 'trigram')");
  check_sql(database,
            sqlite3_prepare_v2(database, "INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)", -1, &insert, 0));
  double begin = bench_now();
  for (size_t i = 0; i < texts->count; i++) {
    if (i % BATCH == 0) run_peer(database, "BEGIN");
    sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1);
    sqlite3_bind_text(insert, 2, texts->titles[i].ptr, (int)texts->titles[i].len, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, texts->bodies[i].ptr, (int)texts->bodies[i].len, SQLITE_STATIC);
    check_sql(database, sqlite3_step(insert));
    sqlite3_reset(insert);
    if (i % BATCH == BATCH - 1 || i + 1 == texts->count) run_peer(database, "COMMIT");
  }
  peer->import_ms = bench_now() - begin;
  peer->articles = texts->count;
  sqlite3_finalize(insert);
  run_peer(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  peer->megabytes = bench_megabytes(path);
  return database;
}

/* "abc" OR "bcd" OR …: every three characters that stand side by side. */
static void trigram_query(tenkyo_str question, char *query, size_t size) {
  size_t starts[400], count = 0, length = 0;
  for (size_t i = 0; i < question.len && count < 399; i++)
    if (((unsigned char)question.ptr[i] & 0xC0) != 0x80) starts[count++] = i;
  starts[count] = question.len;
  query[0] = '\0';
  for (size_t i = 0; i + 3 <= count && length + 40 < size; i++) {
    length += (size_t)snprintf(query + length, size - length, "%s\"", length == 0 ? "" : " OR ");
    for (size_t at = starts[i]; at < starts[i + 3]; at++) {
      if (question.ptr[at] == '"') query[length++] = '"';
      query[length++] = question.ptr[at];
    }
    length += (size_t)snprintf(query + length, size - length, "\"");
  }
}

static void ask_peer(sqlite3 *database, sqlite3_stmt *select, measure *peer, tenkyo_str question, int64_t answer) {
  char query[16384];
  double begin = bench_now();
  trigram_query(question, query, sizeof query);
  bool found = false;
  if (query[0] != '\0') {
    check_sql(database, sqlite3_bind_text(select, 1, query, -1, SQLITE_STATIC));
    for (int i = 0, code; (code = sqlite3_step(select)) == SQLITE_ROW; i++) {
      bool here = sqlite3_column_int64(select, 0) == answer;
      if (here && i == 0) peer->first++;
      found = found || here;
    }
    check_sql(database, sqlite3_reset(select));
  }
  bench_add(&peer->search, bench_now() - begin);
  peer->among_ten += found;
  peer->asked++;
}

/* ---- The questions
 * ---------------------------------------------------------------------------------------------------- */

/* Every question's text and the line of its passage ("p17" is line 17, from 0), spread evenly over the file. */
static void ask_all(const corpus *data, const passage_texts *texts, tenkyo_store *store, sqlite3 *database,
                    measure *ours, measure *peer) {
  FILE *file = fopen(data->questions, "rb");
  char line[65536];
  sqlite3_stmt *read, *select;
  size_t total = 0, at = 0;
  if (file == NULL) bench_stop(data->questions, "cannot be read");
  while (fgets(line, sizeof line, file) != NULL) total++;
  rewind(file);
  size_t step = total > data->question_count ? total / data->question_count : 1;
  check_sql(database, sqlite3_prepare_v2(database, "SELECT ?1 ->> 'question', substr(?1 ->> 'pid', 2)", -1, &read, 0));
  check_sql(database,
            sqlite3_prepare_v2(database, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", -1, &select, 0));
  while (fgets(line, sizeof line, file) != NULL) {
    if (at++ % step != 0 || ours->asked >= data->question_count) continue;
    check_sql(database, sqlite3_bind_text(read, 1, line, -1, SQLITE_STATIC));
    check_sql(database, sqlite3_step(read));
    tenkyo_str question = {(const char *)sqlite3_column_text(read, 0), (size_t)sqlite3_column_bytes(read, 0)};
    size_t passage = (size_t)sqlite3_column_int64(read, 1);
    if (question.len == 0 || passage >= texts->count) bench_stop(data->questions, "a question of another form");
    ask_ours(store, ours, question, texts->ids[passage]);
    ask_peer(database, select, peer, question, (int64_t)passage + 1);
    sqlite3_reset(read);
  }
  fclose(file);
  sqlite3_finalize(read);
  sqlite3_finalize(select);
}

/* ---- The report
 * --------------------------------------------------------------------------------------------------------- */

static void print(measure *ours, measure *peer) {
  double rate[2] = {(double)ours->articles / ours->import_ms * 1e3, (double)peer->articles / peer->import_ms * 1e3};
  double mean[2] = {bench_mean(&ours->search), bench_mean(&peer->search)};
  double tail[2] = {bench_quantile(&ours->search, 0.95), bench_quantile(&peer->search, 0.95)};
  double asked = ours->asked == 0 ? 1 : (double)ours->asked;
  printf("%-28s %12s %12s %8s\n", "", "tenkyo", "trigram", "ratio");
  printf("%-28s %12.0f %12.0f %8.2f\n", "import, articles a second", rate[0], rate[1], rate[0] / rate[1]);
  printf("%-28s %12.1f %12.1f %8.2f\n", "file, MB", ours->megabytes, peer->megabytes,
         ours->megabytes / peer->megabytes);
  printf("%-28s %12.2f %12.2f %8.2f\n", "search, mean ms", mean[0], mean[1], mean[0] / mean[1]);
  printf("%-28s %12.2f %12.2f %8.2f\n", "search, 95 % under ms", tail[0], tail[1], tail[0] / tail[1]);
  printf("%-28s %12.3f %12.3f\n", "answer first", (double)ours->first / asked, (double)peer->first / asked);
  printf("%-28s %12.3f %12.3f\n", "answer among ten", (double)ours->among_ten / asked, (double)peer->among_ten / asked);
  printf("%zu articles, %zu questions\n", ours->articles, ours->asked);
}

/* A few texts and questions of our own. */
static void write_smoke(corpus *data) {
  snprintf(data->passages, sizeof data->passages, "%s/passages.jsonl", data->folder);
  snprintf(data->questions, sizeof data->questions, "%s/questions.jsonl", data->folder);
  FILE *passages = fopen(data->passages, "wb"), *questions = fopen(data->questions, "wb");
  if (passages == NULL || questions == NULL) bench_stop(data->folder, "cannot be written");
  for (int i = 0; i < 60; i++) {
    fprintf(passages,
            "{\"title\": \"町の話%d\", \"text\": \"第%d区の図書館は川のそばにある。建てられたのは%d年のことだ。\"}\n",
            i, i, 1900 + i);
    fprintf(questions, "{\"question\": \"%d年に建てられた図書館はどこか\", \"pid\": \"p%d\"}\n", 1900 + i, i);
  }
  if (fclose(passages) != 0 || fclose(questions) != 0) bench_stop(data->folder, "cannot be written");
}

static void remove_files(const corpus *data) {
  static const char *const names[] = {"store.db", "trigram.db", "passages.jsonl", "questions.jsonl"};
  static const char *const parts[] = {"", "-wal", "-shm"};
  for (size_t i = 0; i < 4; i++) {
    for (size_t k = 0; k < 3; k++) {
      char path[700];
      snprintf(path, sizeof path, "%s/%s%s", data->folder, names[i], parts[k]);
      unlink(path);
    }
  }
  rmdir(data->folder);
}

int main(int count, char **arguments) {
  corpus data = {.question_count = 1000};
  measure ours = {0}, peer = {0};
  passage_texts texts = {0};
  if (count < 2) bench_stop("usage", "bench_store FOLDER [QUESTIONS] | --smoke");
  bool smoke = strcmp(arguments[1], "--smoke") == 0;
  bench_folder(data.folder, sizeof data.folder - 16);
  if (smoke) {
    write_smoke(&data);
  } else {
    snprintf(data.passages, sizeof data.passages, "%.580s/passages.jsonl", arguments[1]);
    snprintf(data.questions, sizeof data.questions, "%.580s/questions.jsonl", arguments[1]);
  }
  if (count > 2) data.question_count = (size_t)strtoul(arguments[2], NULL, 10);
  tenkyo_store *store = import_ours(&data, &ours, &texts);
  sqlite3 *database = import_peer(&data, &texts, &peer);
  ask_all(&data, &texts, store, database, &ours, &peer);
  print(&ours, &peer);
  tenkyo_close(store);
  sqlite3_close(database);
  for (size_t i = 0; i < texts.count; i++) tenkyo_result_free(texts.results[i]);
  free(texts.results);
  free(texts.titles);
  free(texts.bodies);
  free(texts.ids);
  free(ours.search.values);
  free(peer.search.values);
  remove_files(&data);
  return smoke && ours.first < ours.asked ? EXIT_FAILURE : EXIT_SUCCESS;
}
