#!/bin/sh
# Serves OHIF with our extension by nginx, as another web server than ours would, until it is ended.
#   VIEWER     folder with the prebuilt OHIF             EXTENSION  folder with our two files
#   ALN_SERVER where our server is, scheme://host:port   PORT       where the viewer listens, on the loopback address
set -eu
here=$(cd "$(dirname "$0")" && pwd)
VIEWER=${VIEWER:-/srv/viewer} EXTENSION=${EXTENSION:-/srv/aln-ext} ALN_SERVER=${ALN_SERVER:-http://127.0.0.1:8080} PORT=${PORT:-3000}
work=$(mktemp -d)
sed "s|http://127.0.0.1:8080|$ALN_SERVER|g" "$here/app-config.js" >"$work/app-config.js"
sed -e "s|@WORK@|$work|g" -e "s|@VIEWER@|$VIEWER|g" -e "s|@EXTENSION@|$EXTENSION|g" -e "s|@SERVER@|$ALN_SERVER|g" -e "s|@PORT@|$PORT|g" "$here/nginx.conf" >"$work/nginx.conf"
nginx=$(command -v nginx || echo /usr/sbin/nginx)
trap 'kill "$running" 2>/dev/null' TERM INT
# Whoever may read the files serves them: nginx would give up root's rights otherwise.
as=$([ "$(id -u)" = 0 ] && echo "user root;" || true)
"$nginx" -p "$work" -c "$work/nginx.conf" -g "daemon off; $as" &
running=$!
wait "$running" || true
wait "$running" 2>/dev/null || true
rm -rf "$work"
