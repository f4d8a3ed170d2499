CREATE OR REPLACE FUNCTION log.append_reports(event_ids uuid[], streams text[], types text[], sources text[], ids text[], hashes text[], documents jsonb[])
 RETURNS TABLE(ordinal bigint, outcome text, "position" bigint)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_nestloop TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
-- Appends a chunk in its order and says what became of each report: stored, duplicate (same content is stored already),
-- conflicting (the same source and id with other content is stored already: kept in dead_letters), or incomparable (one of the
-- two hashes is of an older form: nothing is done until both are of the present one, which begins with 2:).
-- To plan a chunk takes as long as to store some twenty reports, and a custom plan would be made for each check of the foreign key too. So
-- there is one plan: it looks up by index, and joins a chunk's reports with its streams by hash, however many there are.
declare
  recorded timestamptz := log.take_append_lock();
begin
  -- Nothing of it known, nothing twice: the usual chunk, stored without a look at what became of each report
  if not exists (select from unnest(sources, ids) s (source, id) group by s.source, s.id having count(*) > 1)
    and not exists (
      select from unnest(sources, ids) s (source, id)
      cross join lateral (select from log.mt_events e where e.data->>'source' = s.source and e.data->>'id' = s.id limit 1) e) then
    return query
    with positioned as materialized (
      select nextval('log.mt_events_sequence') as seq_id, r.*
      from unnest(event_ids, streams, types, sources, ids, hashes, documents) with ordinality
        as r(event_id, stream, type, source, id, hash, document, ord)
    ),
    grown as (
      insert into log.mt_streams as s (id, version, "timestamp", tenant_id)
      select stream, count(*), recorded, '*DEFAULT*' from positioned group by stream
      on conflict (id) do update set version = s.version + excluded.version, "timestamp" = excluded."timestamp"
      returning s.id, s.version
    ),
    appended as (
      insert into log.mt_events (seq_id, id, stream_id, version, data, type, "timestamp", tenant_id)
      select p.seq_id, p.event_id, p.stream, g.version + 1 - row_number() over (partition by p.stream order by p.ord desc),
        p.document, p.type, recorded, '*DEFAULT*'
      from positioned p join grown g on g.id = p.stream
      order by p.seq_id
    )
    select p.ord, 'stored', p.seq_id from positioned p order by p.ord;
    return;
  end if;

  return query
  with sent as materialized (
    select r.*, k.known_at, k.known_hash, k.rehashed
    from unnest(event_ids, streams, types, sources, ids, hashes, documents) with ordinality
      as r(event_id, stream, type, source, id, hash, document, ord)
    left join lateral (
      select e.seq_id as known_at, e.data->>'contentHash' as known_hash, (select h.hash from log.rehashed h where h."position" = e.seq_id) as rehashed
      from log.mt_events e
      where e.data->>'source' = r.source and e.data->>'id' = r.id limit 1) k on true
  ),
  fresh as materialized (
    select distinct on (s.source, s.id) s.* from sent s where s.known_at is null order by s.source, s.id, s.ord
  ),
  positioned as materialized (
    select nextval('log.mt_events_sequence') as seq_id, f.* from (select * from fresh order by ord) f
  ),
  grown as (
    insert into log.mt_streams as s (id, version, "timestamp", tenant_id)
    select stream, count(*), recorded, '*DEFAULT*' from positioned group by stream
    on conflict (id) do update set version = s.version + excluded.version, "timestamp" = excluded."timestamp"
    returning s.id, s.version
  ),
  appended as (
    insert into log.mt_events (seq_id, id, stream_id, version, data, type, "timestamp", tenant_id)
    select p.seq_id, p.event_id, p.stream,
      g.version - count(*) over (partition by p.stream) + row_number() over (partition by p.stream order by p.ord),
      p.document, p.type, recorded, '*DEFAULT*'
    from positioned p join grown g on g.id = p.stream
    order by p.seq_id
  ),
  told as materialized (
    select s.*, coalesce(s.known_at, p.seq_id) as seq_id, case
        when s.ord = p.ord then 'stored'
        when s.hash in (s.known_hash, s.rehashed, p.hash) then 'duplicate'
        when s.hash like '2:%' and coalesce(s.rehashed, s.known_hash, p.hash) like '2:%' then 'conflicting'
        else 'incomparable' end as outcome
    from sent s left join positioned p on p.source = s.source and p.id = s.id
  ),
  refused as (
    insert into log.dead_letters as d (event_id, source, id, hash, type, reason, error, payload, attempts)
    select distinct on (t.source, t.id, t.hash) t.event_id, t.source, t.id, t.hash, t.type, 'conflicting-duplicate',
      format('position %s holds other content under the same source and id', t.seq_id), t.document::text,
      count(*) over (partition by t.source, t.id, t.hash)
    from told t where t.outcome = 'conflicting'
    order by t.source, t.id, t.hash, t.ord
    on conflict (source, id, hash) do update set attempts = d.attempts + excluded.attempts, last_at = excluded.last_at, archived_at = null
  )
  select t.ord, t.outcome, t.seq_id from told t order by t.ord;
end
$function$;
