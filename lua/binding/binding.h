/*
 * binding: the C side of the Lua module. What its files share: how arguments are read, how a call of the core is made
 * so that nothing leaks when Lua raises, and how results become tables.
 *
 * The rule behind all of it: Lua raises by leaping over C frames, and nearly every function of its API may raise when
 * memory is out. So nothing that the core allocated is ever held by a C variable alone: it is put into a userdata that
 * was made before the call, and freed as soon as its contents are tables. Between tb_begin and tb_end no function of
 * Lua's API is called, but for the progress callback, which runs protected.
 */
#ifndef TENKYO_BINDING_H
#define TENKYO_BINDING_H

#include <lauxlib.h>
#include <lua.h>

#include "tenkyo.h"

#if LUA_VERSION_NUM < 502 && !defined(lua_rawlen)
#define lua_rawlen lua_objlen
#endif

/* Names of the metatables in Lua's registry. */
#define TB_STORE "tenkyo.store"
#define TB_CANCEL "tenkyo.cancel"
#define TB_RESULT "tenkyo.result"

/* ---- argument.c: what the caller passed -------------------------------------------------------------------------- */

/* Every option that some function takes; each function reads only those in its own table of tb_option. */
typedef struct tb_options {
  tenkyo_str format, query;
  const char *lang, *date, *path, *messages, *since;
  size_t limit, offset, sentences, characters, busy_timeout;
  bool readonly, removed, revisions, uncited;
  const tenkyo_cancel *cancel;
  int progress, articles, article, previous; /* places on Lua's stack; 0: not given */
} tb_options;

typedef enum tb_type {
  TB_STRING,    /* tenkyo_str */
  TB_NAME,      /* const char *, without a NUL byte */
  TB_FLAG,      /* bool */
  TB_COUNT,     /* size_t, 1 or more */
  TB_OFFSET,    /* size_t, 0 or more */
  TB_TOKEN,     /* const tenkyo_cancel *, from a token or its number */
  TB_FUNCTION,  /* int: its place on the stack */
  TB_TABLE,     /* int */
  TB_ID_OR_KEY, /* int: an integer or a string */
  TB_ANY        /* int */
} tb_type;

typedef struct tb_option {
  const char *name;
  tb_type type;
  size_t offset; /* of the member in the struct that is filled */
} tb_option;

#define TB_OPTION(name, type, member)                                                                                  \
  { name, type, offsetof(tb_options, member) }
#define TB_END                                                                                                         \
  { NULL, TB_ANY, 0 }

/* Reads the table at `index` (none and nil are an empty one) into the zeroed struct `into`; `options` ends with
 * TB_END. A name that is not listed and a value of another type raise. Values stay on the stack, so that what `into`
 * borrows lives until the function returns. */
void tb_read_options(lua_State *L, int index, const char *call, const tb_option *options, void *into);

/* Raises "bad option 'NAME' to CALL (REASON)". */
int tb_bad_option(lua_State *L, const char *call, const char *name, const char *reason);

/* A string; a number is none. */
tenkyo_str tb_check_string(lua_State *L, int index);
/* A string without NUL bytes. */
const char *tb_check_name(lua_State *L, int index);
/* An integer, or a number with an integer's value below 2^53. */
bool tb_to_integer(lua_State *L, int index, int64_t *integer);
void tb_push_integer(lua_State *L, int64_t integer);

/* ---- call.c: a call of the core ---------------------------------------------------------------------------------- */

typedef struct tb_store tb_store;

/* What the userdata that owns a result holds; NULL when there is none. */
typedef struct tb_holder {
  tenkyo_result *result;
} tb_holder;

typedef struct tb_call {
  lua_State *L;
  tb_store *store;        /* NULL: a call without one */
  tenkyo_store *handle;   /* the core's */
  tenkyo_result **result; /* in the holder */
  int progress;           /* place of the callback on the stack, or 0 */
  int raised_at;          /* place for the error that the callback raised */
  bool raised;
  tenkyo_error error;
} tb_call;

typedef void (*tb_push)(lua_State *L, const tenkyo_result *result);

/* Makes ready for one call of the core: the result's holder, and the store marked busy. */
void tb_begin(lua_State *L, tb_call *call, tb_store *store, int progress);
/* A tenkyo_progress for `call` as its context; NULL when there is no callback. */
tenkyo_progress tb_progress(const tb_call *call);
/* After the call: raises what the callback raised, else pushes what `push` makes of the result, or the failure.
 * Returns the number of values. */
