# The accounts of servers and services: PostgreSQL refuses to run as root, and nothing else should run as root. Sourced.

# Runs a command with the home $2: as the account $1 if the caller is root, else as the caller.
# The account has to be able to enter the working directory.
as_account() {
  local account=$1 home=$2
  shift 2
  if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid="$account" --regid="$account" --init-groups env HOME="$home" "$@"
  fi
  exec env HOME="$home" "$@"
}

# Makes the private directory $2 for account $1. Fails with the reason if the account cannot use it.
make_private_dir() {
  local account=$1 dir=$2
  mkdir -p "$dir"
  chmod 700 "$dir"
  if [ "$(id -u)" = 0 ]; then
    chown "$account:" "$dir"
    if ! (as_account "$account" / test -w "$dir"); then
      echo "The user '$account' cannot reach $dir: choose a directory whose parents this user can enter." >&2
      return 1
    fi
  fi
}

# The account of this installation's services: a separate one if root starts them, else the user who starts them.
service_account() {
  if [ "$(id -u)" = 0 ]; then echo "eventplatform-$(printf '%s' "$root" | cksum | cut -d' ' -f1)"; else id -un; fi
}

make_service_account() {
  local account
  account=$(service_account)
  if [ "$(id -u)" != 0 ] || id "$account" >/dev/null 2>&1; then return; fi
  useradd --system --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin --comment "EventPlatform in $root" "$account" \
    || fail "The account $account for the services could not be made." \
      "The message above shows the reason. Then: deploy/up"
}

remove_service_account() {
  local account
  account=$(service_account)
  if [ "$(id -u)" = 0 ] && id "$account" >/dev/null 2>&1; then userdel "$account" || true; fi
}

# Waits up to 10 s until no process uses directory $1: children of a killed server outlive it for a moment.
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
  echo "Process $used still uses $dir: does a server run there already?" >&2
  return 1
}
