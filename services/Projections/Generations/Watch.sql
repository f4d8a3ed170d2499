-- Records every writer of read tables other than the fold, whose connections have the setting. Created once for each generation.
do $$
declare
  folded text;
begin
  if to_regclass('changes_by_hand') is not null then return; end if;
  create table changes_by_hand (
    changed text, who text, first_at timestamptz not null default clock_timestamp(), last_at timestamptz not null default clock_timestamp(),
    statements bigint not null default 1, primary key (changed, who));
  create function note_change_by_hand() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
  begin
    execute format('insert into %I.changes_by_hand as c (changed, who) values ($1, $2) on conflict (changed, who)
      do update set last_at = clock_timestamp(), statements = c.statements + 1', tg_table_schema) using tg_table_name, session_user;
    return null;
  end
  $function$;
  foreach folded in array string_to_array(current_setting('eventplatform.folded'), ',') loop
    execute format(
      'create trigger by_hand after insert or update or delete or truncate on %I for each statement
       when (current_setting(''eventplatform.fold'', true) is distinct from ''on'') execute function note_change_by_hand()', folded);
  end loop;
end $$;
