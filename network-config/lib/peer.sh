# shellcheck shell=bash
# A peer: its environment, its start, and commands as its organisation's administrator.

peer_environment() { # peer_environment NAME
  local home client data=$ROOT/data/$1 service=chaincode-${1#peer-}
  home=$ROOT/$(node_path "$1")
  client=$ROOT/$(client_path "$service")
  cat <<END
FABRIC_CFG_PATH=$ROOT/config
FABRIC_LOGGING_SPEC=warn:endorser=error:comm.grpc.server=error
FABRIC_LOGGING_FORMAT=%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}
CORE_PEER_ID=$1
CORE_PEER_LOCALMSPID=$(msp "$1")
CORE_PEER_MSPCONFIGPATH=$home/msp
CORE_PEER_ADDRESS=$(endpoint "$1")
CORE_PEER_LISTENADDRESS=$(listen "$1")
CORE_PEER_CHAINCODEADDRESS=$(endpoint "$1" callback)
CORE_PEER_CHAINCODELISTENADDRESS=$(listen "$1" callback)
CORE_PEER_TLS_ENABLED=true
CORE_PEER_TLS_CERT_FILE=$home/tls/server.crt
CORE_PEER_TLS_KEY_FILE=$home/tls/server.key
CORE_PEER_TLS_ROOTCERT_FILE=$home/tls/ca.crt
CORE_PEER_GOSSIP_BOOTSTRAP=$(endpoint "$1")
CORE_PEER_GOSSIP_EXTERNALENDPOINT=$(endpoint "$1")
CORE_PEER_GOSSIP_PUBLISHSTATEINFOINTERVAL=500ms
CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL=500ms
CORE_PEER_GOSSIP_ALIVETIMEINTERVAL=1s
CORE_PEER_GOSSIP_ALIVEEXPIRATIONTIMEOUT=5s
CORE_PEER_GOSSIP_RECONNECTINTERVAL=2s
CORE_PEER_GOSSIP_MEMBERSHIPTRACKERINTERVAL=1s
CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD=5s
CORE_PEER_PROFILE_ENABLED=false
CORE_OPERATIONS_LISTENADDRESS=$(listen "$1" operations)
CORE_METRICS_PROVIDER=prometheus
CORE_PEER_FILESYSTEMPATH=$data
CORE_LEDGER_SNAPSHOTS_ROOTDIR=$data/snapshots
ZHAOKU_CHAINCODE_ADDRESSES=$(CHAINCODE_VERSION=1 endpoint "$service") $(CHAINCODE_VERSION=2 endpoint "$service")
ZHAOKU_CHAINCODE_CA_FILE=$ROOT/$(node_path "$service")/tls/ca.crt
ZHAOKU_CHAINCODE_CLIENT_CERT_FILE=$client/tls/server.crt
ZHAOKU_CHAINCODE_CLIENT_KEY_FILE=$client/tls/server.key
END
}

peer_start() { launch "$1" "$FABRIC_BIN/peer" node start; }

as_admin() { # as_admin NAME ARG...: "peer ARG..." on that peer, as the administrator of the organisation of NAME
  local name=$1
  shift
  env -i PATH="$PATH" HOME="$HOME" FABRIC_CFG_PATH="$DIR/config" FABRIC_LOGGING_SPEC=error \
    CORE_PEER_LOCALMSPID="$(msp "$name")" CORE_PEER_ADDRESS="127.0.0.1:$(port "$name")" CORE_PEER_TLS_ENABLED=true \
    CORE_PEER_TLS_ROOTCERT_FILE="$DIR/$(node_path "$name")/tls/ca.crt" \
    CORE_PEER_MSPCONFIGPATH="$DIR/$(organisation_path "$name")/users/Admin@$(domain "$name")/msp" \
    "$FABRIC_BIN/peer" "$@"
}

query() { # query LETTER FUNCTION ARG...: on that region's peer
  local peer=peer-$1 arguments='' word
  shift
  for word in "$@"; do
    [[ $word != *[[:cntrl:]]* ]] || die "expected arguments without control characters"
    word=${word//\\/\\\\}
    arguments+="${arguments:+,}\"${word//\"/\\\"}\""
  done
  as_admin "$peer" chaincode query -C "$CHANNEL" -n "$CHAINCODE" -c "{\"Args\":[$arguments]}" "${HEX[@]}"
}

write_gateway_properties() { # gateway-X.properties for each region: the own peer first, then the others
  local letter other peer number file user
  for letter in $(region_letters); do
    file=$DIR/gateway-$letter.properties
    user=$(gateway_identity "$letter")
    {
      printf 'zhaoku.ledger=fabric\nzhaoku.fabric.channel=%s\nzhaoku.fabric.chaincode=%s\n' "$CHANNEL" "$CHAINCODE"
      printf 'zhaoku.fabric.msp-id=%s\n' "$(msp "peer-$letter")"
      printf 'zhaoku.fabric.certificate=%s/signcerts/cert.pem\n' "$user"
      printf 'zhaoku.fabric.private-key=%s/keystore/priv_sk\n' "$user"
      number=0
      for other in "$letter" $(region_letters | tr ' ' '\n' | grep -v "$letter"); do
        peer=peer-$other
        printf 'zhaoku.fabric.peers[%d].endpoint=127.0.0.1:%s\n' "$number" "$(port "$peer")"
        printf 'zhaoku.fabric.peers[%d].tls-ca=%s/tls/ca.crt\n' "$number" "$DIR/$(node_path "$peer")"
        printf 'zhaoku.fabric.peers[%d].authority=%s\n' "$number" "$(authority "$peer")"
        number=$((number + 1))
      done
    } >"$file.part"
    mv "$file.part" "$file"
  done
}
