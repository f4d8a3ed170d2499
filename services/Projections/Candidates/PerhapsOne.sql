-- Candidates of companies ($1) with others. Their names are equal in one form, or nearly equal (the threshold of % or more) with a common
-- sign. Or both have a round of the same amount in the same month, and one name begins the other or is slightly similar.
delete from candidates where kind = 'perhaps-one' and (one = any($1) or other = any($1));
with mine as (select company, form, first from name_forms where company = any($1)),
met as (
  select m.company, o.company as other from mine m join name_forms o on o.form = m.form
  union select m.company, o.company from mine m cross join lateral (select o.company from name_forms o where o.form operator(read.%) m.form) o
  union select p.company, o.company from company_profiles p join company_profiles o on o.rounds && p.rounds where p.company = any($1)),
pairs as (select distinct least(company, other) as one, greatest(company, other) as other from met where company <> other),
alike as (
  select p.one, p.other, best.* from pairs p cross join lateral (
    select a.form as form, b.form as other_form, greatest(a.first, b.first) as since, read.similarity(a.form, b.form) as likeness,
      least(length(a.form), length(b.form)) >= 3 and (starts_with(a.form, b.form) or starts_with(b.form, a.form)) as begins
    from name_forms a cross join name_forms b where a.company = p.one and b.company = p.other
    order by a.form = b.form desc, likeness desc, begins desc, a.form, b.form limit 1) best),
judged as (
  select a.*, a.form = a.other_form as equal, p.sources && o.sources as both_said, p.rounds && o.rounds as rounds, s.signs, exists (select from unnest(s.signs) sign where sign not like 'country:%') as strong,
    array(select unnest(p.rounds) intersect select unnest(o.rounds) order by 1) as common_rounds
  from alike a join company_profiles p on p.company = a.one join company_profiles o on o.company = a.other
  cross join lateral (select array(select unnest(p.signs) intersect select unnest(o.signs) order by 1) as signs) s),
found as (
  select one, other, since, array['name: ' || case when equal then form else form || ' / ' || other_form end] || signs || common_rounds as grounds,
    (likeness + case when rounds then 0.6 else 0 end + case when strong then 0.3 else 0 end + case when cardinality(signs) > 0 then 0.1 else 0 end - case when both_said then 0.5 else 0 end)::real as score
  from judged
  where equal or (rounds and (begins or likeness >= 0.3)) or (strong and likeness >= 0.45) or (cardinality(signs) > 0 and likeness >= 0.6 and not both_said)),
declared as (
  select d.data->>'key' as key, without as other, null::text[] as grounds from declarations d cross join jsonb_array_elements_text(d.data->'without') without where d.type = 'CompaniesSplit'
  union all select d.data->>'key', d.data->>'to', null from declarations d where d.type = 'CompanyReassigned'
    and exists (select from names n where n.sent = d.data->>'key' and n.key = d.data->>'to' and n.known_to = 9223372036854775807 and n.sent <> n.key)
  union all select d.data->>'key', d.data->>'other', array(select jsonb_array_elements_text(d.data->'grounds')) from declarations d
    where d.type = 'CandidateDismissed' and d.data->>'kind' = 'perhaps-one'),
judgements as (
  select least(m.key, m.other) as one, greatest(m.key, m.other) as other, m.grounds from (
    select coalesce(k.canonical, d.key collate "C") as key, coalesce(o.canonical, d.other collate "C") as other, d.grounds from declared d
    left join links k on k.key = d.key and k.known_to = 9223372036854775807 left join links o on o.key = d.other and o.known_to = 9223372036854775807) m)
insert into candidates (kind, one, other, since, score, grounds, dismissed)
select 'perhaps-one', f.one, f.other, f.since, f.score, f.grounds,
  f.grounds <@ array(select unnest(j.grounds) from judgements j where j.one = f.one and j.other = f.other)
from found f where not exists (select from judgements j where j.one = f.one and j.other = f.other and j.grounds is null)
