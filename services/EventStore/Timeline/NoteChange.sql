-- Notes the state of a service unless it is the one that was noted last.
insert into access.service_changes (at, service, instance, version, status, why)
select $1, $2, $3, $4, $5, $6
where $5 is distinct from (select status from access.service_changes where instance = $3 order by id desc limit 1)
