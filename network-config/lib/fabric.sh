# shellcheck shell=bash
# Finds Fabric's commands and configuration, or downloads the official release.

FABRIC_VERSION=3.1.5
FABRIC_COMMANDS='peer orderer cryptogen configtxgen osnadmin'

fabric_cache() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/zhaoku"; }

fabric_config() { # fabric_config HOME: the folder of core.yaml and orderer.yaml
  if [ -f "$1/config/core.yaml" ]; then printf '%s\n' "$1/config"; else printf '%s\n' "${FABRIC_CFG_PATH:-$1/config}"; fi
}

fabric_lack() { # fabric_lack HOME: what is missing or wrong there; nothing if it can be used
  local command config version
  for command in $FABRIC_COMMANDS; do
    [ -x "$1/bin/$command" ] || { printf 'there is no bin/%s\n' "$command"; return; }
  done
  config=$(fabric_config "$1")
  for config in "$config/core.yaml" "$config/orderer.yaml"; do
    [ -f "$config" ] || { printf 'there is no %s\n' "$config"; return; }
  done
  version=$("$1/bin/peer" version 2>/dev/null | awk '$1 == "Version:" { print $2; exit }') || version=''
  [[ $version =~ ^v?3\.1\. ]] || printf 'its version is %s, needed is 3.1.x\n' "${version:-unknown}"
}

fabric_find() { # with DOWNLOAD=no it must be here already; prints the folder with bin/ (and config/)
  local found lack cached
  if [ -n "${FABRIC_HOME:-}" ]; then
    lack=$(fabric_lack "$FABRIC_HOME")
    [ -z "$lack" ] || die "FABRIC_HOME=$FABRIC_HOME cannot be used: $lack" 3
    printf '%s\n' "$FABRIC_HOME"
    return
  fi
  if found=$(command -v peer) && found=$(cd "$(dirname "$found")" && pwd) && [ "${found##*/}" = bin ]; then
    found=${found%/bin}
    lack=$(fabric_lack "$found")
    if [ -z "$lack" ]; then
      printf '%s\n' "$found"
      return
    fi
    note "the Fabric on PATH ($found) cannot be used: $lack"
  fi
  cached=$(fabric_cache)/fabric-$FABRIC_VERSION lack=''
  if [ -e "$cached" ]; then
    lack=$(fabric_lack "$cached")
    [ -z "$lack" ] || die "$cached cannot be used: $lack; remove it or lay the release there" 3
  elif [ "$DOWNLOAD" = no ] || ! lack=$(fabric_download "$cached"); then
    die "Fabric $FABRIC_VERSION was not found${lack:+ (${lack//$'\n'/ })}: set FABRIC_HOME to a release (bin/, config/), or put its commands on PATH, \
or lay the release in $cached" 3
  fi
  printf '%s\n' "$cached"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

fetch() { # fetch URL FILE: prints why not
  if command -v curl >/dev/null; then
    curl -fsSL --connect-timeout 10 -o "$2" "$1" 2>&1
  else
    wget -nv --connect-timeout=10 --tries=1 -O "$2" "$1" 2>&1
  fi
}

fabric_download() ( # fabric_download TARGET: whole or not at all; prints why not
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  machine=$(uname -m | sed -e 's/x86_64/amd64/' -e 's/aarch64/arm64/')
  archive=hyperledger-fabric-$system-$machine-$FABRIC_VERSION.tar.gz
  url=https://github.com/hyperledger/fabric/releases/download/v$FABRIC_VERSION/$archive
  mkdir -p "${1%/*}"
  work=$(mktemp -d "${1%/*}/.download.XXXXXX") || exit 1
  trap 'rm -rf "$work"' EXIT
  note "downloading $url ..."
  fetch "$url" "$work/$archive" || exit 1
  hash=$(sha256 "$work/$archive")
  record=${1%/*}/$archive.sha256
  [ -f "$record" ] || : >"$record"
  expected=$(awk -v name="$archive" '$2 == name { print $1; exit }' "$HERE/fabric.sha256" "$record")
  [ "${expected:-$hash}" = "$hash" ] || { printf 'the download has SHA-256 %s, not %s\n' "$hash" "$expected"; exit 1; }
  mkdir "$work/fabric"
  tar -xzf "$work/$archive" -C "$work/fabric" 2>/dev/null || { printf 'the download cannot be unpacked\n'; exit 1; }
  lack=$(fabric_lack "$work/fabric")
  [ -z "$lack" ] || { printf 'the download cannot be used: %s\n' "$lack"; exit 1; }
  if [ -z "$expected" ]; then # only now: a broken download must not become the measure of the next
    printf '%s  %s\n' "$hash" "$archive" >"$record"
    note "no SHA-256 is pinned for $archive yet; recorded the one of this download in $record: $hash"
  fi
  mv "$work/fabric" "$1"
)

fabric_need() { # sets FABRIC_BIN and FABRIC_CONFIG
  local home
  home=$(fabric_find)
  export FABRIC_BIN=$home/bin
  FABRIC_CONFIG=$(fabric_config "$home")
  export FABRIC_CONFIG
}
