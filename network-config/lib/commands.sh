# shellcheck shell=bash
# The commands on a network that is there; each has the name of its word on the command line.

start() { # start NAME
  case $1 in
    orderer-*) orderer_start "$1" ;;
    peer-*) peer_start "$1" ;;
    chaincode-*) chaincode_start "$1" ;;
  esac
}

environment() { # environment NAME
  "$(role "$1")_environment" "$1"
}

command_down() {
  stop_all
  if [ -n "$WIPE" ]; then
    wipe
    printf 'stopped; its data is deleted\n'
  else
    printf 'stopped; its data stays in %s\n' "$DIR"
  fi
}

command_status() { print_status; }

command_logs() {
  if [ $# -gt 0 ]; then
    need_process "$1"
    cat "$DIR/log/$1.log"
  else
    (cd "$DIR/log" && tail -n 10 ./*.log)
  fi
}

command_start() {
  need_process "${1:-}"
  if running "$1"; then
    printf '%s is already running\n' "$1"
    return
  fi
  fabric_need
  start "$1"
  wait_listening "$1"
  printf '%s is up\n' "$1"
}

command_stop() {
  need_process "${1:-}"
  if ! running "$1"; then
    printf '%s is not running\n' "$1"
    return
  fi
  signal "$1" "$SIGNAL"
  case $SIGNAL in
    TERM | KILL | INT | QUIT)
      wait_gone "$1"
      printf '%s is down\n' "$1"
      ;;
    *) printf '%s was sent to %s\n' "$SIGNAL" "$1" ;;
  esac
}

command_leader() { leader || die "no orderer leads just now" 1; }

command_query() { # command_query LETTER FUNCTION ARG...
  [ $# -gt 1 ] || die "query needs the name of a function, such as ledger:about"
  need_process "peer-$1"
  fabric_need
  query "$@"
}
