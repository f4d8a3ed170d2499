-- The sizes on disk by schema, and the last backup.
select pg_database_size(current_database()),
  (select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
    where c.relnamespace = 'log'::regnamespace and c.relkind = 'r')::bigint,
  (select coalesce(jsonb_object_agg(nspname, bytes), '{}') from (
    select n.nspname, coalesce(sum(pg_total_relation_size(c.oid)), 0) as bytes from pg_namespace n join pg_class c on c.relnamespace = n.oid
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'log', 'access', 'audit')
    group by n.nspname) schemas)::text,
  (select at from audit.entries where action = 'backed-up' order by id desc limit 1),
  (select (detail->>'position')::bigint from audit.entries where action = 'backed-up' order by id desc limit 1),
  (select coalesce(max(seq_id), 0) from log.mt_events)
