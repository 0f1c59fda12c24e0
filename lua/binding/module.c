/*
 * tenkyo.core: the module that Lua loads. Its one exported name is luaopen_tenkyo_core. lua/tenkyo/init.lua looks at
 * the host before it asks for this file; the look below is for whoever asks for it directly.
 */
#include "binding.h"

#if LUA_VERSION_NUM < 504
/* Only Lua 5.4 exports this name. It is asked for weakly, so that the loader lets a build for LuaJIT come this far in
 * Lua 5.4, where any other call than the one below would crash. */
__attribute__((weak)) extern void *lua_newuserdatauv(lua_State *L, size_t size, int values);
#define IS_WRONG_HOST (&lua_newuserdatauv != NULL)
#else
#define IS_WRONG_HOST false
#endif

__attribute__((visibility("default"))) int luaopen_tenkyo_core(lua_State *L);

int luaopen_tenkyo_core(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"normalize", tb_normalize}, {"sentences", tb_sentences}, {"words", tb_words},
      {"facts", tb_facts},         {"citations", tb_citations}, {"summarize", tb_summarize},
      {"cancel", tb_cancel},       {"open", tb_open},           {NULL, NULL},
  };
  if (IS_WRONG_HOST) {
    return luaL_error(L, "this tenkyo.core was built for LuaJIT and cannot run in Lua 5.4");
  }
  tb_open_call(L);
  tb_open_cancel(L);
  tb_open_store(L);
  luaL_newlib(L, functions);
  lua_pushstring(L, tenkyo_version());
  lua_setfield(L, -2, "VERSION");
  return 1;
}
