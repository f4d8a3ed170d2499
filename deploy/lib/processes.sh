# Processes that outlive the script that starts them, each with a pid file and a log under $data. Sourced.

# Prints the start time of process $1, which distinguishes it from a later process with the same pid.
process_start() {
  local stat
  if [ -d /proc/self ]; then
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # The fields after the program's name, which may contain spaces; the first is the state, the 20th the start time.
    set -- ${stat##*)}
    if [ $# -lt 20 ] || [ "$1" = Z ]; then return 1; fi
    echo "${20}"
  else
    ps -o lstart= -p "$1" | tr -d ' '
  fi
}

# Prints the pid in file $1 if that same process still runs.
live_pid() {
  local pid='' start=''
  read -r pid start 2>/dev/null <"$1" || return 1
  case $pid in '' | *[!0-9]*) return 1 ;; esac
  if [ -n "$start" ] && [ "$(process_start "$pid")" = "$start" ]; then echo "$pid"; else return 1; fi
}

# Prints the pid of process $1 of this installation. If its pid file is lost or damaged, the process is found by what
# distinguishes it.
running_pid() {
  local file=$data/run/$1.pid pid
  if live_pid "$file"; then return 0; fi   # explicit 0: in an exit trap a bare return repeats the status that led there
  pid=$(stray_pid "$1") || return 1
  echo "$pid $(process_start "$pid")" | write_file "$file" 644
  echo "$pid"
}

stray_pid() {
  local pid
  for pid in $(own_pids "$1"); do
    case $1 in
      postgres) is_program "$pid" '*/postgres -D *' || continue ;;
      rabbitmq) is_program "$pid" '*/beam.smp *' || continue ;;
      *) is_program "$pid" "*dotnet $(project_of "$1").dll *" || continue ;;
    esac
    echo "$pid"
    return 0
  done
  return 1
}

# The working directory of a server is its data directory. A service has the installation's mark in its environment; one
# that an earlier version started has the key that only the services of this installation have.
own_pids() {
  local process key dir=$data/$1
  case $1 in
    postgres | rabbitmq)
      if [ "$1" = postgres ]; then dir=$dir/data; fi
      for process in /proc/[0-9]*; do
        if [ "$process/cwd" -ef "$dir" ]; then echo "${process#/proc/}"; fi
      done ;;
    *)
      key=$(value_of "$data/run/$1.env" EventStore__Key "'[0-9a-f]{48}'" | tr -d "'")
      grep -lzFx -e "EVENTPLATFORM_DATA=$data" ${key:+-e "EventStore__Key=$key"} /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true ;;
  esac
}

# Whether process $1 runs, is no zombie, and has a command line that matches pattern $2.
is_program() {
  local line
  process_start "$1" >/dev/null && line=$(tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null) || return 1
  case $line in $2) ;; *) return 1 ;; esac
}

# start_process NAME COMMAND...: starts it in a separate session, so that Ctrl-C in this terminal does not reach it. The
# process writes its pid before it becomes the command: if this script is killed in between, the next one finds it.
start_process() {
  local name=$1 log=$data/logs/$1.log
  shift
  if [ -e "$log" ]; then mv -f "$log" "$log.1"; fi
  rm -f "$data/run/$name.pid"
  setsid sh -c 'echo "$$ $(cut -d" " -f22 /proc/$$/stat)" >"$1.new" && mv "$1.new" "$1" && shift && exec "$@"' \
    start "$data/run/$name.pid" "$@" >"$log" 2>&1 </dev/null &
  disown   # otherwise bash reports its end on the terminal
  started="$name ${started:-}"
  local try
  for try in $(seq 100); do
    if [ -e "$data/run/$name.pid" ]; then return; fi
    sleep 0.05
  done
  log_tail "$name"
  fail "$name could not be started." "The end of its log, above, shows the reason."
}

# stop_process NAME SIGNAL: waits up to 20 s, then kills it.
stop_process() {
  local name=$1 try
  signal_process "$name" "$2"
  for try in $(seq 200); do
    if ! running_pid "$name" >/dev/null; then break; fi
    sleep 0.1
  done
  signal_process "$name" KILL
  if [ "$name" = postgres ]; then end_children_of_postgres; fi
  rm -f "$data/run/$name.pid"
}

# A suspended child does not notice that its server was killed, and keeps the data directory in use.
end_children_of_postgres() {
  local pid
  for pid in $(own_pids postgres); do
    if is_program "$pid" 'postgres: *'; then kill -s KILL "$pid" 2>/dev/null || true; fi
  done
}

signal_process() {
  local pid
  if pid=$(running_pid "$1"); then kill -s "$2" "$pid" 2>/dev/null || true; fi
}

# Prints the end of a process's log, after a failure.
log_tail() {
  printf '%s\n' "--- the end of $data/logs/$1.log:"
  tail -n 20 "$data/logs/$1.log" 2>/dev/null || true
  printf '%s\n' '---'
}
