# The starts and stops of one installation: the lock, the mode in which it runs, the cleanup after a failure. Sourced.

# Two scripts must not start the same things at once; a claim of a killed script is ignored. The claim is a hard link,
# which only one script can create.
take_turn() {
  local claim=$data/run/starting pid try
  echo "$$ $(process_start $$)" >"$claim.$$"
  for try in 1 2; do
    if ln "$claim.$$" "$claim" 2>/dev/null; then rm -f "$claim.$$"; return; fi
    if pid=$(live_pid "$claim"); then break; fi
    rm -f "$claim"
  done
  rm -f "$claim.$$"
  fail "Another deploy/up (process ${pid:-unknown}) is starting this installation." 'Wait until it is done.'
}

end_turn() {
  rm -f "$data/run/starting"
}

# Sets $mode: the requested one, the previous one, or Docker if it can be used.
choose_mode() {
  local before obstacle
  before=$(mode_before)
  mode=${wanted:-${before:-docker}}
  if [ -n "$before" ] && [ "$mode" != "$before" ] && is_up "$before"; then
    fail "It already runs with --$before." "Stop it first: deploy/down. The two modes have separate data."
  fi
  if [ "$mode" = docker ]; then
    step 'Looking for Docker and the images'
    recall_images
    obstacle=$(docker_obstacle)
    if [ -z "$obstacle" ]; then step_done; else go_native_for "$obstacle"; fi
  fi
  if [ "$mode" = native ] && [ "$(uname -s)" != Linux ]; then
    fail "On $(uname -s) EventPlatform runs with Docker only." 'Install and start Docker, then: deploy/up'
  fi
  echo "$mode" | write_file "$data/mode" 644
}

# For a script that needs a running installation: sets $data, $mode, secrets and ports.
find_installation() {
  if ! find_data || ! mode=$(mode_before) || [ -z "$mode" ]; then
    fail 'There is no installation here.' 'Create one first: deploy/up'
  fi
  use_secrets
  recall_ports
  if ! "${mode}_is_running" postgres; then
    fail 'PostgreSQL of this installation does not run.' 'Start it first: deploy/up'
  fi
}

# Prints the previous mode, even if $data/mode is lost; nothing if the installation never ran.
mode_before() {
  case $(cat "$data/mode" 2>/dev/null || true) in
    docker) echo docker ;;
    native) echo native ;;
    *) if [ -d "$data/postgres/data" ]; then echo native; elif [ -e "$data/docker-was-used" ]; then echo docker; fi ;;
  esac
}

# With --docker, or if the data is already with Docker, an obstacle is a failure; else the native mode is used.
go_native_for() {
  if [ "$wanted" = docker ]; then fail "Docker cannot be used: $1." 'Fix that, or run deploy/up --native.'; fi
  if [ -e "$data/docker-was-used" ]; then
    fail "This installation's data is with Docker, but: $1." 'Fix that, or start without that data: deploy/up --native'
  fi
  step_skipped "$1; continuing without Docker"
  mode=native
}

start_in_docker_or_else() {
  if start_in_docker; then
    touch "$data/docker-was-used"
  else
    stop_in_docker && rm -f "$data/compose.env"
    started=
    go_native_for 'the containers could not be built or started, see above'
    echo native | write_file "$data/mode" 644
  fi
}

is_up() {
  local name
  for name in $native_processes; do
    if [ "$1" = native ] && native_is_running "$name"; then return; fi
    if [ "$1" = docker ] && [ -e "$data/compose.env" ] && docker_is_running "$name"; then return; fi
  done
  return 1
}

show_log() {
  if [ "$mode" = docker ]; then show_container_log "$1"; else echo; log_tail "$1"; fi
}

stop_everything() {
  rm -f "$data/run/up.pid"   # makes a waiting deploy/up return
  stop_natively $native_processes
  stop_in_docker "$@"
}

# If the script ends before everything is ready, whatever this start began is stopped again; what ran before stays.
on_exit() {
  local status=$?
  trap '' INT TERM HUP
  trap - EXIT
  if [ -z "${is_ready:-}" ]; then
    stop_logged
    if [ -n "${started:-}" ]; then
      printf '\n%s\n' 'Stopping what this run started.'
      if [ "$mode" = docker ]; then stop_in_docker || true; else stop_natively $started; fi
    fi
    end_turn
  fi
  exit "$status"
}

# Waits until Ctrl-C, which stops everything, or until deploy/down has stopped everything.
stay() {
  local pid name reported=
  if pid=$(live_pid "$data/run/up.pid"); then
    echo "It already runs under another deploy/up (process $pid). To stop it, press Ctrl-C there or run deploy/down."
    return
  fi
  echo "$$ $(process_start $$)" >"$data/run/up.pid"
  trap 'trap "" INT TERM HUP; echo; echo "Stopping."; stop_everything; exit 0' INT TERM HUP
  printf '\n%s\n' 'Press Ctrl-C to stop everything.'
  while sleep 1; do
    if [ ! -e "$data/run/up.pid" ]; then echo 'Stopped by deploy/down.'; return; fi
    if [ "$mode" = docker ]; then continue; fi   # Docker restarts what ends
    for name in $native_processes; do
      case $reported in *" $name "*) continue ;; esac
      if native_is_running "$name"; then continue; fi
      echo "$name has stopped; its log is .data/logs/$name.log. To start it again: deploy/up"
      reported="$reported $name "
    done
  done
}
