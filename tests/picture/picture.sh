#!/bin/sh
# picture.sh [FILE.svg]: makes the README's picture from the real program: plugin/try.sh in a terminal of tmux, captured
# when the findings and the summary are on the screen, drawn by svg.lua. Writes doc/tenkyo.svg if no file is named.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
target=${1:-$root/doc/tenkyo.svg}
columns=110 rows=34

dir=$(mktemp -d "${TMPDIR:-/tmp}/tenkyo-picture.XXXXXX")
tmux_of() {
  tmux -S "$dir/socket" -f /dev/null "$@"
}
trap 'tmux_of kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# The picture shows no path of the machine it was made on.
tmux_of new-session -d -x "$columns" -y "$rows" -e COLORTERM=truecolor \
  "sh plugin/try.sh 2>'$dir/log' || cat '$dir/log' >&2"
tmux_of set-option -g default-terminal tmux-256color
tmux_of set-option -sa terminal-features ',*:RGB:usstyle'

tries=0
until tmux_of capture-pane -p | grep -q 'the source has 112億円'; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || { echo "the findings did not appear:" >&2; tmux_of capture-pane -p >&2; exit 1; }
  sleep 1
done
sleep 2    # the last of it is being drawn
tmux_of capture-pane -e -p -N >"$dir/screen"
tmux_of send-keys Escape ':qa!' Enter
lua5.4 tests/picture/svg.lua "$columns" <"$dir/screen" >"$dir/picture.svg"
mv "$dir/picture.svg" "$target"
echo "$target"
