-- What makes a second copy a duplicate. Tombstones have no identity.
do $$ begin
  -- Not "if not exists", which waits for whoever writes before it looks
  if to_regclass('log.mt_events') is not null and to_regclass('log.mt_events_identity') is null then
    create unique index mt_events_identity on log.mt_events ((data->>'source'), (data->>'id'));
  end if;
end $$;
