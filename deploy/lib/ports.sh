# Ports on the loopback interface. Sourced.

port_is_open() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

port_is_free() {
  ! port_is_open "$1"
}

# Prints the first free port from $1 on that is none of the other arguments.
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

# Prints a start for free_port, below the range that the kernel assigns to clients. It is random, so that two concurrent
# callers rarely find the same port.
any_port() {
  echo $((10000 + RANDOM % 20000))
}
