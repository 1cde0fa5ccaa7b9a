#!/usr/bin/env bash
# Builds the media worker from the source inside mediasoup's npm package, against the system's libraries, without
# downloading anything. Written for mediasoup 3.27.1 and Debian 12.
# usage: build.sh PATH/TO/node_modules/mediasoup DIRECTORY     leaves DIRECTORY/mediasoup-worker
set -euo pipefail
package=$1
directory=$(cd "$2" && pwd)
recipe=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

cp -R "$package/worker" "$directory/source"
cd "$directory/source"
# mediasoup's subprojects are downloads; the overlay's are stubs that use the system's libraries.
rm -rf subprojects out
cp -R "$recipe/overlay/." .

# edit SUBSTITUTION FILE...; fails where nothing matches, since this mediasoup is not the one the recipe was written for.
edit() {
  local substitution=$1
  shift
  perl -0pi -e "BEGIN { \$hits = 0 } \$hits += $substitution; END { exit(\$hits ? 0 : 1) }" "$@" || {
    echo "build.sh: this mediasoup is not the one it was written for: nothing in $* matches $substitution" >&2
    exit 1
  }
}

# Debian 12 has meson 1.0, which is enough.
edit "s/meson_version: '>= 1\.1\.0'/meson_version: '>= 1.0.0'/" meson.build
# The options belong to the downloads; the stubs have none.
edit "s/(subproject\(\s*'[\w-]+'),\s*default_options: \[[^\]]*\],\s*\)/\$1)/g" meson.build deps/libwebrtc/meson.build
# A precompiled header halves the build time.
edit "s/(  install_tag: 'mediasoup-worker',\n)/\$1  cpp_pch: 'pch\/worker.hpp',\n/" meson.build
# Debian's OpenSSL, unlike mediasoup's, is built with kernel TLS: it asks the BIO whether that is on, and if so allocates no
# write buffer. The worker's callback answers 1 to every control call, because it compares a set of flags for equality, and
# the first DTLS handshake ends the process with SIGSEGV. It must return what the call itself returned.
edit "s/\(operationType == BIO_CB_RETURN\) \?/((operationType & BIO_CB_RETURN) != 0) ?/" src/RTC/DtlsTransport.cpp

meson setup ../out . --buildtype=release -Doptimization=2 -Db_ndebug=true
ninja -C ../out fbs/FBS/worker.h
ninja -C ../out mediasoup-worker
mv ../out/mediasoup-worker "$directory/mediasoup-worker"
