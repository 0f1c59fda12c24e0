#!/bin/sh
# luarocks.sh ROOT LUA54: `luarocks make` in a copy of the tree builds the module into a tree of its own, and the module
# works from there with nothing else on the path.
set -eu
source=$1 lua=$2
. "$source/tests/gate/copy.sh"
copy_tree "$source" "$TMPDIR/copy"
cd "$TMPDIR/copy"

CMAKE_BUILD_PARALLEL_LEVEL=$(getconf _NPROCESSORS_ONLN)
export CMAKE_BUILD_PARALLEL_LEVEL
luarocks --lua-version 5.4 --tree "$TMPDIR/rocks" make --no-doc >"$TMPDIR/log" 2>&1 || { cat "$TMPDIR/log"; exit 1; }
# Only a rock's own files: no headers or Neovim files in a tree of Lua modules.
find "$TMPDIR/rocks" -name 'tenkyo.h' -o -name 'nvim' | grep . && exit 1

said=$("$lua" -e "
  package.path = '$TMPDIR/rocks/share/lua/5.4/?.lua;$TMPDIR/rocks/share/lua/5.4/?/init.lua'
  package.cpath = '$TMPDIR/rocks/lib/lua/5.4/?.so'
  local tenkyo = require 'tenkyo'
  io.write(tenkyo.VERSION, ' ', #tenkyo.sentences('雨が降った。川があふれた。'), '\n')")
echo "$said"
[ "$said" = "$(sed -n 's/^return "\(.*\)"$/\1/p' "$source/lua/tenkyo/version.lua") 2" ]
