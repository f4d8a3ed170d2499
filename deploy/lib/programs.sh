# Where the server programs are. Sourced.

# The directory of PostgreSQL's programs: of the major version that $1 names, else of the newest.
postgres_bin() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/${1:-*}/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v postgres || echo none)")"; do
    if [ -x "$dir/postgres" ] && [ -x "$dir/initdb" ] && [ -x "$dir/psql" ]; then echo "$dir"; return; fi
  done
  return 1
}

# RabbitMQ's own scripts; those in /usr/sbin insist on the system's node and user.
rabbitmq_bin() {
  local dir=/usr/lib/rabbitmq/bin
  [ -x "$dir/rabbitmq-server" ] && echo "$dir"
}
