-- The database and one role per service, each with no more than its service needs. Run by psql as the superuser at every
-- start, so it has to be repeatable. The passwords come from the environment.
\set ON_ERROR_STOP on
\getenv eventstore_password EVENTSTORE_DB_PASSWORD
\getenv projections_password PROJECTIONS_DB_PASSWORD
\getenv query_password QUERY_DB_PASSWORD

select 'create database eventplatform' where not exists (select from pg_database where datname = 'eventplatform') \gexec
select format('create role %I login', name) from unnest(array['eventstore', 'projections', 'query']) as name
where not exists (select from pg_roles where rolname = name) \gexec
alter role eventstore password :'eventstore_password';
alter role projections password :'projections_password';
alter role query password :'query_password';

\connect eventplatform
revoke all on database eventplatform from public;
grant connect on database eventplatform to eventstore, projections, query;
revoke create on schema public from public;

-- EventStore is the only writer of the log. The other two read it.
select 'create schema log authorization eventstore' where not exists (select from pg_namespace where nspname = 'log') \gexec
select 'create schema access authorization eventstore' where not exists (select from pg_namespace where nspname = 'access') \gexec
grant usage on schema log to projections, query;
grant select on all tables in schema log to projections, query;
grant select on all sequences in schema log to projections, query;
alter default privileges for role eventstore in schema log grant select on tables to projections, query;
alter default privileges for role eventstore in schema log grant select on sequences to projections, query;

-- Projections is the only writer of read models, in schemas that it creates itself, one per generation. Query reads them.
grant create on database eventplatform to projections;
alter default privileges for role projections grant usage on schemas to query;
alter default privileges for role projections grant select on tables to query;
-- The daemon looks into pg_stat_activity for appends still in flight before it passes a gap in the positions.
grant pg_read_all_stats to projections;
