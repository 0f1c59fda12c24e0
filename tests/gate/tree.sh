#!/bin/sh
# tree.sh before|after ROOT BUILD: what git and its ignore list know of the tree, build/ left out. After the tests it
# must be what it was before them.
set -eu
when=$1 source=$2 build=$3
git -C "$source" rev-parse --git-dir >/dev/null 2>&1 || { echo "no git checkout"; exit 77; }
git -C "$source" status --porcelain --ignored --untracked-files=all | grep -v '^!! build/' >"$build/tree.$when" || true
[ "$when" = before ] && exit 0
diff "$build/tree.before" "$build/tree.after"
