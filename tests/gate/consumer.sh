#!/bin/sh
# consumer.sh ROOT BUILD: installs the build, moves what was installed, and builds a program against it through the
# CMake package (shared and static) and through pkg-config. Each must run and find the wrong number in its draft.
set -eu
source=$1 build=$2
quiet() {
  "$@" >"$TMPDIR/log" 2>&1 || { cat "$TMPDIR/log"; exit 1; }
}

quiet cmake --install "$build" --prefix "$TMPDIR/first"
mv "$TMPDIR/first" "$TMPDIR/prefix"     # a package must not know where it was made
libdir=$(dirname "$(find "$TMPDIR/prefix" -name 'libtenkyo.so')")
sed -i "s|^prefix=.*|prefix=$TMPDIR/prefix|" "$libdir/pkgconfig/tenkyo.pc"

export PKG_CONFIG_PATH="$libdir/pkgconfig" LD_LIBRARY_PATH="$libdir"
quiet cmake -S "$source/tests/gate/consumer" -B "$TMPDIR/build" -D CMAKE_PREFIX_PATH="$TMPDIR/prefix"
quiet cmake --build "$TMPDIR/build"
# shellcheck disable=SC2046 # options are words
quiet cc -o "$TMPDIR/build/pkgconfig-static" "$source/tests/gate/consumer/consumer.c" \
  $(pkg-config --cflags tenkyo) -Wl,-Bstatic -L"$libdir" -ltenkyo \
  $(pkg-config --libs libutf8proc) -Wl,-Bdynamic $(pkg-config --libs sqlite3 libcjson) -lm

for program in shared static pkgconfig pkgconfig-static; do
  said=$("$TMPDIR/build/$program" "$TMPDIR/$program.db")
  echo "$program: $said"
  case "$said" in 'number-differs 45'*) ;; *) exit 1 ;; esac
  [ "$(echo "$said" | wc -l)" -eq 1 ] || exit 1
done
[ "$(pkg-config --modversion tenkyo)" = "$(sed -n 's/^return "\(.*\)"$/\1/p' "$source/lua/tenkyo/version.lua")" ]

# The plugin and the Lua 5.4 module are in the places where their hosts look below a prefix.
for file in share/nvim/site/pack/tenkyo/start/tenkyo/plugin/tenkyo.lua \
  share/nvim/site/pack/tenkyo/start/tenkyo/lua/tenkyo/core.so \
  share/nvim/site/pack/tenkyo/start/tenkyo/lua/tenkyo/nvim/init.lua \
  share/nvim/site/pack/tenkyo/start/tenkyo/doc/tenkyo.txt \
  share/lua/5.4/tenkyo/init.lua share/lua/5.4/tenkyo/version.lua; do
  [ -f "$TMPDIR/prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
[ -z "$(find "$TMPDIR/prefix" -name '*.sh')" ] || { echo "a script was installed"; exit 1; }
