-- The database and one role per service, each with no more than its service needs. Run by psql as the superuser at every
-- start, so it has to be repeatable, also on what an earlier version left. The passwords come from the environment.
\set ON_ERROR_STOP on
\getenv eventstore_password EVENTSTORE_DB_PASSWORD
\getenv projections_password PROJECTIONS_DB_PASSWORD
\getenv query_password QUERY_DB_PASSWORD

select 'create database eventplatform' where not exists (select from pg_database where datname = 'eventplatform') \gexec
select format('create role %I', name) from unnest(array['eventstore', 'projections', 'query', 'audit']) as name
where not exists (select from pg_roles where rolname = name) \gexec
alter role eventstore login password :'eventstore_password';
alter role projections login password :'projections_password';
alter role query login password :'query_password';
alter role audit nologin;

-- No question may run for ever. A service that hangs in a transaction gives its locks back, the append lock above all.
alter role query in database eventplatform set statement_timeout = '30s';
alter role query in database eventplatform set lock_timeout = '5s';
alter role query in database eventplatform set idle_in_transaction_session_timeout = '60s';
alter role projections in database eventplatform set lock_timeout = '60s';
alter role projections in database eventplatform set idle_in_transaction_session_timeout = '5min';
alter role eventstore in database eventplatform set idle_in_transaction_session_timeout = '60s';

\connect eventplatform
-- In one transaction: services that run meanwhile never lack what is revoked and granted again
begin;
revoke all on database eventplatform from public;
grant connect on database eventplatform to eventstore, projections, query;
revoke all on schema public from public;

-- Who may take an advisory lock may take the append lock, and so stop every append
select format('revoke execute on function %s from public', oid::regprocedure) from pg_proc
where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_' \gexec
select format('grant execute on function %s to eventstore', oid::regprocedure) from pg_proc
where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_' \gexec

-- EventStore is the only writer of the log. The other two read it; the functions that append are for the EventStore alone.
select 'create schema log authorization eventstore' where not exists (select from pg_namespace where nspname = 'log') \gexec
select 'create schema access authorization eventstore' where not exists (select from pg_namespace where nspname = 'access') \gexec
grant usage on schema log to projections, query;
grant select on all tables in schema log to projections, query;
grant select on all sequences in schema log to projections;
revoke select on all sequences in schema log from query;
revoke execute on all functions in schema log from public;
alter default privileges for role eventstore in schema log grant select on tables to projections, query;
alter default privileges for role eventstore in schema log grant select on sequences to projections;
alter default privileges for role eventstore in schema log revoke select on sequences from query;
alter default privileges for role eventstore revoke execute on functions from public;

-- The audit belongs to a role that nobody can be: services add to it, and can neither change nor delete what they added.
\ir audit.sql
alter schema audit owner to audit;
alter table audit.entries owner to audit;
revoke all on schema audit from eventstore, projections, query;
revoke all on audit.entries from eventstore, projections, query;
grant usage on schema audit to eventstore, projections;
grant select, insert on audit.entries to eventstore;
grant insert on audit.entries to projections;

-- Projections is the only writer of read models, in schemas that it creates itself, one per generation. Query reads them.
grant create on database eventplatform to projections;
alter default privileges for role projections grant usage on schemas to query;
alter default privileges for role projections grant select on tables to query;
-- The daemon looks into pg_stat_activity for appends still in flight before it passes a gap in the positions.
grant pg_read_all_stats to projections;
commit;
