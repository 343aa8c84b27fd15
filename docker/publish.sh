#!/usr/bin/env bash
# Publishes the self-contained folder that the image holds: docker/publish.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf docker/publish
dotnet publish server -c Release -o docker/publish
