-- Read tables of one generation. Written by Projections alone, a page at a time; read by Query. Whoever changes them, or a rule that they
-- follow from, raises the version (ReadSchema.cs too).

create schema if not exists read_n;
comment on schema read_n is 'version 2';

-- Up to which position the tables are complete. The epoch changes when someone else takes over writing.
create table if not exists read_n.mark (
  position bigint not null,
  epoch    bigint not null
);
insert into read_n.mark select 0, 1 where not exists (select from read_n.mark);

-- First statement of every page: moves the mark, or fails with a serialization failure where another writer moved it.
create or replace function read_n.advance_mark(old_position bigint, new_position bigint, writer_epoch bigint) returns void language plpgsql as $$
begin
  update read_n.mark set position = new_position where position = old_position and epoch = writer_epoch;
  if not found then raise 'another writer moved the mark' using errcode = '40001'; end if;
end $$;

-- What one feed says about one thing: its newest report, and the one in force (said: the first that said what it says now). Hash is null
-- if the record says nothing: retracted, or without reports. Began is the earliest time of its reports. Other records find it by bucket,
-- earliest, latest and wide.
create table if not exists read_n.records (
  source         text    not null,
  record         text    collate "C" not null,
  first          bigint  not null,
  fact_id        uuid,
  newest         bigint  not null,
  said           bigint  not null,
  sequence       text,
  hash           text,
  first_hash     text,
  revised        boolean not null,
  last_confirmed bigint  not null,
  has_reports    boolean not null,
  began          timestamptz not null,
  bucket         bigint,
  earliest       date,
  latest         date,
  wide           boolean,
  primary key (source, record)
);

-- Every report of a record, by the record's first position. Hash is null where it retracts the record.
create table if not exists read_n.record_entries (
  first        bigint not null,
  position     bigint not null,
  sequence     text,
  hash         text,
  withdrawn_by bigint,
  primary key (first, position)
);

-- Retractions by id, and whether each is in effect, or would be if its target were there.
create table if not exists read_n.retractions (
  source    text    not null,
  id        text    not null,
  target_id text    not null,
  position  bigint  not null,
  in_effect boolean not null,
  primary key (source, id)
);

-- Fact versions: known from one position up to, not including, another (the highest bigint: still current). Ordinal counts the versions
-- that began at one position. A retracted fact keeps its last words in a version with state 'retracted'; continued_by is the fact that has
-- its records now. Companies are canonical keys. Reports are the positions that the version rests on, the headline's first.
create table if not exists read_n.facts (
  fact_id      uuid   not null,
  since        bigint not null,
  known_from   bigint not null,
  known_to     bigint not null,
  ordinal      int    not null,
  type         text   not null,
  state        text   not null,
  continued_by uuid,
  company      text,
  counterparty text,
  has_left     text[],                   -- companies that it was shown on in the version before and is not in this
  investors    text[],
  status       text   not null,
  on_date      text,
  earliest     date,
  latest       date,
  amount       numeric,
  currency     text,
  round        text,
  product      text,
  region       text,
  technology   text,
  country      text,
  sources      text[] not null,
  reports      bigint[] not null,
  data         jsonb  not null,
  milestones   jsonb,
  disputes     jsonb,
  primary key (fact_id, known_from)
);

-- What each change of a round added to its investors' totals from a position on, or took from them: added up to a position, what was known
-- then. Minor is the amount in units of 0.0001; amount is set instead where that does not fit. Both are null where it is undisclosed.
create table if not exists read_n.investor_changes (
  investor text   not null,
  currency text,
  position bigint not null,
  latest   date   not null,
  minor    bigint,
  amount   numeric,
  rounds   int    not null
);

