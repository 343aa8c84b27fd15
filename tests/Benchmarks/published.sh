#!/usr/bin/env bash
# Publishes the server and measures it as users get it; prints a Markdown table.
#   published.sh orthanc [ROUNDS]    beside Orthanc and its DICOMweb plugin, in alternation (Debian: orthanc, orthanc-dicomweb)
#   published.sh scale [CHART.svg]   searches and starts while the index grows to a million instances
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet publish server -v q --nologo
server=artifacts/publish/server/release/aln
case "${1:-}" in
  orthanc) dotnet run -c Release --project tests/Benchmarks -v q -- orthanc "$server" "${2:-5}" ;;
  scale) dotnet run -c Release --project tests/Benchmarks -v q -- scale "$server" "${2:-tests/Benchmarks/scale.svg}" ;;
  *) echo "usage: published.sh orthanc [ROUNDS] | scale [CHART.svg]" >&2; exit 2 ;;
esac
