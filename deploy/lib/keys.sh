# Passwords and API keys: random for each installation, generated once, kept in $data. Sourced.

random_hex() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

sha256_hex() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-64
}

secret_names='POSTGRES_PASSWORD EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD
  INGESTION_RABBITMQ_PASSWORD EVENTSTORE_RABBITMQ_PASSWORD FEED_KEY READ_KEY OBSERVER_KEY OPS_KEY SERVICE_KEY'

# Sets all secrets from $data/secrets.env; generates those that are missing or truncated there.
use_secrets() {
  local name file=$data/secrets.env
  made_secrets=''
  for name in $secret_names; do
    if ! printf -v "$name" '%s' "$(value_of "$file" "$name" '[0-9a-f]{48}')" || [ -z "${!name}" ]; then
      printf -v "$name" '%s' "$(random_hex 24)"
      made_secrets="$made_secrets $name"
    fi
  done
  if [ -z "$made_secrets" ]; then return; fi
  if [ -e "$file" ]; then echo "Generated again, as $file does not contain them:$made_secrets."; fi
  for name in $secret_names; do echo "$name=${!name}"; done | write_file "$file" 600
}

# Prints the hashes of the keys as environment variables of a service, which must not know the keys themselves.
api_key_hashes() {
  local role name number=0
  for role in feed read ops service observer; do
    name=$(printf '%s_KEY' "$role" | tr '[:lower:]' '[:upper:]')
    echo "ApiKeys__${number}__Name=$role"
    echo "ApiKeys__${number}__Role=$role"
    echo "ApiKeys__${number}__Sha256=$(printf '%s' "${!name}" | sha256_hex)"
    number=$((number + 1))
  done
}

# Writes local.env, for people and scripts that use this installation, and sets the addresses.
write_local_env() {
  local service variable
  for service in $services; do
    variable=$(printf '%s_URL' "$service" | tr '[:lower:]' '[:upper:]')
    printf -v "$variable" '%s' "$(url_of "$service")"
  done
  for variable in DASHBOARD_URL INGESTION_URL QUERY_URL EVENTSTORE_URL PROJECTIONS_URL FEED_KEY READ_KEY OBSERVER_KEY OPS_KEY; do
    echo "$variable=${!variable}"
  done | write_file "$data/local.env" 600
}

bytes() {
  printf "$(printf '%s' "$1" | sed 's/../\\x&/g')"
}

# RabbitMQ's password hash: base64 of a 4-byte salt and the SHA-256 of salt and password.
rabbitmq_password_hash() {
  local salt hash
  salt=$(random_hex 4)
  hash=$({ bytes "$salt"; printf '%s' "$1"; } | sha256_hex)
  bytes "$salt$hash" | base64 | tr -d '\n'
}

# Writes RabbitMQ's users, permissions, vhost and policies. The file contains only hashes and is readable by all,
# because a container has to read it.
write_definitions() {
  sed -e "s|@INGESTION_PASSWORD_HASH@|$(rabbitmq_password_hash "$INGESTION_RABBITMQ_PASSWORD")|" \
    -e "s|@EVENTSTORE_PASSWORD_HASH@|$(rabbitmq_password_hash "$EVENTSTORE_RABBITMQ_PASSWORD")|" \
    "$root/deploy/rabbitmq/definitions.json" | write_file "$data/definitions.json" 644
}
