-- The ledger rolled up by the hour (docs/decisions/0021-roll-ups.md). A token is counted in a row without scope and owner, in
-- one row for each owner of its scopes, and in one for each scope: every question sums rows of one kind, and so no token twice.
-- `consumer` is an organisation number or, for seals, an organizationIdentifier; `supplier` is empty where there was none.
create table token_count(
  owner bigint not null,
  hour bigint not null,
  scope {key} not null,
  consumer {key} not null,
  supplier {key} not null,
  client_id {key} not null,
  tokens bigint not null,
  primary key (owner, hour, scope, consumer, supplier, client_id)
){clustered};
create index token_count_hour on token_count(hour);
create index token_count_consumer on token_count(consumer, hour);
create index token_count_supplier on token_count(supplier, hour) where supplier <> '';

-- Refused token requests. `client_id` is empty for clients that do not exist and where too many were refused to tell them apart.
create table refusal_count(
  hour bigint not null,
  client_id {key} not null,
  code {key} not null,
  refusals bigint not null,
  primary key (hour, client_id, code)
){clustered};
create index refusal_count_client on refusal_count(client_id, hour);

-- The last row of the ledger that is counted.
create table roll_up(
  only_row integer primary key check (only_row = 1),
  last bigint not null
);
insert into roll_up(only_row, last) values (1, 0);
