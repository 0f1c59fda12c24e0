# What `cmake --install` puts where: header, libraries, pkg-config file and CMake package; the Lua 5.4 module where Lua
# looks; the plugin as a Neovim package (with --prefix ~/.local or /usr/local it is on Neovim's own search path).

include(CMakePackageConfigHelpers)

# A rock is one Lua module; LuaRocks says where its two halves belong.
if(TENKYO_ROCK_LUADIR AND TENKYO_ROCK_LUALIBDIR)
  install(TARGETS tenkyo_lua54 LIBRARY DESTINATION ${TENKYO_ROCK_LUALIBDIR}/tenkyo)
  install(DIRECTORY lua/tenkyo DESTINATION ${TENKYO_ROCK_LUADIR} FILES_MATCHING PATTERN *.lua PATTERN nvim EXCLUDE)
  return()
endif()

set(TENKYO_INSTALL_LUADIR ${CMAKE_INSTALL_DATADIR}/lua/5.4 CACHE STRING "Where Lua 5.4 looks for Lua files")
set(TENKYO_INSTALL_LUALIBDIR ${CMAKE_INSTALL_LIBDIR}/lua/5.4 CACHE STRING "Where Lua 5.4 looks for C modules")
set(TENKYO_INSTALL_NVIMDIR ${CMAKE_INSTALL_DATADIR}/nvim/site/pack/tenkyo/start/tenkyo
    CACHE STRING "The plugin's folder")
mark_as_advanced(TENKYO_INSTALL_LUADIR TENKYO_INSTALL_LUALIBDIR TENKYO_INSTALL_NVIMDIR)

set(tenkyo_packagedir ${CMAKE_INSTALL_LIBDIR}/cmake/tenkyo)

install(TARGETS tenkyo_shared EXPORT tenkyo_targets COMPONENT core)
install(FILES core/include/tenkyo.h TYPE INCLUDE COMPONENT core)
set_target_properties(tenkyo_shared PROPERTIES EXPORT_NAME tenkyo)
install(EXPORT tenkyo_targets NAMESPACE tenkyo:: FILE tenkyo-targets.cmake DESTINATION ${tenkyo_packagedir}
        COMPONENT core)

# The static library names its own dependencies, which a program that uses the shared one need not have.
install(TARGETS tenkyo_static ARCHIVE COMPONENT core)
set(tenkyo_static_libraries)
foreach(pair IN ITEMS utf8proc=Utf8proc::Utf8proc cjson=CJSON::CJSON sqlite=SQLite::SQLite3)
  string(REGEX MATCH "^([a-z0-9]+)=(.*)$" matched ${pair})
  if(NOT tenkyo_fetched_${CMAKE_MATCH_1} IN_LIST TENKYO_FETCHED)
    list(APPEND tenkyo_static_libraries ${CMAKE_MATCH_2})
  endif()
endforeach()

configure_package_config_file(core/cmake/tenkyo-config.cmake.in ${PROJECT_BINARY_DIR}/tenkyo-config.cmake
                              INSTALL_DESTINATION ${tenkyo_packagedir} PATH_VARS CMAKE_INSTALL_INCLUDEDIR
                              CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tenkyo-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tenkyo-config.cmake ${PROJECT_BINARY_DIR}/tenkyo-config-version.cmake
              core/cmake/FindUtf8proc.cmake core/cmake/FindCJSON.cmake
        DESTINATION ${tenkyo_packagedir} COMPONENT core)

# pkg-config: the shared library needs nothing else named; a static link needs what is not compiled in.
set(tenkyo_pc_private "-lm")
set(tenkyo_pc_requires)
foreach(pair IN ITEMS utf8proc=libutf8proc cjson=libcjson sqlite=sqlite3)
  string(REGEX MATCH "^([a-z0-9]+)=(.*)$" matched ${pair})
  if(NOT tenkyo_fetched_${CMAKE_MATCH_1} IN_LIST TENKYO_FETCHED)
    list(APPEND tenkyo_pc_requires ${CMAKE_MATCH_2})
  endif()
endforeach()
list(JOIN tenkyo_pc_requires ", " tenkyo_pc_requires)
foreach(dir IN ITEMS LIBDIR INCLUDEDIR)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${dir}}")
    set(tenkyo_pc_${dir} "${CMAKE_INSTALL_${dir}}")
  else()
    set(tenkyo_pc_${dir} "\${prefix}/${CMAKE_INSTALL_${dir}}")
  endif()
endforeach()
configure_file(core/cmake/tenkyo.pc.in ${PROJECT_BINARY_DIR}/tenkyo.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/tenkyo.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT core)

if(TARGET tenkyo_lua54)
  install(TARGETS tenkyo_lua54 LIBRARY DESTINATION ${TENKYO_INSTALL_LUALIBDIR}/tenkyo COMPONENT lua54)
  install(DIRECTORY lua/tenkyo DESTINATION ${TENKYO_INSTALL_LUADIR} COMPONENT lua54
          FILES_MATCHING PATTERN *.lua PATTERN nvim EXCLUDE)
endif()

if(TARGET tenkyo_luajit)
  install(TARGETS tenkyo_luajit LIBRARY DESTINATION ${TENKYO_INSTALL_NVIMDIR}/lua/tenkyo COMPONENT nvim)
  install(DIRECTORY lua/tenkyo DESTINATION ${TENKYO_INSTALL_NVIMDIR}/lua COMPONENT nvim FILES_MATCHING PATTERN *.lua)
  install(DIRECTORY plugin doc DESTINATION ${TENKYO_INSTALL_NVIMDIR} COMPONENT nvim
          FILES_MATCHING PATTERN *.lua PATTERN *.txt PATTERN *.jax)
endif()
