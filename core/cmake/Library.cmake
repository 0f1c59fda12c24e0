# libtenkyo, static and shared, from the rooms of core/. Every object is compiled once and serves both.

# The C files of a room. New files are seen at the next build.
function(tenkyo_room_sources out)
  set(sources)
  foreach(room IN LISTS ARGN)
    file(GLOB room_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/core/${room}/*.c)
    if(NOT room_sources)
      message(WARNING "core/${room} has no C file")
    endif()
    list(APPEND sources ${room_sources})
  endforeach()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()

tenkyo_room_sources(tenkyo_sources base text fact rank store draft)

add_library(tenkyo_objects OBJECT ${tenkyo_sources})
target_include_directories(tenkyo_objects PRIVATE ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR}/core/include)
target_link_libraries(tenkyo_objects PRIVATE tenkyo_compile_options
                      Utf8proc::Utf8proc CJSON::CJSON SQLite::SQLite3)

# Fetched libraries become part of both, so that what is installed stands alone.
set(tenkyo_parts $<TARGET_OBJECTS:tenkyo_objects>)
foreach(fetched IN LISTS TENKYO_FETCHED)
  list(APPEND tenkyo_parts $<TARGET_OBJECTS:${fetched}>)
endforeach()

add_library(tenkyo_static STATIC ${tenkyo_parts})
add_library(tenkyo_shared SHARED ${tenkyo_parts})
add_library(tenkyo::tenkyo ALIAS tenkyo_shared)
add_library(tenkyo::tenkyo_static ALIAS tenkyo_static)

foreach(library IN ITEMS tenkyo_static tenkyo_shared)
  set_target_properties(${library} PROPERTIES OUTPUT_NAME tenkyo LINKER_LANGUAGE C)
  target_include_directories(${library} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/core/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()

target_link_libraries(tenkyo_static PUBLIC Utf8proc::Utf8proc CJSON::CJSON SQLite::SQLite3 m
                      $<BUILD_INTERFACE:tenkyo_compile_options>)
target_link_libraries(tenkyo_shared PRIVATE Utf8proc::Utf8proc CJSON::CJSON SQLite::SQLite3 m tenkyo_compile_options)

# Before 1.0 a minor version may change the interface, so it is part of the name that programs ask for.
set_target_properties(tenkyo_shared PROPERTIES
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
tenkyo_hide_static_libraries(tenkyo_shared)
if(NOT APPLE AND NOT TENKYO_ASAN AND NOT TENKYO_FUZZ)
  target_link_options(tenkyo_shared PRIVATE -Wl,-z,defs)
endif()
