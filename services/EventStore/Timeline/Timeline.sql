-- The audit and the changes of services in one list, the latest first.
select at, kind, id, what, who, detail, person from (
  select at, 0 as kind, id, action as what, who, detail, person from audit.entries
  union all
  select at, 1, id, what, service,
    jsonb_strip_nulls(jsonb_build_object('status', status, 'why', why, 'version', version, 'instance', instance)), null
  from access.service_changes) happened
where (at, kind, id) < ($1, $2, $3)
order by at desc, kind desc, id desc
limit $4
