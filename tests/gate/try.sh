#!/bin/sh
# try.sh ROOT NVIM: plugin/try.sh in a copy of the tree, without a terminal, as a stranger runs it after cloning: builds
# everything, shows the expected findings, and leaves nothing but build/ and the module. A second run finds all of it
# there. A draft without one of its mistakes is noticed.
set -eu
source=$1 nvim=$2
. "$source/tests/gate/copy.sh"
copy_tree "$source" "$TMPDIR/copy"
cd "$TMPDIR/copy"
git init -q . && git add -A . && git -c user.name=test -c user.email=test@example.org commit -q -m copy

for run in first second; do
  TENKYO_NVIM=$nvim sh plugin/try.sh </dev/null >"$TMPDIR/$run" 2>&1 || { cat "$TMPDIR/$run"; exit 1; }
  left=$(git status --porcelain)
  [ -z "$left" ] || { echo "left in the tree:" "$left"; exit 1; }
done
cat "$TMPDIR/second"

sed -i '/^undefined-citation/d' tests/samples/expected.txt
if TENKYO_NVIM=$nvim sh plugin/try.sh </dev/null >"$TMPDIR/third" 2>&1; then
  echo "a finding that is not expected went unnoticed"
  exit 1
fi
left=$(find "${TMPDIR:?}" -maxdepth 1 -name 'tenkyo-try*')
[ -z "$left" ] || { echo "left in the folder for temporary files: $left"; exit 1; }
