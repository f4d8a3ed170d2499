-- The position up to which the tables are complete. The epoch changes whenever the tables are created anew. It is negative during a build:
-- the position then is the progress of the build, and readers see nothing yet.
create table if not exists mark (
  position bigint not null,
  epoch    bigint not null
);
insert into mark select 0, -(extract(epoch from clock_timestamp()) * 1000000)::bigint where not exists (select from mark);

-- The position up to which the candidates are complete.
create table if not exists candidate_mark (position bigint not null);
insert into candidate_mark select 0 where not exists (select from candidate_mark);

-- The first statement of every page. It advances the mark, or fails with a serialization failure if another writer moved it.
create or replace function advance_mark(old_position bigint, new_position bigint, writer_epoch bigint) returns void language plpgsql as $$
begin
  update mark set position = new_position where position = old_position and epoch = writer_epoch;
  if not found then raise 'another writer moved the mark' using errcode = '40001'; end if;
end $$;
