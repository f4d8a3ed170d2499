-- The rows that Projections would have written for a million facts of 100,000 uniformly drawn companies, of which 80 % are rounds with two of
-- 16,384 investors, and for 35,000 plants and 50,000 shipments.
insert into read_1.names (sent, source, record, name, key, kind, first, last, known_from, known_to)
select 'company-' || n, '/feeds/made', '', initcap(substr(md5(n::text), 1, 7)) || ' ' || (array['Motors', 'Energy', 'Labs', 'Holding'])[1 + n % 4], 'company-' || n, 'organisation', n + 1, n + 1, n + 1, 9223372036854775807 from generate_series(0, 99999) n on conflict do nothing;

insert into read_1.names (sent, source, record, name, key, kind, first, last, known_from, known_to)
select 'investor-' || n, '/feeds/made', '', 'Fund ' || substr(md5('fund' || n), 1, 7), 'investor-' || n, 'organisation', 1, 1, 1, 9223372036854775807
from generate_series(0, 16383) n on conflict do nothing;

insert into read_1.facts (fact_id, since, known_from, known_to, ordinal, type, state, company, status, on_date, earliest, latest, amount, currency, round, investors, product, country, due, sources, data)
select md5('fact ' || n)::uuid, n, n, 9223372036854775807, 0, case when is_round then 'FundingRaised' else 'ProductAnnounced' end, 'reported', 'company-' || c,
  'announced', day::text, day, day, case when is_round then amount end, case when is_round then currency end, case when is_round then round end,
  case when is_round then array['investor-' || (hashint8(n) & 16383), 'investor-' || (hashint8(n * 7) & 16383)] end,
  case when not is_round then 'product-' || n % 3 end, (array['US','CN','GB','DE','FR','IN','JP','KR','BR','CA','AU','SE','NL','ES','IT','IL'])[1 + (hashint8(n * 3) & 15)], case when not is_round then day end, array['/feeds/made'],
  case when is_round
    then jsonb_build_object('company', jsonb_build_object('name', 'Company ' || c), 'status', 'announced', 'round', round, 'on', day::text,
      'amount', jsonb_build_object('amount', amount, 'currency', currency), 'investors', '[]'::jsonb)
    else jsonb_build_object('company', jsonb_build_object('name', 'Company ' || c), 'status', 'announced', 'product', 'Product ' || n % 3, 'milestone', 'launch', 'expected', day::text) end
from (
  select n, floor(random() * 100000)::int as c, n % 10 < 8 as is_round, date '2000-01-01' + (random() * 9000)::int as day, (1 + floor(random() * 1000)) * 100000 as amount,
    (array['seed','series-a','series-b','series-c','series-d','debt','grant','ipo'])[1 + (hashint8(n * 5) & 7)] as round,
    (array['USD','USD','USD','USD','USD','USD','EUR','GBP'])[1 + (hashint8(n * 11) & 7)] as currency
  from generate_series(1, 1000000) n) made;

insert into read_1.facts (fact_id, since, known_from, known_to, ordinal, type, state, company, status, on_date, earliest, latest, country, technology, quantity, unit, lat, lon, sources, milestones, data)
select md5('plant ' || n)::uuid, n, n, 9223372036854775807, 0, 'PlantOpened', 'reported', 'company-' || (hashint8(n) & 65535), 'producing', day::text, day, day, country, 'Solar', n % 500, 'MW', lat, lon,
  array['/feeds/made'], jsonb_build_array(jsonb_build_object('status', 'producing', 'on', day::text, 'latest', day::text)),
  jsonb_build_object('plant', 'Plant ' || md5(n::text), 'status', 'producing', 'on', day::text, 'technology', 'Solar', 'capacity', jsonb_build_object('value', n % 500, 'unit', 'MW'),
    'location', jsonb_build_object('country', country, 'lat', lat, 'lon', lon))
from (select n, date '2000-01-01' + (random() * 9000)::int as day, (array['US','CN','GB','DE'])[1 + n % 4] as country,
  -90 + (n::bigint * 7919 % 18000) / 100.0 as lat, -180 + (n::bigint * 104729 % 36000) / 100.0 as lon from generate_series(1000001, 1035000) n) made;

insert into read_1.facts (fact_id, since, known_from, known_to, ordinal, type, state, company, status, on_date, earliest, latest, product, basis, measure, quantity, sources, data)
select md5('shipped ' || n)::uuid, n, n, 9223372036854775807, 0, 'ProductShipped', 'reported', 'company-' || n % 5000, 'actual', day::text, day, day, 'product-' || n % 3, 'shipped', 'incremental', n % 1000, array['/feeds/made'],
  jsonb_build_object('company', jsonb_build_object('name', 'Company ' || n % 5000), 'product', 'Product ' || n % 3, 'measure', 'incremental', 'units', n % 1000, 'basis', 'shipped', 'status', 'actual', 'period', day::text)
from (select n, date '2000-01-01' + (random() * 9000)::int as day from generate_series(1035001, 1085000) n) made;

insert into read_1.product_names (company, product, name, first)
select company, product, initcap(substr(md5(company || product), 1, 6)), min(since) from read_1.facts where product is not null and company is not null group by company, product on conflict do nothing;

insert into read_1.daily_counts (dimension, key, day, reports, facts)
select dimension, key, date '2023-01-01' + (since % 1000)::int, count(*), count(*)
from read_1.facts cross join lateral (values ('type', type), ('source', sources[1])) d (dimension, key) where sources = array['/feeds/made'] group by 1, 2, 3 on conflict do nothing;

insert into read_1.records (source, record, first, fact_id, newest, in_force, hash, first_hash, revised, last_confirmed, has_reports, began)
select '/feeds/made', 'report:' || since, since, fact_id, since, since, fact_id, null, false, since, true, now() from read_1.facts where sources = array['/feeds/made'];

insert into read_1.funding_totals (dimension, key, currency, amount, rounds)
select 'company', company, currency, sum(amount), count(*) from read_1.facts where type = 'FundingRaised' and sources = array['/feeds/made'] group by company, currency
on conflict (dimension, key, currency) do nothing;

insert into read_1.funding_totals (dimension, key, currency, amount, rounds)
select 'quarter', to_char(latest, 'YYYY"-Q"Q'), currency, sum(amount), count(*) from read_1.facts where type = 'FundingRaised' and sources = array['/feeds/made'] group by 2, 3
on conflict (dimension, key, currency) do nothing;

insert into read_1.investor_changes (investor, currency, position, latest, minor, rounds)
select unnest(investors), currency, since, latest, amount * 10000, 1 from read_1.facts where type = 'FundingRaised' and sources = array['/feeds/made'];

-- Positions of the log for requests with knownAt
insert into log.mt_streams (id, version) values ('company/made', 3);
insert into log.mt_events (seq_id, id, stream_id, version, data, type)
select position, gen_random_uuid(), 'company/made', version, '{}', 'FundingRaised' from (values (700000, 1), (1000000, 2), (1085000, 3)) made (position, version);

update read_1.mark set position = greatest(position, 1085000);
vacuum analyze read_1.facts;
vacuum analyze read_1.product_names;
vacuum analyze read_1.daily_counts;
vacuum analyze read_1.records;
vacuum analyze read_1.names;
vacuum analyze read_1.funding_totals;
vacuum analyze read_1.investor_changes;
