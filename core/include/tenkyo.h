/*
 * Tenkyo: the source that a statement rests on.
 *
 * The one public header of libtenkyo. It keeps articles in a local store, summarises them in their own sentences,
 * finds the passage behind a claim and checks the citations of a draft.
 *
 * Shapes.    Text is a tenkyo_str: borrowed bytes, meant to be UTF-8. A byte that is no UTF-8 is read as U+FFFD; it
 *            never makes a call fail and never moves an offset. Spans are byte ranges [begin, end) of the text that
 *            was passed in, or of the stored body. A text is at most TENKYO_TEXT_MAX bytes, else INVALID.
 * Ownership. A returned pointer is borrowed. What comes through `**out` is owned by the caller and released by its one
 *            _free (or _close). A tenkyo_result owns everything that can be reached from it. When a call fails, *out
 *            is NULL.
 * Errors.    Every call that can fail returns a tenkyo_status and fills `error` when it is not NULL. Nothing aborts,
 *            exits, prints or installs a handler.
 * Threads.   No call keeps state outside its arguments. A store handle serves one thread at a time; any number of
 *            handles may be open on one file. A result may be read by any number of threads.
 * Options.   A NULL options pointer means the defaults. Otherwise set `size` to sizeof the struct and leave what you
 *            do not need zero: zero is always the default.
 */
#ifndef TENKYO_H
#define TENKYO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define TENKYO_API
#else
#define TENKYO_API __attribute__((visibility("default")))
#endif

/* The largest text that any call takes, in bytes: offsets inside are kept in 32 bits. */
#define TENKYO_TEXT_MAX ((size_t)0x7fffffff)

/* ---- Shapes ------------------------------------------------------------------------------------------------------ */

typedef struct tenkyo_str {
  const char *ptr; /* may be NULL when len is 0; need not end in NUL */
  size_t len;      /* bytes */
} tenkyo_str;

typedef struct tenkyo_span {
  size_t begin, end; /* bytes of the original text, [begin, end) */
} tenkyo_span;

typedef enum tenkyo_status {
  TENKYO_OK,
  TENKYO_NOMEM,       /* an allocation failed; nothing was changed */
  TENKYO_INVALID,     /* an argument or a file has a form that cannot be used */
  TENKYO_NOTFOUND,    /* no such article, revision or file */
  TENKYO_EXISTS,      /* the key belongs to another article */
  TENKYO_BUSY,        /* another process holds the store's lock for longer than the wait */
  TENKYO_CORRUPT,     /* the file is damaged or no store of ours */
  TENKYO_VERSION,     /* the store was written by a newer Tenkyo */
  TENKYO_UNSUPPORTED, /* this build does not have what was asked for */
  TENKYO_CANCELLED,   /* the token was cancelled, or the progress callback said stop */
  TENKYO_IO,          /* reading or writing a file failed */
  TENKYO_FULL         /* the disk is full */
} tenkyo_status;

/* "OK", "NOMEM", …: a constant string, for any value. */
TENKYO_API const char *tenkyo_status_name(tenkyo_status status);

typedef struct tenkyo_error {
  tenkyo_status code;
  size_t offset;     /* byte of the input that is at fault, else 0 */
  char message[256]; /* English, NUL-terminated, cut at a character's border */
} tenkyo_error;

/*
 * Memory comes from here when an options struct names one, else from malloc. `resize` takes NULL as a new block and
 * new_size 0 as a release, and returns NULL when it cannot; old_size is what was asked for last. It is called from
 * whatever thread makes the call. SQLite and cJSON keep their own malloc.
 */
typedef struct tenkyo_allocator {
  void *(*resize)(void *context, void *block, size_t old_size, size_t new_size);
  void *context;
} tenkyo_allocator;

/* "0.1.0" */
TENKYO_API const char *tenkyo_version(void);

/* ---- Cancelling and progress ------------------------------------------------------------------------------------- */

/* A token that any thread may set while a call that was given it runs; the call then returns CANCELLED soon. */
typedef struct tenkyo_cancel tenkyo_cancel;

