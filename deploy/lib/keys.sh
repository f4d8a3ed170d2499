# Passwords and API keys: random per installation, made once, kept in $data. Sourced.

random_hex() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

sha256_hex() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-64
}

secret_names='POSTGRES_PASSWORD EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD
  INGESTION_RABBITMQ_PASSWORD EVENTSTORE_RABBITMQ_PASSWORD FEED_KEY READ_KEY OBSERVER_KEY OPS_KEY SERVICE_KEY'

# Sets all secrets: those of $data/secrets.env, and new ones for what is missing or cut off there.
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
  if [ -e "$file" ]; then echo "Made anew, as $file does not hold them:$made_secrets."; fi
  for name in $secret_names; do echo "$name=${!name}"; done | write_file "$file" 600
}

# As environment variables of a service: what it may know of the keys, which is their hashes.
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

# For people and scripts that use this installation. Sets the addresses too.
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

# RabbitMQ's form of a password: base64 of a salt of 4 bytes and SHA-256 of salt and password.
rabbitmq_password_hash() {
  local salt hash
  salt=$(random_hex 4)
  hash=$({ bytes "$salt"; printf '%s' "$1"; } | sha256_hex)
  bytes "$salt$hash" | base64 | tr -d '\n'
}

# RabbitMQ's users, permissions, vhost and policies. Readable by all, as a container has to read it: it holds hashes only.
write_definitions() {
  sed -e "s|@INGESTION_PASSWORD_HASH@|$(rabbitmq_password_hash "$INGESTION_RABBITMQ_PASSWORD")|" \
    -e "s|@EVENTSTORE_PASSWORD_HASH@|$(rabbitmq_password_hash "$EVENTSTORE_RABBITMQ_PASSWORD")|" \
    "$root/deploy/rabbitmq/definitions.json" | write_file "$data/definitions.json" 644
}
