#!/bin/bash
# Verifies a receipt with openssl (3.0 or newer) alone: verify-receipt.sh RECEIPT KEYS
# RECEIPT is a file with the answer of GET /consents/{request}/receipt, KEYS one with that of GET /receipt-keys.
# Exactly one text of a receipt passes, as with ReceiptVerifier.
set -euo pipefail
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

refuse() {
    echo "not a receipt: $1" >&2
    exit 1
}
decoded() { # base64url without padding, in its only spelling, to the bytes in file $2
    [[ $1 =~ ^[A-Za-z0-9_-]+$ ]] || refuse "not base64url"
    local text=${1//-/+}
    text=${text//_//}
    while ((${#text} % 4)); do text+='='; done
    printf %s "$text" | openssl base64 -d -A >"$2"
    [[ $(openssl base64 -A <"$2") == "$text" ]] || refuse "another spelling of the same bytes"
}
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
binary() { printf "$(sed 's/../\\x&/g')"; }
keys=$(tr -d '[:space:]' <"${2:-/dev/null}")
key() { # the first key on curve $1 with kid $2, as a public key (RFC 5480) with the curve's OID $3 in file $4
    local jwk
    jwk=$(grep -o '{[^{}]*}' <<<"$keys" | grep -F "\"kid\":\"$2\"" | grep -F "\"crv\":\"$1\"" | head -n 1) ||
        refuse "no key of this kid"
    [[ $jwk =~ \"x\":\"([A-Za-z0-9_-]{43})\" ]] || refuse "no x"
    decoded "${BASH_REMATCH[1]}" "$work/x"
    [[ $jwk =~ \"y\":\"([A-Za-z0-9_-]{43})\" ]] || refuse "no y"
    decoded "${BASH_REMATCH[1]}" "$work/y"
    printf %s "3059301306072a8648ce3d02010608${3}03420004$(hex "$work/x")$(hex "$work/y")" | binary >"$work/der"
    openssl pkey -pubin -inform DER -in "$work/der" -out "$4"
    distid=1234567812345678
    [[ ! $jwk =~ \"distid\":\"([A-Za-z0-9@._-]+)\" ]] || distid=${BASH_REMATCH[1]}
}

[[ $# == 2 ]] || refuse "RECEIPT KEYS"
receipt=$(cat "$1"; echo .)
receipt=${receipt%.}
# RFC 7515, appendix F: the middle of a detached JWS is empty; a signature of ES256 has 64 bytes
jws='"jws":"([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]{86})"'
sm2='"sm2":\{"alg":"SM2-with-SM3","kid":"([A-Za-z0-9_-]{43})","signature":"([A-Za-z0-9_-]+)"\}'
[[ $receipt =~ ^\{\"payload\":\"([A-Za-z0-9_-]+)\",$jws(,$sm2)?\}$ ]] || refuse "another text"
payload=${BASH_REMATCH[1]}
header=${BASH_REMATCH[2]}
signature=${BASH_REMATCH[3]}
second=${BASH_REMATCH[4]}
kid=${BASH_REMATCH[5]}
sm2=${BASH_REMATCH[6]}
decoded "$signature" "$work/signature"
decoded "$header" "$work/header"
decoded "$payload" "$work/payload"

# ES256 over header and payload
[[ $(<"$work/header") =~ ^\{\"kid\":\"([A-Za-z0-9_-]+)\",\"alg\":\"ES256\"\}$ ]] || refuse "another header"
key P-256 "${BASH_REMATCH[1]}" 2a8648ce3d030107 "$work/es256.pem"
signature=$(hex "$work/signature")
r=${signature:0:64}
s=${signature:64}
# With s also n - s would verify: only the smaller one counts.
half=7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8
[[ ! $s > $half ]] || refuse "the larger s"
# RFC 3279: SEQUENCE of r and s
printf 'asn1=SEQUENCE:sig\n[sig]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$r" "$s" >"$work/sig.conf"
openssl asn1parse -genconf "$work/sig.conf" -noout -out "$work/sig.der"
printf %s "$header.$payload" | openssl dgst -sha256 -verify "$work/es256.pem" -signature "$work/sig.der" >"$work/out" ||
    refuse "the signature of ES256"

# SM2 with SM3 over the payload's bytes; the payload says whether there has to be one
if grep -qF '"signatures":["ES256","SM2-with-SM3"]' "$work/payload"; then
    [[ $second ]] || refuse "the signature of SM2 is missing"
    decoded "$sm2" "$work/sm2.der"
    key SM2 "$kid" 2a811ccf5501822d "$work/sm2.pem"
    openssl pkeyutl -verify -pubin -inkey "$work/sm2.pem" -rawin -digest sm3 -pkeyopt "distid:$distid" \
        -in "$work/payload" -sigfile "$work/sm2.der" >"$work/out" || refuse "the signature of SM2"
    echo "genuine: ES256 and SM2-with-SM3"
else
    [[ ! $second ]] || refuse "a signature that it does not name"
    echo "genuine: ES256"
fi
