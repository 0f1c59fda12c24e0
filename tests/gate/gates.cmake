# What the tree itself must hold to, and what a build of it must give others.

set(gate ${PROJECT_SOURCE_DIR}/tests/gate)
set(source ${PROJECT_SOURCE_DIR})

function(gate_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "COMMAND")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  tenkyo_test(NAME gate/${name} LABELS gate TIMEOUT ${arg_TIMEOUT} COMMAND ${arg_COMMAND})
endfunction()

# ---- Reading the tree ------------------------------------------------------------------------------------------------

gate_test(imports COMMAND ${TENKYO_LUA54_PROGRAM} ${gate}/imports.lua ${source})
gate_test(calls COMMAND ${TENKYO_LUA54_PROGRAM} ${gate}/calls.lua ${PROJECT_BINARY_DIR})
gate_test(length COMMAND ${TENKYO_LUA54_PROGRAM} ${gate}/length.lua ${source})
gate_test(format COMMAND sh ${gate}/format.sh ${source})
gate_test(luacheck COMMAND sh ${gate}/luacheck.sh ${source})
gate_test(version COMMAND ${TENKYO_LUA54_PROGRAM} ${gate}/version.lua ${source} ${PROJECT_BINARY_DIR})
foreach(part IN ITEMS core/base core/text core/fact core/rank core/store core/draft lua/binding)
  string(REGEX REPLACE ".*/" "" room ${part})
  gate_test(tidy-${room} TIMEOUT 400 COMMAND sh ${gate}/tidy.sh ${source}/${part} ${PROJECT_BINARY_DIR})
endforeach()

# Nothing that runs leaves a file in the tree: what lay there before the first test is compared after the last.
gate_test(tree-before COMMAND sh ${gate}/tree.sh before ${source} ${PROJECT_BINARY_DIR})
gate_test(tree-after COMMAND sh ${gate}/tree.sh after ${source} ${PROJECT_BINARY_DIR})
set_tests_properties(${TENKYO_TEST_PREFIX}/gate/tree-before PROPERTIES FIXTURES_SETUP tree FIXTURES_REQUIRED "")
set_tests_properties(${TENKYO_TEST_PREFIX}/gate/tree-after PROPERTIES FIXTURES_CLEANUP tree FIXTURES_REQUIRED "")

# ---- What others get -------------------------------------------------------------------------------------------------

gate_test(symbols COMMAND sh ${gate}/symbols.sh $<TARGET_FILE:tenkyo_shared> $<TARGET_FILE:tenkyo_luajit>
                          $<TARGET_FILE:tenkyo_lua54>)
gate_test(wrong-binary COMMAND sh ${gate}/wrong-binary.sh ${tenkyo_test_root} ${PROJECT_BINARY_DIR}
                               ${TENKYO_LUA54_PROGRAM} ${TENKYO_LUAJIT_PROGRAM})
gate_test(consumer TIMEOUT 300 COMMAND sh ${gate}/consumer.sh ${source} ${PROJECT_BINARY_DIR})
gate_test(readme COMMAND sh ${gate}/readme.sh ${source} ${PROJECT_BINARY_DIR} ${TENKYO_LUA54_PROGRAM})
gate_test(luarocks TIMEOUT 500 COMMAND sh ${gate}/luarocks.sh ${source} ${TENKYO_LUA54_PROGRAM})

if(nvims)
  gate_test(try TIMEOUT 500 COMMAND sh ${gate}/try.sh ${source} ${nvims})
endif()
list(LENGTH nvims nvim_count)
if(nvim_count LESS 2)
  gate_test(two-neovims COMMAND sh -c "echo 'only one Neovim to test with'; exit 77")
endif()
foreach(nvim IN LISTS nvims)
  execute_process(COMMAND env -u VIMRUNTIME ${nvim} --version OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "NVIM v([0-9]+\\.[0-9]+\\.[0-9]+)" version "${version}")
  gate_test(replace-nvim-${CMAKE_MATCH_1} COMMAND sh ${gate}/replace.sh ${source} $<TARGET_FILE:tenkyo_luajit> ${nvim})
endforeach()
