CREATE OR REPLACE FUNCTION log.fill_holes_when_idle()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
-- For a timer: fills holes unless an append is under way, which fills them itself.
begin
  if pg_try_advisory_xact_lock(7305441120) then perform log.fill_holes(); end if;
end
$function$;
