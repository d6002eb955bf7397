# shellcheck shell=bash
# Starts, watches and stops processes by their pid files (run/NAME.pid: pid and start time).

started_at() { # started_at PID: empty if there is no such process; a zombie is none
  local state
  if [ -d /proc/self ]; then
    state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }') || state=''
  else
    state=$(TZ=UTC0 ps -o stat=,lstart= -p "$1" 2>/dev/null | awk '$1 !~ /^Z/ { $1 = ""; print }') || state=''
  fi
  printf '%s\n' "$state"
}

pid() { # pid NAME: prints it if the process we started still runs
  local number since
  [ -f "$DIR/run/$1.pid" ] || return 1
  IFS=$'\t' read -r number since <"$DIR/run/$1.pid" || return 1
  [ -n "$since" ] && [ "$(started_at "$number")" = "$since" ] || return 1
  printf '%s\n' "$number"
}

running() { pid "$1" >/dev/null; }

record() { printf '%s\t%s\n' "$2" "$(started_at "$2")" >"$DIR/run/$1.pid"; } # record NAME PID

launch() { # launch NAME COMMAND...: with the environment of NAME and nothing else, in a process group of its own
  local name=$1 environment
  shift
  mapfile -t environment < <(environment "$name")
  mkdir -p "$DIR/run" "$DIR/log" "$DIR/data/$name"
  (
    trap '' INT TERM HUP # else a signal just here would lose the pid
    set -m
    cd "$DIR/data/$name" || exit
    {
      trap - INT TERM HUP
      exec env -i PATH="$PATH" HOME="$HOME" "${environment[@]}" "$@"
    } </dev/null >>"$DIR/log/$name.log" 2>&1 &
    record "$name" $!
  )
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

need_free_ports() { # of the processes that do not run
  local name number
  for name in $(processes); do
    running "$name" && continue
    for number in $(ports "$name"); do
      ! port_open "$number" || die "port $number on 127.0.0.1, wanted for $name, is taken; free it or choose --base-port"
    done
  done
}

wait_listening() { # wait_listening NAME: until every port of it answers
  local number tries=0
  for number in $(ports "$1"); do
    until port_open "$number"; do
      running "$1" || die "$1 ended; the end of its log: $(tail -n 3 "$DIR/log/$1.log")" 1
      [ $((tries += 1)) -le 600 ] || die "$1 does not listen on port $number after a minute; see $DIR/log/$1.log" 1
      sleep 0.1
    done
  done
}

signal() { # signal NAME SIGNAL
  local number
  number=$(pid "$1") || return 0
  kill "-$2" "$number" 2>/dev/null || true
}

wait_gone() { # wait_gone NAME: ten seconds, then it is killed
  local tries=0
  while running "$1"; do
    [ $((tries += 1)) -ne 100 ] || signal "$1" KILL
    [ "$tries" -le 150 ] || die "$1 (process $(pid "$1")) does not end" 1
    sleep 0.1
  done
  rm -f "$DIR/run/$1.pid"
}

stop_all() { # also the old chaincodes of an upgrade that was cut off
  local name names
  names=$(processes; for name in $(chaincodes); do printf '%s.old\n' "$name"; done)
  for name in $names; do signal "$name" TERM && signal "$name" CONT; done
  for name in $names; do wait_gone "$name"; done
}

need_all_up() {
  local name
  for name in $(processes); do running "$name" || die "$name is down; network start $name first" 1; done
}

open_orderer() { # the first that answers
  local name
  for name in $(orderers); do
    if port_open "$(port "$name")"; then printf '%s\n' "$name"; return; fi
  done
  die "no orderer answers" 1
}

print_status() { # a line a process; 1 if one is down
  local name number all=0
  for name in $(processes); do
    if number=$(pid "$name"); then
      printf '%-14s up    %-8s %s\n' "$name" "$number" "$(ports "$name" | tr '\n' ' ')"
    else
      printf '%-14s down  %-8s %s\n' "$name" - "$(ports "$name" | tr '\n' ' ')"
      all=1
    fi
  done
  return "$all"
}
