#!/bin/sh
# try.sh: shows Tenkyo at work on sample articles, without touching your own articles or configuration. Builds the
# plugin, puts the articles into a store in a temporary folder, and opens Neovim on a draft that cites them, with its
# findings and a summary of the articles. Without a terminal the same happens unseen: the summary and the findings are
# printed, and the exit status is 0 only if the findings are the expected ones.
#
# On Debian it installs what it needs (as root or through `sudo -n`). TENKYO_NVIM names the Neovim to use; else it is
# the one on PATH, if that is 0.10.4 or later, or one is put under build/.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
. plugin/setup.sh

need gcc libc6-dev make cmake pkg-config ca-certificates libutf8proc-dev libcjson-dev libsqlite3-dev libluajit-5.1-dev

nvim=${TENKYO_NVIM:-$(command -v nvim || true)}
if [ -n "${TENKYO_NVIM:-}" ]; then
  neovim_is_recent "$nvim" || stop "$nvim is not Neovim 0.10.4 or later."
elif [ -z "$nvim" ] || ! neovim_is_recent "$nvim"; then
  echo "Getting a Neovim"
  nvim=$root/build/nvim/trixie/bin/nvim
  private_neovim trixie "$root/build/nvim/trixie" || stop "Neovim could not be had: install 0.10.4 or later."
fi

echo "Building Tenkyo"
mkdir -p build
{ cmake --preset release && cmake --build --preset release; } >build/release.log 2>&1 ||
  { tail -n 40 build/release.log >&2; stop "The build failed; all it said is in build/release.log."; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/tenkyo-try.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$dir/articles" "$dir/run"
chmod 700 "$dir/run"
for file in tests/samples/*.md tests/samples/*.txt tests/samples/*.json; do
  case "$file" in
    */draft.md) cp "$file" "$dir/draft.md" ;;
    */expected.txt) ;;
    *) cp "$file" "$dir/articles/" ;;
  esac
done

# A Neovim of its own: no user's configuration, plugins, data or socket.
set -- env -u VIMRUNTIME -u NVIM -u NVIM_APPNAME XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data" \
  XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache" XDG_RUNTIME_DIR="$dir/run" \
  TENKYO_TRY_ROOT="$root" TENKYO_TRY_DIR="$dir" "$nvim" -i NONE -u "$root/tests/samples/try.lua"
cd "$dir"
if [ -t 0 ] && [ -t 1 ]; then
  "$@" draft.md
else
  "$@" --headless draft.md </dev/null
fi
