# shellcheck shell=bash
# From nothing, or from a stopped network's data, to a query that every region answers.

step() { # step TEXT: with the seconds since the start
  awk -v from="$BEGAN" -v now="${EPOCHREALTIME:-$SECONDS}" -v text="$1" 'BEGIN { printf "%6.1f s  %s\n", now - from, text }'
}

attempt() { # attempt SECONDS COMMAND...: until it succeeds, with its output in ANSWER
  local end=$((SECONDS + $1))
  shift
  until ANSWER=$("$@" 2>&1); do
    [ "$SECONDS" -lt "$end" ] || die "$(printf '%s' "$ANSWER" | tail -n 3)" 1
    sleep 0.2
  done
}

answers() { # answers LETTER: whether that region's peer and chaincode answer
  local words
  words=$(query "$1" ledger:about 2>&1) || true
  printf '%s\n' "$words"
  [[ $words == *'"format"'* ]]
}

start_all() {
  local name
  for name in $(processes); do
    if ! running "$name"; then start "$name"; fi
  done
  for name in $(orderers) $(peers); do wait_listening "$name"; done
  step "$(processes | wc -l | tr -d ' ') processes started"
}

wait_answers() {
  local letter
  for letter in $(region_letters); do
    attempt 60 answers "$letter"
    step "region $letter answers: $ANSWER"
  done
}

wipe() { # what this network laid into DIR, and nothing else
  rm -rf "$DIR"/{crypto,config,data,chaincode,run,log,complete,network.conf,compose.env,crypto-config.yaml,configtx.yaml} \
    "$DIR/$CHANNEL.block" "$DIR"/gateway-[abc].properties
  rmdir "$DIR" 2>/dev/null || true
}

undo_up() { # undo_up STATUS: an up that does not reach its end leaves no process
  trap - EXIT INT TERM HUP
  note "stopping what was started ..."
  stop_all
  exit "$1"
}

up() {
  BEGAN=${EPOCHREALTIME:-$SECONDS}
  [ "$HOSTS" = loopback ] || die "$DIR is a network for Docker Compose: use docker compose and network join"
  if [ -f "$DIR/complete" ] && print_status >/dev/null; then
    printf 'already running in %s\n' "$DIR"
    return
  fi
  fabric_need
  chaincode_jar >/dev/null
  java_command >/dev/null
  need_free_ports
  mkdir -p "$DIR"
  trap 'undo_up $?' EXIT
  trap 'undo_up 130' INT TERM HUP
  if [ -f "$DIR/complete" ]; then
    write_config
    start_all
  else
    stop_all
    wipe
    mkdir -p "$DIR"
    generate
    step "keys and the channel's first block made"
    start_all
    join_channel
    deploy_chaincode
  fi
  wait_answers
  write_gateway_properties
  touch "$DIR/complete"
  trap - EXIT INT TERM HUP
  step "running in $DIR (${REGIONS} regions, $CONSENSUS); settings for the gateways: gateway-*.properties there"
}

prepare_compose() { # key material and configuration for compose/docker-compose.yaml
  fabric_need
  mkdir -p "$DIR"
  [ "$HOSTS" = names ] || die "prepare needs --compose"
  [ ! -f "$DIR/network.conf" ] || die "$DIR already holds a network; choose another --dir"
  generate
  printf 'ZHAOKU_NETWORK_DIR=%s\nZHAOKU_PACKAGE_ID=%s\n' "$DIR" "$(package_id)" >"$DIR/compose.env"
  printf 'made; now: docker compose --env-file %q -f %q up -d, then: network join --dir %q\n' \
    "$DIR/compose.env" "$HERE/compose/docker-compose.yaml" "$DIR"
}

command_join() { # the channel and the chaincode, on containers that run
  BEGAN=${EPOCHREALTIME:-$SECONDS}
  fabric_need
  join_channel
  deploy_chaincode
  wait_answers
  write_gateway_properties
  touch "$DIR/complete"
}
