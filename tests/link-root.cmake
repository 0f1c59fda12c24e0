# cmake -D source=DIR -D root=DIR -P link-root.cmake: makes `root` look like the checkout `source` by links, but without
# a lua/tenkyo/core.so, whatever lies there in the checkout.

cmake_minimum_required(VERSION 3.25)

# Links every entry of a folder, except those named after it.
function(link_entries folder)
  file(MAKE_DIRECTORY ${root}/${folder})
  file(GLOB entries RELATIVE ${source}/${folder} ${source}/${folder}/*)
  foreach(entry IN LISTS entries)
    if(NOT entry IN_LIST ARGN)
      file(CREATE_LINK ${source}/${folder}/${entry} ${root}/${folder}/${entry} SYMBOLIC)
    endif()
  endforeach()
endfunction()

file(REMOVE_RECURSE ${root})
link_entries("." build .git lua)
link_entries(lua tenkyo)
link_entries(lua/tenkyo core.so)
