-- People who sign in to the web application. No secret is here: what a browser shows is kept as its SHA-256.
create table login_attempt(
  state {key} primary key,
  browser text not null,
  return_to text not null,
  expires bigint not null
);
create index login_attempt_expires on login_attempt(expires);

-- `organisations` is a JSON array of whom the person represents and what for. `subject` is the login issuer's `sub`.
create table web_session(
  digest {key} primary key,
  subject text not null,
  name text not null,
  org bigint not null,
  organisations text not null,
  created bigint not null,
  used bigint not null,
  expires bigint not null
);
create index web_session_expires on web_session(expires);
create index web_session_used on web_session(used);

-- The login issuer's `sub` of the person who made the change; empty for machines and the operator.
alter table change add column person text not null default '';
