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
  local work=$DIR/chaincode
  mkdir -p "$work"
  cp "$HERE/templates/connection.json" "$HERE/templates/metadata.json" "$work"
  archive "$work" connection.json >"$work/code.tar.gz"
  archive "$work" metadata.json code.tar.gz >"$work/zhaoku.tar.gz"
  FABRIC_CFG_PATH=$DIR/config FABRIC_LOGGING_SPEC=error "$FABRIC_BIN/peer" \
    lifecycle chaincode calculatepackageid "$work/zhaoku.tar.gz" >"$work/package-id"
}

package_id() { cat "$DIR/chaincode/package-id" 2>/dev/null || printf '(known after up)\n'; }

lifecycle() { # lifecycle PEER approveformyorg|commit OPTION...
  local peer=$1 verb=$2 orderer
  shift 2
  orderer=$(orderers | head -n 1)
  as_admin "$peer" lifecycle chaincode "$verb" -o "127.0.0.1:$(port "$orderer")" --tls \
    --cafile "$DIR/$(node_path "$orderer")/tls/ca.crt" -C "$CHANNEL" -n "$CHAINCODE" -v 1 --sequence 1 \
    --signature-policy "$(endorsement_policy)" "$@"
}

deploy_chaincode() { # install, approve, commit
  local peer all=()
  for peer in $(peers); do
    attempt 30 as_admin "$peer" lifecycle chaincode install "$DIR/chaincode/zhaoku.tar.gz"
    all+=(--peerAddresses "127.0.0.1:$(port "$peer")" --tlsRootCertFiles "$DIR/$(node_path "$peer")/tls/ca.crt")
  done
  step "chaincode installed by every region"
  for peer in $(peers); do attempt 30 lifecycle "$peer" approveformyorg --package-id "$(package_id)"; done
  step "chaincode approved by every region"
  attempt 30 lifecycle "$(peers | head -n 1)" commit "${all[@]}"
  step "chaincode committed, endorsement $(endorsement_policy)"
}
