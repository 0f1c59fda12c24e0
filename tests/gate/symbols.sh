#!/bin/sh
# symbols.sh LIBTENKYO LUAJIT LUA54: what the shared objects export: the library its public calls, a module its opening
# function and nothing else, so that neither disturbs a host that has symbols of the same names.
set -eu
status=0

exported() {
  nm -D --defined-only --format=posix "$1" | awk '$2 != "A" { print $1 }' | sort
}

# Every call of the public header is there, and nothing that is not in it.
header=$(dirname "$0")/../../core/include/tenkyo.h
declared=$(tr '\n' ' ' <"$header" | grep -o "TENKYO_API [a-z][^;(]*(" |
  sed 's/.*[ *]\(tenkyo_[a-z0-9_]*\)($/\1/' | sort)
[ "$(echo "$declared" | wc -l)" -gt 30 ] || { echo "the header's calls were not found"; exit 1; }
exported "$1" >"$TMPDIR/exported"
echo "$declared" | diff "$TMPDIR/exported" - >"$TMPDIR/diff" ||
  { echo "$1 exports (<) and tenkyo.h declares (>):"; grep '^[<>]' "$TMPDIR/diff"; status=1; }

for module in "$2" "$3"; do
  [ "$(exported "$module")" = luaopen_tenkyo_core ] || { echo "$module exports:"; exported "$module"; status=1; }
done

# utf8proc is inside; SQLite is the system's, shared with other plugins of the same process.
for object in "$@"; do
  needed=$(readelf -d "$object" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  case "$needed" in *utf8proc*) echo "$object needs a shared utf8proc"; status=1 ;; esac
  case "$needed" in *lua*) echo "$object needs a shared Lua"; status=1 ;; esac
  case "$needed" in *libsqlite3*) ;; *) echo "$object does not use the system's SQLite"; status=1 ;; esac
done
exit "$status"
