-- Feeds and keys. Only the EventStore owns and reads these tables; other services use its HTTP API.
do $$ begin
  if to_regnamespace('access') is null then create schema access; end if;
end $$;

create table if not exists access.feeds (
  name          text        primary key,
  source_prefix text        not null unique,
  trust         int         not null,
  licence       text,
  attribution   text,
  created_at    timestamptz not null default clock_timestamp()
);

-- A key is shown once and stored as its SHA-256.
create table if not exists access.keys (
  id         uuid        primary key,
  name       text        not null,
  role       text        not null,
  feed       text        references access.feeds (name),
  slot       int,
  sha256     text        not null unique,
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);

-- Two keys of a feed may be valid at a time; each occupies a slot
create unique index if not exists keys_by_slot on access.keys (feed, slot) where revoked_at is null;

-- One row while maintenance is on.
create table if not exists access.maintenance (
  is_on boolean primary key default true check (is_on),
  since timestamptz not null default clock_timestamp(),
  who text not null,
  reason text not null
);

-- The starts of services and the changes of their readiness.
create table if not exists access.service_changes (
  id       bigint      generated always as identity primary key,
  at       timestamptz not null,
  service  text        not null,
  instance uuid        not null,
  version  text        not null,
  what     text        not null, -- service-started, readiness-changed or service-silent
  status   text        not null,
  why      text
);
create index if not exists service_changes_by_instance on access.service_changes (instance, id);
delete from access.service_changes where at < now() - interval '90 days';
