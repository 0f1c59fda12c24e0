/*
 * memory_test LUA54_DIR LUAJIT_DIR ROOT: the module when Lua's memory runs out. Every operation is repeated with
 * an allocator that refuses everything from the first, second, third … allocation on, until it succeeds. In between,
 * the store must go on working: no crash, no store left busy, and (with a leak checker) nothing left behind. Then the
 * build for LuaJIT is opened in this Lua 5.4, which it must refuse with words.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

typedef struct limit {
  bool armed;
  size_t left; /* allocations that still succeed */
  size_t used; /* bytes */
} limit;

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  limit *memory = context;
  size_t held = block == NULL ? 0 : old_size;
  if (new_size == 0) {
    free(block);
    memory->used -= held;
    return NULL;
  }
  if (memory->armed && new_size > held) {
    if (memory->left == 0) return NULL;
    memory->left--;
  }
  void *moved = realloc(block, new_size);
  if (moved != NULL) memory->used += new_size - held;
  return moved;
}

static int fail(lua_State *L, const char *what) {
  const char *message = lua_tostring(L, -1);
  printf("not ok - %s: %s\n", what, message == NULL ? "?" : message);
  return 1;
}

/* The operation is at place 6, the check at place 2. Returns the number of refusals; -1 for any other failure. */
static int run_out_of_memory(lua_State *L, limit *memory) {
  for (size_t allowed = 0;; allowed++) {
    lua_settop(L, 6);
    lua_pushvalue(L, 6);
    memory->left = allowed;
    memory->armed = true;
    int status = lua_pcall(L, 0, 0, 0);
    memory->armed = false;
    if (status == LUA_OK) return (int)allowed;
    const char *message = lua_tostring(L, -1);
    if (status != LUA_ERRMEM && (message == NULL || strstr(message, "not enough memory") == NULL)) return -1;
    lua_pushvalue(L, 2);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) return -1;
  }
}

static int run_operations(lua_State *L, limit *memory) {
  int failures = 0;
  int count = (int)lua_rawlen(L, 1);
  for (int i = 1; i <= count; i++) {
    lua_settop(L, 3);
    lua_rawgeti(L, 1, i);
    lua_rawgeti(L, 4, 1);
    lua_rawgeti(L, 4, 2); /* places 5 and 6: name and operation */
    const char *name = lua_tostring(L, 5);
    int refusals = run_out_of_memory(L, memory);
    if (refusals < 0) {
      failures += fail(L, name);
    } else {
      printf("ok - %s: %d times refused\n", name, refusals);
    }
  }
  return failures;
}

/* Leaves what memory.lua gives at places 1 to 3: the operations, the check between them, and the end. */
static int set_up(lua_State *L, char **argv) {
  luaL_openlibs(L);
  if (luaL_loadstring(L, "local dir, root = ... package.cpath = dir .. '/?.so;' .. package.cpath "
                         "package.path = root .. '/tests/lua/?.lua;' .. root .. '/lua/?.lua;' .. root .. "
                         "'/lua/?/init.lua;' .. package.path "
                         "return loadfile(root .. '/tests/lua/memory.lua')") != LUA_OK) {
    return 1;
  }
  lua_pushstring(L, argv[1]);
  lua_pushstring(L, argv[3]);
  if (lua_pcall(L, 2, 1, 0) != LUA_OK || lua_isnil(L, -1)) {
    return 1;
  }
  return lua_pcall(L, 0, 3, 0) != LUA_OK;
}

static int check_memory(char **argv) {
  limit memory = {0};
  lua_State *L = lua_newstate(allocate, &memory);
  if (L == NULL) return 1;
  int failures = set_up(L, argv) ? fail(L, "the set-up") : run_operations(L, &memory);
  lua_settop(L, 3);
  if (lua_isfunction(L, 3) && lua_pcall(L, 0, 0, 0) != LUA_OK) failures += fail(L, "the end");
  lua_close(L);
  if (memory.used != 0) {
    printf("not ok - %zu bytes of Lua's are left\n", memory.used);
    failures++;
  }
  return failures;
}

static int check_wrong_host(const char *folder) {
  char path[4096];
  int failures = 1;
  snprintf(path, sizeof path, "%s/tenkyo/core.so", folder);
  void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) {
    printf("ok - a build for LuaJIT # SKIP %s\n", dlerror());
    return 0;
  }
  lua_CFunction open;
  *(void **)&open = dlsym(library, "luaopen_tenkyo_core");
  lua_State *L = luaL_newstate();
  if (open != NULL && L != NULL) {
    lua_pushcfunction(L, open);
    int status = lua_pcall(L, 0, 1, 0);
    const char *message = lua_tostring(L, -1);
    failures = status != LUA_ERRRUN || message == NULL || strstr(message, "was built for LuaJIT") == NULL;
    printf("%sok - a build for LuaJIT says: %s\n", failures ? "not " : "", message == NULL ? "nothing" : message);
  }
  if (L != NULL) lua_close(L);
  dlclose(library);
  return failures;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: memory_test LUA54_DIR LUAJIT_DIR ROOT\n");
    return 2;
  }
  int failures = check_memory(argv) + check_wrong_host(argv[2]);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
