#!/usr/bin/env bash
# Does without a container engine what the image does: publishes, starts the folder alone with an empty environment
# and, where the kernel allows it, without any network but loopback, and asks it for the viewer and the notice.
set -euo pipefail
cd "$(dirname "$0")"
./publish.sh
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

check() {
  ip link set lo up 2>/dev/null || true
  env -i PATH=/usr/bin:/bin HOME="$1" ./publish/aln serve --urls http://127.0.0.1:18080 --data "$1/store" >"$1/log" 2>&1 &
  server=$!
  for _ in $(seq 60); do
    curl -fsS http://127.0.0.1:18080/api/about -o "$1/about" 2>/dev/null && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.5
  done
  result=0
  grep -q "esearch use only" "$1/about" || { echo "The published server does not answer /api/about:"; cat "$1/log"; result=1; }
  curl -fsS http://127.0.0.1:18080/ | grep -qi "<html" || { echo "The published server does not serve the viewer."; result=1; }
  curl -fsS http://127.0.0.1:18080/aln-ext/extension-aln.js | grep -q "ALN burden" || { echo "The published server lacks the extension."; result=1; }
  kill "$server" && wait "$server" 2>/dev/null || true
  return "$result"
}
export -f check

if unshare -rn true 2>/dev/null; then
  unshare -rn bash -c 'check "$1"' _ "$data"
else
  check "$data"
fi
echo "The published folder runs alone."
