CREATE OR REPLACE FUNCTION log.tally(event_ids uuid[], publishers uuid[], senders text[], numbers bigint[], outcomes text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$
-- Counts what became of reports: each once, however often its chunk is delivered. Chunks of a publisher come in their order, so a number
-- above the next one is a gap: what is between was accepted and never came. What a publisher sent before the first report was counted at all
-- went to an EventStore that does not count, and is no gap.
begin
  with told as (
    select distinct on (t.publisher, t.sender, t.number) t.publisher, t.sender, t.number, t.outcome,
      log.time_of(t.event_id) as accepted_at, coalesce(d.number, 0) as reached, d.accepted_at as reached_at
    from unnest(event_ids, publishers, senders, numbers, outcomes) with ordinality t (event_id, publisher, sender, number, outcome, ord)
    left join log.deliveries d on d.publisher = t.publisher and d.sender = t.sender
    where t.sender is not null
    order by t.publisher, t.sender, t.number, t.ord
  ),
  fresh as materialized (
    select *, lag(number, 1, reached) over numbered as previous, lag(accepted_at, 1, reached_at) over numbered as previous_at
    from told where number > reached
    window numbered as (partition by publisher, sender order by number)
  ),
  skipped as materialized (
    select *, previous = 0 and log.time_of(publisher) < coalesce((select min(since) from log.tallies), 'infinity') as is_uncounted
    from fresh where number > previous + 1
  ),
  missed as (
    insert into log.delivery_gaps (publisher, sender, first, last, after_at, before_at)
    select publisher, sender, previous + 1, number - 1, previous_at, accepted_at from skipped where not is_uncounted
    on conflict do nothing
  ),
  gone_on as (
    insert into log.deliveries as d (publisher, sender, number, uncounted, accepted_at)
    select f.publisher, f.sender, max(f.number),
      coalesce((select s.number - 1 from skipped s where s.publisher = f.publisher and s.sender = f.sender and s.is_uncounted), 0),
      max(f.accepted_at)
    from fresh f group by f.publisher, f.sender
    on conflict (publisher, sender) do update set
      number = greatest(d.number, excluded.number), accepted_at = greatest(d.accepted_at, excluded.accepted_at)
  )
  insert into log.tallies as t (sender, since, stored, duplicate, conflicting, dead_lettered)
  select sender, clock_timestamp(), count(*) filter (where outcome = 'stored'), count(*) filter (where outcome = 'duplicate'),
    count(*) filter (where outcome = 'conflicting'), count(*) filter (where outcome = 'dead-lettered')
  from fresh group by sender
  on conflict (sender) do update set stored = t.stored + excluded.stored, duplicate = t.duplicate + excluded.duplicate,
    conflicting = t.conflicting + excluded.conflicting, dead_lettered = t.dead_lettered + excluded.dead_lettered;
end
$function$;
