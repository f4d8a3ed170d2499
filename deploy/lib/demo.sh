# The demonstration: the public data sets of the tests, a source that contradicts some of them, and a feed of
# corrections. Sourced.

# MAPPING FILE, in the order of publication.
demo_imports='crunchbase-rounds crunchbase-rounds
crunchbase-acquisitions crunchbase-acquisitions
gppd database_ARG
gppd database_CAN
gppd database_USA
india-ev electric_vehicle_sales_by_makers
tesla-production tesla-production
uk-repd uk-repd-2021-09
uk-repd uk-repd-2021-12
uk-repd uk-repd-2022-04
uk-repd uk-repd-2022-07'

# Exit code 2 of import means that some lines of the file are not reports.
import_file() {
  local status=0
  gunzip -c "$root/tests/Data/imports/$2.csv.gz" >"$data/run/$2.csv"
  logged "$data/logs/demo.log" "$root/deploy/eventctl" import --map "$root/deploy/imports/$1.yaml" "$data/run/$2.csv" || status=$?
  rm -f "$data/run/$2.csv"
  case $status in 0 | 2) ;; *) log_tail demo; fail "The data set $2 could not be imported." 'The messages above show the reason. Then: deploy/up --demo' ;; esac
}

# Sets CORRECTIONS_KEY, the key with which the dashboard posts suggested corrections, or leaves it empty.
recall_corrections_key() {
  CORRECTIONS_KEY=$(cat "$data/corrections.key" 2>/dev/null || true)
}

# Creates the feed of suggested corrections and its key, and restarts the dashboard with the key.
take_corrections() {
  if [ -n "$CORRECTIONS_KEY" ]; then return; fi
  "$root/deploy/eventctl" feeds create corrections --source /feeds/corrections --trust 1 >>"$data/logs/demo.log" 2>&1 || true   # it may exist
  if ! "$root/deploy/eventctl" keys create --feed corrections --output json 2>>"$data/logs/demo.log" | sed -n 's/.*"key": *"\([^"]*\)".*/\1/p' \
    | write_file "$data/corrections.key" 600; then
    log_tail demo
    fail 'The feed of corrections could not be set up.' 'The messages above show the reason. Then: deploy/up --demo'
  fi
  recall_corrections_key
  if [ "$mode" = native ]; then
    start_service dashboard
    wait_until_ready dashboard native_is_running
  else
    write_compose_env
    logged "$data/logs/compose.log" compose up -d dashboard
    wait_until_ready dashboard docker_is_running
  fi
}

load_demo() {
  local mapping file status
  if [ -z "$demo" ] || [ -e "$data/demo-is-loaded" ]; then return; fi
  step 'Loading public data sets (about a minute)'
  : >"$data/logs/demo.log"
  while read -r mapping file; do import_file "$mapping" "$file"; done <<<"$demo_imports"
  status=$(call "$FEED_KEY" -o "$data/run/answer" -w '%{http_code}' -H 'Content-Type: application/x-ndjson' \
    --data-binary "@$root/deploy/samples/made-up.ndjson" "$INGESTION_URL/v1/events") || true
  if [ "$status" != 202 ]; then
    fail "The made-up reports were not accepted: status $status." "$(cat "$data/run/answer")"
  fi
  take_corrections
  touch "$data/demo-is-loaded"
  step_done
  printf '%s\n' 'Licences and attribution of the data sets: tests/Data/imports/README.md, and the page About of the dashboard.'
}
