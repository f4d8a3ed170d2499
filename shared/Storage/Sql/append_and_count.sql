CREATE OR REPLACE FUNCTION log.append_and_count(event_ids uuid[], streams text[], types text[], sources text[], ids text[], hashes text[], documents jsonb[], publishers uuid[], senders text[], numbers bigint[])
 RETURNS TABLE(ordinal bigint, outcome text, "position" bigint)
 LANGUAGE plpgsql
AS $function$
-- Appends a chunk as append_reports does, and counts what became of each report. If two hashes cannot be compared, nothing is done: only those
-- reports are returned, and the whole chunk is to be sent again once the stored ones have hashes of the present form.
declare
  outcomes text[];
  positions bigint[];
begin
  begin
    select array_agg(a.outcome order by a.ordinal), array_agg(a."position" order by a.ordinal) into outcomes, positions
    from log.append_reports(event_ids, streams, types, sources, ids, hashes, documents) a;
    if 'incomparable' = any(outcomes) then raise exception 'incomparable' using errcode = 'EP001'; end if;
  exception when sqlstate 'EP001' then
    return query select u.ordinal, u.outcome, u."position" from unnest(outcomes, positions) with ordinality u(outcome, "position", ordinal)
    where u.outcome = 'incomparable';
    return;
  end;
  perform log.tally(event_ids, publishers, senders, numbers, outcomes);
  return query select u.ordinal, u.outcome, u."position" from unnest(outcomes, positions) with ordinality u(outcome, "position", ordinal);
end
$function$;
