# Locations of the server programs. Sourced.

# Prints the directory of PostgreSQL's programs: of major version $1 if given, else of the newest version.
postgres_bin() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/${1:-*}/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v postgres || echo none)")"; do
    if [ -x "$dir/postgres" ] && [ -x "$dir/initdb" ] && [ -x "$dir/psql" ]; then echo "$dir"; return; fi
  done
  return 1
}

# Prints the directory of RabbitMQ's own scripts; those in /usr/sbin only work with the system's node and user.
rabbitmq_bin() {
  local dir=/usr/lib/rabbitmq/bin
  [ -x "$dir/rabbitmq-server" ] && echo "$dir"
}
