#!/bin/sh
# Starts coturn with what its file cannot read from the environment: DOMAIN, ANNOUNCED_ADDRESS and TURN_SECRET; and with
# the certificate that Caddy keeps for DOMAIN, as soon as there is one. A renewed certificate is read without a restart; a
# name in ANNOUNCED_ADDRESS that changes its address is followed.
set -eu
umask 077
config=/tmp/turnserver.conf
certificates=${CERTIFICATES:-/caddy/caddy/certificates}
# Certificates are renewed weeks before they expire, and the first one comes within a minute or two. The server resolves
# names as often.
check_every_seconds=60

certificate() { find "$certificates" -name "$DOMAIN.crt" 2>/dev/null | head -n 1; }
# Reads ANNOUNCED_ADDRESS like the server: addresses and names, separated by commas. Prints one address per line.
resolve() {
  for each in $(echo "${ANNOUNCED_ADDRESS:-}" | tr ',' ' '); do
    found=$(getent ahosts "$each" | cut -d ' ' -f 1 | uniq)
    if [ -z "$found" ]; then
      echo "ANNOUNCED_ADDRESS: $each leads to no address. Set it to the public IP address of this machine." >&2
      return 1
    fi
    echo "$found"
  done
}
sum() { [ -n "$1" ] && cksum "$1" "${1%.crt}.key" 2>/dev/null || echo none; }

launch() {
  cert=$(certificate)
  {
    cat "$(dirname "$0")/coturn.conf"
    echo "realm=$DOMAIN"
    echo "static-auth-secret=$TURN_SECRET"
    # NAT in front of the machine translates IPv4 only.
    echo "$addresses" | grep -v : | head -n 1 | sed 's/^/external-ip=/'
    echo "$addresses" | sed 's/^/allowed-peer-ip=/'
    if [ -n "$cert" ]; then printf 'cert=%s\npkey=%s\n' "$cert" "${cert%.crt}.key"; else echo no-tls; fi
  } >"$config"
  known=$(sum "$cert")
  turnserver -c "$config" &
  pid=$!
}

pid=
trap 'kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM INT
addresses=$(resolve)
if [ -z "$addresses" ]; then
  echo 'ANNOUNCED_ADDRESS is not set: the relay must know where it may lead. Set it to the public IP address of this machine.' >&2
  exit 1
fi
launch
while sleep "$check_every_seconds" & wait $!; do
  kill -0 "$pid" 2>/dev/null || exit 1
  new=$(sum "$(certificate)")
  # A name that cannot be resolved now keeps its address.
  now=$(resolve) || now=$addresses
  [ "$new" = "$known" ] && [ "$now" = "$addresses" ] && continue
  if [ "$known" = none ] || [ "$now" != "$addresses" ]; then
    # coturn opens its TLS port, and reads the allowed addresses, only when it starts.
    addresses=$now
    kill "$pid"
    wait "$pid" || true
    launch
  else
    # Makes coturn read its certificate again.
    known=$new
    kill -USR2 "$pid"
  fi
done
