/*
 * The methods that keep, change and give back articles. Those that name one article take its id (an integer) or its
 * key (a string).
 */
#include "binding.h"

#define FIELD(name, member)                                                                                            \
  { name, TB_STRING, offsetof(tenkyo_article, member) }
#define FIELDS                                                                                                         \
  FIELD("title", title), FIELD("url", url), FIELD("author", author), FIELD("publisher", publisher),                    \
      FIELD("published", published), FIELD("lang", lang), FIELD("key", key)

int tb_store_put(lua_State *L) {
  static const tb_option known[] = {FIELDS, FIELD("body", body), TB_END};
  static const char *const done[] = {
      [TENKYO_ADDED] = "added", [TENKYO_UPDATED] = "updated", [TENKYO_UNCHANGED] = "unchanged"};
  tenkyo_article article = {0};
  tenkyo_error error = {0};
  int64_t id;
  tenkyo_put_result result;
  tb_store *store = tb_check_store(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  tb_read_options(L, 2, "put", known, &article);
  tenkyo_status status = tenkyo_put(tb_handle(L, store), &article, &id, &result, &error);
  if (status != TENKYO_OK) {
    return tb_failure(L, status, &error);
  }
  tb_push_integer(L, id);
  lua_pushstring(L, done[result]);
  return 2;
}

int tb_store_update(lua_State *L) {
  static const tb_option known[] = {FIELDS, TB_END}; /* no body: another body is put */
  tenkyo_article fields = {0};
  tenkyo_error error = {0};
  int64_t id;
  tb_store *store = tb_check_store(L);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  tb_read_options(L, 3, "update", known, &fields);
  int values = tb_resolve(L, store, 2, &id);
  if (values != 0) {
    return values;
  }
  tenkyo_status status = tenkyo_update(tb_handle(L, store), id, &fields, &error);
  if (status != TENKYO_OK) {
    return tb_failure(L, status, &error);
  }
  tb_push_integer(L, id);
  return 1;
}

int tb_store_article(lua_State *L) {
  tb_call call;
  int64_t id;
  int64_t revision = 0;
  tb_store *store = tb_check_store(L);
  lua_settop(L, 3);
  if (!lua_isnil(L, 3) && (!tb_to_integer(L, 3, &revision) || revision < 1)) {
    luaL_argerror(L, 3, "integer of 1 or more expected");
  }
  int values = tb_resolve(L, store, 2, &id);
  if (values != 0) {
    return values;
  }
  tb_begin(L, &call, store, 0);
  return tb_end(L, &call, tenkyo_get(call.handle, id, revision, call.result, &call.error), tb_push_article);
}

int tb_store_articles(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("query", TB_STRING, query), TB_OPTION("limit", TB_COUNT, limit),
                                    TB_OPTION("offset", TB_OFFSET, offset), TB_OPTION("removed", TB_FLAG, removed),
                                    TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_list_options options = {.size = sizeof options};
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  tb_read_options(L, 2, "articles", known, &read);
  options.query = read.query;
  options.limit = read.limit;
  options.offset = read.offset;
  options.removed = read.removed;
  tb_begin(L, &call, store, 0);
  return tb_end(L, &call, tenkyo_list(call.handle, &options, call.result, &call.error), tb_push_articles);
}

typedef tenkyo_status (*id_function)(tenkyo_store *, int64_t, tenkyo_error *);
typedef int (*resolve_function)(lua_State *, tb_store *, int, int64_t *);

static int change_article(lua_State *L, resolve_function resolve, id_function change) {
  tenkyo_error error = {0};
  int64_t id;
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  int values = resolve(L, store, 2, &id);
  if (values != 0) {
    return values;
  }
  tenkyo_status status = change(tb_handle(L, store), id, &error);
  if (status != TENKYO_OK) {
    return tb_failure(L, status, &error);
  }
  tb_push_integer(L, id);
  return 1;
}

int tb_store_remove(lua_State *L) { return change_article(L, tb_resolve, tenkyo_remove); }
int tb_store_restore(lua_State *L) { return change_article(L, tb_resolve_removed, tenkyo_restore); }

int tb_store_purge(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("article", TB_ID_OR_KEY, article),
                                    TB_OPTION("revisions", TB_FLAG, revisions), TB_END};
  tb_options read = {0};
  tenkyo_purge_options options = {.size = sizeof options};
  tenkyo_error error = {0};
  size_t purged = 0;
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  tb_read_options(L, 2, "purge", known, &read);
  options.revisions = read.revisions;
  int values = read.article == 0 ? 0 : tb_resolve_removed(L, store, read.article, &options.article);
  if (values != 0) {
    return values;
  }
  tenkyo_status status = tenkyo_purge(tb_handle(L, store), &options, &purged, &error);
  if (status != TENKYO_OK) {
    return tb_failure(L, status, &error);
  }
  tb_push_integer(L, (int64_t)purged);
  return 1;
}

int tb_store_link(lua_State *L) {
  tenkyo_error error = {0};
  int64_t id;
  tb_store *store = tb_check_store(L);
  tenkyo_str reference = tb_check_string(L, 2);
  lua_settop(L, 3);
  int values = tb_resolve(L, store, 3, &id);
  if (values != 0) {
    return values;
  }
  tenkyo_status status = tenkyo_link(tb_handle(L, store), reference, id, &error);
  if (status != TENKYO_OK) {
    return tb_failure(L, status, &error);
  }
  tb_push_integer(L, id);
  return 1;
}

int tb_store_import(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("format", TB_STRING, format), TB_OPTION("cancel", TB_TOKEN, cancel),
                                    TB_OPTION("progress", TB_FUNCTION, progress), TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_import_options options = {.size = sizeof options};
  tb_store *store = tb_check_store(L);
  const char *path = tb_check_name(L, 2);
  lua_settop(L, 3);
  tb_read_options(L, 3, "import", known, &read);
  int values = tb_read_format(L, &read, &options.format);
  if (values != 0) {
    return values;
  }
  options.cancel = read.cancel;
  tb_begin(L, &call, store, read.progress);
  options.progress = tb_progress(&call);
  options.progress_context = &call;
  return tb_end(L, &call, tenkyo_import(call.handle, path, &options, call.result, &call.error), tb_push_import);
}

int tb_store_export(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("format", TB_STRING, format), TB_END};
  tb_call call;
  tb_options read = {0};
  tenkyo_format format;
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  tb_read_options(L, 2, "export", known, &read);
  int values = tb_read_format(L, &read, &format);
  if (values != 0) {
    return values;
  }
  if (format != TENKYO_FORMAT_AUTO && format != TENKYO_FORMAT_JSON) {
    return tb_unsupported(L, "export to '%s' is not supported", read.format.ptr);
  }
  tb_begin(L, &call, store, 0);
  return tb_end(L, &call, tenkyo_export(call.handle, call.result, &call.error), tb_push_text);
}

int tb_store_verify(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("cancel", TB_TOKEN, cancel), TB_END};
  tb_call call;
  tb_options read = {0};
  tb_store *store = tb_check_store(L);
  lua_settop(L, 2);
  tb_read_options(L, 2, "verify", known, &read);
  tb_begin(L, &call, store, 0);
  return tb_end(L, &call, tenkyo_verify(call.handle, read.cancel, call.result, &call.error), tb_push_verify);
}
