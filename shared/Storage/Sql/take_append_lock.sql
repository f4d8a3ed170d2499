CREATE OR REPLACE FUNCTION log.take_append_lock()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
-- Every append holds this lock from before its first position until its commit, so positions follow commit order.
-- Returns the recorded time for what is appended next: never before that of the last position.
begin
  perform pg_advisory_xact_lock(7305441120);
  return log.fill_holes();
end
$function$;
