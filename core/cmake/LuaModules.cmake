# tenkyo/core.so for LuaJIT (Neovim) and for Lua 5.4: one source, compiled against each host's headers. The modules take
# Lua's functions from the program that loads them and carry libtenkyo inside.
#
#   <build>/luajit/tenkyo/core.so, <build>/lua5.4/tenkyo/core.so   what package.cpath takes
#   lua/tenkyo/core.so in the checkout                             with TENKYO_PLACE_MODULE (preset release)

set(TENKYO_LUAJIT AUTO CACHE STRING "Build the module for LuaJIT: AUTO (if its headers are found), ON, OFF")
set(TENKYO_LUA54 AUTO CACHE STRING "Build the module for Lua 5.4: AUTO (if its headers are found), ON, OFF")
set_property(CACHE TENKYO_LUAJIT TENKYO_LUA54 PROPERTY STRINGS AUTO ON OFF)
option(TENKYO_PLACE_MODULE "Put LuaJIT's module into the checkout, where Neovim finds it" OFF)

find_package(LuaHeaders QUIET OPTIONAL_COMPONENTS Lua54 LuaJIT)

file(GLOB tenkyo_binding_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lua/binding/*.c)

# Whether the module for a host is to be built, by its option and its headers.
function(tenkyo_wants_module option host package out)
  set(wanted FALSE)
  if(${option} AND TARGET ${host}::Headers)
    set(wanted TRUE)
  elseif("${${option}}" STREQUAL "AUTO" AND TARGET ${host}::Headers)
    set(wanted TRUE)
  elseif("${${option}}" STREQUAL "AUTO")
    message(STATUS "No headers of ${host}: its module is not built (Debian: ${package})")
  elseif(${option})
    message(FATAL_ERROR "${option} is on, but the headers of ${host} were not found. "
                        "On Debian: apt-get install ${package}")
  endif()
  set(${out} ${wanted} PARENT_SCOPE)
endfunction()

function(tenkyo_lua_module target host folder)
  add_library(${target} MODULE ${tenkyo_binding_sources})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME core SUFFIX .so LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${folder}/tenkyo)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR}/core/include)
  target_link_libraries(${target} PRIVATE tenkyo_static tenkyo_compile_options)
  get_target_property(headers ${host}::Headers INTERFACE_INCLUDE_DIRECTORIES)
  target_include_directories(${target} SYSTEM PRIVATE ${headers})
  tenkyo_hide_static_libraries(${target})
  if(APPLE)
    target_link_options(${target} PRIVATE -undefined dynamic_lookup)
  endif()
endfunction()

tenkyo_wants_module(TENKYO_LUAJIT LuaJIT libluajit-5.1-dev tenkyo_build_luajit)
tenkyo_wants_module(TENKYO_LUA54 Lua54 liblua5.4-dev tenkyo_build_lua54)

if(tenkyo_build_lua54)
  tenkyo_lua_module(tenkyo_lua54 Lua54 lua5.4)
endif()

if(tenkyo_build_luajit)
  tenkyo_lua_module(tenkyo_luajit LuaJIT luajit)

  if(TENKYO_PLACE_MODULE)
    add_custom_target(tenkyo_place_module ALL
      COMMAND ${CMAKE_COMMAND} -D from=$<TARGET_FILE:tenkyo_luajit> -D to=${PROJECT_SOURCE_DIR}/lua/tenkyo/core.so
              -P ${PROJECT_SOURCE_DIR}/core/cmake/PlaceModule.cmake
      COMMENT "Placing lua/tenkyo/core.so" VERBATIM)
    add_dependencies(tenkyo_place_module tenkyo_luajit)
  endif()
endif()
