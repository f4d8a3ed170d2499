CREATE OR REPLACE FUNCTION log.fill_holes()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
-- The caller holds the append lock, so nobody else is between a position and its commit: a position above the last stored one was burnt
-- by a rolled-back append. It becomes a tombstone as Marten writes them, archived so that no projection is handed it.
declare
  given bigint;
  stored bigint;
  recorded timestamptz;
begin
  select case when is_called then last_value else last_value - 1 end into given from log.mt_events_sequence;
  select seq_id, "timestamp" into stored, recorded from log.mt_events order by seq_id desc limit 1;
  recorded := greatest(clock_timestamp(), recorded);
  -- As after a restore of the events without the sequence: the next positions are taken already, or were given to readers before
  if given < stored then
    raise 'the sequence log.mt_events_sequence stands at %, behind position % of the log: set it with setval', given, stored
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if given > coalesce(stored, 0) then
    insert into log.mt_streams (id, version, tenant_id) values ('mt_tombstone', 0, '*DEFAULT*') on conflict do nothing;
    insert into log.mt_events (seq_id, id, stream_id, version, data, type, "timestamp", tenant_id, mt_dotnet_type, is_archived)
    select n, gen_random_uuid(), 'mt_tombstone', n, '{}', 'tombstone', recorded, '*DEFAULT*', 'JasperFx.Events.Tombstone, JasperFx.Events', true
    from generate_series(coalesce(stored, 0) + 1, given) n;
    perform pg_notify('mt_events_appended', '');
  end if;
  return recorded;
end
$function$;
