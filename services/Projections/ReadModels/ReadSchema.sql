-- Read tables of one generation. Written by Projections alone, a page at a time; read by Query.

create schema if not exists read_n;

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

-- What one feed says about one thing, and which of its reports counts (newest; hash is null where the record is retracted).
create table if not exists read_n.records (
  source         text    not null,
  record         text    collate "C" not null,
  first          bigint  not null,
  fact_id        uuid    not null,
  newest         bigint  not null,
  sequence       text,
  hash           text,
  last_confirmed bigint  not null,
  has_reports    boolean not null,
  primary key (source, record)
);
create index if not exists records_by_fact on read_n.records (fact_id);

-- Every report of a record, by the record's first position. Hash is null where it retracts the record.
create table if not exists read_n.record_entries (
  first        bigint not null,
  position     bigint not null,
  sequence     text,
  hash         text,
  withdrawn_by bigint,
  primary key (first, position)
);

-- Retractions that came before the report that they name.
create table if not exists read_n.waiting_retractions (
  source    text   not null,
  target_id text   not null,
  position  bigint not null,
  primary key (source, target_id)
);

-- Fact versions: known from one position up to, not including, another (the highest bigint: still current).
create table if not exists read_n.facts (
  fact_id      uuid   not null,
  since        bigint not null,
  known_from   bigint not null,
  known_to     bigint not null,
  type         text   not null,
  company      text,
  counterparty text,
  status       text   not null,
  on_date      text,
  earliest     date,
  latest       date,
  amount       numeric,
  currency     text,
  data         jsonb  not null,
  milestones   jsonb,
  primary key (fact_id, known_from)
);
create index if not exists facts_by_company on read_n.facts (company, since) where known_to = 9223372036854775807;
create index if not exists facts_by_counterparty on read_n.facts (counterparty, since) where known_to = 9223372036854775807 and counterparty is not null;
create index if not exists facts_by_type on read_n.facts (type, since) where known_to = 9223372036854775807;
create index if not exists facts_by_since on read_n.facts (since) where known_to = 9223372036854775807;

-- Every name under which a company or person was reported.
create table if not exists read_n.names (
  key   text   collate "C" not null,
  name  text   not null,
  kind  text   not null,
  first bigint not null,
  last  bigint not null,
  primary key (key, name)
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
create index if not exists funding_totals_by_amount on read_n.funding_totals (dimension, currency, amount desc, key);

-- All generations, and which one is served.
create schema if not exists read;
create table if not exists read.generations (
  number int     primary key,
  served boolean not null default false
);
create unique index if not exists one_generation_is_served on read.generations (served) where served;
insert into read.generations (number) values (this_generation) on conflict do nothing;
update read.generations set served = true where number = this_generation and not exists (select from read.generations where served);
