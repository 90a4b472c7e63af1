#!/usr/bin/env bash
# What the browser tests need: the npm packages of package-lock.json, and a Chromium. Chromium is
# installed only where it is missing, apt-get is there, and root asks; else it says what is missing.
set -euo pipefail
cd "$(dirname "$0")"

for tool in node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "error: $tool is missing: install Node.js 18 or newer (Debian: nodejs npm)." >&2
    exit 1
  fi
done

if ! ./chromium.sh >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
  else
    echo "error: Chromium is missing: install it (Debian: chromium), or name it as CHROMIUM." >&2
    exit 1
  fi
fi

npm ci --silent --ignore-scripts --no-audit --no-fund
