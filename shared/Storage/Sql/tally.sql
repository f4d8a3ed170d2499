CREATE OR REPLACE FUNCTION log.tally(publishers uuid[], senders text[], numbers bigint[], outcomes text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$
-- Counts what became of reports: each once, however often its chunk is delivered. Chunks of a publisher come in their order, so a number
-- above the next one is a gap: what is between was accepted and never came. Number 0 is of a report whose outcome was not known when its
-- number was counted.
begin
  with told as (
    select t.*, coalesce(d.number, 0) as reached, d.at as reached_at
    from unnest(publishers, senders, numbers, outcomes) t (publisher, sender, number, outcome)
    left join log.deliveries d on d.publisher = t.publisher and d.sender = t.sender
    where t.sender is not null
  ),
  fresh as materialized (select * from told where number > reached or number = 0),
  gone_on as (
    insert into log.deliveries as d (publisher, sender, number, at)
    select publisher, sender, max(number), clock_timestamp() from fresh where number > 0 group by publisher, sender
    on conflict (publisher, sender) do update set number = excluded.number, at = excluded.at
  ),
  missed as (
    insert into log.delivery_gaps (publisher, sender, first, last, after_at, before_at)
    select publisher, sender, previous + 1, number - 1, reached_at, clock_timestamp()
    from (
      select *, coalesce(lag(number) over (partition by publisher, sender order by number), reached) as previous from fresh where number > 0) f
    where number > previous + 1
  )
  insert into log.tallies as t (sender, since, accepted, stored, duplicate, conflicting, dead_lettered)
  select sender, clock_timestamp(), count(*) filter (where number > 0), count(*) filter (where outcome = 'stored'),
    count(*) filter (where outcome = 'duplicate'), count(*) filter (where outcome = 'conflicting'),
    count(*) filter (where outcome = 'dead-lettered')
  from fresh group by sender
  on conflict (sender) do update set accepted = t.accepted + excluded.accepted, stored = t.stored + excluded.stored,
    duplicate = t.duplicate + excluded.duplicate, conflicting = t.conflicting + excluded.conflicting,
    dead_lettered = t.dead_lettered + excluded.dead_lettered;
end
$function$;
