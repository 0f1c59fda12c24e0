#!/bin/sh
# format.sh ROOT: the C files are as clang-format writes them; no text file has a tab, white space at the end of a line
# or a missing last line break, and no script or build file a line over 120 columns (clang-format and luacheck see to
# others).
set -eu
cd "$1"

find core lua tests -name '*.[ch]' | LC_ALL=C sort | xargs clang-format --dry-run -Werror --style=file

list=$(find core lua plugin doc tests CMakeLists.txt -type f \
  \( -name '*.[ch]' -o -name '*.lua' -o -name '*.sh' -o -name '*.cmake' -o -name '*.txt' -o -name '*.in' \) \
  ! -path 'tests/samples/*' ! -path 'tests/fuzz/corpus/*' | LC_ALL=C sort)
[ "$(echo "$list" | wc -l)" -ge 40 ] || { echo "too few files found"; exit 1; }
status=0
for file in $list; do
  case "$file" in *.sh | *.cmake | *.in | */CMakeLists.txt) most=120 ;; *) most=100000 ;; esac
  awk -v file="$file" -v most="$most" '
    /\t/ && file !~ /^doc\// { print file ":" NR ": a tab"; bad = 1 }
    /[ \r]$/ { print file ":" NR ": white space at the end"; bad = 1 }
    length($0) > most { print file ":" NR ": " length($0) " columns"; bad = 1 }
    END { exit bad }' "$file" || status=1
  [ -z "$(tail -c 1 "$file")" ] || { echo "$file: no line break at the end"; status=1; }
done
exit "$status"
