# Checks whether PostgreSQL and RabbitMQ work. They query the servers, as a port may stay open after its server has
# failed. Sourced.

postgres_answers() {
  PGPASSWORD=$POSTGRES_PASSWORD PGCONNECT_TIMEOUT=5 timeout 10 "$(postgres_bin "$(cat "$data/postgres/data/PG_VERSION")")/psql" \
    -X -q -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -d postgres -c 'select 1'
}

# A few processes write RabbitMQ's log. On a full disk they end permanently, while the node and its port stay.
rabbitmq_works() {
  timeout 60 "$root/deploy/native/rabbitmqctl" "$data/rabbitmq" -q -t 20 eval '
    Logs = [P || P <- registered(), lists:suffix("ra_log_wal", atom_to_list(P))],
    Queues = [amqqueue:get_pid(Q) || Q <- rabbit_amqqueue:list(), amqqueue:is_quorum(Q)],
    Lost = [Q || Q <- Queues, element(1, ra:consistent_query(Q, fun(_) -> ok end, 5000)) =/= ok],
    true = Logs =/= [] andalso Lost =:= [].' >"$data/logs/rabbitmq-node.log" 2>&1
}

# On a full disk both servers end or accept nothing more.
need_disk_space() {
  local folder free
  for folder in "$data" "$data/postgres" "$data/rabbitmq"; do   # which may be on separate disks
    if ! [ -d "$folder" ]; then continue; fi
    free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -lt 200 ]; then
      fail "The disk of $folder has $free MB left, and the servers need 200 MB to start." \
        'Free some space, then run deploy/up: nothing that was acknowledged is lost.'
    fi
  done
}
