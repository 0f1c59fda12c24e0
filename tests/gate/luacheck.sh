#!/bin/sh
# luacheck.sh ROOT: luacheck has nothing to say about the project's Lua.
set -eu
cd "$1"
exec luacheck --codes --no-cache --no-color lua plugin tests
