/* What the tests of the store share: folders of their own, short ways to keep and find, and failing memory. */
#ifndef TENKYO_TESTS_STORE_SUPPORT_H
#define TENKYO_TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tenkyo.h"

#include <string.h>

#define STR(text) ((tenkyo_str){(text), strlen(text)})

/* A folder that is made and, with all in it, removed; to be used as a test's setup and teardown. */
typedef struct folder {
  char path[512];
  char store[600]; /* of a store in it, which is not made */
} folder;

int make_folder(void **state);
int remove_folder(void **state);

/* Writes a file under the folder and gives its path (one of a few static buffers). Folders above it are made. */
const char *write_file(const folder *in, const char *name, const char *bytes, size_t length);
const char *write_text(const folder *in, const char *name, const char *text);
const char *path_in(const folder *in, const char *name);
/* The whole file, to be freed. */
char *read_file(const char *path, size_t *length);

/* All of these fail the test when the call fails. */
tenkyo_store *open_store(const char *path);
int64_t put(tenkyo_store *store, const char *key, const char *title, const char *body);
tenkyo_put_result put_article(tenkyo_store *store, const tenkyo_article *article, int64_t *id);
/* The article at `revision`, to be freed with the result. */
const tenkyo_stored_article *get(tenkyo_store *store, int64_t id, int64_t revision, tenkyo_result **result);
size_t count_articles(tenkyo_store *store);
/* Sentences found, and whether the first holds `part` (NULL: anything). */
size_t search(tenkyo_store *store, const char *query, const char *part);
/* How many problems verify tells; they are printed when there are any. */
size_t problems(tenkyo_store *store);
/* The import's report, to be freed with the result. */
const tenkyo_import_report *import(tenkyo_store *store, const char *path, tenkyo_result **result);
/* Runs SQL on the file with a connection of its own; the index is not touched by it. */
void run_sql(const char *path, const char *sql);
/* The first column of the first row of a query. */
int64_t ask_sql(const char *path, const char *sql);

/* An allocator that fails the n-th request, once or from then on, and counts what is alive. */
typedef struct failing {
  tenkyo_allocator allocator;
  size_t requests, fail_at; /* fail_at 0: never */
  size_t alive;
} failing;

void failing_start(failing *memory, size_t fail_at);

#endif
