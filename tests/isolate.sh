#!/bin/sh
# isolate.sh COMMAND...: runs a test so that it sees nothing of the user's set-up and leaves nothing behind: home, XDG
# folders and temporary files lie in a new folder. That is outside of the checkout, which a draft would else belong to,
# and has a short name, as sockets need.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/tenkyo.XXXXXX")
trap 'chmod -R u+rwX "$dir" && rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
# A test that gives up root's rights must still get through to its files.
chmod 711 "$dir"
mkdir -m 700 "$dir/run"
for name in home config data state cache tmp; do
  mkdir "$dir/$name"
done

# Neovim exports VIMRUNTIME to what it starts: another version's runtime would break the one under test.
unset VIMRUNTIME VIM NVIM NVIM_APPNAME MYVIMRC TMUX LUA_INIT LUA_INIT_5_4
export HOME="$dir/home"
export XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
export XDG_RUNTIME_DIR="$dir/run" XDG_CONFIG_DIRS="$dir/config" XDG_DATA_DIRS="$dir/data"
export TMPDIR="$dir/tmp"
export LANG=C.UTF-8 LC_ALL=C.UTF-8 TERM="${TERM:-xterm-256color}"

# Lua's search paths come with bars for semicolons, which mean something to CMake.
for name in LUA_PATH LUA_CPATH; do
  eval "bars=\${TENKYO_$name:-}"
  [ -z "$bars" ] || export "$name=$(printf %s "$bars" | tr '|' ';')"
done

# Texts that are not part of the project; tests that want them skip where they are not.
if [ -d "$here/../../shared/seeds" ]; then
  TENKYO_SEEDS=$(CDPATH= cd -- "$here/../../shared/seeds" && pwd)
  export TENKYO_SEEDS
else
  unset TENKYO_SEEDS
fi

status=0
"$@" || status=$?
exit "$status"
