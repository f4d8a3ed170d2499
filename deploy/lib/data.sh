# The directory of an installation's data, logs, keys and pid files. Sourced; $root is the repository.

# Sets $data, and makes .data if there is none: in the repository, or under /var/lib/eventplatform with .data pointing
# there, if the servers' accounts cannot reach the repository (a clone under the private home of root).
make_data() {
  if [ ! -e "$root/.data" ]; then
    rm -f "$root/.data"
    if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && ! setpriv --reuid=nobody --clear-groups test -x "$root"; then
      # The checksum of the path distinguishes two clones.
      data=/var/lib/eventplatform/$(basename "$root")-$(printf '%s' "$root" | cksum | cut -d' ' -f1)
      mkdir -p "$data"
      chmod 755 /var/lib/eventplatform
      ln -s "$data" "$root/.data"
    else
      mkdir "$root/.data" || fail "$(id -un) may not write to $root." 'Run this as the owner of that directory.'
    fi
  fi
  find_data
  if [ ! -O "$data" ]; then
    fail "$data belongs to another user." 'Run this as the user who started this installation before.'
  fi
  # Root's servers run as other users, which have to pass through; every file with a secret is private by itself.
  if [ "$(id -u)" = 0 ]; then chmod 711 "$data"; else chmod 700 "$data"; fi
  mkdir -p "$data/run" "$data/logs"
  chmod 700 "$data/run" "$data/logs"
}

# Sets $data if the directory exists, else fails.
find_data() {
  [ -d "$root/.data" ] && data=$(cd -P "$root/.data" && pwd)
}

remove_data() {
  remove_service_account
  # Children of a server that was killed may still write for a moment
  rm -rf "$data" || { sleep 1; rm -rf "$data"; }
  rm -rf "$root/.data"
}
