#!/bin/sh
# wrong-binary.sh ROOT BUILD LUA54 LUAJIT: a module that was built for the other Lua is refused with a message that says
# so; the host goes on. Tried through `require "tenkyo"`, which looks at the host first, and with the binary itself.
set -eu
root=$1 build=$2 lua54=$3 luajit=$4
status=0

# try HOST FOLDER MODULE WANTED: what the host says when it requires the module from the wrong folder.
try() {
  host=$1 folder=$2 module=$3 wanted=$4
  # The host must get as far as the last line, whatever happens in between.
  said=$("$host" -e "
    package.path = '$root/lua/?.lua;$root/lua/?/init.lua'
    package.cpath = '$folder/?.so'
    local ok, message = pcall(require, '$module')
    if ok then ok, message = pcall(message.normalize or message.VERSION, 'x') end
    io.write(tostring(ok), ' ', tostring(message), '\n')
    io.write('still here\n')" 2>&1) || { echo "$host with $folder, $module: crashed: $said"; status=1; return 0; }
  echo "$host, $module: $said"
  case "$said" in
    false*"still here") ;;
    *) echo "^ not refused"; status=1; return 0 ;;
  esac
  echo "$said" | grep -Eq "$wanted" || { echo "^ does not say: $wanted"; status=1; }
}

try "$lua54" "$build/luajit" tenkyo 'was built for another Lua'
try "$luajit" "$build/lua5.4" tenkyo 'was built for another Lua'
# With the binary itself the system's loader speaks, if the host has it look up every name at once; else the binary
# does.
try "$lua54" "$build/luajit" tenkyo.core 'undefined symbol: lua|built for LuaJIT'
try "$luajit" "$build/lua5.4" tenkyo.core 'undefined symbol: lua'
exit "$status"
