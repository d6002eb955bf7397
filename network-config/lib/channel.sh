# shellcheck shell=bash
# Key material, configuration files, the channel's first block, and joining it.

template_rows() { # what the templates repeat: kind|KEY=value|...
  local name owner id=0
  for owner in $(orderer_owners); do
    name=orderer-$owner
    printf 'owner|MSP=%s|DOMAIN=%s|MSPDIR=%s/msp' "$(msp "$name")" "$(domain "$name")" "$(organisation_path "$name")"
    printf '|SPECS=[%s]|ENDPOINTS=[%s]\n' "$(of_owner "$owner" orderer_spec)" "$(of_owner "$owner" quoted_endpoint)"
  done
  for name in $(orderers); do
    [ "$name" != "${FOLLOWER:-}" ] || continue # it takes blocks, and has no vote yet
    printf 'orderer|ID=%s|HOST=%s|PORT=%s|MSP=%s' "$((id += 1))" "$(host "$name")" "$(port "$name")" "$(msp "$name")"
    printf '|IDENTITY=%s/msp/signcerts/%s-cert.pem' "$(node_path "$name")" "$(authority "$name")"
    printf '|TLSCERT=%s/tls/server.crt\n' "$(node_path "$name")"
  done
  for name in $(peers); do
    printf 'region|LETTER=%s|MSP=%s|DOMAIN=%s' "$(owner "$name")" "$(msp "$name")" "$(domain "$name")"
    printf '|MSPDIR=%s/msp|HOST=%s|PORT=%s\n' "$(organisation_path "$name")" "$(host "$name")" "$(port "$name")"
  done
}

of_owner() { # of_owner OWNER FUNCTION: its answers for that owner's orderers, with commas
  local name answers=''
  for name in $(orderers); do
    [ "$(owner "$name")" != "$1" ] || answers+="${answers:+, }$("$2" "$name")"
  done
  printf '%s\n' "$answers"
}

orderer_spec() { printf '{ Hostname: %s, SANS: [%s, localhost, 127.0.0.1] }\n' "$1" "$1"; }

quoted_endpoint() { printf '"%s"\n' "$(endpoint "$1")"; }

render() { # render TEMPLATE: repeats "#for KIND ... #end" for every row, keeps "#if bft|raft ... #fi"
  template_rows | awk -F'|' -v consensus="${CONSENSUS%-*}" '
    NR == FNR { row[rows = NR] = $0; next }
    /^#if / { skip = substr($0, 5) != consensus; next }
    /^#fi/ { skip = 0; next }
    skip { next }
    /^#for / { kind = substr($0, 6); block = ""; next }
    /^#end/ { for (i = 1; i <= rows; i++) if (index(row[i], kind "|") == 1) printf "%s", filled(block, row[i]); kind = ""; next }
    kind != "" { block = block $0 "\n"; next }
    { print }
    function filled(text, row,   field, n, j, at) {
      n = split(row, field, "|")
      for (j = 2; j <= n; j++) {
        at = index(field[j], "=")
        gsub("@" substr(field[j], 1, at - 1) "@", substr(field[j], at + 1), text)
      }
      return text
    }' - "$HERE/templates/$1"
}

write_config() { # DIR/config: Fabric's own files, with our builder instead of Docker
  mkdir -p "$DIR/config"
  cp "$FABRIC_CONFIG/orderer.yaml" "$DIR/config/orderer.yaml"
  builder=$BUILDER awk '
    /endpoint: unix:\/\/\/var\/run\/docker.sock/ { sub(/unix:.*/, "\"\""); done++ }
    /path: \/opt\/hyperledger\/ccaas_builder/ { sub(/path: .*/, ""); $0 = $0 "path: \"" ENVIRON["builder"] "\""; done++ }
    /- CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG/ {
      indent = $0; sub(/-.*/, "", indent); done++
      print indent "- ZHAOKU_CHAINCODE_ADDRESSES"
      print indent "- ZHAOKU_CHAINCODE_CA_FILE"
      print indent "- ZHAOKU_CHAINCODE_CLIENT_CERT_FILE"
      $0 = indent "- ZHAOKU_CHAINCODE_CLIENT_KEY_FILE"
    }
    { print }
    END { exit done != 3 }' "$FABRIC_CONFIG/core.yaml" >"$DIR/config/core.yaml" ||
    die "$FABRIC_CONFIG/core.yaml is not as Fabric $FABRIC_VERSION has it (docker endpoint, ccaas_builder)"
}

generate() { # keys, first block, chaincode package
  write_config
  make_keys generate --output="$DIR/crypto"
  make_block "$DIR/$CHANNEL.block"
  package_chaincode
}

make_keys() { # make_keys generate|extend OPTION: extend makes the keys of whom there are none yet
  local verb=$1 letter log=$DIR/log/generate.log
  shift
  render crypto-config.yaml >"$DIR/crypto-config.yaml"
  "$FABRIC_BIN/cryptogen" "$verb" --config="$DIR/crypto-config.yaml" "$@" >"$log" 2>&1 ||
    die "cryptogen failed: $(tail -n 2 "$log")" 1
  for letter in $(region_letters); do
    [ -f "$(gateway_identity "$letter")/signcerts/cert.pem" ] || make_identity "$letter" gateway operator,gateway
  done
}

make_block() { # make_block FILE: the channel's configuration as the settings and the files in DIR say, as a first block
  local log=$DIR/log/generate.log
  render configtx.yaml >"$DIR/configtx.yaml"
  FABRIC_CFG_PATH=$DIR "$FABRIC_BIN/configtxgen" -profile Regions -channelID "$CHANNEL" -outputBlock "$1" >"$log" 2>&1 ||
    die "configtxgen failed: $(tail -n 2 "$log")" 1
}

orderer_join() { # orderer_join NAME [BLOCK]: osnadmin ends with 0 even when the orderer refuses
  local answer
  answer=$("$FABRIC_BIN/osnadmin" channel join --channelID "$CHANNEL" --config-block "${2:-$DIR/$CHANNEL.block}" \
    -o "127.0.0.1:$(port "$1" admin)" 2>&1) || true
  [[ $answer == *'Status: 201'* || $answer == *'already exists'* ]] || { printf '%s\n' "$answer"; return 1; }
}

peer_join() { # peer_join NAME
  local answer
  answer=$(as_admin "$1" channel join -b "$DIR/$CHANNEL.block" 2>&1) || [[ $answer == *'already exists'* ]] ||
    { printf '%s\n' "$answer"; return 1; }
}

join_channel() {
  local name
  for name in $(orderers); do attempt 20 orderer_join "$name"; done
  step "channel $CHANNEL joined by $(orderers | wc -l | tr -d ' ') orderer(s), $CONSENSUS"
  for name in $(peers); do attempt 20 peer_join "$name"; done
  step "channel $CHANNEL joined by every region's peer"
}
