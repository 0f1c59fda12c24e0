#!/bin/sh
# readme.sh ROOT BUILD LUA54: runs the scripts that the README shows, as its reader would: fills a store with the sample
# articles and checks the sample draft, which has mistakes, and then a draft without any.
set -eu
source=$1 build=$2 lua=$3
export LUA_PATH="$source/lua/?.lua;$source/lua/?/init.lua" LUA_CPATH="$build/lua5.4/?.so"

# The fenced script that begins with a comment naming itself.
script() {
  awk -v name="$1" '
    /^```/ { inside = 0 }
    previous ~ /^```lua$/ && $0 ~ "^-- lua5.4 " name " " { inside = 1 }
    inside { print }
    { previous = $0 }' "$source/README.md" >"$TMPDIR/$1"
  [ -s "$TMPDIR/$1" ] || { echo "the README shows no $1"; exit 1; }
}
script fill.lua
script check.lua

mkdir "$TMPDIR/articles"
for file in "$source"/tests/samples/*.md "$source"/tests/samples/*.json "$source/tests/samples/island-life.txt"; do
  cp "$file" "$TMPDIR/articles"
done
mv "$TMPDIR/articles/draft.md" "$TMPDIR/draft.md"

said=$("$lua" "$TMPDIR/fill.lua" "$TMPDIR/store.db" "$TMPDIR/articles")
echo "$said"
[ "$said" = "5 added, 0 updated, 0 failed" ]

if "$lua" "$TMPDIR/check.lua" "$TMPDIR/store.db" "$TMPDIR/draft.md" >"$TMPDIR/said"; then
  echo "the draft's mistakes do not fail the check"
  exit 1
fi
cat "$TMPDIR/said"
grep -q "draft.md:13: warning: .*\[number-differs\]" "$TMPDIR/said"

cat >"$TMPDIR/good.md" <<DRAFT
汐見大橋は全長1,240メートルである[1]。

参考文献

- [1] 汐見大橋を全面通行止め、斜材ケーブル14本に破断
DRAFT
said=$("$lua" "$TMPDIR/check.lua" "$TMPDIR/store.db" "$TMPDIR/good.md")
[ -z "$said" ] || { echo "$said"; exit 1; }
