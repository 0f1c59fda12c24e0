# cmake -D from=FILE -D to=FILE -P PlaceModule.cmake: puts a copy in place by renaming. A program that has the old file
# loaded keeps it; written over in place, its next call would run into half of the new one.

cmake_minimum_required(VERSION 3.25)

file(SHA256 ${from} new)
if(EXISTS ${to})
  file(SHA256 ${to} old)
  if(old STREQUAL new)
    return()
  endif()
endif()
string(RANDOM LENGTH 8 suffix)
file(COPY_FILE ${from} ${to}.${suffix})
file(RENAME ${to}.${suffix} ${to})
