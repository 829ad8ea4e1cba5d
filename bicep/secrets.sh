#!/bin/sh
# Makes in a vault what no template can make: the certificate that webhook messages are signed with, and secrets of 32
# random bytes. What is there stays as it is, so it can be run again. Needs az, logged in, and openssl.
set -eu

if [ $# -lt 3 ]; then
  echo "usage: bicep/secrets.sh <vault> <certificate> <secret>..." >&2
  exit 2
fi

folder=$(dirname "$0")
vault=$1
certificate=$2
shift 2

# A file and not an argument, which everybody on the machine could see.
value=$(mktemp)
trap 'rm -f "$value"' EXIT
trap 'exit 1' HUP INT TERM

# The ids of what the vault holds. A role that was given a moment ago takes minutes to count: hence the tries. Only a list
# tells for certain that something is not there; a failed look at one secret would have it replaced.
ids() {
  try=1
  until az keyvault "$1" list --vault-name "$vault" --query '[].id' --output tsv; do
    if [ $try -ge 30 ]; then
      echo "The ${1}s of the vault '$vault' cannot be listed. Is az logged in, has the user a role there, and does the vault let this address in (allowedAddresses)?" >&2
      return 1
    fi
    echo "Not let into the vault '$vault' yet; trying again ($try of 30)." >&2
    try=$((try + 1))
    sleep "${VIRGA_RETRY_SECONDS:-10}"
  done
}

has() {
  printf '%s\n' "$1" | grep -qE "/$2(/|\$)"
}

found=$(ids certificate)
if has "$found" "$certificate"; then
  echo "certificate $certificate: there"
else
  az keyvault certificate create --vault-name "$vault" --name "$certificate" --policy "@$folder/signing-certificate.json" --output none
  echo "certificate $certificate: made"
fi

found=$(ids secret)
for name in "$@"; do
  if has "$found" "$name"; then
    echo "secret $name: there"
  else
    openssl rand -base64 32 | tr -d '\n' > "$value"
    az keyvault secret set --vault-name "$vault" --name "$name" --file "$value" --output none
    echo "secret $name: made"
  fi
done
