\set ON_ERROR_STOP on
\getenv funding_password FUNDING_DB_PASSWORD
\connect eventplatform
select 'create role funding' where not exists (select from pg_roles where rolname = 'funding') \gexec
alter role funding login connection limit 20 password :'funding_password';
alter role funding in database eventplatform set idle_in_transaction_session_timeout = '5min';

grant connect on database eventplatform to funding;
grant usage on schema log to funding;
grant select on log.mt_streams, log.mt_events, log.mt_events_sequence to funding;
-- The daemon looks into pg_stat_activity for appends in flight before it passes a gap in the positions
grant pg_read_all_stats to funding;

-- Its documents and its progress
create schema if not exists funding authorization funding;
