# The platform as processes on this machine: private PostgreSQL and RabbitMQ, and the services. Sourced.

native_processes="$services rabbitmq postgres"

native_is_running() {
  running_pid "$1" >/dev/null
}

need_servers() {
  "$root/deploy/native/packages" \
    || fail 'PostgreSQL and RabbitMQ could not be installed.' 'Fix what the message above names, then: deploy/up'
}

start_servers() {
  start_postgres
  start_rabbitmq
  choose_service_ports native_is_running
  remember_ports
}

# For services that an IDE starts: with ASPNETCORE_ENVIRONMENT=Development each reads its settings from here.
write_development_settings() {
  local service account
  account=$(id -un)
  for service in $services; do
    if native_is_running "$service"; then stop_process "$service" TERM; fi
    service_settings "$service" | write_file "$data/run/$service.env" 600
    make_private_dir "$account" "$data/services/$service" \
      || fail "The $service service has no directory of its own." 'The message above gives the reason.'
  done
}

start_natively() {
  need_sdk   # first, as it may ask the user
  need_servers
  step 'Building the services'
  build_services
  step_done
  make_service_account
  offer_dotnet "$(service_account)"
  start_servers
  local service
  for service in $services; do start_service "$service"; done
  for service in $services; do
    step "Waiting for the $service service"
    wait_until_ready "$service" native_is_running
    step_done "ready at $(url_of "$service")"
  done
}

# Sets variable $1 to the port of a server: the previous one, or $2 at the first start; if that is taken, the next one
# that is free.
choose_server_port() {
  printf -v "$1" '%s' "$(free_port "${!1:-$2}" 8080 8081 8082 8083 8084)"
}

wait_for_server() {
  local name=$1 began=$SECONDS
  shift
  until "$@" >/dev/null 2>&1; do
    if ! native_is_running "$name" || [ $((SECONDS - began)) -ge 60 ]; then
      show_log "$name"
      fail "$name did not start." "Its log, above, shows the reason. Fix it, then: deploy/up"
    fi
    sleep 0.2
  done
}

start_postgres() {
  local bin anew='' is_new=''
  bin=$(postgres_bin "$(cat "$data/postgres/data/PG_VERSION" 2>/dev/null || true)" || postgres_bin)
  step 'Starting PostgreSQL'
  if native_is_running postgres && { [ -z "$POSTGRES_PORT" ] || ! keeps_answering postgres_answers; }; then
    stop_process postgres INT
    anew=yes
  fi
  if ! native_is_running postgres; then
    need_disk_space
    choose_server_port POSTGRES_PORT 15432
    remember_ports
    case $made_secrets in *POSTGRES_PASSWORD*) is_new=yes ;; esac
    # Set for this process only: the services that start later must not know it
    POSTGRES_PASSWORD=$POSTGRES_PASSWORD POSTGRES_PASSWORD_IS_NEW=$is_new \
      start_process postgres "$root/deploy/native/postgres" "$data/postgres" "$POSTGRES_PORT"
  fi
  wait_for_server postgres postgres_answers
  if ! EVENTSTORE_DB_PASSWORD=$EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD=$PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD=$QUERY_DB_PASSWORD \
    PGPASSWORD=$POSTGRES_PASSWORD "$bin/psql" -X -q -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -d postgres \
    -f "$root/deploy/postgres/roles.sql" >"$data/logs/roles.log" 2>&1; then
    show_log roles
    fail 'The database roles could not be set up.' "The messages above show the reason. Fix it, then: deploy/up"
  fi
  step_done "127.0.0.1:$POSTGRES_PORT${anew:+, restarted as it did not answer}"
}

# Restarts a node that runs but whose log has stopped, as after a full disk; whatever it has confirmed is on disk.
start_rabbitmq() {
  local anew=
  step 'Starting RabbitMQ'
  if native_is_running rabbitmq && { [ -z "$RABBITMQ_PORT" ] || ! keeps_answering rabbitmq_works; }; then
    stop_process rabbitmq TERM
    anew=yes
  fi
  if ! native_is_running rabbitmq; then
    need_disk_space
    choose_server_port RABBITMQ_PORT 15673
    remember_ports
    write_definitions
    RABBITMQ_DEFINITIONS=$data/definitions.json start_process rabbitmq "$root/deploy/native/rabbitmq" "$data/rabbitmq" "$RABBITMQ_PORT"
  elif ! cmp -s "$data/definitions.json.from" "$root/deploy/rabbitmq/definitions.json"; then
    write_definitions
    if ! "$root/deploy/native/rabbitmqctl" "$data/rabbitmq" -q import_definitions "$data/definitions.json" >"$data/logs/rabbitmq-node.log" 2>&1; then
      show_log rabbitmq-node
      fail "RabbitMQ's users and rights could not be changed." 'The messages above show the reason. Then: deploy/up'
    fi
  fi
  write_file "$data/definitions.json.from" 644 <"$root/deploy/rabbitmq/definitions.json"
  # It opens the port last, when vhost, users and queues exist.
  wait_for_server rabbitmq port_is_open "$RABBITMQ_PORT"
  wait_for_server rabbitmq rabbitmq_works
  step_done "127.0.0.1:$RABBITMQ_PORT${anew:+, restarted as it did not work}"
}

service_answers() {
  curl -sf --max-time 5 "$(url_of "$1")/health/live"
}

# Succeeds if a server answers within 20 s: it may be busy or still starting.
keeps_answering() {
  local began=$SECONDS
  until "$@" >/dev/null 2>&1; do
    if [ $((SECONDS - began)) -ge 20 ]; then return 1; fi
    sleep 0.5
  done
}

