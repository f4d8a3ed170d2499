# Ports on the loopback interface. Sourced.

port_is_open() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

port_is_free() {
  ! port_is_open "$1"
}

# The first free port from $1 on that is none of the others.
free_port() {
  local port=$1 other taken
  shift
  while [ "$port" -le 65535 ]; do
    taken=
    for other in "$@"; do if [ "$port" = "$other" ]; then taken=yes; fi; done
    if [ -z "$taken" ] && port_is_free "$port"; then echo "$port"; return; fi
    port=$((port + 1))
  done
  return 1
}

# A start for free_port below the range that the kernel hands out to clients; random, so that two that look at the
# same time seldom find the same.
any_port() {
  echo $((10000 + RANDOM % 20000))
}
