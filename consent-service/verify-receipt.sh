#!/bin/bash
# Verifies a receipt with openssl alone: verify-receipt.sh PAYLOAD JWS X Y
# PAYLOAD and JWS as in the receipt; X and Y of the key in /receipt-keys whose kid the JWS header names.
# Exactly one spelling of a receipt passes, as with ReceiptVerifier.
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

[[ $# == 4 ]] || refuse "PAYLOAD JWS X Y"
# RFC 7515, appendix F: the middle of a detached JWS is empty; a signature of ES256 has 64 bytes
[[ $2 =~ ^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]{86})$ ]] || refuse "not a detached JWS of ES256"
header=${BASH_REMATCH[1]}
decoded "${BASH_REMATCH[2]}" "$work/signature"
decoded "$header" "$work/header"
decoded "$1" "$work/payload"
[[ $(<"$work/header") =~ ^\{\"kid\":\"[A-Za-z0-9_-]+\",\"alg\":\"ES256\"\}$ ]] || refuse "another header"
decoded "$3" "$work/x"
decoded "$4" "$work/y"
signature=$(hex "$work/signature")
r=${signature:0:64}
s=${signature:64}
# With s also n - s would verify: only the smaller one counts.
half=7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8
[[ ! $s > $half ]] || refuse "the larger s"

# RFC 5480: id-ecPublicKey, prime256v1, an uncompressed point
printf %s "3059301306072a8648ce3d020106082a8648ce3d03010703420004$(hex "$work/x")$(hex "$work/y")" |
    binary >"$work/key.der"
# RFC 3279: SEQUENCE of r and s
printf 'asn1=SEQUENCE:sig\n[sig]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$r" "$s" >"$work/sig.conf"
openssl asn1parse -genconf "$work/sig.conf" -noout -out "$work/sig.der"

printf %s "$header.$1" |
    openssl dgst -sha256 -verify <(openssl pkey -pubin -inform DER -in "$work/key.der") -signature "$work/sig.der"