TENKYO_API tenkyo_status tenkyo_cancel_new(const tenkyo_allocator *allocator, tenkyo_cancel **out);
TENKYO_API void tenkyo_cancel_set(tenkyo_cancel *token); /* any thread; NULL does nothing */
TENKYO_API bool tenkyo_cancel_is_set(const tenkyo_cancel *token);
/* The token as a number below 2^53, for a thread that can be passed only numbers, and back: NULL when the number names
 * no token. The token must outlive every use of the number: one that was freed is not recognised for certain. */
TENKYO_API uint64_t tenkyo_cancel_id(const tenkyo_cancel *token);
TENKYO_API tenkyo_cancel *tenkyo_cancel_from_id(uint64_t id);
TENKYO_API void tenkyo_cancel_free(tenkyo_cancel *token);

/* Called in the caller's thread with the steps done and their total (0: not known). False stops with CANCELLED. */
typedef bool (*tenkyo_progress)(void *context, size_t done, size_t total);

/* ---- Results ----------------------------------------------------------------------------------------------------- */

/* One arena; which of the accessors below answers depends on the call that made it. The others give NULL and 0. */
typedef struct tenkyo_result tenkyo_result;

TENKYO_API void tenkyo_result_free(tenkyo_result *result); /* NULL does nothing */

/* The text of a result that is one string: normalize, export. NUL-terminated. */
TENKYO_API tenkyo_str tenkyo_result_text(const tenkyo_result *result);

/* ---- Text -------------------------------------------------------------------------------------------------------- */

typedef enum tenkyo_format { /* of a text; AUTO is MARKDOWN, or what a path's extension says where a call has one */
                             TENKYO_FORMAT_AUTO,
                             TENKYO_FORMAT_TEXT,
                             TENKYO_FORMAT_MARKDOWN, /* quarto reads the same */
                             TENKYO_FORMAT_JSON,     /* import: one article or an array of them */
                             TENKYO_FORMAT_JSONL     /* import: an article a line */
} tenkyo_format;

/* Reads "markdown", "text", "json", …; UNSUPPORTED for any other name. */
TENKYO_API tenkyo_status tenkyo_format_from_name(tenkyo_str name, tenkyo_format *out, tenkyo_error *error);

typedef struct tenkyo_text_options {
  size_t size;
  const char *lang;     /* BCP 47 tag of the text ("ja"); NULL: found per sentence */
  tenkyo_format format; /* TEXT or MARKDOWN */
  const char *date;     /* facts: YYYY-MM-DD that relative dates hang on; NULL: none */
  const tenkyo_allocator *allocator;
  const tenkyo_cancel *cancel;
} tenkyo_text_options;

/* The form in which texts are searched: NFKC, case and width folded (Unicode UAX #15, CaseFolding.txt). */
TENKYO_API tenkyo_status tenkyo_normalize(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                                          tenkyo_error *error);

/* Sentences in the order of the text, never overlapping; white space and Markdown's own marks lie between them. */
TENKYO_API tenkyo_status tenkyo_sentences(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                                          tenkyo_error *error);
TENKYO_API const tenkyo_span *tenkyo_result_sentences(const tenkyo_result *result, size_t *count);

typedef enum tenkyo_word_kind { TENKYO_WORD, TENKYO_WORD_NUMBER, TENKYO_WORD_SYMBOL } tenkyo_word_kind;
typedef struct tenkyo_word {
  tenkyo_span span;
  tenkyo_word_kind kind;
} tenkyo_word;

/* Words in the order of the text; white space lies between them. */
TENKYO_API tenkyo_status tenkyo_words(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                                      tenkyo_error *error);
TENKYO_API const tenkyo_word *tenkyo_result_words(const tenkyo_result *result, size_t *count);

