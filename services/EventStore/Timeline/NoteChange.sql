-- Records the state of a service, unless it equals the last recorded one.
insert into access.service_changes (at, service, instance, version, status, why, what)
select $1, $2, $3, $4, $5, $6, case
  when not exists (select from access.service_changes where instance = $3) then 'service-started'
  when $5 = 'Silent' then 'service-silent' else 'readiness-changed' end
where $5 is distinct from (select status from access.service_changes where instance = $3 order by id desc limit 1)
