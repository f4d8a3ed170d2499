-- Views of the rows of one generation. They have named columns and give the same rows in every edition, however its tables store them.
-- If a table changes, adapt its view. The views leave out columns that only help to find rows (buckets and dates of records), content
-- hashes, which an edition may shorten, and the wording of errors.

create schema rows_n;

-- The input: if it differs, everything else may differ too
create view rows_n.log as
select seq_id as position, type, data ->> 'source' as source, data ->> 'id' as id, data ->> 'time' as time,
  data ->> 'recordKey' as record_key, data ->> 'sequence' as sequence, data -> 'data' as data
from log.mt_events where not is_archived;

create view rows_n.records as
select source, record, first, fact_id, newest, in_force as said, sequence, hash is null as says_nothing, revised,
  last_confirmed, has_reports, began at time zone 'UTC' as began
from read_n.records;

create view rows_n.record_entries as
select first, position, sequence, hash is null as is_retraction, withdrawn_by
from read_n.record_entries;

create view rows_n.retractions as
select source, id, target_id, position, in_effect from read_n.retractions;

create view rows_n.facts as
select fact_id, since, known_from, known_to, ordinal, type, state, continued_by, company, counterparty, has_left, investors, status,
  on_date, earliest, latest, trim_scale(amount) as amount, currency, round, product, region, technology, country, sources,
  coalesce(reports, array[since]) as reports,
  data, milestones, disputes
from read_n.facts;

create view rows_n.names as
select sent, source, record, name, key, kind, first, last, known_from, known_to from read_n.names;

create view rows_n.countries as
select key, source, record, country, position from read_n.countries;

create view rows_n.links as
select key, canonical, known_from, known_to from read_n.links;

create view rows_n.identifiers as
select identifier, key, source, record, position, ordinal from read_n.identifiers;

create view rows_n.declarations as
select position, type, keys, data from read_n.declarations;

create view rows_n.trusts as
select feed, source_prefix, trust, position from read_n.trusts;

create view rows_n.parked as
select group_key, company, position from read_n.parked;

create view rows_n.funding_totals as
select dimension, key, currency, trim_scale(amount) as amount, rounds from read_n.funding_totals
where dimension not in ('quarter', 'investor-country'); -- added by the second edition

-- The sum of what one position added and took, which may be in several rows
create view rows_n.investor_changes as
select investor, currency, position, latest, trim_scale(sum(coalesce(minor::numeric / 10000, amount))) as amount, sum(rounds) as rounds
from read_n.investor_changes
group by investor, currency, position, latest
having sum(rounds) <> 0 or sum(coalesce(minor::numeric / 10000, amount)) <> 0;
