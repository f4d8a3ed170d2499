# The sample: ten reports from an article of November 2019, and a first answer from them. Sourced.

# call KEY CURL_ARGUMENT...: passes the key on standard input, as other users can see a command's arguments.
call() {
  local key=$1
  shift
  curl -sS --max-time 30 -K - "$@" <<<"header = \"Authorization: Bearer $key\""
}

load_sample() {
  if [ -n "$without_sample" ]; then touch "$data/without-sample"; fi
  if [ -e "$data/without-sample" ]; then return; fi
  local began=$SECONDS status answer=$data/run/answer progress last=''
  step 'Loading the sample'
  status=$(call "$FEED_KEY" -o "$answer" -w '%{http_code}' -H 'Content-Type: application/x-ndjson' \
    --data-binary "@$root/deploy/samples/xpeng-2019-11.ndjson" "$INGESTION_URL/v1/events") || true
  if [ "$status" != 202 ]; then
    cat "$answer" 2>/dev/null || true
    fail "The sample was not accepted: status $status." \
      "The answer above shows the reason; the log is $data/logs/ingestion.log. Then: deploy/up"
  fi
  # A second load changes nothing, so this checks whether the facts are there, not whether something was added.
  until call "$READ_KEY" -f "$QUERY_URL/v1/companies/xpeng" 2>/dev/null | grep 400000000 >/dev/null; do
    # Read tables that are behind catch up first
    progress=$(call "$OPS_KEY" "$PROJECTIONS_URL/v1/progress") || true
    if [ "$progress" != "$last" ]; then began=$SECONDS last=$progress; fi
    if [ $((SECONDS - began)) -ge 60 ]; then
      fail 'The sample was accepted, but its facts did not appear and nothing made progress for a minute.' \
        "Look into $data/logs/eventstore.log and projections.log, then: deploy/up"
    fi
    sleep 0.3
  done
  step_done
}

show_first_answer() {
  local path='/v1/funding/totals?groupBy=company&limit=5' env=.data/local.env
  if [ "$PWD" != "$root" ]; then env=$root/$env; fi
  printf '\n%s\n\n' 'Ask how much each company raised:'
  printf '  %s\n' ". $(printf '%q' "$env")" "curl -H \"Authorization: Bearer \$READ_KEY\" \"\$QUERY_URL$path\""
  printf '\n'
  call "$READ_KEY" "$QUERY_URL$path"
  printf '\n'
}

show_addresses() {
  printf '\n%s\n' 'EventPlatform runs:'
  printf '  %-34s %s\n' "$DASHBOARD_URL" "dashboard: sign in with the key $READ_KEY (to operate: OPS_KEY)"
  printf '  %-34s %s\n' "$INGESTION_URL/v1/events" 'accepts reports' "$QUERY_URL/v1" 'answers queries' \
    "$EVENTSTORE_URL" 'event store (ops)' "$PROJECTIONS_URL" 'projections (ops)'
  printf '%s\n' "Addresses and keys: .data/local.env   Logs: .data/logs   Stop: deploy/down"
}

show_development() {
  printf '\n%s\n' 'PostgreSQL and RabbitMQ run. Start services from an IDE, or each in a terminal:'
  for name in EventStore Ingestion Projections Query Dashboard; do printf '  %s\n' "dotnet run --project services/$name"; done
  printf '%s\n' 'The EventStore goes first, as it makes the log. Addresses and keys: .data/local.env   Stop: deploy/down'
}
