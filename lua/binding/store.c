/*
 * The store object: opening, closing, and how its methods find the store and the articles they are called on. The
 * methods that read and write articles are in article.c, those that ask questions in query.c.
 */
#include "binding.h"

#include <limits.h>
#include <string.h>

/* ---- Finding the store and its articles -------------------------------------------------------------------------- */

tenkyo_store *tb_handle(lua_State *L, tb_store *store) {
  if (store->handle == NULL) {
    luaL_error(L, "store is closed");
  }
  if (store->busy) {
    luaL_error(L, "store is busy: a progress callback cannot use the store that called it");
  }
  return store->handle;
}

tb_store *tb_check_store(lua_State *L) {
  tb_store *store = luaL_checkudata(L, 1, TB_STORE);
  tb_handle(L, store);
  return store;
}

static tenkyo_status find(lua_State *L, tb_store *store, int index, int64_t *id, tenkyo_error *error) {
  tenkyo_str key = {0};
  if (lua_type(L, index) == LUA_TSTRING) {
    key.ptr = lua_tolstring(L, index, &key.len);
    return tenkyo_find(tb_handle(L, store), key, id, error);
  }
  if (!tb_to_integer(L, index, id)) {
    luaL_argerror(L, index, lua_pushfstring(L, "id or key expected, got %s", luaL_typename(L, index)));
  }
  return *id > 0 ? TENKYO_OK : TENKYO_NOTFOUND; /* to the core, 0 says "any article" */
}

static int not_found(lua_State *L, tenkyo_status status, const tenkyo_error *error) {
  static const tenkyo_error no_such_id = {TENKYO_NOTFOUND, 0, "no article has this id: ids begin with 1"};
  return tb_failure(L, status, error->message[0] == '\0' && status == TENKYO_NOTFOUND ? &no_such_id : error);
}

int tb_resolve(lua_State *L, tb_store *store, int index, int64_t *id) {
  tenkyo_error error = {0};
  tenkyo_status status = find(L, store, index, id, &error);
  return status == TENKYO_OK ? 0 : not_found(L, status, &error);
}

/* No function of Lua's runs while the result is held. */
static tenkyo_status find_removed(tenkyo_store *handle, tenkyo_str key, int64_t *id, tenkyo_error *error) {
  tenkyo_list_options options = {.size = sizeof options, .query = key, .removed = true};
  tenkyo_result *result;
  size_t count;
  tenkyo_status status = tenkyo_list(handle, &options, &result, error);
  if (status != TENKYO_OK) {
    return status;
  }
  status = TENKYO_NOTFOUND; /* with the message that the search for an article in use left */
  const tenkyo_stored_article *articles = tenkyo_result_articles(result, &count);
  for (size_t i = 0; i < count && status != TENKYO_OK; i++) {
    tenkyo_str other = articles[i].article.key;
    if (other.len == key.len && (key.len == 0 || memcmp(other.ptr, key.ptr, key.len) == 0)) {
      *id = articles[i].id;
      status = TENKYO_OK;
    }
  }
  tenkyo_result_free(result);
  return status;
}

int tb_resolve_removed(lua_State *L, tb_store *store, int index, int64_t *id) {
  tenkyo_error error = {0};
  tenkyo_status status = find(L, store, index, id, &error);
  if (status == TENKYO_NOTFOUND && lua_type(L, index) == LUA_TSTRING) {
    tenkyo_str key;
    key.ptr = lua_tolstring(L, index, &key.len);
    status = find_removed(tb_handle(L, store), key, id, &error);
  }
  return status == TENKYO_OK ? 0 : not_found(L, status, &error);
}

static size_t check_list(lua_State *L, const char *call, int list) {
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, list) != 0; lua_pop(L, 1)) {
    count++;
  }
  if (count != lua_rawlen(L, list)) {
    tb_bad_option(L, call, "articles", "list without holes expected");
  }
  return count;
}

/* Resolves the item at the top of the stack, which may be of any type. */
static int resolve_item(lua_State *L, tb_store *store, const char *call, size_t index, int64_t *id) {
  int top = lua_gettop(L);
  if (lua_type(L, top) != LUA_TSTRING && !tb_to_integer(L, top, id)) {
    const char *reason = lua_pushfstring(L, "id or key expected, got %s", luaL_typename(L, top));
    tb_bad_option(L, call, lua_pushfstring(L, "articles[%d]", (int)index + 1), reason);
  }
  return tb_resolve(L, store, top, id);
}

