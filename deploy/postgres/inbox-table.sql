-- The way back to a release whose EventStore keeps the inbox in a table: run it as the owner of the log while no EventStore runs.
begin;
lock table log.mt_events in share mode;
create table log.inbox_table as select source::varchar, id::varchar, hash::varchar, position, rehashed::varchar from log.inbox;
drop view log.inbox;
alter table log.inbox_table rename to inbox;
alter table log.inbox alter source set not null, alter id set not null, alter hash set not null, alter position set not null,
  add constraint pkey_inbox_source_id primary key (source, id);
commit;