# Prints the settings of a service as lines that a shell can read. The first one marks the process as one of this
# installation.
service_settings() {
  local service=$1 postgres="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=eventplatform"
  local rabbitmq="127.0.0.1:$RABBITMQ_PORT/eventplatform"
  {
    echo "EVENTPLATFORM_DATA=$data"
    echo "ASPNETCORE_URLS=$(url_of "$service")"
    api_key_hashes
    echo "EventStore__Url=$(url_of eventstore)"
    echo "EventStore__Key=$SERVICE_KEY"
    echo "EventStore__Snapshot=$data/services/$service/access.json"
    if [ -n "$CORS_ORIGINS" ]; then echo "Cors__Origins=$CORS_ORIGINS"; fi
    case $service in
      ingestion) echo "ConnectionStrings__RabbitMq=amqp://ingestion:$INGESTION_RABBITMQ_PASSWORD@$rabbitmq" ;;
      eventstore)
        echo "ConnectionStrings__RabbitMq=amqp://eventstore:$EVENTSTORE_RABBITMQ_PASSWORD@$rabbitmq"
        echo "ConnectionStrings__Postgres=$postgres;Username=eventstore;Password=$EVENTSTORE_DB_PASSWORD" ;;
      projections) echo "ConnectionStrings__Postgres=$postgres;Username=projections;Password=$PROJECTIONS_DB_PASSWORD" ;;
      query) echo "ConnectionStrings__Postgres=$postgres;Username=query;Password=$QUERY_DB_PASSWORD" ;;
      dashboard)
        echo "Upstream__Query=$(url_of query)"
        echo "Upstream__Ingestion=$(url_of ingestion)"
        echo "Upstream__Projections=$(url_of projections)"
        echo "Upstream__Keys__Observer=$OBSERVER_KEY"
        if [ -n "$CORRECTIONS_KEY" ]; then echo "Upstream__CorrectionsKey=$CORRECTIONS_KEY"; fi
        echo "DataProtection__Folder=$data/services/$service/cookie-keys" ;;
    esac
    own_settings "$service"
  } | sed "s/=\(.*\)/='\1'/"
}

# Prints the operator's settings for service $1, lines NAME=VALUE. They come last, so they override the others.
own_settings() {
  local file=$data/settings/$1.env wrong
  if [ ! -e "$file" ]; then return; fi
  if wrong=$(grep -v -n -E "^([A-Za-z][A-Za-z0-9_]*=[^']*|#.*|)\$" "$file"); then
    fail "$file has lines that are not NAME=VALUE, or contain a quotation mark: ${wrong%%$'\n'*}" \
      'Fix them, then run deploy/up.' >&2
  fi
  grep -E '^[A-Za-z]' "$file" || true
}

# A running service is kept unless it was rebuilt, its settings changed, it runs under another account, or it does not
# answer.
start_service() {
  local service=$1 settings=$data/run/$1.env dir project account pid
  project=$(project_of "$service")
  account=$(service_account)
  dir=$(program_dir "$project" "$account")
  service_settings "$service" | write_file "$settings.new" 600
  if pid=$(running_pid "$service"); then
    if cmp -s "$settings" "$settings.new" && [ ! "$dir/$project.dll" -nt "$data/run/$service.pid" ] && [ "$(stat -c %U "/proc/$pid")" = "$account" ]; then
      if keeps_answering service_answers "$service"; then rm -f "$settings.new"; return; fi
      echo "The $service service does not answer and is restarted."
    fi
    stop_process "$service" TERM
  fi
  mv "$settings.new" "$settings"
  make_private_dir "$account" "$data/services/$service" \
    || fail "The directory of the $service service could not be made." 'The message above shows the reason.'
  start_process "$service" "$root/deploy/native/service" "$settings" "$dir" "$project" "$account" "$data/services/$service"
}

# Prints the directory that project $1 runs from: where it was built, or a copy if account $2 cannot read that (a clone
# under the private home of root).
program_dir() {
  local built=$root/artifacts/bin/$1/release copy=$data/programs/$1
  if (as_account "$2" / test -r "$built/$1.dll") 2>/dev/null; then echo "$built"; return; fi
  if [ ! -e "$copy/$1.dll" ] || [ "$built/$1.dll" -nt "$copy/$1.dll" ]; then
    rm -rf "$copy"
    mkdir -p "$copy"
    cp -R "$built/." "$copy/"
    chmod -R go+rX,go-w "$data/programs"
  fi
  echo "$copy"
}

# Account $1 has to be able to run the .NET runtime too, so it is copied if necessary.
offer_dotnet() {
  local from
  if (as_account "$1" / dotnet --list-runtimes) >/dev/null 2>&1; then return; fi
  from=$(dirname "$(readlink -f "$(command -v dotnet)")")
  if [ ! -e "$data/dotnet/dotnet" ]; then
    mkdir -p "$data/dotnet.new"
    cp -R "$from/dotnet" "$from/host" "$from/shared" "$data/dotnet.new/"
    chmod -R go+rX,go-w "$data/dotnet.new"
    mv "$data/dotnet.new" "$data/dotnet"
  fi
  PATH=$data/dotnet:$PATH
  export DOTNET_ROOT=$data/dotnet
}

# stop_natively NAME...: stops the services first, while they can still reach the servers.
stop_natively() {
  local name
  for name in "$@"; do case $name in postgres | rabbitmq) ;; *) signal_process "$name" TERM ;; esac; done
  for name in "$@"; do
    # INT is PostgreSQL's fast shutdown; on TERM it would wait for its clients.
    case $name in postgres) stop_process "$name" INT ;; *) stop_process "$name" TERM ;; esac
  done
}
