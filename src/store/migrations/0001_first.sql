-- One text for both engines. {key} is the type of text that is compared and sorted by its bytes, {row_number} an ascending
-- key the database hands out and never hands out again, {clustered} keeps a table in the order of its key where the engine
-- can, {postgresql} begins a line that is for PostgreSQL only.
-- Times are whole seconds since 1970 UTC. Absent is '' for text and 0 for numbers; null is not used.

create table organisation(
  orgno bigint primary key,
  name text not null,
  created bigint not null,
  last_updated bigint not null
);

create table prefix(
  prefix {key} primary key,
  owner bigint not null,
  active integer not null,
  created bigint not null,
  last_updated bigint not null
);
create index prefix_owner on prefix(owner);

create table scope(
  name {key} primary key,
  prefix {key} not null references prefix(prefix),
  owner bigint not null,
  active integer not null,
  description text not null,
  long_description text not null,
  translations text not null,
  visibility text not null,
  token_type text not null,
  allowed_integration_types text not null,
  accessible_for_all integer not null,
  delegation_source text not null,
  at_max_age bigint not null,
  authorization_max_lifetime bigint not null,
  enforced_aud text not null,
  requires_user_consent integer not null,
  requires_user_authentication integer not null,
  requires_pseudonymous_tokens integer not null,
  supports_european_businesses integer not null,
  is_protected integer not null,
  created bigint not null,
  last_updated bigint not null
);
create index scope_owner on scope(owner);
create index scope_prefix on scope(prefix);

create table scope_access(
  scope {key} not null references scope(name),
  consumer bigint not null,
  owner bigint not null,
  state text not null,
  created bigint not null,
  last_updated bigint not null,
  primary key (scope, consumer)
){clustered};
create index scope_access_consumer on scope_access(consumer, owner);

create table client(
  id {key} primary key,
  org bigint not null,
  supplier bigint not null,
  active integer not null,
  integration_type text not null,
  name text not null,
  description text not null,
  scopes text not null,
  access_token_lifetime bigint not null,
  other_members text not null,
  created bigint not null,
  last_updated bigint not null
){clustered};
create index client_org on client(org);
create index client_supplier on client(supplier);

create table client_key(
  client_id {key} not null references client(id),
  kid {key} not null,
  kty text not null,
  n text not null,
  e text not null,
  x text not null,
  y text not null,
  alg text not null,
  key_use text not null,
  jwk_kid text not null,
  x5c text not null,
  expires bigint not null,
  created bigint not null,
  last_updated bigint not null,
  primary key (client_id, kid)
){clustered};

create table delegation_source(
  issuer {key} primary key,
  name text not null,
  created bigint not null,
  last_updated bigint not null
);

create table signing_key(
  kid {key} primary key,
  kty text not null,
  n text not null,
  e text not null,
  x text not null,
  y text not null,
  alg text not null,
  key_use text not null,
  jwk_kid text not null,
  x5c text not null,
  private_pem text not null,
  state text not null,
  created bigint not null,
  activated bigint not null,
  retired bigint not null
);

-- Who changed what, and the feed that registries follow. `before` and `after` are the object as JSON, without private keys.
create table change(
  revision bigint primary key,
  at bigint not null,
  actor_org bigint not null,
  actor text not null,
  trace text not null,
  entity text not null,
  entity_key text not null,
  before text not null,
  after text not null
);

-- The last revision. Every write locks this row first, so writers follow one another and commit in the order of revisions.
create table feed(
  only_row integer primary key check (only_row = 1),
  revision bigint not null
);
insert into feed(only_row, revision) values (1, 0);

-- The replay check: a grant is used once while its row is here. Several nodes share PostgreSQL's; SQLite's only server keeps
-- one in memory, made from the ledger (ledger_sqlite.cpp). Rows are forgotten in the order of the ledger, which names them
-- too: an index by expiry would have to be written at a place of its own for every token.
{postgresql}create table used_grant(
{postgresql}  client_id {key} not null,
{postgresql}  grant_key {key} not null,
{postgresql}  expires bigint not null,
{postgresql}  primary key (client_id, grant_key)
{postgresql});

-- Grants that expire at `until` or before may have been forgotten already, so none of them is accepted any more.
-- `forgotten` is the last ledger row whose grant has been.
create table grant_horizon(
  only_row integer primary key check (only_row = 1),
  until bigint not null,
  forgotten bigint not null
);
insert into grant_horizon(only_row, until, forgotten) values (1, 0, 0);

create table ledger(
  id {row_number},
  at bigint not null,
  trace text not null,
  client_id text not null,
  consumer bigint not null,
  supplier bigint not null,
  delegation_source text not null,
  scopes text not null,
  kid text not null,
  client_amr text not null,
  grant_key text not null,
  token_jti text not null,
  audience text not null,
  grant_expires bigint not null,
  token_expires bigint not null,
  signing_kid text not null,
  remote text not null
);
create index ledger_at on ledger(at);
