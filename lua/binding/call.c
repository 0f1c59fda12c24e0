/*
 * One call of the core: a holder that frees its result whatever happens, the store's busy mark, the progress callback,
 * and what the caller gets back. See the rule in binding.h.
 */
#include "binding.h"

static int holder_gc(lua_State *L) {
  tb_holder *holder = luaL_checkudata(L, 1, TB_RESULT);
  tenkyo_result *result = holder->result;
  holder->result = NULL;
  tenkyo_result_free(result);
  return 0;
}

void tb_open_call(lua_State *L) {
  luaL_newmetatable(L, TB_RESULT);
  lua_pushcfunction(L, holder_gc);
  lua_setfield(L, -2, "__gc");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

void tb_begin(lua_State *L, tb_call *call, tb_store *store, int progress) {
  *call = (tb_call){.L = L, .store = store, .progress = progress};
  luaL_checkstack(L, 2 * LUA_MINSTACK, "call"); /* for the callback and the tables too: neither can ask for more */
  tb_holder *holder = lua_newuserdata(L, sizeof *holder);
  holder->result = NULL;
  call->result = &holder->result;
  luaL_getmetatable(L, TB_RESULT);
  lua_setmetatable(L, -2);
  lua_pushnil(L);
  call->raised_at = lua_gettop(L);
  if (store != NULL) {
    call->handle = tb_handle(L, store);
    store->busy = true;
  }
}

static bool run_progress(void *context, size_t done, size_t total) {
  tb_call *call = context;
  lua_State *L = call->L;
  bool go_on;
  if (call->raised) {
    return false;
  }
  lua_pushvalue(L, call->progress);
  tb_push_integer(L, (int64_t)done);
  tb_push_integer(L, (int64_t)total);
  if (lua_pcall(L, 2, 1, 0) != LUA_OK) {
    call->raised = true;
    lua_replace(L, call->raised_at);
    return false;
  }
  go_on = lua_type(L, -1) != LUA_TBOOLEAN || lua_toboolean(L, -1) != 0;
  lua_pop(L, 1);
  return go_on;
}

tenkyo_progress tb_progress(const tb_call *call) { return call->progress == 0 ? NULL : run_progress; }

static void free_result(tb_call *call) {
  tenkyo_result *result = *call->result;
  *call->result = NULL;
  tenkyo_result_free(result);
}

int tb_end(lua_State *L, tb_call *call, tenkyo_status status, tb_push push) {
  if (call->store != NULL) {
    call->store->busy = false;
  }
  if (call->raised) {
    free_result(call);
    lua_pushvalue(L, call->raised_at);
    return lua_error(L);
  }
  if (status != TENKYO_OK) {
    free_result(call);
    return tb_failure(L, status, &call->error);
  }
  push(L, *call->result);
  free_result(call);
  return 1;
}

int tb_failure(lua_State *L, tenkyo_status status, const tenkyo_error *error) {
  const char *code = tenkyo_status_name(status);
  lua_pushnil(L);
  lua_pushstring(L, error == NULL || error->message[0] == '\0' ? code : error->message);
  lua_pushstring(L, code);
  return 3;
}

int tb_unsupported(lua_State *L, const char *format, const char *argument) {
  lua_pushnil(L);
  lua_pushfstring(L, format, argument);
  lua_pushstring(L, tenkyo_status_name(TENKYO_UNSUPPORTED));
  return 3;
}

int tb_read_format(lua_State *L, const tb_options *options, tenkyo_format *format) {
  tenkyo_error error = {0};
  *format = TENKYO_FORMAT_AUTO;
  if (options->format.ptr == NULL) {
    return 0;
  }
  tenkyo_status status = tenkyo_format_from_name(options->format, format, &error);
  return status == TENKYO_OK ? 0 : tb_failure(L, status, &error);
}

int tb_read_text_format(lua_State *L, const tb_options *options, tenkyo_format *format) {
  int values = tb_read_format(L, options, format);
  if (values == 0 && (*format == TENKYO_FORMAT_JSON || *format == TENKYO_FORMAT_JSONL)) {
    return tb_unsupported(L, "format '%s' holds articles, it is no text", options->format.ptr);
  }
  return values;
}
