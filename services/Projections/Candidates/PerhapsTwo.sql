-- Keys of companies ($1) that several sources use with different countries, or different identifiers of one kind.
delete from candidates where kind = 'perhaps-two' and one = any(
  $1::text[] || array(select l.key from links l where l.canonical = any($1) and l.known_to = 9223372036854775807));
with keys as (
  select key collate "C" as key from unnest($1::text[]) key
  union select l.key from links l where l.canonical = any($1) and l.known_to = 9223372036854775807),
mentions as (
  select n.* from keys k cross join lateral (
    select distinct key, sent, source, record from names n where n.key = k.key and n.known_to = 9223372036854775807 and n.kind = 'organisation') n),
said as (
  select m.key, m.source, 'country' as kind, c.country as value, c.position from mentions m join countries c on c.key = m.sent and c.source = m.source and c.record = m.record
  union all
  select m.key, m.source, split_part(i.identifier, ':', 1), split_part(i.identifier, ':', 2), i.position
  from mentions m join identifiers i on i.key = m.sent and i.source = m.source and i.record = m.record),
by_source as (select key, source, kind, array_agg(distinct value order by value) as values, min(position) as since from said group by key, source, kind),
contradicted as (
  select distinct a.key, a.kind from by_source a join by_source b on b.key = a.key and b.kind = a.kind and b.source > a.source and not b.values && a.values),
found as (
  select s.key, max(s.since) as since, array_agg(s.kind || ': ' || array_to_string(s.values, ', ') || ' in ' || s.source order by s.kind, s.source) as grounds, array_agg(distinct s.source) as sources, count(distinct s.kind) as kinds
  from by_source s join contradicted c on c.key = s.key and c.kind = s.kind group by s.key)
insert into candidates (kind, one, other, since, score, grounds, dismissed)
select 'perhaps-two', f.key, '', f.since,
  (1 + 0.3 * (f.kinds - 1) - case when exists (select from facts x where x.company = coalesce(l.canonical, f.key) and x.known_to = 9223372036854775807 and x.state <> 'retracted'
    and cardinality(x.sources) > 1 and x.sources <@ f.sources) then 0.5 else 0 end)::real,
  f.grounds,
  f.grounds <@ array(select jsonb_array_elements_text(d.data->'grounds') from declarations d where d.type = 'CandidateDismissed' and d.data->>'kind' = 'perhaps-two' and d.data->>'key' = f.key)
from found f left join links l on l.key = f.key and l.known_to = 9223372036854775807
