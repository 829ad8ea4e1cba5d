# ./dev ci: everything the CI runs, counted.
# shellcheck shell=bash

passed=0 failed=0 skipped=0 step=0 steps=8 counted=0

# Runs one named step, shows how long it took, and counts it when it fails and has not counted its failures itself.
ci_step() {
  local name=$1 start=$SECONDS
  shift
  step=$((step + 1)) counted=0
  say "[$step/$steps] $name"
  if "$@"; then printf '    %sok%s (%ss)\n' "$green" "$plain" $((SECONDS - start)); return; fi
  ((counted)) || failed=$((failed + 1))
  printf '    %sFAILED%s: %s (%ss)\n' "$red" "$plain" "$name" $((SECONDS - start))
  return 1
}

ci_build() { dotnet build App.sln -c Release --no-restore -v quiet -nologo; }

ci_azure_flavour() {
  local log
  if log=$(dotnet restore "$app" -p:FunctionsHost=Azure -v quiet 2>&1); then
    # The inner build of the worker's SDK wants packages of its own; compiling our sources does not need it.
    dotnet build "$app" -c Release -p:FunctionsHost=Azure -p:_FunctionsBuildEnabled=false --no-restore -v quiet -nologo || return 1
    ci_functions_metadata
  elif grep -qE 'NU110[123]' <<<"$log" && ! grep -E 'error NU' <<<"$log" | grep -qvE 'NU110[123]'; then
    skipped=$((skipped + 1))
    warn "    SKIPPED: Azure flavour: the feed lacks $(missing_packages <<<"$log")"
  else
    printf '%s\n' "$log"
    return 1
  fi
}

# The packages that NuGet did not find, each once, with the version when only that is missing.
missing_packages() {
  sed -nE 's/.*NU110[123]: Unable to find (a stable )?package ([A-Za-z0-9_.-]*[A-Za-z0-9_-])( with version \(([^)]*)\))?.*/\2 \4/p' | sed 's/ $//' | sort -u | paste -sd, - | sed 's/,/, /g'
}

# The worker's own SDK has the last word on what the Functions host is told.
ci_functions_metadata() {
  dotnet msbuild "$app" -t:_FunctionsGenerateCommon -p:Configuration=Release -p:FunctionsHost=Azure -v:quiet -nologo || return 1
  VIRGA_DATA=:memory: dotnet "Functions/bin/Local/Release/net$sdk/Functions.dll" functions --against "Functions/obj/Azure/Release/net$sdk/functions.metadata"
}

ci_tests() {
  local results before=$failed rc=0
  results=$(mktemp -d)
  dotnet test --solution App.sln -c Release --no-build --no-progress -p:TestReports="$results" || rc=$?
  count_tests "$results"
  refuse_other_skips "$results" || rc=1
  rm -rf -- "$results"
  # Failures that were counted test by test are not counted once more as a failed step.
  ((failed == before)) || { counted=1; return 1; }
  return $rc
}

# Adds up what the test projects reported; each has to have reported, and to have tests.
count_tests() {
  local results=$1 project line
  for project in tests/*/*.csproj; do
    grep -q '<IsTestProject>false' "$project" && continue
    project=$(basename "$project" .csproj)
    line=$(grep -ohE "<assembly [^>]*/$project\.dll\"[^>]*>" "$results"/*.xml 2>/dev/null || true)
    if [[ -z $line || $(attribute "$line" total) == 0 ]]; then
      failed=$((failed + 1))
      printf '    %stests/%s reported no tests%s\n' "$red" "$project" "$plain"
      continue
    fi
    passed=$((passed + $(attribute "$line" passed)))
    failed=$((failed + $(attribute "$line" failed) + $(attribute "$line" errors)))
    skipped=$((skipped + $(attribute "$line" skipped)))
  done
}

attribute() { sed -E "s/.* $2=\"([0-9]+)\".*/\1/" <<<"$1"; }

# A skip is only fine where it waits for an account that CI has not got.
refuse_other_skips() {
  local reasons
  reasons=$(cat "$1"/*.xml 2>/dev/null | tr '\n' ' ' | sed 's/<reason>/\n&/g' |
    sed -nE 's/^<reason>(.*)<\/reason>.*/\1/p' | grep -v VIRGA_COSMOS_ENDPOINT | sort | uniq -c || true)
  [[ -z $reasons ]] && return 0
  printf '    %sskipped for a reason that CI does not accept:%s\n%s\n' "$red" "$plain" "$reasons"
  return 1
}

cmd_ci() {
  need_dotnet
  local built=1
  ci_step "Test tools" setup_test_tools || true
  ci_step "Restore" dotnet restore App.sln -v quiet || built=0
  if ((built)); then ci_step "Build (Release, warnings are errors)" ci_build || built=0; fi
  if ((built)); then
    ci_step "Format" dotnet format whitespace App.sln --verify-no-changes --no-restore || true
    ci_step "Tests" ci_tests || true
  fi
  ci_step "API description" cmd_openapi --check || true
  ci_step "Bicep" cmd_bicep --check || true
  ci_step "Azure flavour" ci_azure_flavour || true
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0))
}
