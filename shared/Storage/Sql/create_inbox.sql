-- All stored reports by identity. In earlier versions this was a table beside the log.
do $$ begin
  if exists (select from pg_class where oid = to_regclass('log.inbox') and relkind = 'r') then
    if exists (select from pg_attribute where attrelid = 'log.inbox'::regclass and attname = 'rehashed') then
      insert into log.rehashed (position, hash) select position, rehashed from log.inbox where rehashed is not null on conflict (position) do nothing;
    end if;
    drop table log.inbox;
  end if;
end $$;

create or replace view log.inbox as
select e.data->>'source' as source, e.data->>'id' as id, e.data->>'contentHash' as hash, e.seq_id as position, r.hash as rehashed
from log.mt_events e left join log.rehashed r on r.position = e.seq_id
where e.type <> 'tombstone';