typedef enum tenkyo_fact_kind { TENKYO_NUMBER, TENKYO_DATE, TENKYO_QUOTE } tenkyo_fact_kind;
typedef struct tenkyo_fact {
  tenkyo_fact_kind kind;
  tenkyo_span span;     /* a quotation's: inside its marks */
  tenkyo_str value;     /* number: plain decimal ("500000000000"); empty for a range or a bound without one value */
  tenkyo_str unit;      /* number: "USD", "人", "%", …; empty: none */
  tenkyo_str low, high; /* number: the ends of a range, or the one end of a bound; empty: none */
  tenkyo_str from, to;  /* date: first and last day, YYYY-MM-DD; --MM-DD where no year is known */
  bool approximate;     /* about, 約 … */
  bool relative;        /* date: hangs on options->date */
} tenkyo_fact;

/* What can be compared in a text: numbers with unit, dates as day intervals, quotations. In the order of the text. */
TENKYO_API tenkyo_status tenkyo_facts(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                                      tenkyo_error *error);
TENKYO_API const tenkyo_fact *tenkyo_result_facts(const tenkyo_result *result, size_t *count);

/* ---- Citations of a draft ---------------------------------------------------------------------------------------- */

typedef struct tenkyo_key {
  tenkyo_str key; /* normalised: "1", "^1", "@smith2024"; a linked URL for a link that is a marker */
  tenkyo_span span;
  ptrdiff_t reference; /* index of the reference it names, or -1 */
} tenkyo_key;

typedef struct tenkyo_marker {
  tenkyo_span span; /* the whole marker, brackets included */
  const tenkyo_key *keys;
  size_t key_count;
} tenkyo_marker;

typedef struct tenkyo_reference {
  tenkyo_span span; /* the entry, without its line break */
  tenkyo_str key;   /* as in tenkyo_key */
  tenkyo_str text;  /* the entry after its label */
  tenkyo_str title, url, doi;
} tenkyo_reference;

TENKYO_API tenkyo_status tenkyo_citations(tenkyo_str text, const tenkyo_text_options *options, tenkyo_result **out,
                                          tenkyo_error *error);
TENKYO_API const tenkyo_marker *tenkyo_result_markers(const tenkyo_result *result, size_t *count);
TENKYO_API const tenkyo_reference *tenkyo_result_references(const tenkyo_result *result, size_t *count);

/* ---- Summaries --------------------------------------------------------------------------------------------------- */

typedef struct tenkyo_passage { /* a stored place that says the same as a chosen sentence, or a sentence itself */
  int64_t article, revision;    /* 0 for a text that is in no store */
  tenkyo_span span;
  tenkyo_str text; /* the body's own bytes [begin, end) */
  double score;
} tenkyo_passage;

typedef struct tenkyo_summary_sentence {
  tenkyo_passage passage;
  const tenkyo_passage *also; /* sentences of other places that were left out because they say the same */
  size_t also_count;
} tenkyo_summary_sentence;

typedef struct tenkyo_summary_options {
  size_t size;
  size_t sentences;        /* at most so many; 0: 5, or no bound when `characters` is set */
  size_t characters;       /* at most so many code points in all; 0: no bound */
  const int64_t *articles; /* store only: these; NULL with no query: every article */
  size_t article_count;
  tenkyo_str query;     /* store only: what the summary shall be about */
  const char *since;    /* store only: published on or after this YYYY-MM-DD */
  const char *lang;     /* of the text; NULL: found */
  tenkyo_format format; /* of the text */
  const tenkyo_allocator *allocator;
  const tenkyo_cancel *cancel;
  tenkyo_progress progress;
  void *progress_context;
} tenkyo_summary_options;

/* Chooses whole sentences: centrality in the text, position, redundancy removed (MMR, Carbonell and Goldstein 1998).
 * In the order of the text. */
TENKYO_API tenkyo_status tenkyo_summarize(tenkyo_str text, const tenkyo_summary_options *options, tenkyo_result **out,
                                          tenkyo_error *error);
TENKYO_API const tenkyo_summary_sentence *tenkyo_result_summary(const tenkyo_result *result, size_t *count);

/* ---- The store --------------------------------------------------------------------------------------------------- */

typedef struct tenkyo_store tenkyo_store;

