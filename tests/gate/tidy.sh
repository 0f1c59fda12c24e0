#!/bin/sh
# tidy.sh FOLDER BUILD: clang-tidy, with the checks of .clang-tidy as errors, over the C files of a room.
set -eu
# Its count of warnings in system headers goes to stderr, and is of no use.
for file in "$1"/*.c; do echo "$file"; done | xargs clang-tidy --quiet -p "$2" 2>"$TMPDIR/stderr" ||
  { cat "$TMPDIR/stderr"; exit 1; }
