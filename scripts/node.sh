#!/bin/sh
# Runs a script of the project on a Node that runs TypeScript without a build: the one on the PATH if it is new enough
# (22.18, 23.6 or 24), else one from the npm registry, which is downloaded once and kept outside the checkout.
# usage: sh scripts/node.sh SCRIPT [ARGUMENT...]
set -eu
cd "$(dirname "$0")/.."

fail() {
  echo "$1" >&2
  exit 1
}

# is_recent v24.1.0
is_recent() {
  version=${1#v}
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  case "$major$minor" in '' | *[!0-9]*) return 1 ;; esac
  [ "$major" -ge 24 ] || { [ "$major" -eq 23 ] && [ "$minor" -ge 6 ]; } || { [ "$major" -eq 22 ] && [ "$minor" -ge 18 ]; }
}

if command -v node >/dev/null 2>&1 && is_recent "$(node --version 2>/dev/null)"; then
  exec node "$@"
fi

case "$(uname -s)" in
  Linux) platform=linux ;;
  Darwin) platform=darwin ;;
  *) fail 'Polyscope needs Node 24, which it provides on Linux and macOS only: install it from https://nodejs.org.' ;;
esac
case "$(uname -m)" in
  x86_64 | amd64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) fail "Polyscope needs Node 24, which it does not provide for $(uname -m): install it from https://nodejs.org." ;;
esac

cache=${POLYSCOPE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/polyscope}
bin=$cache/node-24-$platform-$arch
if ! is_recent "$("$bin/node" --version 2>/dev/null || true)"; then
  command -v npm >/dev/null 2>&1 || fail 'Polyscope needs Node 24 with npm: install it from https://nodejs.org.'
  echo 'Fetching Node 24, once, a few seconds...'
  mkdir -p "$bin"
  # Removed however this ends: a shell that a signal ends does not run its EXIT trap.
  work=$(mktemp -d "$cache/node.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  name=node-$platform-$arch
  if ! npm install --prefix "$work" --ignore-scripts --no-audit --no-fund --no-save --loglevel=error "$name@24" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    fail 'Node 24 could not be fetched from the npm registry (see above): check the network, or install it from https://nodejs.org.'
  fi
  fetched=$work/node_modules/$name/bin/node
  is_recent "$("$fetched" --version 2>/dev/null || true)" ||
    fail 'The Node 24 of the npm registry does not run on this system: install it from https://nodejs.org.'
  # A rename within one file system: another run at the same time sees the whole file or none.
  mv -f "$fetched" "$bin/node"
  rm -rf "$work"
  trap - EXIT HUP INT TERM
fi

PATH=$bin:$PATH
export PATH
exec node "$@"
