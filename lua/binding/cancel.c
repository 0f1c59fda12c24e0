/*
 * Cancel tokens. A token is a userdata of the state that made it; its number may be handed to another thread, whose
 * own calls take it in place of the token. The token must be kept for as long as its number is in use.
 */
#include "binding.h"

typedef struct token_box {
  tenkyo_cancel *token; /* NULL: gone */
} token_box;

static tenkyo_cancel *check_token(lua_State *L) {
  token_box *box = luaL_checkudata(L, 1, TB_CANCEL);
  if (box->token == NULL) {
    luaL_error(L, "the cancel token is gone");
  }
  return box->token;
}

static int token_cancel(lua_State *L) {
  tenkyo_cancel_set(check_token(L));
  return 0;
}

static int token_id(lua_State *L) {
  tb_push_integer(L, (int64_t)tenkyo_cancel_id(check_token(L)));
  return 1;
}

static int token_cancelled(lua_State *L) {
  lua_pushboolean(L, tenkyo_cancel_is_set(check_token(L)));
  return 1;
}

static int token_gc(lua_State *L) {
  token_box *box = luaL_checkudata(L, 1, TB_CANCEL);
  tenkyo_cancel *token = box->token;
  box->token = NULL;
  tenkyo_cancel_free(token);
  return 0;
}

static int token_tostring(lua_State *L) {
  token_box *box = luaL_checkudata(L, 1, TB_CANCEL);
  bool cancelled = box->token != NULL && tenkyo_cancel_is_set(box->token);
  lua_pushstring(L, cancelled ? "tenkyo.cancel (cancelled)" : "tenkyo.cancel");
  return 1;
}

int tb_cancel(lua_State *L) {
  token_box *box = lua_newuserdata(L, sizeof *box);
  box->token = NULL;
  luaL_getmetatable(L, TB_CANCEL);
  lua_setmetatable(L, -2);
  tenkyo_status status = tenkyo_cancel_new(NULL, &box->token);
  return status == TENKYO_OK ? 1 : tb_failure(L, status, NULL);
}

const tenkyo_cancel *tb_to_cancel(lua_State *L, int index) {
  int64_t id;
  if (tb_to_integer(L, index, &id)) {
    return id > 0 ? tenkyo_cancel_from_id((uint64_t)id) : NULL;
  }
  const token_box *box = luaL_testudata(L, index, TB_CANCEL);
  return box == NULL ? NULL : box->token;
}

void tb_open_cancel(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"cancel", token_cancel},
      {"id", token_id},
      {"cancelled", token_cancelled},
      {NULL, NULL},
  };
  luaL_newmetatable(L, TB_CANCEL);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, token_gc);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, token_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
