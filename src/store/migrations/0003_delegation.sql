-- The built-in register: a consumer lets a supplier use one of its scopes. One row a triple; a new delegation after an old one
-- takes its row, and the change feed tells what stood there before. Never deleted: `revoked` is when it was withdrawn.
create table delegation(
  scope {key} not null references scope(name),
  consumer bigint not null,
  supplier bigint not null,
  valid_from bigint not null,
  valid_to bigint not null,
  revoked bigint not null,
  created bigint not null,
  last_updated bigint not null,
  primary key (scope, consumer, supplier)
);
create index delegation_consumer on delegation(consumer);
create index delegation_supplier on delegation(supplier);
