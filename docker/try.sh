#!/usr/bin/env bash
# Does without a container engine what the image does: publishes (with --published it takes docker/publish as it is), then
# lets the folder work alone, with an empty environment and, where the kernel allows it, without any network but loopback:
# a generated study is stored, segmented and scored, and the server hands out the viewer and the extension.
set -euo pipefail
cd "$(dirname "$0")"
[ "${1:-}" = --published ] || ./publish.sh
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

alone() { env -i PATH=/usr/bin:/bin HOME="$data" ./publish/aln "$@"; }

work() {
  alone phantom --out "$data/phantoms" --patients 1 --seed 1 --size small
  alone segment "$data/phantoms/studies" --out "$data/seg.dcm"
  alone score "$data/phantoms/studies" --voi "$data/seg.dcm" --out "$data/score.json"
  grep -q '"radscore"' "$data/score.json"
  alone import "$data/phantoms/studies" --data "$data/store"
}

serve() {
  ip link set lo up 2>/dev/null || true
  env -i PATH=/usr/bin:/bin HOME="$data" ./publish/aln serve --urls http://127.0.0.1:18080 --data "$data/store" >"$data/log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null' EXIT
  for _ in $(seq 60); do
    curl -fsS http://127.0.0.1:18080/api/about -o "$data/about" 2>/dev/null && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.5
  done
  grep -qi "research use only" "$data/about" || { echo "The published server does not answer /api/about:"; cat "$data/log"; return 1; }
  curl -fsS http://127.0.0.1:18080/ -o "$data/index" && cmp "$data/index" publish/viewer/ohif/index.html
  curl -fsS http://127.0.0.1:18080/aln-ext/extension-aln.js -o "$data/extension" && cmp "$data/extension" publish/viewer/aln-ext/extension-aln.js
  curl -fsS http://127.0.0.1:18080/dicomweb/studies -o "$data/studies" && grep -q PHANTOM "$data/studies"
}

export data
export -f alone work serve
run='set -euo pipefail; work; serve'
if unshare -rn true 2>/dev/null; then unshare -rn bash -c "$run"; else bash -c "$run"; fi
echo "The published folder works alone."
