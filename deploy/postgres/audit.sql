-- The audit: who did what. Run again and again, by psql as the superuser (roles.sql), which then gives it to a role of its own, so
-- that no service can change or delete what was noted; by the EventStore itself where one role owns everything.
create schema if not exists audit;

-- Before, the EventStore owned it
do $$ begin
  if to_regclass('access.audit') is not null and to_regclass('audit.entries') is null then
    alter table access.audit set schema audit;
    alter table audit.audit rename to entries;
    alter table audit.entries add column key text;
  end if;
end $$;

create table if not exists audit.entries (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default clock_timestamp(),
  who    text        not null,
  origin text,
  action text        not null,
  detail jsonb       not null,
  key    text,
  person text
);

-- Of before persons were named
alter table audit.entries add column if not exists person text;
