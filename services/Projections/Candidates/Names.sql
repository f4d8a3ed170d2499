-- Current names of companies ($1), by all of their keys. Grouped for each key, because a plain join could start with all names and compare
-- each with all keys.
with keys as (
  select company collate "C" as company, company collate "C" as key from unnest($1::text[]) company
  where not exists (select from links l where l.key = company collate "C" and l.known_to = 9223372036854775807)
  union all select l.canonical, l.key from links l where l.canonical = any($1) and l.known_to = 9223372036854775807)
select k.company, k.key, n.name, n.first from keys k cross join lateral (
  select name, min(first) as first from names n where n.key = k.key and n.known_to = 9223372036854775807 and n.kind = 'organisation' group by 1) n
