-- What makes reading quick. Made when a generation has almost caught up: a build without is quicker.

-- Current facts
create index if not exists facts_by_company on read_n.facts (company, since) where known_to = 9223372036854775807 and state <> 'retracted';
create index if not exists facts_by_counterparty on read_n.facts (counterparty, since)
  where known_to = 9223372036854775807 and state <> 'retracted' and counterparty is not null;
create index if not exists facts_by_type on read_n.facts (type, since) where known_to = 9223372036854775807 and state <> 'retracted';
create index if not exists facts_retracted on read_n.facts (since, fact_id) where known_to = 9223372036854775807 and state = 'retracted';

-- Facts over time: of a company, of an investor, totals of rounds from the index alone, changes in the order in which they became known
create index if not exists facts_by_since on read_n.facts (since, fact_id);
create index if not exists versions_by_company on read_n.facts (company, known_from);
create index if not exists versions_by_counterparty on read_n.facts (counterparty, known_from) where counterparty is not null;
create index if not exists versions_by_investor on read_n.facts using gin (investors) where investors is not null;
create index if not exists rounds_over_time on read_n.facts (known_from, known_to) include (latest, earliest, currency, amount, round, country)
  where type = 'FundingRaised' and state <> 'retracted' and status in ('announced', 'completed');
create index if not exists rounds_over_time_by_company on read_n.facts (currency, company, known_from, known_to) include (latest, amount)
  where type = 'FundingRaised' and state <> 'retracted' and status in ('announced', 'completed') and company is not null;
create index if not exists versions_of_plants on read_n.facts (country, known_from, known_to) where type = 'PlantOpened';
create index if not exists versions_of_products on read_n.facts (company, product, known_from) where product is not null;
create index if not exists changes on read_n.facts (known_from, ordinal);
create index if not exists investor_changes_by_investor on read_n.investor_changes (currency, investor) include (position, latest, minor, amount, rounds);

create index if not exists names_by_key on read_n.names (key);
create index if not exists names_by_likeness on read_n.names using gin (lower(name) read.gin_trgm_ops);
create index if not exists links_by_change on read_n.links ((case known_to when 9223372036854775807 then known_from else known_to end));
create index if not exists links_by_canonical on read_n.links (canonical, known_from);
create index if not exists funding_totals_by_amount on read_n.funding_totals (dimension, currency, amount desc, key);

-- What candidates are found by
create index if not exists names_by_change on read_n.names (known_from);
create index if not exists countries_by_position on read_n.countries (position);
create index if not exists identifiers_by_position on read_n.identifiers (position);
create index if not exists name_forms_by_form on read_n.name_forms (form);
create index if not exists name_forms_by_likeness on read_n.name_forms using gin (form read.gin_trgm_ops) with (fastupdate = off);
create index if not exists company_profiles_by_round on read_n.company_profiles using gin (rounds) with (fastupdate = off);
create index if not exists candidates_by_other on read_n.candidates (other);
create index if not exists candidates_by_age on read_n.candidates (since, one, other);
create index if not exists candidates_by_score on read_n.candidates (score, one, other);
