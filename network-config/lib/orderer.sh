# shellcheck shell=bash
# An orderer: its environment, its start, and which one leads.

orderer_environment() { # orderer_environment NAME
  local home data=$ROOT/data/$1
  home=$ROOT/$(node_path "$1")
  cat <<END
FABRIC_CFG_PATH=$ROOT/config
FABRIC_LOGGING_SPEC=warn
FABRIC_LOGGING_FORMAT=%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}
ORDERER_GENERAL_LISTENADDRESS=$(listen "$1" | cut -d: -f1)
ORDERER_GENERAL_LISTENPORT=$(port "$1")
ORDERER_GENERAL_LOCALMSPID=$(msp "$1")
ORDERER_GENERAL_LOCALMSPDIR=$home/msp
ORDERER_GENERAL_BOOTSTRAPMETHOD=none
ORDERER_GENERAL_TLS_ENABLED=true
ORDERER_GENERAL_TLS_PRIVATEKEY=$home/tls/server.key
ORDERER_GENERAL_TLS_CERTIFICATE=$home/tls/server.crt
ORDERER_GENERAL_TLS_ROOTCAS=[$home/tls/ca.crt]
ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE=$home/tls/server.crt
ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY=$home/tls/server.key
ORDERER_GENERAL_CLUSTER_ROOTCAS=[$home/tls/ca.crt]
ORDERER_GENERAL_PROFILE_ENABLED=false
ORDERER_CHANNELPARTICIPATION_ENABLED=true
ORDERER_ADMIN_LISTENADDRESS=$(listen "$1" admin)
ORDERER_OPERATIONS_LISTENADDRESS=$(listen "$1" operations)
ORDERER_METRICS_PROVIDER=prometheus
ORDERER_FILELEDGER_LOCATION=$data
ORDERER_CONSENSUS_WALDIR=$data/etcdraft/wal
ORDERER_CONSENSUS_SNAPDIR=$data/etcdraft/snapshot
END
}

orderer_start() { launch "$1" "$FABRIC_BIN/orderer"; }

metrics() { # metrics PORT: the process's metrics; a hung one gives none
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 0
  printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
  while IFS= read -r -t 2 line <&3; do printf '%s\n' "$line"; done
  exec 3>&-
} 2>/dev/null

leader() { # the running orderer that most running orderers call their leader; 1 if there is none
  local name named
  named=$(for name in $(orderers); do
    ! running "$name" || metrics "$(port "$name" operations)" | leader_in_metrics "$name"
  done | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
  [ -n "$named" ] && running "$named" || return 1
  printf '%s\n' "$named"
}

leader_in_metrics() { # leader_in_metrics NAME: whom its metrics, on the input, name (consensus_BFT_leader_id lags by a block)
  local number
  if [ "$CONSENSUS" != bft ]; then
    awk -v name="$1" '/^consensus_etcdraft_is_leader\{/ && $NF == 1 { print name }'
  else
    number=$(awk '/^consensus_smartbft_view_leader_id\{/ { print $NF }')
    [ "${number:-0}" = 0 ] || orderers | sed -n "${number}p"
  fi
}
