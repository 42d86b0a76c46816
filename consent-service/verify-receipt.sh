#!/bin/bash
# Verifies a receipt with openssl alone: verify-receipt.sh PAYLOAD JWS X Y
# PAYLOAD and JWS as in the receipt; X and Y of the key in /receipt-keys whose kid the JWS header names.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unpadded() { # base64url, without padding, to bytes
    local text=${1//-/+}
    text=${text//_//}
    while ((${#text} % 4)); do text+='='; done
    printf %s "$text" | openssl base64 -d -A
}
hex() { od -An -v -tx1 | tr -d ' \n'; }
binary() { printf "$(sed 's/../\\x&/g')"; }

header=${2%%.*}
signature=$(unpadded "${2##*.}" | hex)

# RFC 5480: id-ecPublicKey, prime256v1, an uncompressed point
printf %s "3059301306072a8648ce3d020106082a8648ce3d03010703420004$(unpadded "$3" | hex)$(unpadded "$4" | hex)" |
    binary >"$work/key.der"
# RFC 3279: SEQUENCE of r and s
printf 'asn1=SEQUENCE:sig\n[sig]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "${signature:0:64}" "${signature:64}" >"$work/sig.conf"
openssl asn1parse -genconf "$work/sig.conf" -noout -out "$work/sig.der"

printf %s "$header.$1" |
    openssl dgst -sha256 -verify <(openssl pkey -pubin -inform DER -in "$work/key.der") -signature "$work/sig.der"
