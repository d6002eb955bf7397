# shellcheck shell=bash
# The chaincode: its package, its life cycle on the channel, and one JVM for each peer.

chaincode_environment() { # chaincode_environment NAME
  local home
  home=$ROOT/$(node_path "$1")
  cat <<END
CORE_CHAINCODE_ID_NAME=$(package_id)
CORE_CHAINCODE_LOGGING_LEVEL=WARN
CORE_CHAINCODE_LOGGING_SHIM=WARN
CORE_PEER_LOCALMSPID=$(msp "$1")
CHAINCODE_SERVER_ADDRESS=$(listen "$1")
CHAINCODE_TLS_CERT_FILE=$home/tls/server.crt
CHAINCODE_TLS_KEY_FILE=$home/tls/server.key
CHAINCODE_TLS_CLIENT_CA_FILE=$home/tls/ca.crt
END
}

java_command() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    command -v java || die "Java is missing: install a JDK 17 or newer or set JAVA_HOME"
  fi
}

chaincode_jar() {
  local jar=${ZHAOKU_CHAINCODE_JAR:-$TOP/chaincode/target/zhaoku-chaincode.jar}
  [ -f "$jar" ] || die "the chaincode $jar is missing; ./zhaoku build builds it"
  printf '%s\n' "$jar"
}

chaincode_start() {
  local java jar
  java=$(java_command)
  jar=$(chaincode_jar)
  launch "$1" "$java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar"
}

archive() { # archive FOLDER FILE...: the same bytes on every machine and at every time
  local tar=tar folder=$1
  shift
  ! command -v gtar >/dev/null || tar=gtar
  "$tar" --version 2>/dev/null | grep -q GNU || die "GNU tar is missing: install it (on macOS: brew install gnu-tar)"
  "$tar" -C "$folder" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mode=0644 \
    --mtime='2020-01-01 00:00Z' -cf - "$@" | gzip -n
}

package_chaincode() { # one package for all regions: the builder of each peer fills in the address, certificates and key
  local work
  work=$(package_folder)
  mkdir -p "$work"
  cp "$HERE/templates/connection.json" "$work"
  sed "s|@LABEL@|${CHAINCODE}_$CHAINCODE_VERSION|" "$HERE/templates/metadata.json" >"$work/metadata.json"
  archive "$work" connection.json >"$work/code.tar.gz"
  archive "$work" metadata.json code.tar.gz >"$work/zhaoku.tar.gz"
  FABRIC_CFG_PATH=$DIR/config FABRIC_LOGGING_SPEC=error "$FABRIC_BIN/peer" \
    lifecycle chaincode calculatepackageid "$work/zhaoku.tar.gz" >"$work/package-id"
}

package_folder() { printf '%s/chaincode/%s\n' "$DIR" "$CHAINCODE_VERSION"; }

package_id() { cat "$(package_folder)/package-id" 2>/dev/null || printf '(known after up)\n'; }

lifecycle() { # lifecycle PEER approveformyorg|commit SEQUENCE OPTION...
  local peer=$1 verb=$2 sequence=$3 orderer
  shift 3
  orderer=$(open_orderer)
  as_admin "$peer" lifecycle chaincode "$verb" -o "127.0.0.1:$(port "$orderer")" --tls \
    --cafile "$DIR/$(node_path "$orderer")/tls/ca.crt" -C "$CHANNEL" -n "$CHAINCODE" -v "$CHAINCODE_VERSION" \
    --sequence "$sequence" --signature-policy "$(endorsement_policy)" "$@"
}

committed_sequence() { # of the chaincode's definition on the channel; 0 before the first
  local answer
  if answer=$(as_admin "$(peers | head -n 1)" lifecycle chaincode querycommitted -C "$CHANNEL" -n "$CHAINCODE" 2>&1); then
    sed -n 's/.*Sequence: \([0-9]*\),.*/\1/p' <<<"$answer"
  elif [[ $answer == *'is not defined'* ]]; then
    printf '0\n'
  else
    printf '%s\n' "$answer" >&2
    return 1
  fi
}

install_chaincode() { # install_chaincode PEER: again is no error
  local answer
  answer=$(as_admin "$1" lifecycle chaincode install "$(package_folder)/zhaoku.tar.gz" 2>&1) ||
    [[ $answer == *'already successfully installed'* ]] || { printf '%s\n' "$answer"; return 1; }
}

approve_chaincode() { # approve_chaincode PEER SEQUENCE: again is no error
  local answer
  answer=$(lifecycle "$1" approveformyorg "$2" --package-id "$(package_id)" 2>&1) ||
    [[ $answer == *'unchanged content'* ]] || { printf '%s\n' "$answer"; return 1; }
}

commit_chaincode() { # commit_chaincode SEQUENCE: again is no error, since an answer may have been lost
  local peer all=()
  for peer in $(peers); do
    all+=(--peerAddresses "127.0.0.1:$(port "$peer")" --tlsRootCertFiles "$DIR/$(node_path "$peer")/tls/ca.crt")
  done
  lifecycle "$(peers | head -n 1)" commit "$1" "${all[@]}" || [ "$(committed_sequence)" = "$1" ]
}

deploy_chaincode() { # install, approve, commit as the next sequence: the first definition, a new version or a new policy
  local peer sequence
  for peer in $(peers); do attempt 30 install_chaincode "$peer"; done
  step "chaincode version $CHAINCODE_VERSION installed by every region"
  attempt 30 committed_sequence
  # shellcheck disable=SC2153 # attempt sets it
  sequence=$((ANSWER + 1))
  for peer in $(peers); do attempt 30 approve_chaincode "$peer" "$sequence"; done
  step "chaincode approved by every region as sequence $sequence"
  attempt 30 commit_chaincode "$sequence"
  step "chaincode committed, endorsement $(endorsement_policy)"
}

undo_upgrade() { # undo_upgrade STATUS: what was not committed is stopped, the old version stays
  local name
  trap - EXIT INT TERM HUP
  note "stopping the new chaincode, the old one stays ..."
  for name in $(chaincodes); do
    [ -f "$DIR/run/$name.old.pid" ] || continue
    signal "$name" TERM
    wait_gone "$name"
    mv "$DIR/run/$name.old.pid" "$DIR/run/$name.pid"
  done
  exit "$1"
}

command_upgrade_chaincode() { # the new version starts beside the old one; the block that commits it is the moment of the change
  local name
  fabric_need
  need_all_up
  CHAINCODE_VERSION=$((CHAINCODE_VERSION + 1))
  for name in $(chaincodes); do
    ! port_open "$(port "$name")" || die "port $(port "$name"), wanted for the new $name, is taken; free it"
  done
  package_chaincode
  trap 'undo_upgrade $?' EXIT
  trap 'undo_upgrade 130' INT TERM HUP
  for name in $(chaincodes); do
    mv "$DIR/run/$name.pid" "$DIR/run/$name.old.pid"
    start "$name"
  done
  for name in $(chaincodes); do wait_listening "$name"; done
  step "version $CHAINCODE_VERSION runs beside version $((CHAINCODE_VERSION - 1))"
  deploy_chaincode
  trap - EXIT INT TERM HUP
  keep_choices
  wait_answers
  for name in $(chaincodes); do
    signal "$name.old" TERM
    wait_gone "$name.old"
  done
  step "version $((CHAINCODE_VERSION - 1)) stopped"
}
