CREATE OR REPLACE FUNCTION log.append_reports(event_ids uuid[], streams text[], types text[], sources text[], ids text[], hashes text[], documents jsonb[])
 RETURNS TABLE(ordinal bigint, outcome text, "position" bigint)
 LANGUAGE plpgsql
AS $function$
-- Appends a chunk in its order and says what became of each report: stored, duplicate (same content is stored already),
-- conflicting (the same source and id with other content is stored already: kept in dead_letters), or incomparable (one of the
-- two hashes is of an older form: nothing is done until both are of the present one, which begins with 2:).
declare
  recorded timestamptz := log.take_append_lock();
begin
  -- To plan for a few reports takes longer than to store them: small chunks have one plan, which looks up by index whatever size the tables have.
  -- That plan compares each report of a chunk with each of its streams, so large chunks are planned for what they are.
  if cardinality(event_ids) <= 100 then
    perform set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
  else
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
  end if;

  -- Nothing of it known, nothing twice: the usual chunk, stored without a look at what became of each report
  if not exists (select from unnest(sources, ids) s (source, id) group by s.source, s.id having count(*) > 1)
    and not exists (select from unnest(sources, ids) s (source, id) join log.inbox i on i.source = s.source and i.id = s.id) then
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
    ),
    received as (
      insert into log.inbox (source, id, hash, "position") select source, id, hash, seq_id from positioned
    )
    select p.ord, 'stored', p.seq_id from positioned p order by p.ord;
    return;
  end if;

  return query
  with sent as materialized (
    select * from unnest(event_ids, streams, types, sources, ids, hashes, documents) with ordinality
      as r(event_id, stream, type, source, id, hash, document, ord)
  ),
  fresh as materialized (
    select distinct on (s.source, s.id) s.* from sent s
    where not exists (select from log.inbox i where i.source = s.source and i.id = s.id)
    order by s.source, s.id, s.ord
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
  received as (
    insert into log.inbox (source, id, hash, "position") select source, id, hash, seq_id from positioned
  ),
  known as materialized (
    select source, id, hash, null::text as rehashed, seq_id, ord as first_ord from positioned
    union all
    select i.source, i.id, i.hash, i.rehashed, i."position", null from log.inbox i
    where (i.source, i.id) in (select s.source, s.id from sent s)
  ),
  told as materialized (
    select s.*, k.seq_id, case
        when k.first_ord = s.ord then 'stored'
        when s.hash in (k.hash, k.rehashed) then 'duplicate'
        when s.hash like '2:%' and coalesce(k.rehashed, k.hash) like '2:%' then 'conflicting'
        else 'incomparable' end as outcome
    from sent s join known k on k.source = s.source and k.id = s.id
  ),
  refused as (
    insert into log.dead_letters as d (event_id, source, id, hash, type, reason, error, payload, attempts)
    select distinct on (t.source, t.id, t.hash) t.event_id, t.source, t.id, t.hash, t.type, 'conflicting-duplicate',
      format('position %s holds other content under the same source and id', t.seq_id), t.document::text,
      count(*) over (partition by t.source, t.id, t.hash)
    from told t where t.outcome = 'conflicting'
    order by t.source, t.id, t.hash, t.ord
    on conflict (source, id, hash) do update set attempts = d.attempts + excluded.attempts, last_at = excluded.last_at
  )
  select t.ord, t.outcome, t.seq_id from told t order by t.ord;
end
$function$;
