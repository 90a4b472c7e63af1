#!/usr/bin/env bash
# Prints the path of Chromium: the one named by CHROMIUM, else the first that is found.
set -euo pipefail
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name"; then exit 0; fi
done
exit 1
