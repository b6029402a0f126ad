-- The built-in register of system users: a customer (owner) lets a vendor's client act through the vendor's system. Never removed:
-- `deleted` is when the customer took it back. Of those that are not deleted, one fits a grant.
create table system_user(
  id {key} primary key,
  owner bigint not null,
  system_id text not null,
  vendor bigint not null,
  client_id {key} not null references client(id),
  external_ref {key} not null,
  deleted bigint not null,
  created bigint not null,
  last_updated bigint not null
);
create unique index system_user_grant on system_user(client_id, owner, external_ref) where deleted = 0;
create index system_user_owner on system_user(owner);
create index system_user_vendor on system_user(vendor);
-- What a token holds in authorization_details: the type, a blank, the id of the system user or consent. Empty: none.
alter table ledger add column authorization_detail text not null default '';
