-- The reports after a position as lines of an export, which RestoreReports.sql reads.
select jsonb_build_object('position', seq_id, 'event', id, 'stream', stream_id, 'version', version, 'type', type,
  'storedAt', "timestamp", 'data', data)::text
from log.mt_events where seq_id > $1 order by seq_id limit $2
