# copy_tree FROM TO: the files of a checkout as a clean clone has them, with what is not committed yet, without build/.
copy_tree() {
  mkdir -p "$2"
  if git -C "$1" rev-parse --git-dir >/dev/null 2>&1; then
    (cd "$1" && git ls-files -z --cached --others --exclude-standard |
      tar -c --null -T - --ignore-failed-read -f - 2>/dev/null) | tar -x -C "$2" -f -
  else
    (cd "$1" && tar -c --exclude=./build --exclude=./lua/tenkyo/core.so -f - .) | tar -x -C "$2" -f -
  fi
}
