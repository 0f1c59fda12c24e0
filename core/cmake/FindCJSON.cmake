# Finds cJSON (shared, as systems package it). Defines the target CJSON::CJSON; its header is <cjson/cJSON.h>, or
# <cJSON.h>.

find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(PC_CJSON QUIET libcjson)
endif()

find_path(CJSON_INCLUDE_DIR cjson/cJSON.h HINTS ${PC_CJSON_INCLUDEDIR})
find_library(CJSON_LIBRARY NAMES cjson HINTS ${PC_CJSON_LIBDIR} ${PC_CJSON_LIBRARY_DIRS})

if(CJSON_INCLUDE_DIR AND EXISTS "${CJSON_INCLUDE_DIR}/cjson/cJSON.h")
  file(READ "${CJSON_INCLUDE_DIR}/cjson/cJSON.h" CJSON_HEADER)
  if(CJSON_HEADER MATCHES "VERSION_MAJOR ([0-9]+).*VERSION_MINOR ([0-9]+).*VERSION_PATCH ([0-9]+)")
    set(CJSON_VERSION "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}.${CMAKE_MATCH_3}")
  endif()
  unset(CJSON_HEADER)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(CJSON REQUIRED_VARS CJSON_LIBRARY CJSON_INCLUDE_DIR VERSION_VAR CJSON_VERSION)
mark_as_advanced(CJSON_INCLUDE_DIR CJSON_LIBRARY)

if(CJSON_FOUND AND NOT TARGET CJSON::CJSON)
  add_library(CJSON::CJSON UNKNOWN IMPORTED)
  set_target_properties(CJSON::CJSON PROPERTIES
    IMPORTED_LOCATION "${CJSON_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${CJSON_INCLUDE_DIR};${CJSON_INCLUDE_DIR}/cjson")
endif()