int tb_end(lua_State *L, tb_call *call, tenkyo_status status, tb_push push);

/* Pushes nil, message, code: the number of values. */
int tb_failure(lua_State *L, tenkyo_status status, const tenkyo_error *error);
int tb_unsupported(lua_State *L, const char *format, const char *argument);

/* Reads options->format. Returns 0, or the number of values pushed for a format that is not known. */
int tb_read_format(lua_State *L, const tb_options *options, tenkyo_format *format);
/* The same for a text that is no article file: only text and Markdown. */
int tb_read_text_format(lua_State *L, const tb_options *options, tenkyo_format *format);

void tb_open_call(lua_State *L); /* registers the holder's metatable */

/* ---- convert.c: results as tables -------------------------------------------------------------------------------- */

void tb_push_text(lua_State *L, const tenkyo_result *result);
void tb_push_sentences(lua_State *L, const tenkyo_result *result);
void tb_push_words(lua_State *L, const tenkyo_result *result);
void tb_push_facts(lua_State *L, const tenkyo_result *result);
void tb_push_citations(lua_State *L, const tenkyo_result *result);
void tb_push_bindings(lua_State *L, const tenkyo_result *result);
void tb_push_text_summary(lua_State *L, const tenkyo_result *result);
void tb_push_store_summary(lua_State *L, const tenkyo_result *result);
void tb_push_article(lua_State *L, const tenkyo_result *result);
void tb_push_articles(lua_State *L, const tenkyo_result *result);
void tb_push_import(lua_State *L, const tenkyo_result *result);
void tb_push_verify(lua_State *L, const tenkyo_result *result);
void tb_push_passages(lua_State *L, const tenkyo_result *result);
void tb_push_evidence(lua_State *L, const tenkyo_result *result);
void tb_push_no_evidence(lua_State *L); /* what a claim gets that was compared with no article */
void tb_push_findings(lua_State *L, const tenkyo_result *result);

/* ---- text.c, cancel.c -------------------------------------------------------------------------------------------- */

int tb_normalize(lua_State *L);
int tb_sentences(lua_State *L);
int tb_words(lua_State *L);
int tb_facts(lua_State *L);
int tb_citations(lua_State *L);
int tb_summarize(lua_State *L);

int tb_cancel(lua_State *L);
void tb_open_cancel(lua_State *L);
/* The token at `index`, which is one of ours or its number; NULL when it is neither. */
const tenkyo_cancel *tb_to_cancel(lua_State *L, int index);

/* ---- store.c, article.c, query.c --------------------------------------------------------------------------------- */

struct tb_store {
  tenkyo_store *handle; /* NULL: closed */
  bool busy;            /* a call of the core is running, seen from its progress callback */
  char path[];          /* as it was given, NUL-terminated */
};

int tb_open(lua_State *L);
void tb_open_store(lua_State *L);

/* The store that a method was called on. Raises when it is none, closed or busy. */
tb_store *tb_check_store(lua_State *L);
/* The core's handle, for a call that follows at once: looks again, since a finalizer may have closed it meanwhile. */
tenkyo_store *tb_handle(lua_State *L, tb_store *store);

/* The id that the value at `index` names: itself, or that of the article with this key. Returns 0, or the number of
 * values pushed because there is none. Raises when the value is neither an integer nor a string. */
int tb_resolve(lua_State *L, tb_store *store, int index, int64_t *id);
/* The same, finding a removed article too. */
int tb_resolve_removed(lua_State *L, tb_store *store, int index, int64_t *id);
/* The ids of a list of ids and keys, in memory of Lua's that stays on the stack. */
int tb_resolve_list(lua_State *L, tb_store *store, const char *call, int list, const int64_t **ids, size_t *count);

int tb_store_put(lua_State *L);
int tb_store_update(lua_State *L);
int tb_store_article(lua_State *L);
int tb_store_articles(lua_State *L);
int tb_store_remove(lua_State *L);
int tb_store_restore(lua_State *L);
int tb_store_purge(lua_State *L);
int tb_store_link(lua_State *L);
int tb_store_import(lua_State *L);
int tb_store_export(lua_State *L);
int tb_store_verify(lua_State *L);

int tb_store_search(lua_State *L);
int tb_store_evidence(lua_State *L);
int tb_store_summarize(lua_State *L);
int tb_store_check(lua_State *L);
int tb_store_bind(lua_State *L);
int tb_store_later(lua_State *L); /* what a later release brings; the method's name is its upvalue */

#endif
