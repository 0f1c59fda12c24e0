/*
 * Arguments: strings, integers and tables of named options. Whatever is wrong with them raises, and the message names
 * the argument with its path, so that a misspelt option is never taken for a default.
 */
#include "binding.h"

#include <string.h>

/* Numbers up to here are exact in every host. */
#define LARGEST_INTEGER INT64_C(9007199254740992)

tenkyo_str tb_check_string(lua_State *L, int index) {
  tenkyo_str text;
  luaL_checktype(L, index, LUA_TSTRING);
  text.ptr = lua_tolstring(L, index, &text.len);
  return text;
}

static bool has_nul(tenkyo_str text) { return strlen(text.ptr) != text.len; }

const char *tb_check_name(lua_State *L, int index) {
  tenkyo_str name = tb_check_string(L, index);
  if (has_nul(name)) {
    luaL_argerror(L, index, "string without NUL bytes expected");
  }
  return name.ptr;
}

bool tb_to_integer(lua_State *L, int index, int64_t *integer) {
  if (lua_type(L, index) != LUA_TNUMBER) {
    return false;
  }
  lua_Number number = lua_tonumber(L, index);
  if (!(number >= -(lua_Number)LARGEST_INTEGER && number <= (lua_Number)LARGEST_INTEGER)) {
    return false; /* also what is no number */
  }
  *integer = (int64_t)number;
  return (lua_Number)*integer == number;
}

void tb_push_integer(lua_State *L, int64_t integer) {
#if LUA_VERSION_NUM >= 503
  lua_pushinteger(L, integer);
#else
  lua_pushnumber(L, (lua_Number)integer);
#endif
}

int tb_bad_option(lua_State *L, const char *call, const char *name, const char *reason) {
  return luaL_error(L, "bad option '%s' to %s (%s)", name, call, reason);
}

/* The value is at the top of the stack. */
static void bad_type(lua_State *L, const char *call, const char *name, const char *expected) {
  const char *reason = lua_pushfstring(L, "%s expected, got %s", expected, luaL_typename(L, -1));
  tb_bad_option(L, call, name, reason);
}

static void read_text(lua_State *L, const char *call, const tb_option *option, void *member) {
  tenkyo_str text;
  if (lua_type(L, -1) != LUA_TSTRING) {
    bad_type(L, call, option->name, "string");
  }
  text.ptr = lua_tolstring(L, -1, &text.len);
  if (option->type == TB_STRING) {
    *(tenkyo_str *)member = text;
  } else if (has_nul(text)) {
    tb_bad_option(L, call, option->name, "string without NUL bytes expected");
  } else {
    *(const char **)member = text.ptr;
  }
}

static void read_count(lua_State *L, const char *call, const tb_option *option, void *member) {
  int64_t least = option->type == TB_COUNT ? 1 : 0;
  int64_t number = 0;
  if (!tb_to_integer(L, -1, &number)) {
    bad_type(L, call, option->name, "integer");
  }
  if (number < least) {
    tb_bad_option(L, call, option->name, least == 1 ? "1 or more expected" : "0 or more expected");
  }
  *(size_t *)member = (uint64_t)number > SIZE_MAX ? SIZE_MAX : (size_t)number;
}

static void read_token(lua_State *L, const char *call, const tb_option *option, void *member) {
  const tenkyo_cancel *token = tb_to_cancel(L, -1);
  if (token == NULL) {
    bad_type(L, call, option->name, "cancel token or its id");
  }
  *(const tenkyo_cancel **)member = token;
}

static void read_place(lua_State *L, const char *call, const tb_option *option, void *member) {
  int type = lua_type(L, -1);
  int64_t id;
  if (option->type == TB_FUNCTION && type != LUA_TFUNCTION) {
    bad_type(L, call, option->name, "function");
  } else if (option->type == TB_TABLE && type != LUA_TTABLE) {
    bad_type(L, call, option->name, "list");
  } else if (option->type == TB_ID_OR_KEY && type != LUA_TSTRING && !tb_to_integer(L, -1, &id)) {
    bad_type(L, call, option->name, "id or key");
  }
  *(int *)member = lua_gettop(L);
}

/* The value is at the top of the stack and stays there. */
static void read_option(lua_State *L, const char *call, const tb_option *option, void *into) {
  void *member = (char *)into + option->offset;
  switch (option->type) {
  case TB_STRING:
  case TB_NAME: read_text(L, call, option, member); break;
  case TB_COUNT:
  case TB_OFFSET: read_count(L, call, option, member); break;
  case TB_TOKEN: read_token(L, call, option, member); break;
  case TB_FLAG:
    if (lua_type(L, -1) != LUA_TBOOLEAN) {
      bad_type(L, call, option->name, "boolean");
    }
    *(bool *)member = lua_toboolean(L, -1) != 0;
    break;
  case TB_FUNCTION:
  case TB_TABLE:
  case TB_ID_OR_KEY:
  case TB_ANY: read_place(L, call, option, member); break;
  }
}

static bool is_listed(const tb_option *options, tenkyo_str name) {
  for (; options->name != NULL; options++) {
    if (strlen(options->name) == name.len && memcmp(options->name, name.ptr, name.len) == 0) {
      return true;
    }
  }
  return false;
}

static void check_names(lua_State *L, int index, const char *call, const tb_option *options) {
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    tenkyo_str name;
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) {
      luaL_error(L, "bad option to %s (a name expected, got %s)", call, luaL_typename(L, -1));
    }
    name.ptr = lua_tolstring(L, -1, &name.len);
    if (!is_listed(options, name)) {
      tb_bad_option(L, call, name.ptr, "no such option");
    }
  }
}

void tb_read_options(lua_State *L, int index, const char *call, const tb_option *options, void *into) {
  if (lua_isnoneornil(L, index)) {
    return;
  }
  luaL_checktype(L, index, LUA_TTABLE);
  luaL_checkstack(L, 2 * LUA_MINSTACK, call);
  check_names(L, index, call, options);
  for (; options->name != NULL; options++) {
    lua_pushstring(L, options->name);
    lua_rawget(L, index);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
    } else {
      read_option(L, call, options, into);
    }
  }
}
