-- What makes a second copy a duplicate. Tombstones have no identity.
do $$ begin
  if to_regclass('log.mt_events') is not null then
    create unique index if not exists mt_events_identity on log.mt_events ((data->>'source'), (data->>'id'));
  end if;
end $$;
