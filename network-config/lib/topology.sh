# shellcheck shell=bash
# The one place for names, organisations and ports.
# Settings: REGIONS (2 to 4), CONSENSUS (bft, raft-1 or raft-3), BASE_PORT, HOSTS (loopback or names),
# CHAINCODE_VERSION (1, 2, ...), ROOT (DIR as a process sees it).

export CHANNEL=regions CHAINCODE=zhaoku

region_letters() {
  local letters='a b c d'
  printf '%s\n' "${letters:0:2*REGIONS-1}"
}

orderer_owners() { # BFT: the hub and each region; Raft: the hub, or it and two regions
  case $CONSENSUS in
    bft) printf 'hub %s\n' "$(region_letters)" ;;
    raft-1) printf 'hub\n' ;;
    raft-3) printf 'hub a b\n' ;;
  esac
}

orderers() { # in the order of their consenter numbers; BFT needs four of them
  local owner
  for owner in $(orderer_owners); do printf 'orderer-%s\n' "$owner"; done
  [ "$CONSENSUS-$REGIONS" != bft-2 ] || printf 'orderer-hub-2\n'
}

peers() {
  local letter
  for letter in $(region_letters); do printf 'peer-%s\n' "$letter"; done
}

chaincodes() {
  local letter
  for letter in $(region_letters); do printf 'chaincode-%s\n' "$letter"; done
}

processes() {
  orderers
  peers
  chaincodes
}

role() { printf '%s\n' "${1%%-*}"; }    # peer-a: peer
owner() {                               # peer-a: a; orderer-hub-2: hub
  local rest=${1#*-}
  printf '%s\n' "${rest%-2}"
}

msp() { # msp NAME
  local owner
  owner=$(owner "$1")
  case $1 in
    orderer-hub*) printf 'OrdererHubMSP\n' ;;
    orderer-*) printf 'Orderer%sMSP\n' "$(upper "$owner")" ;;
    *) printf 'Region%sMSP\n' "$(upper "$owner")" ;;
  esac
}

upper() { printf '%s\n' "$1" | tr '[:lower:]' '[:upper:]'; }

port() { # port NAME [admin|operations|callback|next]
  local slot digit
  case $1 in
    *-hub) slot=0 ;;
    *-a) slot=1 ;;
    *-b) slot=2 ;;
    *-c) slot=3 ;;
    *-d | *-hub-2) slot=4 ;; # no network has both
  esac
  case $(role "$1")-${2:-} in
    peer-) digit=1 ;;
    peer-callback) digit=2 ;;
    peer-operations) digit=3 ;;
    chaincode-) digit=$((CHAINCODE_VERSION % 2 ? 4 : 8)) ;; # so old and new run side by side during an upgrade
    chaincode-next) digit=$((CHAINCODE_VERSION % 2 ? 8 : 4)) ;;
    orderer-) digit=5 ;;
    orderer-admin) digit=6 ;;
    orderer-operations) digit=7 ;;
  esac
  printf '%s\n' $((BASE_PORT + 10 * slot + digit))
}

port_kinds() { # the ports a process has besides its own
  case $1 in
    orderer-*) printf 'admin operations\n' ;;
    peer-*) printf 'callback operations\n' ;;
  esac
}

ports() { # every port of a process
  local kind
  port "$1"
  for kind in $(port_kinds "$1"); do port "$1" "$kind"; done
}

host() { # where the other processes reach it
  if [ "$HOSTS" = names ]; then printf '%s\n' "$1"; else printf '127.0.0.1\n'; fi
}

endpoint() { printf '%s:%s\n' "$(host "$1")" "$(port "$@")"; }

listen() { # the address a process binds: only inside a container is it more than loopback
  if [ "$HOSTS" = names ]; then printf '0.0.0.0:%s\n' "$(port "$@")"; else printf '127.0.0.1:%s\n' "$(port "$@")"; fi
}

domain() { # the organisation's domain, which cryptogen also uses for the name of its folder
  local place
  case $(owner "$1") in
    hub) place=hub ;;
    *) place=region-$(owner "$1") ;;
  esac
  case $(role "$1") in
    peer) printf '%s.zhaoku.example\n' "$place" ;;
    *) printf '%s.%s.zhaoku.example\n' "$(role "$1")" "$place" ;;
  esac
}

authority() { printf '%s.%s\n' "$1" "$(domain "$1")"; } # the name in its TLS certificate

organisation_path() { # below DIR
  case $1 in
    orderer-*) printf 'crypto/ordererOrganizations/%s\n' "$(domain "$1")" ;;
    *) printf 'crypto/peerOrganizations/%s\n' "$(domain "$1")" ;;
  esac
}

node_path() { # below DIR: holds msp/ and tls/
  case $1 in
    orderer-*) printf '%s/orderers/%s\n' "$(organisation_path "$1")" "$(authority "$1")" ;;
    *) printf '%s/peers/%s\n' "$(organisation_path "$1")" "$(authority "$1")" ;;
  esac
}

client_path() { # client_path chaincode-a: the certificate with which the peer of that region calls it
  printf '%s/peers/client-%s.%s\n' "$(organisation_path "$1")" "$(owner "$1")" "$(domain "$1")"
}

endorsement_policy() { # two regions, whichever: with two regions both, else one may be away
  local letter members=''
  for letter in $(region_letters); do members+=",'$(msp "peer-$letter").peer'"; done
  printf 'OutOf(2%s)\n' "$members"
}

describe() { # a line a process: name role MSP host:port, then the other ports
  local name kind
  for name in $(processes); do
    printf '%s %s %s %s' "$name" "$(role "$name")" "$(msp "$name")" "$(endpoint "$name")"
    for kind in $(port_kinds "$name"); do printf ' %s=%s' "$kind" "$(endpoint "$name" "$kind")"; done
    printf '\n'
  done
}