typedef struct tenkyo_open_options {
  size_t size;
  bool readonly;    /* never writes; a store in a folder that cannot be written is opened so by itself */
  int busy_timeout; /* milliseconds to wait for another writer; 0: 5000 */
  const tenkyo_allocator *allocator;
} tenkyo_open_options;

/* Opens the store in the file `path` (UTF-8), creating it (mode 0600, its folder 0700) unless readonly. */
TENKYO_API tenkyo_status tenkyo_open(const char *path, const tenkyo_open_options *options, tenkyo_store **out,
                                     tenkyo_error *error);
TENKYO_API void tenkyo_close(tenkyo_store *store); /* NULL does nothing */
TENKYO_API bool tenkyo_is_readonly(const tenkyo_store *store);

typedef struct tenkyo_article {
  tenkyo_str title, body, url, author, publisher, lang, key;
  tenkyo_str published; /* YYYY-MM-DD, YYYY-MM or YYYY; empty: not known */
} tenkyo_article;

typedef enum tenkyo_put_result { TENKYO_ADDED, TENKYO_UPDATED, TENKYO_UNCHANGED } tenkyo_put_result;

/* Keeps an article. It is the one already stored under the same key, else under the same URL (normalised), else with
 * the same body; a changed body becomes a new revision and the old one stays. Empty fields leave stored ones alone.
 * A removed article that is put again is restored. `put_result` may be NULL. */
TENKYO_API tenkyo_status tenkyo_put(tenkyo_store *store, const tenkyo_article *article, int64_t *id,
                                    tenkyo_put_result *put_result, tenkyo_error *error);

/* Changes the fields whose ptr is not NULL (an empty string clears one), except the body. EXISTS when the key is
 * another article's. */
TENKYO_API tenkyo_status tenkyo_update(tenkyo_store *store, int64_t id, const tenkyo_article *fields,
                                       tenkyo_error *error);

/* The id of the article with this key; NOTFOUND when there is none. Removed articles are not found. */
TENKYO_API tenkyo_status tenkyo_find(tenkyo_store *store, tenkyo_str key, int64_t *id, tenkyo_error *error);

typedef struct tenkyo_stored_article {
  int64_t id, revision; /* revision counts from 1 */
  int64_t revisions;    /* how many there are */
  bool removed;
  tenkyo_article article; /* in a list without body */
  char sha256[65];        /* of the body, hexadecimal */
} tenkyo_stored_article;

/* revision 0: the newest. Removed articles are given too, marked. */
TENKYO_API tenkyo_status tenkyo_get(tenkyo_store *store, int64_t id, int64_t revision, tenkyo_result **out,
                                    tenkyo_error *error);

typedef struct tenkyo_list_options {
  size_t size;
  tenkyo_str query; /* in title, author, publisher, URL or key; empty: all */
  size_t limit, offset;
  bool removed; /* the removed ones instead */
} tenkyo_list_options;

/* Articles, newest id first. */
TENKYO_API tenkyo_status tenkyo_list(tenkyo_store *store, const tenkyo_list_options *options, tenkyo_result **out,
                                     tenkyo_error *error);
TENKYO_API const tenkyo_stored_article *tenkyo_result_articles(const tenkyo_result *result, size_t *count);

/* A removed article is in no search, summary or check until it is restored. */
TENKYO_API tenkyo_status tenkyo_remove(tenkyo_store *store, int64_t id, tenkyo_error *error);
TENKYO_API tenkyo_status tenkyo_restore(tenkyo_store *store, int64_t id, tenkyo_error *error);

typedef struct tenkyo_purge_options {
  size_t size;
  int64_t article; /* only this one; 0: all */
  bool revisions;  /* old revisions too, not only removed articles */
} tenkyo_purge_options;

/* Deletes for good what was removed. `purged` counts articles and revisions; may be NULL. */
TENKYO_API tenkyo_status tenkyo_purge(tenkyo_store *store, const tenkyo_purge_options *options, size_t *purged,
                                      tenkyo_error *error);

/* Remembers that a reference with this URL or text (compared normalised) is that article. */
TENKYO_API tenkyo_status tenkyo_link(tenkyo_store *store, tenkyo_str reference, int64_t id, tenkyo_error *error);

