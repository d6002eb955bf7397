# shellcheck shell=bash
# A peer's or an orderer's ledger into one file and back. Cold: the process stops meanwhile, the others go on.

need_ledger() { # need_ledger NAME FILE
  need_process "${1:-}"
  [[ $1 != chaincode-* ]] || die "a chaincode keeps nothing: there is nothing to back up"
  [ -n "${2:-}" ] || die "expected the backup's file; see network --help"
}

command_backup() { # command_backup NAME FILE
  local before=down
  need_ledger "$@"
  [ ! -e "$2" ] || die "$2 is there already; choose another file"
  fabric_need
  if running "$1"; then
    before=up
    SIGNAL=TERM command_stop "$1"
  fi
  tar -C "$DIR/data" -czf "$2.part" "$1" || die "the backup was not written" 1
  mv "$2.part" "$2"
  [ "$before" = down ] || command_start "$1"
  printf '%s is in %s\n' "$1" "$2"
}

command_restore() { # command_restore NAME FILE: what came later it takes from the others
  need_ledger "$@"
  [ -f "$2" ] || die "there is no $2"
  [ -z "$(tar -tzf "$2" | grep -v "^$1/" | head -n 1)" ] || die "$2 is not a backup of $1"
  fabric_need
  SIGNAL=TERM command_stop "$1"
  rm -rf "$DIR/data/$1"
  tar -C "$DIR/data" -xzf "$2" || die "the backup cannot be unpacked" 1
  command_start "$1"
  wait_blocks "$1"
  step "$1 has the ledger again"
}
