-- Every append holds this lock from before its first position until its commit, so positions follow commit order.
-- Returns the recorded time for what is appended next: never before that of the last position.
create or replace function log.take_append_lock() returns timestamptz language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7305441120);
  return log.fill_holes();
end $$;
