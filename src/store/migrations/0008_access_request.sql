-- An organisation asks for access to a scope, and the scope's owner answers. Never removed. While a request is open, its access
-- stands in scope_access as REQUESTED; there is one at a time.
create table access_request(
  id {key} primary key,
  scope {key} not null references scope(name),
  consumer bigint not null,
  owner bigint not null,
  state text not null,
  reason text not null,
  answer text not null,
  created bigint not null,
  last_updated bigint not null
);
create unique index access_request_open on access_request(scope, consumer) where state = 'REQUESTED';
create index access_request_consumer on access_request(consumer, created);
create index access_request_owner on access_request(owner, created);

-- The record of changes is also the history of a scope's accesses and of a request. An access is there under its scope, a blank and
-- the consumer's digits.
create index change_access on change(rtrim(entity_key, '0123456789'), revision) where entity = 'access';
create index change_access_request on change(entity_key, revision) where entity = 'access_request';

-- What the catalogue searches, in lower case. The program writes it with each scope and organisation (search_text.cpp), because
-- engines differ in which letters they know.
alter table scope add column searched text not null default '';
update scope set searched = lower(name) || ' '
  || replace(replace(replace(lower(description || ' ' || long_description || ' ' || translations), 'Æ', 'æ'), 'Ø', 'ø'), 'Å', 'å');
alter table organisation add column searched text not null default '';
update organisation set searched = replace(replace(replace(lower(name), 'Æ', 'æ'), 'Ø', 'ø'), 'Å', 'å');
