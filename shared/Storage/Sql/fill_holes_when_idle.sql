-- For a timer: fills holes unless an append is under way, which fills them itself.
create or replace function log.fill_holes_when_idle() returns void language plpgsql as $$
begin
  if pg_try_advisory_xact_lock(7305441120) then perform log.fill_holes(); end if;
end $$;
