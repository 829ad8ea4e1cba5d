# ./dev func: what func start needs beside it, and func start itself.
# shellcheck shell=bash

# Cosmos DB's emulators all have this key, Azurite's account that one, and the local Event Grid topic whatever it is told.
cosmos_key=C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==
azurite_key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==
eventgrid_key=dmlyZ2EtbG9jYWw=

func_usage() {
  cat <<'HELP'
usage: ./dev func [options]

Starts what func start needs (Azurite, the Cosmos DB endpoint, a local Event Grid topic that forwards to the app), then func start
in Functions/ when Core Tools are installed. Ctrl+C stops all of it. docs/guide/func.md tells the rest.

  --port 7071             where the app listens
  --azurite-port 10000    blobs; queues and tables take the next two ports
  --cosmos-port 8081      the Cosmos DB endpoint, with the app's own data
  --eventgrid-port 7072   the Event Grid topic
  --no-azurite, --no-cosmos, --no-eventgrid
                          leaves one out; local.settings.json then says what the app uses in its place
HELP
}

cmd_func() {
  local port=7071 azurite_port=10000 cosmos_port=8081 eventgrid_port=7072 helpers=(azurite cosmos eventgrid)
  while (($#)); do
    case $1 in
      --port | --azurite-port | --cosmos-port | --eventgrid-port)
        [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || die "$1 needs a port"
        local name=${1#--}
        printf -v "${name//-/_}" %s "$2"
        shift 2 ;;
      --no-azurite | --no-cosmos | --no-eventgrid) func_without "${1#--no-}"; shift ;;
      -h | --help) func_usage; return ;;
      *) func_usage >&2; die "there is no option '$1'" ;;
    esac
  done
  need_dotnet
  func_check_ports
  build_silently "$app"
  func_settings
  trap func_stop EXIT
  trap 'exit 130' INT TERM
  func_pids=()
  local helper
  for helper in ${helpers[@]+"${helpers[@]}"}; do "func_$helper"; done
  func_await
  func_start
}

func_without() {
  local kept=() helper
  for helper in "${helpers[@]}"; do [[ $helper == "$1" ]] || kept+=("$helper"); done
  helpers=(${kept[@]+"${kept[@]}"})
}

func_has() { [[ " ${helpers[*]-} " == *" $1 "* ]]; }

# The ports that are going to be taken, each with what takes it.
func_ports() {
  func_has azurite && printf '%s Azurite\n' "$azurite_port" "$((azurite_port + 1))" "$((azurite_port + 2))"
  func_has cosmos && printf '%s the Cosmos DB endpoint, --cosmos-port\n' "$cosmos_port"
  func_has eventgrid && printf '%s the Event Grid topic, --eventgrid-port\n' "$eventgrid_port"
  printf '%s func start, --port\n' "$port"
}

