-- Appends lines of an export at their own positions. The caller holds the append lock, and has checked that they follow the end of the log.
with line as materialized (
  select (l->>'position')::bigint as position, (l->>'event')::uuid as event, l->>'stream' as stream, (l->>'version')::bigint as version,
    l->>'type' as type, (l->>'storedAt')::timestamptz as stored_at, l->'data' as data, l->>'type' = 'tombstone' as is_tombstone
  from unnest($1::jsonb[]) l
),
grown as (
  insert into log.mt_streams as s (id, version, "timestamp", tenant_id)
  select stream, max(case when is_tombstone then 0 else version end), max(stored_at), '*DEFAULT*' from line group by stream
  on conflict (id) do update set version = excluded.version, "timestamp" = excluded."timestamp"
  returning s.id
)
insert into log.mt_events (seq_id, id, stream_id, version, data, type, "timestamp", tenant_id, mt_dotnet_type, is_archived)
select l.position, l.event, l.stream, l.version, l.data, l.type, l.stored_at, '*DEFAULT*',
  case when l.is_tombstone then 'JasperFx.Events.Tombstone, JasperFx.Events' end, l.is_tombstone
from line l join grown g on g.id = l.stream
order by l.position
