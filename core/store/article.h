/*
 * Articles inside the room: what a reader found (a record), what a row holds, how the one becomes the other, and what
 * is derived from a body. Private to the room.
 */
#ifndef TENKYO_STORE_ARTICLE_H
#define TENKYO_STORE_ARTICLE_H

#include "store/database.h"
#include "store/index.h"

/* ---- derive.c: what a body gives --------------------------------------------------------------------------------- */

/* The version of the rules by which a body becomes sentences here: a store made with another one is derived anew. */
#define TK_SENTENCES_VERSION 1

typedef struct tk_stored_sentence {
  tenkyo_span span;
  tk_language language;
  bool boilerplate;
} tk_stored_sentence;

TK_LIST(tk_stored_sentence_list, tk_stored_sentence);

typedef struct tk_derived {
  tk_document document;
  tenkyo_str table; /* the sentences, packed */
  int64_t sentences;
} tk_derived;

/* `lang` is the tag that was given, or empty. */
tenkyo_status tk_derive(tk_arena *arena, tenkyo_str body, tenkyo_format format, tenkyo_str lang, tk_derived *derived,
                        tenkyo_error *error);
tenkyo_status tk_read_body(tk_arena *arena, tenkyo_str body, tenkyo_format format, tenkyo_str lang,
                           tk_document *document, tenkyo_error *error);
/* Unpacks a table. *sound is false when it does not fit a body of that length; then the list has what came before. */
bool tk_sentence_table_read(tk_arena *arena, tenkyo_str table, size_t body_length, tk_stored_sentence_list *list,
                            bool *sound);
/* TEXT, unless the body asks to be read as Markdown where that makes a difference: front matter or a code fence. */
tenkyo_format tk_body_format(tenkyo_str body);

/* ---- record.c: what a reader found ------------------------------------------------------------------------------- */

typedef struct tk_record_revision {
  tenkyo_str body;
  tenkyo_format format;
} tk_record_revision;

typedef struct tk_record {
  tenkyo_article article;              /* without body */
  const tk_record_revision *revisions; /* the newest last; at least one, or none when the record has no body */
  size_t revision_count;
  tenkyo_str origin; /* absolute path of the file; empty: none */
  bool alone;        /* the file holds only this article */
  size_t line;       /* of the file, for JSON Lines; else 0 */
  size_t item;       /* place in an array, from 1; else 0 */
  bool removed;
  const tenkyo_str *links; /* references that the writer bound to it */
  size_t link_count;
} tk_record;

/* Refuses what cannot be kept: overlong texts, an empty body, a key with control characters, no date. */
tenkyo_status tk_record_check(const tk_record *record, tenkyo_error *error);
/* True for YYYY, YYYY-MM and YYYY-MM-DD of the calendar. */
bool tk_is_published(tenkyo_str text);
/* The day that a text of another form names ("2025-08-15T10:00Z", "August 15, 2025"); {"", 0} when it is not clear;
 * {NULL, 0} when memory is out. */
tenkyo_str tk_published_from(tk_arena *arena, tenkyo_str text);

/* ---- row.c: what the tables hold --------------------------------------------------------------------------------- */

typedef struct tk_row {
  int64_t id;
  tenkyo_article article; /* without body; `lang` is what was given */
  tenkyo_str origin;
  bool key_given, title_given, removed;
  int64_t revision; /* the newest */
} tk_row;

typedef struct tk_revision_row {
  int64_t id; /* of the row */
  int64_t revision;
  tenkyo_format format;
  uint8_t sha256[32];
  tenkyo_str language; /* found in the body */
  tenkyo_str table;
  int64_t sentences;
  tenkyo_str body;
} tk_revision_row;

/* NOTFOUND when there is none. */
tenkyo_status tk_row_read(tenkyo_store *store, tk_arena *arena, int64_t id, tk_row *row, tenkyo_error *error);
/* With body; `revision` 0 is the newest. */
tenkyo_status tk_revision_read(tenkyo_store *store, tk_arena *arena, int64_t article, int64_t revision,
                               tk_revision_row *row, tenkyo_error *error);
tenkyo_status tk_row_insert(tenkyo_store *store, tk_arena *arena, tk_row *row, tenkyo_error *error);
tenkyo_status tk_row_write(tenkyo_store *store, tk_arena *arena, const tk_row *row, tenkyo_error *error);
tenkyo_status tk_revision_insert(tenkyo_store *store, int64_t article, int64_t revision, const tk_record_revision *of,
                                 const tk_derived *derived, tenkyo_error *error);
/* Derives the sentence table of a revision's row anew. */
tenkyo_status tk_revision_derive_again(tenkyo_store *store, int64_t row, tenkyo_error *error);
/* Puts the article as it is stored into the index (change 1) or takes it out (-1). */
tenkyo_status tk_article_index(tenkyo_store *store, int64_t id, int change, tenkyo_error *error);

/* ---- key.c, title.c ---------------------------------------------------------------------------------------------- */

/* A key that no article has: publisher or author, year, words of the title. */
tenkyo_status tk_key_make(tenkyo_store *store, tk_arena *arena, const tenkyo_article *article, tenkyo_str body,
                          tenkyo_str *key, tenkyo_error *error);

/* What the head of a text says of itself. */
typedef struct tk_head {
  tenkyo_str title;        /* cut from the text; empty: no line is one */
  tenkyo_str published;    /* YYYY-MM-DD from a date line; empty: none */
  const tenkyo_str *lines; /* the short lines that open the text, which slogans are found by */
  size_t line_count;
} tk_head;

/* Lines that open other articles too are no titles: `repeated` may be NULL. */
typedef bool (*tk_line_repeated)(void *context, tenkyo_str line);
tenkyo_status tk_head_read(tk_arena *arena, const tk_document *document, tk_line_repeated repeated, void *context,
                           tk_head *head, tenkyo_error *error);

/* ---- keep.c ------------------------------------------------------------------------------------------------------ */

/* Adds a record or brings it to the article it is, inside a writing transaction. */
tenkyo_status tk_record_keep(tenkyo_store *store, tk_arena *arena, const tk_record *record, int64_t *id,
                             tenkyo_put_result *result, tenkyo_error *error);

/* ---- link.c ------------------------------------------------------------------------------------------------------ */

tenkyo_status tk_link_keep(tenkyo_store *store, tk_arena *arena, tenkyo_str reference, int64_t article,
                           tenkyo_error *error);

#endif
