# The platform in containers of one compose project. Sourced.

# Runs compose: the newer plugin of docker, or the older program.
compose() {
  if docker compose version >/dev/null 2>&1; then set -- docker compose --env-file "$data/compose.env" "$@"
  else set -- docker-compose --env-file "$data/compose.env" "$@"; fi
  (cd "$root" && exec "$@")
}

# Prints why Docker cannot be used; nothing if it can.
docker_obstacle() {
  local said
  if ! command -v docker >/dev/null; then echo 'Docker is not installed'; return; fi
  if ! said=$(docker info 2>&1 >/dev/null); then
    case $said in
      *[Pp]ermission*) echo "$(id -un) may not use the Docker engine (its group is usually called docker)" ;;
      *) echo 'the Docker engine does not answer' ;;
    esac
    return
  fi
  if ! docker compose version >/dev/null 2>&1 && ! docker-compose version >/dev/null 2>&1; then
    echo 'Docker has no compose (1.29 or newer)'
    return
  fi
  pull_images
}

image_variables='POSTGRES_IMAGE RABBITMQ_IMAGE SDK_IMAGE RUNTIME_IMAGE'

# An image that was chosen at an earlier start is used until another is chosen.
recall_images() {
  local variable
  for variable in $image_variables; do
    if [ -z "${!variable:-}" ] && [ -e "$data/compose.env" ]; then
      printf -v "$variable" '%s' "$(value_of "$data/compose.env" "$variable" '[^[:space:]]+' || true)"
    fi
  done
}

pull_images() {
  local image
  for image in "${POSTGRES_IMAGE:-postgres:17}" "${RABBITMQ_IMAGE:-rabbitmq:4-management}" \
    "${SDK_IMAGE:-mcr.microsoft.com/dotnet/sdk:10.0}" "${RUNTIME_IMAGE:-mcr.microsoft.com/dotnet/aspnet:10.0}"; do
    if docker image inspect "$image" >/dev/null 2>&1; then continue; fi
    if ! docker pull -q "$image" >"$data/logs/pull.log" 2>&1; then
      echo "the image $image cannot be pulled ($(tail -n 1 "$data/logs/pull.log"))"
      return
    fi
  done
}

docker_is_running() {
  local id
  id=$(compose ps -q "$1" 2>/dev/null) && [ -n "$id" ] && [ "$(docker inspect -f '{{.State.Running}}' "$id" 2>/dev/null)" = true ]
}

# Compose has its own settings file, so that it can be run by hand too.
write_compose_env() {
  local variable
  {
    # The directory's name alone would not distinguish two clones.
    echo "COMPOSE_PROJECT_NAME=eventplatform-$(printf '%s' "$root" | cksum | cut -d' ' -f1)"
    echo "RABBITMQ_DEFINITIONS=$data/definitions.json"
    # A container reads the file once, so compose has to recreate it if the rights in the file change.
    echo "RABBITMQ_DEFINITIONS_SUM=$(sha256_hex <"$root/deploy/rabbitmq/definitions.json")"
    for variable in FEED_KEY READ_KEY OBSERVER_KEY OPS_KEY SERVICE_KEY; do echo "${variable}_SHA256=$(printf '%s' "${!variable}" | sha256_hex)"; done
    for variable in POSTGRES_PASSWORD EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD \
      INGESTION_RABBITMQ_PASSWORD EVENTSTORE_RABBITMQ_PASSWORD SERVICE_KEY OBSERVER_KEY INGESTION_PORT QUERY_PORT EVENTSTORE_PORT PROJECTIONS_PORT DASHBOARD_PORT CORRECTIONS_KEY CORS_ORIGINS \
      $image_variables; do
      if [ -n "${!variable:-}" ]; then echo "$variable=${!variable}"; fi
    done
  } | write_file "$data/compose.env" 600
}

# If the containers cannot be built or started, prints the reason and returns 1.
start_in_docker() {
  local service
  write_definitions
  write_compose_env   # needed to query what runs; written again when the ports are known
  choose_service_ports docker_is_running
  remember_ports
  write_compose_env
  step 'Building the images'
  : >"$data/logs/compose.log"
  if ! logged "$data/logs/compose.log" compose build; then log_tail compose; return 1; fi
  step_done
  step 'Starting the containers'
  if ! is_up docker; then started=containers; fi
  if ! logged "$data/logs/compose.log" compose up -d; then log_tail compose; return 1; fi
  step_done
  for service in $services; do
    step "Waiting for the $service service"
    wait_until_ready "$service" docker_is_running
    step_done "ready at $(url_of "$service")"
  done
}

show_container_log() {
  echo
  compose logs --tail 20 "$1" || true
}

stop_in_docker() {
  if [ -e "$data/compose.env" ]; then compose down --remove-orphans "$@" >"$data/logs/compose.log" 2>&1; fi
}
