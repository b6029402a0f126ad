-- The customers for whom a client acts, each under a value of the client's own choosing. Rows can be removed; the change feed
-- tells what stood there.
create table client_on_behalf_of(
  client_id {key} not null references client(id),
  id {key} not null,
  name text not null,
  org bigint not null,
  organisation_name text not null,
  description text not null,
  uri text not null,
  logo_uri text not null,
  created bigint not null,
  last_updated bigint not null,
  primary key (client_id, id)
){clustered};

-- The client whose token made this one; empty for the operator's and for those from before this column.
alter table client add column created_by text not null default '';
create index client_created_by on client(created_by) where created_by <> '';
-- When the client, its keys or its customers were last touched: who follows changes asks for the few since the last time.
alter table client add column changed bigint not null default 0;
update client set changed = last_updated;
create index client_changed on client(changed);
