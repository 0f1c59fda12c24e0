# The three libraries that the core stands on, as Utf8proc::Utf8proc, CJSON::CJSON and SQLite::SQLite3. The system's
# packages come first. Where one is missing, its pinned source is fetched and compiled in (hidden, so that no host sees
# it), or with TENKYO_FETCH=OFF an error names the package. What was fetched is listed in TENKYO_FETCHED.

include(FetchContent)

option(TENKYO_FETCH "Fetch and compile in the libraries that the system has no package of" ON)
set(TENKYO_FETCHED "")

# Declares the pinned archive of a missing library and unpacks it; its folder is <name>_SOURCE_DIR afterwards. None of
# these is configured with its own build files: the few sources that are needed are compiled here.
macro(tenkyo_fetch name debian url hash)
  if(NOT TENKYO_FETCH)
    message(FATAL_ERROR "${name} was not found. On Debian: apt-get install ${debian}. "
                        "With -DTENKYO_FETCH=ON a pinned copy of its source is compiled in instead.")
  endif()
  message(STATUS "${name} was not found (Debian: ${debian}): its pinned source is fetched and compiled in")
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${hash} DOWNLOAD_EXTRACT_TIMESTAMP OFF
                       SOURCE_SUBDIR no-build-files-here)
  FetchContent_MakeAvailable(${name})
  list(APPEND TENKYO_FETCHED tenkyo_fetched_${name})
endmacro()

# An object library of third-party code: its warnings are not ours, and nothing of it is exported.
function(tenkyo_fetched_library name)
  add_library(tenkyo_fetched_${name} OBJECT ${ARGN})
  set_target_properties(tenkyo_fetched_${name} PROPERTIES
    POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden C_CLANG_TIDY "")
  target_compile_options(tenkyo_fetched_${name} PRIVATE -w)
endfunction()

find_package(Utf8proc 2.6 QUIET)
if(NOT Utf8proc_FOUND)
  tenkyo_fetch(utf8proc libutf8proc-dev
    https://github.com/JuliaStrings/utf8proc/archive/refs/tags/v2.8.0.tar.gz
    a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc)
  tenkyo_fetched_library(utf8proc ${utf8proc_SOURCE_DIR}/utf8proc.c)
  target_compile_definitions(tenkyo_fetched_utf8proc PRIVATE UTF8PROC_STATIC)
  add_library(Utf8proc::Utf8proc INTERFACE IMPORTED)
  target_include_directories(Utf8proc::Utf8proc INTERFACE ${utf8proc_SOURCE_DIR})
  target_compile_definitions(Utf8proc::Utf8proc INTERFACE UTF8PROC_STATIC)
endif()

find_package(CJSON 1.7.14 QUIET)
if(NOT CJSON_FOUND)
  tenkyo_fetch(cjson libcjson-dev
    https://github.com/DaveGamble/cJSON/archive/refs/tags/v1.7.15.tar.gz
    5308fd4bd90cef7aa060558514de6a1a4a0819974a26e6ed13973c5f624c24b2)
  tenkyo_fetched_library(cjson ${cjson_SOURCE_DIR}/cJSON.c)
  target_compile_definitions(tenkyo_fetched_cjson PRIVATE CJSON_HIDE_SYMBOLS)
  # The installed header is <cjson/cJSON.h>; in the archive it has no folder.
  configure_file(${cjson_SOURCE_DIR}/cJSON.h ${PROJECT_BINARY_DIR}/fetched/cjson/cJSON.h COPYONLY)
  add_library(CJSON::CJSON INTERFACE IMPORTED)
  target_include_directories(CJSON::CJSON INTERFACE ${PROJECT_BINARY_DIR}/fetched
                                                    ${PROJECT_BINARY_DIR}/fetched/cjson)
endif()

find_package(SQLite3 3.40 QUIET)
if(NOT SQLite3_FOUND)
  tenkyo_fetch(sqlite libsqlite3-dev
    https://www.sqlite.org/2024/sqlite-amalgamation-3460100.zip
    77823cb110929c2bcb0f5d48e4833b5c59a8a6e40cdea3936b99e199dbbe5784)
  message(WARNING "SQLite is compiled in. Another plugin that opens the same store through its own copy of SQLite in "
                  "one process breaks SQLite's file locks; with libsqlite3-dev installed both use the system's.")
  tenkyo_fetched_library(sqlite ${sqlite_SOURCE_DIR}/sqlite3.c)
  target_compile_definitions(tenkyo_fetched_sqlite PRIVATE
    SQLITE_ENABLE_FTS5 SQLITE_THREADSAFE=1 SQLITE_API= SQLITE_OMIT_LOAD_EXTENSION)
  find_package(Threads REQUIRED)
  add_library(SQLite::SQLite3 INTERFACE IMPORTED)
  target_include_directories(SQLite::SQLite3 INTERFACE ${sqlite_SOURCE_DIR})
  target_link_libraries(SQLite::SQLite3 INTERFACE Threads::Threads m)
endif()
