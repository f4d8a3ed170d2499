-- Replaces the profiles of companies ($1). Names and their forms are $2, $3 and $4. Distinct for each key, as in Names.sql.
delete from name_forms where company = any($1);
delete from company_profiles where company = any($1);
insert into name_forms (company, form, first) select company, form, min(first) from unnest($2::text[], $3::text[], $4::bigint[]) f (company, form, first) where company = any($1) group by 1, 2;
with companies as materialized (select distinct company from unnest($2::text[]) company where company = any($1)),
keys as materialized (
  select company, company collate "C" as key from companies
  union all select c.company, l.key from companies c join links l on l.canonical = c.company collate "C" and l.known_to = 9223372036854775807),
mentions as materialized (
  select distinct k.company, n.* from keys k cross join lateral (
    select distinct sent, source, record from names n where n.key = k.key and n.known_to = 9223372036854775807) n),
own as materialized (
  select c.company as of, f.* from companies c cross join lateral (
    select * from facts f where f.company = c.company and f.known_to = 9223372036854775807 and f.state <> 'retracted'
    union all select * from facts f where f.counterparty = c.company and f.known_to = 9223372036854775807 and f.state <> 'retracted') f),
signs (company, sign) as materialized (
  select m.company, 'country: ' || c.country from mentions m cross join lateral (
    select distinct country from countries c where c.key = m.sent and c.source = m.source and c.record = m.record) c
  union select of, 'investor: ' || unnest(investors) from own where investors is not null
  union select of, 'product: ' || product from own where product is not null
  union select of, 'plant: ' || lower(data->>'plant') || ', ' || country from own where type = 'PlantOpened'
  union select of, 'partner: ' || case company when of then counterparty else company end from own where counterparty is not null and company is not null
  union select c.company, 'portfolio: ' || f.company from companies c cross join lateral (
    select f.company from facts f where f.investors @> array[c.company] and f.investors is not null and f.known_to = 9223372036854775807 and f.state <> 'retracted' and f.company is not null) f),
rounds (company, sign) as materialized (
  select distinct of, 'round: ' || trim_scale(amount) || ' ' || currency || ', ' || to_char(earliest, 'YYYY-MM') from own
  where of = company and type = 'FundingRaised' and amount is not null and isfinite(earliest))
insert into company_profiles (company, sources, signs, rounds)
select c.company, coalesce(m.sources, '{}'), coalesce(s.signs, '{}'), coalesce(r.signs, '{}') from companies c
left join (select company, array_agg(distinct source order by source) as sources from mentions group by company) m using (company)
left join (select company, (array_agg(sign order by sign collate "C"))[:1000] as signs from signs group by company) s using (company)
left join (select company, array_agg(sign order by sign collate "C") as signs from rounds group by company) r using (company)