-- Every name under which a company or person was reported, by the key that a source sent (by its record as well where the records of a source
-- are told apart, else ''). Key is the key that was meant, from known_from to known_to. The report at first was the first to give the name; last is
-- since when it is, or was until another came, the latest of the source for what it sent.
create table if not exists read_n.names (
  sent       text   collate "C" not null,
  source     text   not null,
  record     text   collate "C" not null,
  name       text   not null,
  key        text   collate "C" not null,
  kind       text   not null,
  first      bigint not null,
  last       bigint not null,
  known_from bigint not null,
  known_to   bigint not null,
  primary key (sent, source, record, name, known_to)
);

-- The first report of a source (or record, as above) that placed what it sent in a country.
create table if not exists read_n.countries (
  key      text   collate "C" not null,
  source   text   not null,
  record   text   collate "C" not null,
  country  text   not null,
  position bigint not null,
  primary key (key, source, record, country)
);

-- Keys that mean another company, and from when to when they were known to. Other keys mean themselves.
create table if not exists read_n.links (
  key        text   collate "C" not null,
  canonical  text   collate "C" not null,
  known_from bigint not null,
  known_to   bigint not null,
  primary key (key, known_from)
);

-- First report of a source (or record, as above) that gave an identifier (such as lei:5493001KJTIIGC8Y1R12) to the key that it sent. Ordinal is the
-- place of the identifier in the report.
create table if not exists read_n.identifiers (
  identifier text   not null,
  key        text   collate "C" not null,
  source     text   not null,
  record     text   collate "C" not null,
  position   bigint not null,
  ordinal    int    not null,
  primary key (identifier, key, source, record)
);

-- What ops declared: aliases, merges, splits and reassignments by the keys that they name; feeds by their name, the last one counts.
create table if not exists read_n.declarations (
  position bigint primary key,
  type     text   not null,
  keys     text[] not null,
  data     jsonb  not null
);
create table if not exists read_n.trusts (
  feed          text   primary key,
  source_prefix text   not null,
  trust         int    not null,
  position      bigint not null
);

-- Groups whose fold failed: their facts stay as they were from this position on.
create table if not exists read_n.parked (
  group_key text   primary key,
  company   text,
  position  bigint not null,
  error     text   not null
);

-- Current totals of announced and completed rounds. Currency '': rounds whose amount is undisclosed.
create table if not exists read_n.funding_totals (
  dimension text    not null,
  key       text    not null,
  currency  text    not null,
  amount    numeric not null,
  rounds    bigint  not null,
  primary key (dimension, key, currency)
);

-- What candidates for a merge or a reassignment are found by, and those that were found (docs/facts.md, R19 to R21). Written beside the fold, up
-- to the position of candidate_mark. Signs are what two spellings of one company have in common, such as country:US or investor:sequoia; rounds are
-- such signs as well. Grounds is what speaks for a candidate; other is empty for one key that is perhaps two companies.
create table if not exists read_n.candidate_mark (position bigint not null);
insert into read_n.candidate_mark select 0 where not exists (select from read_n.candidate_mark);
create table if not exists read_n.company_profiles (
  company text   collate "C" primary key,
  sources text[] not null,
  signs   text[] not null,
  rounds  text[] not null
);
create table if not exists read_n.name_forms (
  company text   collate "C" not null,
  form    text   collate "C" not null,
  first   bigint not null,
  primary key (company, form)
);
create table if not exists read_n.candidates (
  kind      text    not null,
  one       text    collate "C" not null,
  other     text    collate "C" not null,
  since     bigint  not null,
  score     real    not null,
  grounds   text[]  not null,
  dismissed boolean not null,
  primary key (kind, one, other)
);

-- What the fold itself finds records by
create index if not exists records_by_fact on read_n.records (fact_id);
create index if not exists records_by_bucket on read_n.records (bucket, source) where bucket is not null;
create index if not exists records_by_date on read_n.records (bucket, earliest) where not wide;
create index if not exists records_wide on read_n.records (bucket) where wide;
create index if not exists retractions_by_target on read_n.retractions (source, target_id);
create index if not exists identifiers_by_key on read_n.identifiers (key);
