-- Notes whoever writes read tables and is not the fold, whose connections have the setting. Made once for each generation.
do $$
declare
  folded text;
begin
  if to_regclass('changes_by_hand') is not null then return; end if;
  create table changes_by_hand (at timestamptz not null default clock_timestamp(), who text not null, changed text not null, how text not null);
  create function note_change_by_hand() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
  begin
    execute format('insert into %I.changes_by_hand (who, changed, how) values ($1, $2, $3)', tg_table_schema)
      using session_user, tg_table_name, lower(tg_op);
    return null;
  end
  $function$;
  foreach folded in array '{@tables}'::text[] loop
    execute format(
      'create trigger by_hand after insert or update or delete or truncate on %I for each statement
       when (current_setting(''eventplatform.fold'', true) is distinct from ''on'') execute function note_change_by_hand()', folded);
  end loop;
end $$;