func_check_ports() {
  local number what taken=()
  while read -r number what; do
    port_is_open "$number" && taken+=("port $number, for ${what/Azurite/Azurite, --azurite-port}, is held by $(port_holder "$number")")
  done < <(func_ports)
  ((${#taken[@]} == 0)) && return
  printf '    %s\n' "${taken[@]}" >&2
  die "stop what holds the ports, or name others (./dev func --help)"
}

port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port_holder() {
  local pid=
  if command -v lsof >/dev/null; then pid=$(lsof -nP -t -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | head -1)
  elif command -v ss >/dev/null; then pid=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -nE 's/.*pid=([0-9]+).*/\1/p' | head -1); fi
  [[ -n $pid ]] && printf 'process %s (%.80s)' "$pid" "$(ps -o args= -p "$pid")" || printf 'a process of somebody else'
}

# The environment goes before local.settings.json, so what is started here is what the app uses; what is left out is left to the file.
func_settings() {
  local azurite="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$azurite_key" host=http://127.0.0.1 service n=0
  for service in Blob Queue Table; do azurite+=";${service}Endpoint=$host:$((azurite_port + n))/devstoreaccount1"; n=$((n + 1)); done
  export FUNCTIONS_WORKER_RUNTIME=dotnet-isolated
  export Gateway__PublicBaseUrl=http://localhost:$port Notifications__PublicBaseUrl=http://localhost:$port
  func_has azurite && export AzureWebJobsStorage="$azurite" Storage="$azurite"
  if func_has cosmos; then
    export Cosmos="AccountEndpoint=$host:$cosmos_port/;AccountKey=$cosmos_key" Cosmos__UseGateway=true Cosmos__CreateIfNotExists=true
    export AzureFunctionsJobHost__extensions__cosmosDB__connectionMode=Gateway
  fi
  func_has eventgrid && export EventGrid__TopicEndpoint="$host:$eventgrid_port/virga/api/events" EventGrid__AccessKey=$eventgrid_key
  func_token_key
}

# The key that ./dev token has, so that its tokens are good here, too.
func_token_key() {
  [[ -n ${VIRGA_DEVELOPMENT_TOKEN_KEY:-} ]] && return
  local folder=${VIRGA_DATA:-.virga}
  func_helper token >/dev/null && [[ -f $folder/token.key ]] || return 0
  VIRGA_DEVELOPMENT_TOKEN_KEY=$(<"$folder/token.key")
  export VIRGA_DEVELOPMENT_TOKEN_KEY
}

# Starts a command whose lines bear its name.
func_run() {
  local name=$1 colour=$2
  shift 2
  if [[ -z $bold ]]; then colour=''; fi
  "$@" > >(while IFS= read -r line; do printf '%s%9s |%s %s\n' "$colour" "$name" "${colour:+$plain}" "$line"; done) 2>&1 &
  func_pids+=($!)
}

func_azurite() {
  local azurite=tests/node_modules/.bin/azurite
  [[ -x $azurite ]] || azurite=$(command -v azurite) || die "Azurite is missing. Install it with ./dev setup or npm install -g azurite, or leave it out: --no-azurite"
  func_run azurite $'\e[36m' "$azurite" --silent --location "${VIRGA_DATA:-.virga}/azurite" --skipApiVersionCheck \
    --blobPort "$azurite_port" --queuePort $((azurite_port + 1)) --tablePort $((azurite_port + 2))
}

func_helper() { DOTNET_ENVIRONMENT=Development dotnet "Functions/bin/Local/Debug/net$sdk/Functions.dll" "$@"; }

func_cosmos() { func_run cosmos $'\e[35m' func_helper cosmos --port "$cosmos_port" --key "$cosmos_key"; }

func_eventgrid() {
  func_run eventgrid $'\e[33m' func_helper eventgrid --port "$eventgrid_port" --key "$eventgrid_key" \
    --forward "http://localhost:$port/runtime/webhooks/EventGrid?functionName=DeliverEvents"
}

func_await() {
  local number what deadline=$((SECONDS + 60)) pid
  while read -r number what; do
    [[ $number == "$port" ]] && continue
    until port_is_open "$number"; do
      for pid in ${func_pids[@]+"${func_pids[@]}"}; do kill -0 "$pid" 2>/dev/null || die "a helper did not start; its lines above say why"; done
      ((SECONDS < deadline)) || die "nothing answers on port $number (${what%%,*}) after a minute"
      sleep 0.2
    done
  done < <(func_ports)
}

func_start() {
  if command -v func >/dev/null; then
    say "func start in Functions/, on http://localhost:$port"
    func_run func $'\e[32m' func_in_functions start --port "$port"
  else
    say "The helpers are up. Core Tools are not installed: npm install -g azure-functions-core-tools@4, then once more ./dev func,"
    printf '    or start func by yourself in another terminal, with the settings that local.settings.sample.json has for these ports:\n'
    printf '    cd Functions && func start --port %s\n' "$port"
  fi
  # Whichever ends first ends the rest.
  local rc=0
  wait -n ${func_pids[@]+"${func_pids[@]}"} || rc=$?
  return $rc
}

# In a container whose name is in the environment, the host takes itself for one of Azure's, and waits to be assigned an app.
func_in_functions() { cd Functions && exec env -u CONTAINER_NAME func "$@"; }

func_stop() {
  local rc=$? n
  trap - EXIT INT TERM
  # The app first, while what it gives its leases back to is still there: it tries for long otherwise.
  for ((n = ${#func_pids[@]} - 1; n >= 0; n--)); do
    func_kill "${func_pids[n]}"
    wait "${func_pids[n]}" 2>/dev/null || true
  done
  exit $rc
}

# A helper may be a shell function around its program: the children go first.
func_kill() {
  local child
  for child in $(ps -o pid= --ppid "$1" 2>/dev/null || pgrep -P "$1" 2>/dev/null); do func_kill "$child"; done
  kill -TERM "$1" 2>/dev/null || true
}
