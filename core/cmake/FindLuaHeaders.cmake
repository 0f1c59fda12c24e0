# Finds the headers of Lua 5.4 and of LuaJIT. Modules take Lua's functions from the host that loads them, so no library
# is looked for or linked. Defines Lua54::Headers and LuaJIT::Headers, each only if found. A host's own headers win:
# set TENKYO_LUA54_INCLUDE_DIR or TENKYO_LUAJIT_INCLUDE_DIR.

find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
  pkg_search_module(PC_LUA54 QUIET lua5.4 lua-5.4 lua54)
  pkg_check_modules(PC_LUAJIT QUIET luajit)
endif()

find_path(TENKYO_LUA54_INCLUDE_DIR lua.h
          HINTS ${PC_LUA54_INCLUDE_DIRS} PATH_SUFFIXES lua5.4 lua-5.4 lua54 lua
          DOC "Folder of Lua 5.4's lua.h")
find_path(TENKYO_LUAJIT_INCLUDE_DIR luajit.h
          HINTS ${PC_LUAJIT_INCLUDE_DIRS} PATH_SUFFIXES luajit-2.1 luajit-2.0
          DOC "Folder of LuaJIT's luajit.h")

# A lua.h of another Lua may stand first on the search path; only 5.4's will do.
if(TENKYO_LUA54_INCLUDE_DIR)
  file(STRINGS "${TENKYO_LUA54_INCLUDE_DIR}/lua.h" lua54_number REGEX "^#define LUA_VERSION_NUM[\t ]+504")
  if(lua54_number)
    set(LuaHeaders_Lua54_FOUND TRUE)
  endif()
endif()
if(TENKYO_LUAJIT_INCLUDE_DIR)
  set(LuaHeaders_LuaJIT_FOUND TRUE)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LuaHeaders HANDLE_COMPONENTS)

foreach(host IN ITEMS Lua54 LuaJIT)
  string(TOUPPER ${host} upper)
  if(LuaHeaders_${host}_FOUND AND NOT TARGET ${host}::Headers)
    add_library(${host}::Headers INTERFACE IMPORTED)
    set_target_properties(${host}::Headers PROPERTIES
      INTERFACE_INCLUDE_DIRECTORIES "${TENKYO_${upper}_INCLUDE_DIR}")
  endif()
endforeach()
