#!/usr/bin/env bash
# Publishes the product and builds the container image from it.
set -euo pipefail
cd "$(dirname "$0")"
./publish.sh
docker build -t ohif-aln-plugin .