typedef struct tenkyo_import_options {
  size_t size;
  tenkyo_format format; /* AUTO: by extension, else by content */
  const tenkyo_cancel *cancel;
  tenkyo_progress progress; /* in articles or files */
  void *progress_context;
} tenkyo_import_options;

typedef struct tenkyo_import_failure {
  tenkyo_str path; /* with ":LINE" for a line of JSON Lines */
  tenkyo_str message;
} tenkyo_import_failure;

typedef struct tenkyo_import_report {
  size_t added, updated, unchanged;
  const int64_t *ids;
  size_t id_count;
  const tenkyo_import_failure *failed;
  size_t failed_count;
} tenkyo_import_report;

/* Imports a file, or the files of a folder and its folders in the order of their names. What cannot be read is in
 * `failed`, the rest is kept; from a folder, so is a file whose extension is none of a text (name it to import it). A
 * call that is cancelled keeps whole batches. */
TENKYO_API tenkyo_status tenkyo_import(tenkyo_store *store, const char *path, const tenkyo_import_options *options,
                                       tenkyo_result **out, tenkyo_error *error);
TENKYO_API const tenkyo_import_report *tenkyo_result_import(const tenkyo_result *result);

typedef struct tenkyo_search_options {
  size_t size;
  size_t limit; /* 0: 10 */
  const int64_t *articles;
  size_t article_count; /* 0: every article */
  const tenkyo_cancel *cancel;
} tenkyo_search_options;

/* Sentences, best first (BM25, Robertson and Zaragoza 2009, k1 = 1, b = 0.5 on sentences). "…" in the query finds the
 * words between them verbatim, in the normalised form. */
TENKYO_API tenkyo_status tenkyo_search(tenkyo_store *store, tenkyo_str query, const tenkyo_search_options *options,
                                       tenkyo_result **out, tenkyo_error *error);
TENKYO_API const tenkyo_passage *tenkyo_result_passages(const tenkyo_result *result, size_t *count);

/* Of the articles that the options name, or that a query finds. Sentences in the order of articles and text. */
TENKYO_API tenkyo_status tenkyo_summarize_store(tenkyo_store *store, const tenkyo_summary_options *options,
                                                tenkyo_result **out, tenkyo_error *error);

/* All articles with every revision, as JSON: {"tenkyo": version, "articles": [{…}, …]}; import reads it back. */
TENKYO_API tenkyo_status tenkyo_export(tenkyo_store *store, tenkyo_result **out, tenkyo_error *error);

typedef struct tenkyo_verify_report {
  size_t articles, revisions, sentences; /* looked at */
  const tenkyo_str *problems;            /* empty: all is well */
  size_t problem_count;
} tenkyo_verify_report;

/* SQLite's quick check, the index against the texts, and every span and SHA-256. */
TENKYO_API tenkyo_status tenkyo_verify(tenkyo_store *store, const tenkyo_cancel *cancel, tenkyo_result **out,
                                       tenkyo_error *error);
TENKYO_API const tenkyo_verify_report *tenkyo_result_verify(const tenkyo_result *result);

/* ---- Evidence and checks ----------------------------------------------------------------------------------------- */

typedef enum tenkyo_support {
  TENKYO_SUPPORTED,
  TENKYO_PARTLY,
  TENKYO_DIFFERS, /* close, but a number, date or quotation is another */
  TENKYO_NOT_SUPPORTED,
  TENKYO_NOT_COMPARABLE, /* the claim and its sources are in different languages */
  TENKYO_NO_EVIDENCE     /* nothing to compare with */
} tenkyo_support;

/* "supported", "partly", "differs", "not-supported", "not-comparable", "no-evidence" */
TENKYO_API const char *tenkyo_support_name(tenkyo_support support);

typedef struct tenkyo_evidence {
  tenkyo_support status;
  double score; /* 0..1, comparable between claims */
  const tenkyo_passage *hits;
  size_t hit_count;
} tenkyo_evidence;

