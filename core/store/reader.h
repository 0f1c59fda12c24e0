/*
 * Reading articles from files: bytes become records. Nothing here touches the store. Private to the room.
 */
#ifndef TENKYO_STORE_READER_H
#define TENKYO_STORE_READER_H

#include "store/article.h"

/* What a reader hands each record to; anything but TENKYO_OK ends the reading with that status. */
typedef struct tk_sink {
  tenkyo_status (*take)(void *context, tk_arena *arena, const tk_record *record, tenkyo_error *error);
  /* What could not be read: `line` of JSON Lines from 1, or 0 for the file. */
  tenkyo_status (*reject)(void *context, size_t line, const char *message, tenkyo_error *error);
  void *context;
} tk_sink;

/* ---- kind.c: what a file is -------------------------------------------------------------------------------------- */

typedef enum tk_kind {
  TK_KIND_TEXT,
  TK_KIND_MARKDOWN,
  TK_KIND_JSON,
  TK_KIND_JSONL,
  TK_KIND_LATER,  /* known, but not read yet */
  TK_KIND_OTHER,  /* an extension that is none of these: a program's source, a picture */
  TK_KIND_UNKNOWN /* no extension: only the content tells */
} tk_kind;

/* By the extension. */
tk_kind tk_kind_of_path(tenkyo_str path);
/* By a format that was asked for; false when it is none of the four. */
bool tk_kind_of_format(tenkyo_format format, tk_kind *kind);
/* Why bytes are no text ("UTF-16 text: …"), or NULL when they may be. `length` bytes of the beginning are enough. */
const char *tk_no_text_reason(tenkyo_str bytes);
/* Without a byte order mark, which says how the bytes are to be read and is none of the text. */
tenkyo_str tk_without_mark(tenkyo_str bytes);

/* ---- read_text.c, read_markdown.c -------------------------------------------------------------------------------- */

/* The whole file as one article. A status other than OK is for the call; a file that is none goes to `reject`. */
tenkyo_status tk_read_text(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                           tenkyo_error *error);
tenkyo_status tk_read_markdown(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                               tenkyo_error *error);
/* Bytes of the front matter at the top with its closing line, or 0. */
size_t tk_front_matter_length(tenkyo_str text);
/* Reads the fields that articles have from it; all others are left alone. */
bool tk_front_matter_read(tk_arena *arena, tenkyo_str front, tenkyo_article *article);

/* ---- json_check.c, json.c, json_write.c -------------------------------------------------------------------------- */

/* Looks at JSON before anything parses it. True when it is one value of JSON (RFC 8259) in UTF-8, without \u0000 and
 * not nested too deeply; else *offset and *reason say what is wrong where. */
bool tk_json_check(tenkyo_str bytes, size_t *offset, const char **reason);
/* The articles of a file: one object, an array, or what tenkyo_export wrote. */
tenkyo_status tk_read_json(tk_arena *arena, tenkyo_str bytes, tenkyo_str path, const tk_sink *sink,
                           tenkyo_error *error);
/* One line of JSON Lines; blank lines are none. */
tenkyo_status tk_read_json_line(tk_arena *arena, tenkyo_str bytes, size_t line, tenkyo_str path, const tk_sink *sink,
                                tenkyo_error *error);

/* A string of JSON with its quotation marks. `text` must be well-formed UTF-8. */
void tk_json_add_string(tk_buffer *buffer, tenkyo_str text);
/* "name": "text", or "name_base64": "…" when the text is no UTF-8 or has a NUL. */
void tk_json_add_member(tk_buffer *buffer, const char *name, tenkyo_str text);
/* "base64": "…" */
void tk_json_add_base64(tk_buffer *buffer, tenkyo_str bytes);
/* Base64 (RFC 4648) as bytes. False when it is none; *bytes.ptr is NULL when memory is out. */
bool tk_base64_decode(tk_arena *arena, tenkyo_str text, tenkyo_str *bytes);

#endif
