# Under which account the servers run: PostgreSQL refuses to run as root, and RabbitMQ should not. Sourced.

# Runs a command as the server account $1 with its home in $2, if we are root; else as who we are.
# The caller has to be in a directory that the account can enter.
as_account() {
  local account=$1 home=$2
  shift 2
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid="$account" --regid="$account" --init-groups env HOME="$home" "$@"
  fi
  exec env HOME="$home" "$@"
}

# Makes the private directory $2 for account $1, or says why the account could not use it.
make_private_dir() {
  local account=$1 dir=$2
  mkdir -p "$dir"
  chmod 700 "$dir"
  if [ "$(id -u)" = 0 ]; then
    chown "$account:" "$dir"
    if ! (as_account "$account" / test -w "$dir"); then
      echo "The user '$account' cannot reach $dir: choose a directory whose parents it can enter." >&2
      return 1
    fi
  fi
}

# Waits up to 10 s until no process works in directory $1: children of a killed server outlive it for a moment.
wait_until_unused() {
  local dir=$1 try process used
  for try in $(seq 100); do
    used=
    for process in /proc/[0-9]*; do
      if [ "$process/cwd" -ef "$dir" ] && [ "${process#/proc/}" != $$ ]; then used=${process#/proc/}; break; fi
    done
    if [ -z "$used" ]; then return; fi
    sleep 0.1
  done
  echo "Process $used still works in $dir: is a server running there already?" >&2
  return 1
}
