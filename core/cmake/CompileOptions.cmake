# How all of the project's own C is compiled: C11, warnings, hidden symbols, and what the presets add (warnings as
# errors, sanitizers, coverage, fuzzing). Everything of ours links the interface target tenkyo_compile_options.

option(TENKYO_WERROR "Treat warnings as errors" OFF)
option(TENKYO_ASAN "Build with the address and undefined-behaviour sanitizers" OFF)
option(TENKYO_COVERAGE "Build with coverage counters" OFF)
option(TENKYO_FUZZ "Build the fuzz targets with libFuzzer (needs clang)" OFF)

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(tenkyo_compile_options INTERFACE)
# Strict C11 hides POSIX, which the store and the readers of files need.
target_compile_definitions(tenkyo_compile_options INTERFACE
  _XOPEN_SOURCE=700 TENKYO_VERSION_STRING="${PROJECT_VERSION}")
target_compile_options(tenkyo_compile_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wvla
  $<$<BOOL:${TENKYO_WERROR}>:-Werror>)

if(TENKYO_ASAN)
  target_compile_options(tenkyo_compile_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tenkyo_compile_options INTERFACE -fsanitize=address,undefined)
endif()

if(TENKYO_COVERAGE)
  target_compile_options(tenkyo_compile_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(tenkyo_compile_options INTERFACE --coverage)
endif()

if(TENKYO_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "TENKYO_FUZZ needs clang: use the preset fuzz, or set CC=clang")
  endif()
  target_compile_options(tenkyo_compile_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Keeps every symbol of the static libraries inside the object that links them.
function(tenkyo_hide_static_libraries target)
  if(NOT APPLE)
    target_link_options(${target} PRIVATE -Wl,--exclude-libs,ALL)
  endif()
endfunction()
