# The platform as processes of this machine: private PostgreSQL and RabbitMQ, and the services. Sourced.

native_processes="$services rabbitmq postgres"

native_is_running() {
  running_pid "$1" >/dev/null
}

start_natively() {
  need_sdk   # first, as it may ask
  "$root/deploy/native/packages" || fail 'PostgreSQL and RabbitMQ could not be installed.' 'Mend what the message above names, then: deploy/up'
  step 'Building the services'
  build_services
  step_done
  start_postgres
  start_rabbitmq
  choose_service_ports native_is_running
  remember_ports
  local service
  for service in $services; do start_service "$service"; done
  for service in $services; do
    step "Waiting for the $service service"
    wait_until_ready "$service" native_is_running
    step_done "ready at $(url_of "$service")"
  done
}

# Sets variable $1 to the port of a server: the one it had, if that is free, else the next free one.
choose_server_port() {
  printf -v "$1" '%s' "$(free_port "${!1:-$2}" 8080 8081 8082 8083 8084)"
}

wait_for_server() {
  local name=$1 began=$SECONDS
  shift
  until "$@" >/dev/null 2>&1; do
    if ! native_is_running "$name" || [ $((SECONDS - began)) -ge 60 ]; then
      show_log "$name"
      fail "$name did not start." "Its log, above, says why. Once that is mended: deploy/up"
    fi
    sleep 0.2
  done
}

start_postgres() {
  local bin
  bin=$(postgres_bin "$(cat "$data/postgres/data/PG_VERSION" 2>/dev/null || true)" || postgres_bin)
  step 'Starting PostgreSQL'
  if ! native_is_running postgres; then
    choose_server_port POSTGRES_PORT 15432
    remember_ports
    export POSTGRES_PASSWORD
    start_process postgres "$root/deploy/native/postgres" "$data/postgres" "$POSTGRES_PORT"
  fi
  wait_for_server postgres "$bin/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"
  if ! EVENTSTORE_DB_PASSWORD=$EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD=$PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD=$QUERY_DB_PASSWORD \
    PGPASSWORD=$POSTGRES_PASSWORD "$bin/psql" -X -q -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -d postgres \
    -f "$root/deploy/postgres/roles.sql" >"$data/logs/roles.log" 2>&1; then
    show_log roles
    fail 'The database roles could not be set up.' "The messages above say why. If $data/secrets.env was lost: deploy/down --purge, then deploy/up."
  fi
  step_done "127.0.0.1:$POSTGRES_PORT"
}

start_rabbitmq() {
  step 'Starting RabbitMQ'
  if ! native_is_running rabbitmq; then
    choose_server_port RABBITMQ_PORT 15673
    remember_ports
    write_definitions
    export RABBITMQ_DEFINITIONS=$data/definitions.json
    start_process rabbitmq "$root/deploy/native/rabbitmq" "$data/rabbitmq" "$RABBITMQ_PORT"
  fi
  # It opens the port last, when vhost, users and queues are there.
  wait_for_server rabbitmq port_is_open "$RABBITMQ_PORT"
  step_done "127.0.0.1:$RABBITMQ_PORT"
}

# What a service is told, as lines that a shell can read.
service_settings() {
  local service=$1 postgres="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=eventplatform"
  local rabbitmq="127.0.0.1:$RABBITMQ_PORT/eventplatform"
  {
    echo "ASPNETCORE_URLS=$(url_of "$service")"
    api_key_hashes
    echo "EventStore__Url=$(url_of eventstore)"
    echo "EventStore__Key=$SERVICE_KEY"
    if [ -n "$CORS_ORIGINS" ]; then echo "Cors__Origins=$CORS_ORIGINS"; fi
    case $service in
      ingestion) echo "ConnectionStrings__RabbitMq=amqp://ingestion:$INGESTION_RABBITMQ_PASSWORD@$rabbitmq" ;;
      eventstore)
        echo "ConnectionStrings__RabbitMq=amqp://eventstore:$EVENTSTORE_RABBITMQ_PASSWORD@$rabbitmq"
        echo "ConnectionStrings__Postgres=$postgres;Username=eventstore;Password=$EVENTSTORE_DB_PASSWORD" ;;
      projections) echo "ConnectionStrings__Postgres=$postgres;Username=projections;Password=$PROJECTIONS_DB_PASSWORD" ;;
      query) echo "ConnectionStrings__Postgres=$postgres;Username=query;Password=$QUERY_DB_PASSWORD" ;;
    esac
  } | sed "s/=\(.*\)/='\1'/"
}

# A service that runs stays, unless it was built anew or is to be told something else since.
start_service() {
  local service=$1 settings=$data/run/$1.env dir project
  project=$(project_of "$service")
  dir=$root/artifacts/bin/$project/release
  (umask 077; service_settings "$service" >"$settings.new")
  if native_is_running "$service"; then
    if cmp -s "$settings" "$settings.new" && [ ! "$dir/$project.dll" -nt "$data/run/$service.pid" ]; then
      rm -f "$settings.new"
      return
    fi
    stop_process "$service" TERM
  fi
  mv "$settings.new" "$settings"
  start_process "$service" sh -c 'set -a; . "$1"; cd "$2" && exec dotnet "$3"' "$service" "$settings" "$dir" "$project.dll"
}

# stop_natively NAME...: the services first, so that they still reach the servers.
stop_natively() {
  local name
  for name in "$@"; do case $name in postgres | rabbitmq) ;; *) signal_process "$name" TERM ;; esac; done
  for name in "$@"; do
    # PostgreSQL's fast shutdown; on TERM it would wait for its clients.
    case $name in postgres) stop_process "$name" INT ;; *) stop_process "$name" TERM ;; esac
  done
}
