# shellcheck shell=bash
# A region joins a running network; a process comes back with an empty disk.

join_again() { # join_again NAME: a running peer or orderer that holds nothing of the channel
  case $1 in
    orderer-*) attempt 20 orderer_join "$1" "$DIR/channel/now.block" ;;
    peer-*)
      attempt 20 peer_join "$1"
      attempt 30 install_chaincode "$1"
      ;;
  esac
}

height() { metrics "$(port "$1" operations)" | awk '/^ledger_blockchain_height\{/ { print $NF }'; } # height NAME

wait_blocks() { # wait_blocks NAME: until it has what the leading orderer has now; the ledger grows meanwhile
  attempt 10 leader
  attempt 120 has_blocks "$1" "$(height "$ANSWER")"
}

has_blocks() { # has_blocks NAME COUNT
  local own
  own=$(height "$1")
  [ "${own:-0}" -ge "${2:-1}" ] || { printf '%s has %s of %s blocks\n' "$1" "${own:-0}" "${2:-?}"; return 1; }
}

command_rejoin() { # command_rejoin NAME: after its disk was lost
  need_process "${1:-}"
  [[ $1 != chaincode-* ]] || die "a chaincode keeps nothing: network start $1"
  fabric_need
  mkdir -p "$DIR/channel"
  fetch_config "$DIR/channel/now.block" 2>/dev/null || die "no orderer gave the channel's configuration" 1
  command_start "$1"
  join_again "$1"
  step "$1 joined channel $CHANNEL and takes its blocks from the others"
  wait_blocks "$1"
  [[ $1 != peer-* ]] || attempt 30 answers "${1#peer-}"
  step "$1 has the ledger again"
}

command_add_region() { # command_add_region LETTER: from its keys to its first answer, while the others go on
  local letter=${1:-} before name new
  [ "$HOSTS" = loopback ] || die "$DIR is a network for Docker Compose: a region that joins needs containers of its own"
  [[ $letter =~ ^[cd]$ ]] || die "expected the letter of the next region, c or d, got '$letter'"
  before=$(case $letter in c) printf 2 ;; d) printf 3 ;; esac)
  [ ! -f "$DIR/gateway-$letter.properties" ] || die "region $letter is in the network already"
  [ "$REGIONS" -ge "$before" ] || die "region c comes before region d"
  [ "$CONSENSUS-$before" != bft-2 ] ||
    die "two regions with BFT have a second orderer of the hub in place of region c's: choose --regions 3, or --raft, at the first up"
  fabric_need
  need_translator
  REGIONS=$before need_all_up
  REGIONS=$((before + 1))
  need_free_ports
  make_keys extend --input="$DIR/crypto"
  step "keys of region $letter made"
  new=$(processes | grep -- "-$letter\$")
  for name in $new; do # before the others know of them: who is refused once is tried again much later
    running "$name" || start "$name"
    wait_listening "$name"
  done
  FOLLOWER=orderer-$letter update_channel "$before"
  keep_choices # from here on the network has the region, and the command may be given again
  for name in $new; do join_again "$name"; done
  step "region $letter joined channel $CHANNEL"
  if [ "$CONSENSUS" = bft ]; then
    wait_blocks "orderer-$letter"
    update_channel
    step "orderer-$letter orders with the others"
  fi
  deploy_chaincode
  attempt 60 answers "$letter"
  step "region $letter answers: $ANSWER"
  wait_discovery
  write_gateway_properties
}
