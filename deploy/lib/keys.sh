# Passwords and API keys: random per installation, made once, kept in $data. Sourced.

random_hex() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

sha256_hex() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c1-64
}

# Makes the secrets that are missing in $data/secrets.env, and sets them all.
use_secrets() {
  local name file=$data/secrets.env
  (umask 077; touch "$file")
  for name in POSTGRES_PASSWORD EVENTSTORE_DB_PASSWORD PROJECTIONS_DB_PASSWORD QUERY_DB_PASSWORD \
    INGESTION_RABBITMQ_PASSWORD EVENTSTORE_RABBITMQ_PASSWORD FEED_KEY READ_KEY OPS_KEY SERVICE_KEY; do
    if ! grep -q "^$name=" "$file"; then echo "$name=$(random_hex 24)" >>"$file"; fi
  done
  . "$file"
}

# As environment variables of a service: what it may know of the keys, which is their hashes.
api_key_hashes() {
  local role name number=0
  for role in feed read ops service; do
    name=$(printf '%s_KEY' "$role" | tr '[:lower:]' '[:upper:]')
    echo "ApiKeys__${number}__Name=$role"
    echo "ApiKeys__${number}__Role=$role"
    echo "ApiKeys__${number}__Sha256=$(printf '%s' "${!name}" | sha256_hex)"
    number=$((number + 1))
  done
}

# For people and scripts that use this installation.
write_local_env() {
  local new=$data/local.env.new
  (
    umask 077
    printf '%s\n' "INGESTION_URL=http://127.0.0.1:$INGESTION_PORT" "QUERY_URL=http://127.0.0.1:$QUERY_PORT" \
      "EVENTSTORE_URL=http://127.0.0.1:$EVENTSTORE_PORT" "PROJECTIONS_URL=http://127.0.0.1:$PROJECTIONS_PORT" \
      "FEED_KEY=$FEED_KEY" "READ_KEY=$READ_KEY" "OPS_KEY=$OPS_KEY" >"$new"
  )
  mv "$new" "$data/local.env"
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
    "$root/deploy/rabbitmq/definitions.json" >"$data/definitions.json.new"
  chmod 644 "$data/definitions.json.new"
  mv "$data/definitions.json.new" "$data/definitions.json"
}
