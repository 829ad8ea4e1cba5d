# ./dev bench: benchmarks, and the tests that take minutes when they are asked to.
# shellcheck shell=bash

# Runs tests of a project that take minutes, without the runner between them and the terminal: they say how far they are.
long_test() {
  build_silently "tests/$1"
  local colour=()
  [[ -t 1 ]] || colour=(-noColor)
  VIRGA_PROGRESS=1 exec dotnet "tests/$1/bin/Debug/net$sdk/$1.dll" "${@:2}" -showLiveOutput -nologo ${colour[@]+"${colour[@]}"}
}

cmd_bench() {
  need_dotnet
  if [[ ${1:-} == loss ]]; then
    local method='*What_is_delivered_is_what_matches*'
    shift
    if [[ ${1:-} == --fifo ]]; then method='*A_FIFO_topic_keeps_the_order*'; shift; fi
    VIRGA_LOSS_MESSAGES=${1:-10000} long_test EndToEnd -method "$method"
  fi
  if [[ ${1:-} == fuzz ]]; then VIRGA_FUZZ=${2:-100000} long_test Sample -class '*FuzzTests'; fi
  say "Building in Release"
  build_silently tests/Benchmarks -c Release
  exec dotnet "tests/Benchmarks/bin/Release/net$sdk/Benchmarks.dll" "$@"
}
