# shellcheck shell=bash
# Identities that a region's or an orderer's CA signs here with openssl: users with a role, renewed certificates, revocation.

IDENTITY_DAYS=365

gateway_identity() { printf '%s\n' "$DIR/$(organisation_path "peer-$1")/users/gateway@$(domain "peer-$1")/msp"; } # gateway_identity LETTER

make_key() { # make_key FILE: PKCS#8, as Fabric and Java read it
  command -v openssl >/dev/null || die "openssl is missing: install it"
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"
}

sign_certificate() { # sign_certificate ca|tlsca ORGANISATION KEY CERTIFICATE SUBJECT: the extensions come on the input
  local authority name
  name=$1.${2##*/}
  authority=$DIR/$2/$1
  openssl req -new -key "$3" -subj "$5" -out "$4.csr"
  { printf 'basicConstraints = critical, CA:FALSE\nsubjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n'; cat; } >"$4.ext"
  openssl x509 -req -in "$4.csr" -CA "$authority/$name-cert.pem" -CAkey "$authority/priv_sk" -sha256 \
    -set_serial "0x4$(openssl rand -hex 15)" -days "$IDENTITY_DAYS" -extfile "$4.ext" -out "$4.part" 2>"$4.log" ||
    die "openssl failed: $(tail -n 2 "$4.log")" 1
  rm -f "$4.csr" "$4.ext" "$4.log"
  mv "$4.part" "$4"
}

role_attribute() { # role_attribute ROLES: the extension in which Fabric keeps attributes of a certificate
  printf '1.2.3.4.5.6.7.8.1 = DER:%s\n' "$(printf '{"attrs":{"zhaoku.role":"%s"}}' "$1" | od -An -v -tx1 | tr -d ' \n')"
}

make_identity() { # make_identity LETTER NAME ROLES: again renews it; the certificate before is kept, so that it can be revoked
  local organisation user serial
  organisation=$(organisation_path "peer-$1")
  user=$DIR/$organisation/users/$2@$(domain "peer-$1")
  mkdir -p "$user"/msp/{cacerts,keystore,signcerts}
  cp "$DIR/$organisation"/msp/cacerts/* "$user/msp/cacerts"
  cp "$DIR/$organisation/msp/config.yaml" "$user/msp"
  if [ -f "$user/msp/signcerts/cert.pem" ]; then
    serial=$(openssl x509 -in "$user/msp/signcerts/cert.pem" -noout -serial)
    mv "$user/msp/signcerts/cert.pem" "$user/before-${serial#serial=}.pem"
  fi
  make_key "$user/msp/keystore/priv_sk"
  { printf 'keyUsage = critical, digitalSignature\n'; role_attribute "$3"; } |
    sign_certificate ca "$organisation" "$user/msp/keystore/priv_sk" "$user/msp/signcerts/cert.pem" \
      "/OU=client/CN=$2@$(domain "peer-$1")"
}

command_identity() { # command_identity LETTER NAME, with --role
  need_process "peer-${1:-}"
  [[ ${2:-} =~ ^[a-z][a-z0-9-]{0,30}$ ]] || die "expected a name of a-z, 0-9 and -, a letter first, got '${2:-}'"
  [[ ${ROLES:-} =~ ^(operator|gateway|auditor)(,(operator|gateway|auditor))*$ ]] ||
    die "--role needs operator, gateway, auditor, or several with commas between, got '${ROLES:-}'"
  make_identity "$1" "$2" "$ROLES"
  printf '%s\n' "$DIR/$(organisation_path "peer-$1")/users/$2@$(domain "peer-$1")/msp"
}

command_revoke() { # command_revoke LETTER CERTIFICATE: onto the region's list (CRL), which the channel's configuration carries
  local organisation ca name
  need_process "peer-${1:-}"
  [ -f "${2:-}" ] || die "expected a certificate's file, got '${2:-}'"
  fabric_need
  need_translator
  organisation=$DIR/$(organisation_path "peer-$1")
  ca=$organisation/ca name=ca.$(domain "peer-$1")-cert.pem
  openssl verify -partial_chain -CAfile "$ca/$name" "$2" >/dev/null 2>&1 || die "$2 is not of the CA of region $1"
  touch "$ca/revoked"
  [ -f "$ca/number" ] || printf '01\n' >"$ca/number"
  printf '[ca]\ndefault_ca = it\n[it]\ndatabase = %s\ncrlnumber = %s\ncertificate = %s\nprivate_key = %s\n%s\n[list]\n%s\n' \
    "$ca/revoked" "$ca/number" "$ca/$name" "$ca/priv_sk" \
    $'default_md = sha256\ndefault_crl_days = 3650\ncrl_extensions = list' 'authorityKeyIdentifier = keyid' >"$ca/openssl.conf"
  openssl ca -config "$ca/openssl.conf" -revoke "$2" >"$ca/log" 2>&1 || grep -q 'Already revoked' "$ca/log" ||
    die "openssl failed: $(tail -n 2 "$ca/log")" 1
  mkdir -p "$organisation/msp/crls"
  openssl ca -config "$ca/openssl.conf" -gencrl -out "$organisation/msp/crls/crl.pem" 2>"$ca/log" ||
    die "openssl failed: $(tail -n 2 "$ca/log")" 1
  update_channel
  step "revoked: $(openssl x509 -in "$2" -noout -subject)"
}

renew_files() { # renew_files NAME FOLDER: new keys and certificates like those of the process, laid out like them
  local organisation tls=$2/tls ou
  organisation=$(organisation_path "$1")
  cp -R "$DIR/$(node_path "$1")" "$2"
  case $1 in peer-*) ou=peer ;; *) ou=orderer ;; esac
  make_key "$2/msp/keystore/priv_sk"
  printf 'keyUsage = critical, digitalSignature\n' |
    sign_certificate ca "$organisation" "$2/msp/keystore/priv_sk" "$2/msp/signcerts/$(authority "$1")-cert.pem" \
      "/OU=$ou/CN=$(authority "$1")"
  make_key "$tls/server.key"
  printf 'keyUsage = critical, digitalSignature, keyEncipherment\nextendedKeyUsage = serverAuth, clientAuth\nsubjectAltName = %s\n' \
    "DNS:$(authority "$1"),DNS:$1,DNS:localhost,IP:127.0.0.1" |
    sign_certificate tlsca "$organisation" "$tls/server.key" "$tls/server.crt" "/CN=$(authority "$1")"
}

command_renew() { # command_renew NAME: new certificates; an orderer's are in the channel's configuration, too
  local folder
  need_process "${1:-}"
  [[ $1 != chaincode-* ]] || die "a chaincode's certificate is of its region's own and on no channel: renew peers and orderers"
  fabric_need
  folder=$DIR/$(node_path "$1")
  if [[ $1 == orderer-* ]]; then
    need_translator
    need_all_up
  fi
  rm -rf "$folder.next" "$folder.before"
  renew_files "$1" "$folder.next"
  mv "$folder" "$folder.before"
  mv "$folder.next" "$folder"
  if [[ $1 == orderer-* ]] && ! (update_channel); then
    rm -rf "$folder"
    mv "$folder.before" "$folder"
    die "the certificates of $1 stay as they were" 1
  fi
  rm -rf "$folder.before"
  SIGNAL=TERM command_stop "$1"
  command_start "$1"
  step "$1 runs with new certificates, until $(openssl x509 -in "$folder/tls/server.crt" -noout -enddate | cut -d= -f2)"
}
