# The services: their names, ports and readiness, in both modes. Sourced.

services='ingestion query eventstore projections dashboard'

project_of() {
  case $1 in ingestion) echo Ingestion ;; query) echo Query ;; eventstore) echo EventStore ;; projections) echo Projections ;; dashboard) echo Dashboard ;; esac
}

default_port_of() {
  case $1 in ingestion) echo 8081 ;; query) echo 8082 ;; eventstore) echo 8083 ;; projections) echo 8084 ;; dashboard) echo 8080 ;; esac
}

port_variable_of() {
  printf '%s_PORT' "$1" | tr '[:lower:]' '[:upper:]'
}

# Sets INGESTION_PORT and so on. A service that runs (according to command $1) keeps its port. Another one gets its
# previous port, so that its clients still find it, or its default at the first start. If that port is taken, it gets
# the next free one.
choose_service_ports() {
  local is_running=$1 service variable default chosen='8080 8081 8082 8083 8084'
  for variable in $port_variables; do chosen="$chosen ${!variable:-}"; done
  for service in $services; do
    variable=$(port_variable_of "$service")
    if [ -n "${!variable:-}" ] && "$is_running" "$service"; then
      chosen="$chosen ${!variable}"
      continue
    fi
    default=${!variable:-$(default_port_of "$service")}
    if port_is_free "$default"; then
      printf -v "$variable" '%s' "$default"
    else
      printf -v "$variable" '%s' "$(free_port 8085 $chosen)"
      echo "Port $default is taken: the $service service uses ${!variable}. Its clients need the new port."
    fi
    chosen="$chosen ${!variable}"
  done
}

port_variables='INGESTION_PORT QUERY_PORT EVENTSTORE_PORT PROJECTIONS_PORT DASHBOARD_PORT POSTGRES_PORT RABBITMQ_PORT'

# A later start needs the ports of the processes that still run.
remember_ports() {
  local variable
  for variable in $port_variables; do
    if [ -n "${!variable:-}" ]; then echo "$variable=${!variable}"; fi
  done | write_file "$data/ports.env" 644
}

# A service keeps its address even if ports.env is lost, because its own settings contain it.
recall_ports() {
  local variable service url
  for variable in $port_variables; do
    printf -v "$variable" '%s' "$(value_of "$data/ports.env" "$variable" '[1-9][0-9]{1,4}' || true)"
  done
  for service in $services; do
    variable=$(port_variable_of "$service")
    if [ -z "${!variable}" ] && url=$(value_of "$data/run/$service.env" ASPNETCORE_URLS "'http://127\.0\.0\.1:[1-9][0-9]{1,4}'"); then
      printf -v "$variable" '%s' "$(printf '%s' "${url##*:}" | tr -d "'")"
    fi
  done
}

# Sets the origins of web pages that may call the services: CORS_ORIGINS if set, else the previous ones.
choose_origins() {
  local file=$data/settings.env
  case ${CORS_ORIGINS:-} in
    '') CORS_ORIGINS=$(value_of "$file" CORS_ORIGINS '[^[:cntrl:]]+' || true) ;;
    none) CORS_ORIGINS='' ;;
  esac
  case $CORS_ORIGINS in *\'*) fail "CORS_ORIGINS contains a quotation mark." 'Set it to origins such as https://dashboard.example, separated by blanks.' ;; esac
  echo "CORS_ORIGINS=$CORS_ORIGINS" | write_file "$file" 644
}

url_of() {
  local variable
  variable=$(port_variable_of "$1")
  echo "http://127.0.0.1:${!variable}"
}

# Waits until service $1 is ready. Fails at once if it no longer runs (according to command $2), else after 2 minutes in
# which no build made progress: after an upgrade the duration of the build depends on the length of the log.
wait_until_ready() {
  local service=$1 is_running=$2 url began=$SECONDS answer built last=''
  url=$(url_of "$service")/health/ready
  until answer=$(curl -s --fail-with-body --max-time 5 "$url"); do
    if ! "$is_running" "$service"; then
      show_log "$service"
      fail "The $service service stopped while it started." "Its log, above, shows the reason. Fix it, then: deploy/up"
    fi
    built=$(grep -o 'at position [0-9]* of' <<<"$answer") || true
    if [ "$built" != "$last" ]; then began=$SECONDS last=$built; fi
    if [ $((SECONDS - began)) -ge 120 ]; then
      printf '\n%s\n' "$answer"
      show_log "$service"
      fail "The $service service was not ready within 2 minutes." \
        "Its last answer and its log, above, show what it waits for. Then: deploy/up"
    fi
    sleep 0.3
  done
}
