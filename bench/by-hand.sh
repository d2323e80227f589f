#!/bin/bash
# Looks at domains with dig, curl and openssl, as somebody would who checks them by hand before a deployment.
# Usage: by-hand.sh POLICY_FILE DOMAIN...
# RESOLVER is ADDRESS:PORT, TRUST_ANCHORS a PEM file, and each line of CONNECT_TO a HOST:PORT:ADDRESS:PORT, as for curl.
set -euo pipefail

policy_file=$1
shift

declare -A place
while IFS=: read -r host port address to; do
  place[$host:$port]=$address:$to
done <<<"$CONNECT_TO"

# at HOST PORT: sets $address and $port.
at() {
  local found=${place[$1:$2]:-$1:$2}
  address=${found%:*} port=${found##*:}
}

ask() {
  dig +short +tries=3 @"${RESOLVER%:*}" -p "${RESOLVER##*:}" "$@"
}

for domain in "$@"; do
  echo "== $domain"
  host=mta-sts.$domain
  ask TXT "_mta-sts.$domain"
  ask TXT "_smtp._tls.$domain"
  mx_hosts=$(ask MX "$domain" | cut -d' ' -f2)
  for server in $(ask NS "$domain"); do
    at "${server%.}" 53
    dig +short +norecurse @"$address" -p "$port" TXT "_mta-sts.$domain"
    dig +short +norecurse @"$address" -p "$port" MX "$domain"
  done
  ask A "$host"
  ask AAAA "$host"

  at "$host" 443
  curl --silent --show-error --fail --max-time 60 --cacert "$TRUST_ANCHORS" \
    --connect-to "$host:443:$address:$port" "https://$host/.well-known/mta-sts.txt" |
    diff - "$policy_file"
  openssl s_client -connect "$address:$port" -servername "$host" -CAfile "$TRUST_ANCHORS" \
    -verify_return_error </dev/null 2>/dev/null |
    openssl x509 -noout -enddate -checkhost "$host"

  for mx in $mx_hosts; do
    mx=${mx%.}
    grep -q "^mx: $mx" "$policy_file" || echo "$mx is not in the policy"
    ask A "$mx"
    at "$mx" 25
    echo QUIT | openssl s_client -connect "$address:$port" -starttls smtp -servername "$mx" \
      -CAfile "$TRUST_ANCHORS" -verify_hostname "$mx" -verify_return_error -brief 2>&1 |
      grep -e "^Verification"
  done
done
