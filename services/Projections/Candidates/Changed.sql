-- Companies for which data that candidates are found by changed after one position ($1) up to another ($2).
with touched (key) as (
  select n.key from names n where n.known_from > $1 and n.known_from <= $2
  union select n.key from countries c join names n on n.sent = c.key and n.source = c.source and n.known_to = 9223372036854775807 where c.position > $1 and c.position <= $2
  union select n.key from identifiers i join names n on n.sent = i.key and n.source = i.source and n.known_to = 9223372036854775807 where i.position > $1 and i.position <= $2
  union select unnest(array[f.company, f.counterparty] || coalesce(f.investors, '{}')) from facts f where f.known_from > $1 and f.known_from <= $2
  union select unnest(array[b.company, b.counterparty] || coalesce(b.investors, '{}'))
    from facts f join facts b on b.fact_id = f.fact_id and b.known_to = f.known_from where f.known_from > $1 and f.known_from <= $2
  union select unnest(array[l.key, l.canonical]) from links l
    where case l.known_to when 9223372036854775807 then l.known_from else l.known_to end > $1
      and case l.known_to when 9223372036854775807 then l.known_from else l.known_to end <= $2
  union select unnest(d.keys || array[d.data->>'key', d.data->>'other']) from declarations d where d.position > $1 and d.position <= $2)
select distinct unnest(array[t.key, coalesce(l.canonical, t.key)]) from touched t
left join links l on l.key = t.key and l.known_to = 9223372036854775807 where t.key is not null
