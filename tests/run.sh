#!/bin/sh
# Builds and runs every test on a bare Debian 12, and ends with CTest's own closing line. Installs the packages it needs
# (as root or through `sudo -n`; else it stops and names them) and puts two versions of Neovim under build/nvim. Safe to
# run again; nothing in the tree outside build/ changes. Arguments go to CTest: `sh tests/run.sh -R unit`.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
. plugin/setup.sh

need gcc libc6-dev make cmake ninja-build pkg-config git ca-certificates curl procps binutils \
  libutf8proc-dev libcjson-dev libsqlite3-dev liblua5.4-dev libluajit-5.1-dev libcmocka-dev \
  lua5.4 luajit lua-busted lua-check luarocks unzip tmux universal-ctags clang clang-format clang-tidy
# libFuzzer and the sanitizers come in a package that is named after clang's version.
need "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"

# The oldest Neovim that is supported, and the one of Debian testing, which moves on by itself.
private_neovim trixie "$root/build/nvim/trixie" || stop "Neovim of Debian 13 could not be had."
nvims=$root/build/nvim/trixie/bin/nvim
if private_neovim testing "$root/build/nvim/testing"; then
  nvims="$nvims;$root/build/nvim/testing/bin/nvim"
else
  echo "Debian testing's Neovim cannot be installed today: the plugin is tested in the older one only." >&2
fi

jobs=$(getconf _NPROCESSORS_ONLN)

# dev: gcc, everything, and the gates. asan: gcc, everything once more. fuzz: clang, everything compiled, fuzzing run.
build() {
  preset=$1
  shift
  echo "Building $preset"
  # A folder that was configured with another generator keeps it.
  [ -f "build/$preset/CMakeCache.txt" ] || set -- -G Ninja "$@"
  cmake --preset "$preset" "$@" >"build/$preset.log" 2>&1 || { cat "build/$preset.log"; exit 1; }
  cmake --build "build/$preset" -j "$jobs" >>"build/$preset.log" 2>&1 || { tail -n 60 "build/$preset.log"; exit 1; }
}
mkdir -p build
build dev -D CMAKE_C_COMPILER=gcc -D TENKYO_NVIMS="$nvims" -D TENKYO_GATES=ON
build asan -D CMAKE_C_COMPILER=gcc -D TENKYO_NVIMS="$nvims"
build fuzz

# One run over all builds, so that one closing line speaks for all of them.
printf 'subdirs("dev" "asan" "fuzz")\n' >build/CTestTestfile.cmake
exec ctest --test-dir build --output-on-failure --no-tests=error --timeout 600 -j "$jobs" "$@"
