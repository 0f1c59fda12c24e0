# Set-up that plugin/try.sh and tests/run.sh share; they read it with `.`. Nothing here asks a question, and every step
# is left out when it is done already.

# stop MESSAGE...: says why on stderr and ends.
stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

# need PACKAGE...: installs the Debian packages that are missing: as root, or through a sudo that asks for nothing. On
# another system the packages are only named; what is really missing, the build will say.
need() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is no Debian: going on in the hope that the like of these is installed:" "$@" >&2
    return 0
  fi
  missing=
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0

  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || stop "These packages are missing, and this user may not install them:" "  $missing" \
      "Install them with: apt-get install$missing"
    as_root='sudo -n'
  fi
  echo "Installing:$missing"
  # A list that cannot be refreshed may still be good enough: what counts is that the packages are there afterwards.
  $as_root apt-get -qq update || true
  # shellcheck disable=SC2086 # the packages are words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null ||
    stop "apt-get could not install:$missing"
}

# debian_mirror: the address that this machine's apt takes its own suite from, out of either form of its sources.
debian_mirror() {
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -n 's/^[[:space:]]*deb[[:space:]][[:space:]]*\(\[[^]]*\][[:space:]]*\)\{0,1\}//p'
    for file in /etc/apt/sources.list.d/*.sources; do
      [ -r "$file" ] && { cat "$file"; echo; }
    done | awk '
      function flush(  i, n, suites) {
        if (uri != "" && types ~ /(^| )deb( |$)/ && enabled != "no") {
          n = split(names, suites, " ")
          for (i = 1; i <= n; i++) print uri, suites[i]
        }
        uri = types = names = enabled = ""
      }
      /^[[:space:]]*$/ { flush(); next }
      tolower($1) == "types:" { $1 = ""; types = $0 }
      tolower($1) == "uris:" { uri = $2 }
      tolower($1) == "suites:" { $1 = ""; names = $0 }
      tolower($1) == "enabled:" { enabled = tolower($2) }
      END { flush() }'
  } | awk -v suite="$suite" '$2 == suite && $1 !~ /^cdrom:/ { print $1; exit }'
}

# private_apt ARGUMENT...: apt-get on the package lists in $apt, which know of nothing that is installed.
private_apt() {
  apt-get -qq -o Dir::State="$apt" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" \
    -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Install-Recommends=false \
    -o APT::Sandbox::User="$(id -un)" "$@"
}

# private_neovim SUITE DIR: unpacks the Neovim of another Debian suite under DIR, to be run as DIR/bin/nvim. The
# system's packages stay as they are: apt works on lists of its own, the packages are only unpacked, and that nvim is
# made to start with the C library that came with it. DIR cannot be moved afterwards. Fails without a message of its
# own.
private_neovim() {
  suite=$1
  dir=$2
  [ -x "$dir/bin/nvim" ] && return 0
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { echo "apt names no mirror for this release of Debian" >&2; return 1; }

  part=$dir.part
  apt=$part/apt
  rm -rf "$part" && mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$part/bin" || return 1
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
  { private_apt update && private_apt install --download-only neovim patchelf; } >"$apt/log" 2>&1 ||
    { tail -n 5 "$apt/log" >&2; return 1; }
  for package in "$apt"/archives/*.deb; do
    dpkg -x "$package" "$part" || return 1
  done

  # DT_RPATH, unlike RUNPATH, also serves the libraries' own dependencies.
  libs=$(dirname "$part"/usr/lib/*/libc.so.6)
  loader=$(echo "$libs"/ld-linux*.so.*)
  "$loader" --library-path "$libs" "$part/usr/bin/patchelf" --set-interpreter "$dir${loader#"$part"}" \
    --force-rpath --set-rpath "$dir${libs#"$part"}" "$part/usr/bin/nvim" || return 1
  ln -s ../usr/bin/nvim "$part/bin/nvim"
  rm -rf "$apt"
  # It knows its place only now: moved in whole, or not at all.
  mv -T "$part" "$dir" && env -u VIMRUNTIME "$dir/bin/nvim" --version >/dev/null
}

# neovim_is_recent PROGRAM: whether it is Neovim 0.10.4 or later.
neovim_is_recent() {
  env -u VIMRUNTIME "$1" --version 2>/dev/null | awk '
    NR == 1 && match($2, /[0-9]+\.[0-9]+\.[0-9]+/) {
      split(substr($2, RSTART, RLENGTH), n, ".")
      good = n[1] > 0 || n[2] > 10 || (n[2] == 10 && n[3] >= 4)
    }
    END { exit !good }'
}
