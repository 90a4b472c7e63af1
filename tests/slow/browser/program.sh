#!/usr/bin/env bash
# Prints the path of a browser, chrome or firefox: the one named by CHROMIUM or FIREFOX, else the first
# that is found.
set -euo pipefail
case "$1" in
  chrome) names=("${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable) ;;
  firefox) names=("${FIREFOX:-}" firefox-esr firefox) ;;
esac
for name in "${names[@]}"; do
  if [ -n "$name" ] && command -v "$name"; then exit 0; fi
done
exit 1
