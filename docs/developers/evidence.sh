#!/bin/sh
# Sends evidence with curl, against the version that was read:
#   SHOMONNOY=https://portal.example TOKEN=shomonnoy_… sh evidence.sh REF "What was done"
set -eu
address="$SHOMONNOY/api/v1/commitments/$1/"
tag=$(curl -sSf -D - -o /dev/null -H "Authorization: Bearer $TOKEN" "$address" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
body=$(python3 -c 'import json, sys; print(json.dumps({"text": sys.argv[1]}))' "$2")
curl -sSf -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \
  -H "Idempotency-Key: $(date +%s)-$1" -H "If-Match: $tag" -d "$body" "${address}evidence/"
