# ./dev bicep: what is deployed, written from the app's own models, built, linted and compared with what was accepted before.
# shellcheck shell=bash

cmd_bicep() {
  need_dotnet
  local cli rc=0 file
  bicep_containers "${1:-}" || rc=1
  cli=$(bicep_cli) || return 1
  while IFS= read -r file; do
    printf '    %s\n' "$file"
    bicep_check "$cli" "$file" || rc=1
    [[ $file == */parameters/* ]] || continue
    bicep_snapshot "$cli" "$file" "${1:-}" || rc=1
  done < <(find bicep -name '*.bicep' -o -name '*.bicepparam' | grep -v '/obj/' | sort)
  return $rc
}

# The containers that are deployed are the app's models': data-plane identities cannot make any.
bicep_containers() {
  local file=bicep/containers.json made
  made=$(VIRGA_DATA=:memory: run_app_command containers --bicep) || return 1
  if [[ $1 == --check ]]; then
    diff -u "$file" <(printf '%s\n' "$made") || { printf '    %s is not what the models want: run ./dev bicep\n' "$file"; return 1; }
  else
    printf '%s\n' "$made" >"$file"
  fi
}

bicep_cli() {
  local path
  dotnet restore bicep/Bicep.csproj -v quiet >&2 || return 1
  path=$(dotnet msbuild bicep/Bicep.csproj -nologo -t:BicepCli -getProperty:BicepCliPath) || return 1
  [[ -x $path ]] || chmod +x "$path" || return 1
  printf '%s\n' "$path"
}

# Bicep ends with 0 when it only has warnings to tell: its output has to be empty.
bicep_check() {
  local cli=$1 file=$2 output rc=0
  case $file in
    *.bicepparam) output=$("$cli" build-params "$file" --stdout 2>&1 >/dev/null) || rc=1 ;;
    */main.bicep) output=$({ "$cli" lint "$file" && "$cli" build "$file" --stdout >/dev/null; } 2>&1) || rc=1 ;;
    *) output=$("$cli" lint "$file" 2>&1) || rc=1 ;;
  esac
  [[ -z $output ]] && return $rc
  printf '%s\n' "$output"
  return 1
}

# What a deployment would make, evaluated without Azure and committed beside the parameters: a change of it is seen in review.
bicep_snapshot() {
  local cli=$1 file=$2 mode=overwrite output
  [[ $3 == --check ]] && mode=validate
  output=$(env VIRGA_CREATE_SUBSCRIPTIONS=true VIRGA_ALERT_EMAIL=team@example.org VIRGA_ALLOWED_ADDRESSES=203.0.113.7 \
    VIRGA_AUTHORITY=https://login.example.org/v2.0 VIRGA_AUDIENCE=api://virga VIRGA_PUBLIC_BASE_URL= AZURE_PRINCIPAL_ID= \
    "$cli" snapshot "$file" --mode "$mode" --subscription-id 00000000-0000-0000-0000-000000000000 --location norwayeast 2>&1) && return 0
  printf '%s\n' "$output"
  printf '    %s deploys something else than its snapshot says: look, then accept it with ./dev bicep\n' "$file"
  return 1
}