int tb_resolve_list(lua_State *L, tb_store *store, const char *call, int list, const int64_t **ids, size_t *count) {
  size_t length = check_list(L, call, list);
  int64_t *resolved = lua_newuserdata(L, (length == 0 ? 1 : length) * sizeof *resolved);
  for (size_t i = 0; i < length; i++) {
    lua_rawgeti(L, list, (int)i + 1);
    int values = resolve_item(L, store, call, i, &resolved[i]);
    if (values != 0) {
      return values;
    }
    lua_pop(L, 1);
  }
  *ids = resolved;
  *count = length;
  return 0;
}

/* ---- Opening and closing ----------------------------------------------------------------------------------------- */

int tb_open(lua_State *L) {
  static const tb_option known[] = {TB_OPTION("readonly", TB_FLAG, readonly),
                                    TB_OPTION("busy_timeout", TB_COUNT, busy_timeout), TB_END};
  tb_options read = {0};
  tenkyo_open_options options = {.size = sizeof options};
  tenkyo_error error = {0};
  const char *path = tb_check_name(L, 1);
  lua_settop(L, 2);
  tb_read_options(L, 2, "open", known, &read);
  options.readonly = read.readonly;
  options.busy_timeout = read.busy_timeout > INT_MAX ? INT_MAX : (int)read.busy_timeout;
  size_t size = strlen(path) + 1;
  tb_store *store = lua_newuserdata(L, sizeof *store + size);
  store->handle = NULL;
  store->busy = false;
  memcpy(store->path, path, size);
  luaL_getmetatable(L, TB_STORE);
  lua_setmetatable(L, -2);
  tenkyo_status status = tenkyo_open(path, &options, &store->handle, &error);
  return status == TENKYO_OK ? 1 : tb_failure(L, status, &error);
}

static void close_store(tb_store *store) {
  tenkyo_store *handle = store->handle;
  store->handle = NULL;
  tenkyo_close(handle);
}

/* Also __close, whose second argument is the error that is on its way. */
static int store_close(lua_State *L) {
  tb_store *store = luaL_checkudata(L, 1, TB_STORE);
  if (store->handle != NULL) {
    tb_handle(L, store); /* raises when a call is running */
    close_store(store);
  }
  return 0;
}

static int store_gc(lua_State *L) {
  tb_store *store = luaL_checkudata(L, 1, TB_STORE);
  if (!store->busy) {
    close_store(store);
  }
  return 0;
}

static int store_tostring(lua_State *L) {
  tb_store *store = luaL_checkudata(L, 1, TB_STORE);
  lua_pushfstring(L, store->handle == NULL ? "tenkyo.store (closed)" : "tenkyo.store (%s)", store->path);
  return 1;
}

static int store_path(lua_State *L) {
  lua_pushstring(L, tb_check_store(L)->path);
  return 1;
}

static int store_readonly(lua_State *L) {
  lua_pushboolean(L, tenkyo_is_readonly(tb_check_store(L)->handle));
  return 1;
}

/* The methods that a later release brings: the table of methods is at the top of the stack. */
static void add_later_methods(lua_State *L) {
  static const char *const names[] = {"timeline", "keyphrases", "disagreements", "remember"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    lua_pushstring(L, names[i]);
    lua_pushcclosure(L, tb_store_later, 1);
    lua_setfield(L, -2, names[i]);
  }
}

void tb_open_store(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"put", tb_store_put},
      {"update", tb_store_update},
      {"article", tb_store_article},
      {"articles", tb_store_articles},
      {"remove", tb_store_remove},
      {"restore", tb_store_restore},
      {"purge", tb_store_purge},
      {"link", tb_store_link},
      {"import", tb_store_import},
      {"export", tb_store_export},
      {"verify", tb_store_verify},
      {"search", tb_store_search},
      {"evidence", tb_store_evidence},
      {"summarize", tb_store_summarize},
      {"check", tb_store_check},
      {"bind", tb_store_bind},
      {"path", store_path},
      {"readonly", store_readonly},
      {"close", store_close},
      {NULL, NULL},
  };
  static const luaL_Reg metamethods[] = {
      {"__gc", store_gc}, {"__close", store_close}, {"__tostring", store_tostring}, {NULL, NULL}};
  luaL_newmetatable(L, TB_STORE);
  luaL_setfuncs(L, metamethods, 0);
  luaL_newlib(L, methods);
  add_later_methods(L);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
