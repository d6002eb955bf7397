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

knows_the_others() { # knows_the_others PEER: else its gateway finds no endorsers
  metrics "$(port "$1" operations)" | awk -v others=$((REGIONS - 1)) -v name="$1" '
    /^gossip_membership_total_peers_known\{/ { known = $NF }
    END { if (known < others) { printf "%s sees %d of the %d other peers\n", name, known, others; exit 1 } }'
}

wait_discovery() {
  local peer
  for peer in $(peers); do attempt 30 knows_the_others "$peer"; done
  step "every peer knows the others"
}

need_ours_or_empty() { # what a failed or unwanted network leaves is deleted: only our own may be
  [ -f "$DIR/network.conf" ] || [ -z "$(ls -A "$DIR" 2>/dev/null)" ] ||
    die "$DIR holds other files and no network: choose an empty or new folder with --dir"
}

keep_choices() {
  mkdir -p "$DIR/run" "$DIR/log"
  local key
  for key in REGIONS CONSENSUS BASE_PORT HOSTS CHAINCODE_VERSION; do printf '%s=%s\n' "$key" "${!key}"; done >"$DIR/network.conf.part"
  mv "$DIR/network.conf.part" "$DIR/network.conf"
}

wipe() { # what this network laid into DIR, and nothing else
  rm -rf "$DIR"/{crypto,config,channel,data,chaincode,run,log,complete,network.conf,compose.env,crypto-config.yaml,configtx.yaml} \
    "$DIR/$CHANNEL.block" "$DIR"/gateway-[a-d].properties
  rmdir "$DIR" 2>/dev/null || true
}

undo_up() { # undo_up STATUS: an up that does not reach its end leaves no process
  trap - EXIT INT TERM HUP
  note "stopping what was started ..."
  stop_all
  rm -f "$DIR/run/up.pid"
  exit "$1"
}

up() {
  [ "$HOSTS" = loopback ] || die "$DIR is a network for Docker Compose: use docker compose and network join"
  if [ -f "$DIR/complete" ] && print_status >/dev/null; then
    printf 'already running in %s\n' "$DIR"
    return
  fi
  fabric_need
  chaincode_jar >/dev/null
  java_command >/dev/null
  ! running up || die "another network up (process $(pid up)) is at work in $DIR" 1
  need_ours_or_empty
  if [ -f "$DIR/network.conf" ] && [ ! -f "$DIR/complete" ]; then # a first up that did not come to its end
    stop_all
    wipe
  fi
  need_free_ports
  keep_choices
  record up $$
  trap 'undo_up $?' EXIT
  trap 'undo_up 130' INT TERM HUP
  if [ -f "$DIR/complete" ]; then
    write_config
    start_all
  else
    generate
    step "keys and the channel's first block made"
    start_all
    join_channel
    deploy_chaincode
  fi
  wait_answers
  wait_discovery
  write_gateway_properties
  touch "$DIR/complete"
  rm -f "$DIR/run/up.pid"
  trap - EXIT INT TERM HUP
  step "running in $DIR (${REGIONS} regions, $CONSENSUS); settings for the gateways: gateway-*.properties there"
}

prepare_compose() { # key material and configuration for compose/docker-compose.yaml
  [ "$HOSTS" = names ] || die "prepare needs --compose"
  [ ! -f "$DIR/network.conf" ] || die "$DIR already holds a network; choose another --dir"
  need_ours_or_empty
  fabric_need
  keep_choices
  generate
  printf 'ZHAOKU_NETWORK_DIR=%s\nZHAOKU_PACKAGE_ID=%s\n' "$DIR" "$(package_id)" >"$DIR/compose.env"
  printf 'made; now: docker compose --env-file %q -f %q up -d, then: network join --dir %q\n' \
    "$DIR/compose.env" "$HERE/compose/docker-compose.yaml" "$DIR"
}

command_join() { # the channel and the chaincode, on containers that run
  fabric_need
  join_channel
  deploy_chaincode
  wait_answers
  wait_discovery
  write_gateway_properties
  touch "$DIR/complete"
}
