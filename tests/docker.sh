# A Docker engine with images of the servers, for the tests. Sourced by tests/run.

# Uses the running Docker engine. If there is none, installs it from the distribution and runs it until the tests end.
need_docker() {
  # A machine may have the docker client without the engine.
  if ! docker info >/dev/null 2>&1 && ! command -v dockerd >/dev/null; then
    apt_install docker.io || no_docker 'none answers and docker.io could not be installed'
  fi
  if ! docker info >/dev/null 2>&1; then start_engine; fi
  POSTGRES_IMAGE=$(image_of postgres "${POSTGRES_IMAGE:-postgres:17}") || exit 1
  RABBITMQ_IMAGE=$(image_of rabbitmq "${RABBITMQ_IMAGE:-rabbitmq:4-management}") || exit 1
  export POSTGRES_IMAGE RABBITMQ_IMAGE
}

no_docker() {
  fail "The tests need a Docker engine, but $1." \
    'Start Docker, or use native servers only: TEST_SERVERS=native tests/run'
}

start_engine() {
  local log=$results/dockerd.log began=$SECONDS
  if [ "$(id -u)" != 0 ]; then no_docker 'none answers and only root can start one'; fi
  step 'Starting a Docker engine'
  setsid dockerd >"$log" 2>&1 </dev/null &
  engine_pid=$!
  until docker info >/dev/null 2>&1; do
    if ! kill -0 "$engine_pid" 2>/dev/null || [ $((SECONDS - began)) -ge 60 ]; then
      tail -n 5 "$log"
      no_docker "dockerd does not start (full output: $log)"
    fi
    sleep 0.3
  done
  step_done
}

# Ends only an engine that this run started, by its process id.
stop_engine() {
  if [ -n "${engine_pid:-}" ]; then kill "$engine_pid" 2>/dev/null || true; wait "$engine_pid" 2>/dev/null || true; fi
}

# image_of SERVER IMAGE: prints the image, or the name of a substitute that is built if the image cannot be pulled.
image_of() {
  local log=$results/image-$1.log
  if docker image inspect "$2" >/dev/null 2>&1 || docker pull -q "$2" >"$log" 2>&1; then echo "$2"; return; fi
  {
    step "Building an image of $1, as $2 cannot be pulled"
    if ! command -v debootstrap >/dev/null && ! apt_install debootstrap; then
      fail 'debootstrap is missing and could not be installed.' "Install it, or make sure that docker pull $2 works."
    fi
    if ! logged "$log" "$root/tests/Servers/images/build" "$1"; then
      tail -n 5 "$log"
      fail "The image could not be built." "Full output: $log"
    fi
    step_done
  } >&2
  tail -n 1 "$log"
}
