-- All generations, and which one is served; numbers are never reused.
create schema if not exists read;
create extension if not exists pg_trgm with schema read;
create table if not exists read.generations (
  number             int     primary key,
  served             boolean not null default false,
  promote_when_ready boolean not null default false,
  discarded          boolean not null default false
);
create unique index if not exists one_generation_is_served on read.generations (served) where served;
-- A row is locked while a process builds the generation.
create table if not exists read.builds (number int primary key);
