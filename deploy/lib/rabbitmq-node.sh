# The private RabbitMQ node of a directory: settings that the server and its command-line tools share. Sourced.

# Points RabbitMQ's scripts to the node in directory $1 instead of the system's node, its files and its epmd.
use_rabbitmq_node() {
  local dir=$1
  export ERL_EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1
  ERL_EPMD_PORT=$(cat "$dir/epmd-port")
  RABBITMQ_DIST_PORT=$(cat "$dir/dist-port")
  export RABBITMQ_NODENAME=eventplatform@localhost RABBITMQ_DIST_PORT
  export RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ADVANCED_CONFIG_FILE=$dir/none RABBITMQ_CONFIG_FILES=$dir/none
  export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
  export RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOG_BASE=$dir/log RABBITMQ_GENERATED_CONFIG_DIR=$dir/generated
  export RABBITMQ_SCHEMA_DIR=$dir/schema RABBITMQ_PID_FILE=$dir/pid
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  export LANG=C.UTF-8 LC_ALL=C.UTF-8
}

# Prints the port in file $1. If there is none, or another process has taken it, stores and prints a free one.
remembered_port() {
  local file=$1
  shift
  if [ ! -s "$file" ] || ! port_is_free "$(cat "$file")"; then free_port "$(any_port)" "$@" > "$file"; fi
  cat "$file"
}
