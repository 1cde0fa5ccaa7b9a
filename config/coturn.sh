#!/bin/sh
# Starts coturn with what its file cannot read from the environment: DOMAIN, ANNOUNCED_ADDRESS and TURN_SECRET; and with
# the certificate that Caddy keeps for DOMAIN, as soon as there is one. A renewed one is taken up without a cut.
set -eu
umask 077
config=/tmp/turnserver.conf
certificates=${CERTIFICATES:-/caddy/caddy/certificates}
# Certificates are renewed weeks before they end; the first one comes within a minute or two.
look_every_seconds=60

certificate() { find "$certificates" -name "$DOMAIN.crt" 2>/dev/null | head -n 1; }
sum() { [ -n "$1" ] && cksum "$1" "${1%.crt}.key" 2>/dev/null || echo none; }

launch() {
  cert=$(certificate)
  {
    cat "$(dirname "$0")/coturn.conf"
    echo "realm=$DOMAIN"
    echo "static-auth-secret=$TURN_SECRET"
    echo "external-ip=$ANNOUNCED_ADDRESS"
    echo "allowed-peer-ip=$ANNOUNCED_ADDRESS"
    if [ -n "$cert" ]; then printf 'cert=%s\npkey=%s\n' "$cert" "${cert%.crt}.key"; else echo no-tls; fi
  } >"$config"
  known=$(sum "$cert")
  turnserver -c "$config" &
  pid=$!
}

trap 'kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM INT
launch
while sleep "$look_every_seconds" & wait $!; do
  kill -0 "$pid" 2>/dev/null || exit 1
  new=$(sum "$(certificate)")
  [ "$new" = "$known" ] && continue
  if [ "$known" = none ]; then
    # Without a certificate at its start it has no port for TLS.
    kill "$pid"
    wait "$pid" || true
    launch
  else
    # Reads its certificate anew.
    known=$new
    kill -USR2 "$pid"
  fi
done
