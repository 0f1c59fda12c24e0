# The module when Lua's memory runs out: a program with a Lua 5.4 of its own inside.
find_library(TENKYO_LUA54_LIBRARY NAMES lua5.4 lua-5.4 lua54)

if(TENKYO_LUA54_LIBRARY AND TARGET tenkyo_lua54 AND TARGET tenkyo_luajit)
  add_executable(lua_memory_test ${CMAKE_CURRENT_LIST_DIR}/memory_test.c)
  get_target_property(headers Lua54::Headers INTERFACE_INCLUDE_DIRECTORIES)
  target_include_directories(lua_memory_test SYSTEM PRIVATE ${headers})
  target_link_libraries(lua_memory_test PRIVATE tenkyo_compile_options ${TENKYO_LUA54_LIBRARY} ${CMAKE_DL_LIBS})
  set_target_properties(lua_memory_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  tenkyo_test(NAME lua5.4/memory_test LABELS lua TIMEOUT 240
    ENVIRONMENT "TENKYO_LUA54_DIR=${PROJECT_BINARY_DIR}/lua5.4"
    COMMAND $<TARGET_FILE:lua_memory_test> ${PROJECT_BINARY_DIR}/lua5.4 ${PROJECT_BINARY_DIR}/luajit
            ${tenkyo_test_root})
  add_dependencies(lua_memory_test tenkyo_lua54 tenkyo_luajit)
endif()
