-- The identity of a report, which makes a second copy a duplicate. Tombstones have no identity.
do $$ begin
  -- "if not exists" would wait for every writer before it checks
  if to_regclass('log.mt_events') is not null and to_regclass('log.mt_events_identity') is null then
    create unique index mt_events_identity on log.mt_events ((data->>'source'), (data->>'id'));
  end if;
end $$;
