#!/usr/bin/env bash
# What the browser tests need: the npm packages of package-lock.json, a Chromium, a Firefox for the
# tests in it, and a font with Chinese. They are installed only where they are missing, apt-get is
# there, and root asks; else it says what is missing.
set -euo pipefail
cd "$(dirname "$0")"

for tool in node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "error: $tool is missing: install Node.js 18 or newer (Debian: nodejs npm)." >&2
    exit 1
  fi
done

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1" >/dev/null; }

if ! ./program.sh chrome >/dev/null; then
  if may_install; then
    install chromium
  else
    echo "error: Chromium is missing: install it (Debian: chromium), or name it as CHROMIUM." >&2
    exit 1
  fi
fi
if ! ./program.sh firefox >/dev/null && ! { may_install && install firefox-esr; }; then
  echo "Firefox is missing: its tests are skipped (Debian: firefox-esr)." >&2
fi

if ! fc-list :lang=zh | grep -q .; then
  if may_install; then
    install fonts-wqy-zenhei
  else
    echo "error: no font has Chinese: install one (Debian: fonts-wqy-zenhei)." >&2
    exit 1
  fi
fi

npm ci --silent --ignore-scripts --no-audit --no-fund