/* The passages that speak of what the claim says, best first. Options as for a search; limit 0: 5. */
TENKYO_API tenkyo_status tenkyo_find_evidence(tenkyo_store *store, tenkyo_str claim,
                                              const tenkyo_search_options *options, tenkyo_result **out,
                                              tenkyo_error *error);
TENKYO_API const tenkyo_evidence *tenkyo_result_evidence(const tenkyo_result *result);

typedef enum tenkyo_code {
  TENKYO_UNDEFINED_CITATION,
  TENKYO_UNUSED_REFERENCE,
  TENKYO_DUPLICATE_REFERENCE,
  TENKYO_UNKNOWN_SOURCE,
  TENKYO_NUMBER_DIFFERS,
  TENKYO_DATE_DIFFERS,
  TENKYO_QUOTE_ALTERED,
  TENKYO_NOT_SUPPORTED_CLAIM
} tenkyo_code;

/* "undefined-citation", …, "not-supported" */
TENKYO_API const char *tenkyo_code_name(tenkyo_code code);

typedef enum tenkyo_severity { /* the language server protocol's numbers */
                               TENKYO_SEVERITY_ERROR = 1,
                               TENKYO_SEVERITY_WARNING = 2,
                               TENKYO_SEVERITY_INFORMATION = 3,
                               TENKYO_SEVERITY_HINT = 4
} tenkyo_severity;

TENKYO_API const char *tenkyo_severity_name(tenkyo_severity severity); /* "error", "warning", … */

typedef struct tenkyo_edit { /* replaces a span of the draft */
  tenkyo_span span;
  tenkyo_str text;
} tenkyo_edit;

typedef struct tenkyo_fix { /* either edits, or a binding to remember by tenkyo_link */
  tenkyo_str title;
  const tenkyo_edit *edits;
  size_t edit_count;
  tenkyo_str link_reference; /* empty: no binding */
  int64_t link_article;
} tenkyo_fix;

typedef struct tenkyo_finding {
  tenkyo_code code;
  tenkyo_severity severity;
  tenkyo_span span;
  tenkyo_span sentence;    /* the claim or the entry that it is in */
  char hash[17];           /* of that sentence, as a line of .tenkyo/ignore names it after the code */
  tenkyo_str message;      /* in options->messages' language */
  tenkyo_str value;        /* what the draft has: a number, date, quotation or key; else empty */
  tenkyo_str source_value; /* what the source has instead; else empty */
  const tenkyo_passage *evidence;
  size_t evidence_count;
  const tenkyo_fix *fixes;
  size_t fix_count;
} tenkyo_finding;

typedef struct tenkyo_check_options {
  size_t size;
  tenkyo_format format; /* AUTO: by path, else Markdown */
  const char *path;     /* of the draft: an article stored from it is never its evidence; .tenkyo/ignore is looked for
                           upwards from it. NULL: neither */
  const char *lang;     /* of the draft; NULL: found per sentence */
  const char *messages; /* "ja" or "en"; NULL: "en" */
  const char *date;     /* of the draft, YYYY-MM-DD; NULL: none */
  const tenkyo_allocator *allocator; /* of the result; NULL: the store's */
  const tenkyo_cancel *cancel;
  tenkyo_progress progress; /* in claims */
  void *progress_context;
} tenkyo_check_options;

/* Checks a draft's citations against the store; never writes. Findings in the order of the draft. */
TENKYO_API tenkyo_status tenkyo_check(tenkyo_store *store, tenkyo_str draft, const tenkyo_check_options *options,
                                      tenkyo_result **out, tenkyo_error *error);
TENKYO_API const tenkyo_finding *tenkyo_result_findings(const tenkyo_result *result, size_t *count);

/* The bindings of a draft: for each of tenkyo_result_references(), the article it is, or 0. The result answers
 * tenkyo_result_markers and tenkyo_result_references too. */
TENKYO_API tenkyo_status tenkyo_bind(tenkyo_store *store, tenkyo_str draft, const tenkyo_check_options *options,
                                     tenkyo_result **out, tenkyo_error *error);
TENKYO_API const int64_t *tenkyo_result_bindings(const tenkyo_result *result, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
