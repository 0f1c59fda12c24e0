rockspec_format = "3.0"
package = "tenkyo"
version = "0.1.0-1"
source = {
  url = "git+https://example.org/tenkyo.git",
  tag = "v0.1.0",
}
description = {
  summary = "Keeps articles, summarises them in their own sentences and checks a draft's citations",
  detailed = [[
    The Lua 5.4 module of Tenkyo: an article store in one SQLite file, search by sentence, extractive summaries, evidence
    for a claim, and findings about the citations of a draft, in Japanese and English.]],
  license = "MIT",
}
dependencies = { "lua >= 5.4, < 5.5" }
build = {
  type = "cmake",
  variables = {
    CMAKE_BUILD_TYPE = "Release",
    TENKYO_LUA54 = "ON",
    TENKYO_LUAJIT = "OFF",
    TENKYO_TESTS = "OFF",
    TENKYO_LUA54_INCLUDE_DIR = "$(LUA_INCDIR)",
    TENKYO_ROCK_LUADIR = "$(LUADIR)",
    TENKYO_ROCK_LUALIBDIR = "$(LIBDIR)",
  },
}
