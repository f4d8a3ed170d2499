-- The daemon of the role projections stores its progress in Marten's tables. A set-up with a single role has no such role.
do $$ begin
  if exists (select from pg_roles where rolname = 'projections') and current_user <> 'projections' then
    grant insert, update, delete on log.mt_event_progression, log.mt_event_projection_floors, log.mt_high_water_skips, log.mt_doc_deadletterevent
      to projections;
    execute (
      select string_agg(format('grant execute on function %s to projections', oid::regprocedure), '; ') from pg_proc
      where pronamespace = 'log'::regnamespace and proname in ('mt_mark_event_progression', 'mt_mark_progression_with_skip'));
  end if;
end $$;
