-- The daemon of the projections' own role keeps its progress in Marten's table; a single-role set-up has no such role.
do $$ begin
  if exists (select from pg_roles where rolname = 'projections') and current_user <> 'projections' then
    grant insert, update, delete on log.mt_event_progression to projections;
  end if;
end $$;
