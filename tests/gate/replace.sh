#!/bin/sh
# replace.sh ROOT MODULE NVIM: a new module is put in place while Neovim has the old one loaded. The editor keeps
# working with the old one, and what lies there afterwards is the new one.
set -eu
source=$1 module=$2 nvim=$3
mkdir -p "$TMPDIR/plugin/lua/tenkyo"
cp "$source"/lua/tenkyo/*.lua "$TMPDIR/plugin/lua/tenkyo/"
placed=$TMPDIR/plugin/lua/tenkyo/core.so
place() {
  cmake -D from="$1" -D to="$placed" -P "$source/core/cmake/PlaceModule.cmake"
}
place "$module"

# The same module, one byte longer: what follows the sections of a shared object is never loaded.
cp "$module" "$TMPDIR/new.so"
printf x >>"$TMPDIR/new.so"

cat >"$TMPDIR/session.lua" <<LUA
vim.opt.runtimepath:prepend "$TMPDIR/plugin"
local tenkyo = require "tenkyo"
local text = ("雨が降った。"):rep(100)
assert(#tenkyo.sentences(text) == 100)
local done = vim.system({ "cmake", "-D", "from=$TMPDIR/new.so", "-D", "to=$placed",
  "-P", "$source/core/cmake/PlaceModule.cmake" }):wait()
assert(done.code == 0, done.stderr)
collectgarbage()
assert(#tenkyo.sentences(text) == 100)
assert(tenkyo.normalize "ＡＢＣ" == "abc")
io.stdout:write "still working\n"
LUA
said=$("$nvim" -u NONE -l "$TMPDIR/session.lua")
echo "$said"
[ "$said" = "still working" ]
cmp "$placed" "$TMPDIR/new.so"
[ "$(find "$TMPDIR/plugin" -name 'core.so*' | wc -l)" -eq 1 ]
