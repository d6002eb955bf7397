# shellcheck shell=bash
# Changes the channel's configuration to what the settings and the files in DIR say: made anew in full, compared with what is
# in force, signed by a majority of the administrators of regions and of orderers.

need_translator() {
  [ -x "$FABRIC_BIN/configtxlator" ] ||
    die "there is no $FABRIC_BIN/configtxlator, which changing a channel takes; the official release of Fabric has it" 3
}

translate() { # translate proto_decode|proto_encode TYPE: from input to output
  "$FABRIC_BIN/configtxlator" "$1" --type "common.$2" --input /dev/stdin --output /dev/stdout
}

config_of_block() { # on the input, as configtxlator's JSON: the member data.data[0].payload.data.config of the block
  # reads to the end: configtxlator holds both ends of the pipe and would wait for ever
  awk '
    !inside && !done && /^\t*"config": \{$/ { inside = 1; indent = $0; sub(/".*/, "", indent); print "{"; next }
    inside && ($0 == indent "}" || $0 == indent "},") { print "}"; inside = 0; done = 1 }
    inside { print }'
}

config_of() { # config_of BLOCK FILE
  translate proto_decode Block <"$1" | config_of_block | translate proto_encode Config >"$2" && [ -s "$2" ]
}

fetch_config() { # fetch_config BLOCK: the newest, from an orderer
  local orderer
  orderer=$(open_orderer)
  as_admin "$(peers | head -n 1)" channel fetch config "$1" -c "$CHANNEL" -o "127.0.0.1:$(port "$orderer")" \
    --tls --cafile "$DIR/$(node_path "$orderer")/tls/ca.crt"
}

compare_config() { # 0 and DIR/channel/update.pb if the channel's configuration is not the wanted one, 1 if it is
  local work=$DIR/channel answer
  answer=$(fetch_config "$work/now.block" 2>&1) || die "the channel's configuration could not be read: ${answer##*$'\n'}" 1
  config_of "$work/now.block" "$work/now.pb" || die "the channel's configuration could not be read" 1
  if answer=$("$FABRIC_BIN/configtxlator" compute_update --channel_id "$CHANNEL" --original "$work/now.pb" \
    --updated "$work/wanted.pb" --output "$work/update.pb" 2>&1); then
    return 0
  fi
  [[ $answer == *'no differences detected'* ]] || die "configtxlator failed: $answer" 1
  return 1
}

majority() { # majority NAME...: the first half of them and one
  printf '%s\n' "${@:1:$# / 2 + 1}"
}

submit_update() {
  local work=$DIR/channel name orderer signers
  {
    printf '{"payload":{"header":{"channel_header":{"channel_id":"%s","type":2}},"data":{"config_update":' "$CHANNEL"
    translate proto_decode ConfigUpdate <"$work/update.pb"
    printf '}}}'
  } | translate proto_encode Envelope >"$work/envelope.pb"
  # shellcheck disable=SC2046 # names are words
  signers="$(majority $(peers)) $(majority $(orderer_owners | tr ' ' '\n' | sed 's/^/orderer-/'))"
  for name in $signers; do as_admin "$name" channel signconfigtx -f "$work/envelope.pb" || return; done
  orderer=$(open_orderer)
  as_admin "$(peers | head -n 1)" channel update -f "$work/envelope.pb" -c "$CHANNEL" -o "127.0.0.1:$(port "$orderer")" \
    --tls --cafile "$DIR/$(node_path "$orderer")/tls/ca.crt"
}

agrees() { ! compare_config || { printf 'the orderers have not changed the configuration\n'; return 1; }; }

update_channel() { # update_channel [REGIONS]: signed by those who are in it now, so many regions as that
  local work=$DIR/channel answer
  mkdir -p "$work"
  make_block "$work/wanted.block"
  config_of "$work/wanted.block" "$work/wanted.pb" || die "configtxgen's block could not be read" 1
  if compare_config; then
    answer=$(REGIONS=${1:-$REGIONS} submit_update 2>&1) || die "the channel's configuration was not changed: $(printf '%s' "$answer" | tail -n 2)" 1
    attempt 30 agrees
    step "channel $CHANNEL changed, signed by a majority of regions and of orderers"
  else
    step "channel $CHANNEL is as wanted"
  fi
  fetch_config "$work/now.block" 2>/dev/null
}
