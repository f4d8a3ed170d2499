# Backup of the database with pg_dump, and its restore. Sourced; $mode is docker or native.

database=eventplatform

# postgres_tool PROGRAM ARGUMENT...: runs a program of PostgreSQL as the superuser, on this machine or in the container.
postgres_tool() {
  local program=$1
  shift
  if [ "$mode" = docker ]; then compose exec -T postgres "$program" -U postgres "$@"
  else
    PGPASSWORD=$POSTGRES_PASSWORD "$(postgres_bin "$(cat "$data/postgres/data/PG_VERSION" 2>/dev/null)")/$program" \
      -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres "$@"
  fi
}

# sql DATABASE STATEMENT: prints its result without headers.
sql() {
  postgres_tool psql -X -q -At -v ON_ERROR_STOP=1 -d "$1" -c 'set client_min_messages = warning' -c "$2" </dev/null
}

# write_backup FILE: writes it as a whole or not at all, readable only for its owner, with its SHA-256 in FILE.sha256.
# Adds an audit entry.
write_backup() {
  local position sum
  position=$(sql "$database" 'select coalesce(max(seq_id), 0) from log.mt_events') || return 1
  if ! (umask 077; postgres_tool pg_dump -Fc -d "$database" >"$1.new" </dev/null); then rm -f "$1.new"; return 1; fi
  sum=$(sha256_hex <"$1.new") && sync_file "$1.new" || return 1
  echo "$sum  $(basename "$1")" | write_file "$1.sha256" 600 || return 1
  mv -f "$1.new" "$1" || return 1
  backup_position=$position
  sql "$database" "insert into audit.entries (who, action, detail) values ('deploy/backup', 'backed-up',
    jsonb_build_object('position', $position, 'sha256', '$sum'))" \
    || echo 'The backup is complete, but the audit entry could not be written.' >&2
}

# check_backup FILE: fails if it differs from what was written.
check_backup() {
  local expected
  if [ ! -r "$1" ]; then fail "$1 cannot be read." 'Name a file that deploy/backup wrote.'; fi
  if ! expected=$(cut -c1-64 "$1.sha256" 2>/dev/null) || [ "$(sha256_hex <"$1")" != "$expected" ]; then
    fail "$1 is not what $1.sha256 says." \
      'It was changed or truncated, or the hash file is missing: take another backup.'
  fi
}

# restore_backup FILE: restores it into a new database, which takes the place of the present one. Sets $database_before
# to the new name of the present one, or to nothing if there was none. No client may be connected to it.
restore_backup() {
  local new=${database}_new
  sql postgres "drop database if exists $new" && sql postgres "create database $new template template0" || return 1
  if ! postgres_tool pg_restore --exit-on-error -d "$new" <"$1"; then
    sql postgres "drop database $new"
    return 1
  fi
  database_before=
  if [ "$(sql postgres "select count(*) from pg_database where datname = '$database'")" = 1 ]; then
    database_before=${database}_before_$(date -u +%Y%m%d%H%M%S)
    # In one transaction, so that a database of this name always exists
    sql postgres "alter database $database rename to $database_before; alter database $new rename to $database"
  else
    sql postgres "alter database $new rename to $database"
  fi
}
