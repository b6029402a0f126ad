-- Whom an organisation wants told of what happens. `address` is an e-mail address, a URL, or the SHA-256 of a calendar's secret;
-- `events` is blank-separated. No secret is here.
create table notification_point(
  id {key} primary key,
  org bigint not null,
  channel text not null,
  address {key} not null,
  language text not null,
  events text not null,
  created bigint not null,
  last_updated bigint not null
);
create unique index notification_point_org on notification_point(org, channel, address);
create unique index notification_point_calendar on notification_point(address) where channel = 'CALENDAR';

-- What is to be told to one point, until some time after it was or was given up. A node that tries to deliver one has moved `due`
-- first, so that no other does.
create table notice(
  id {key} primary key,
  point {key} not null,
  event text not null,
  content text not null,
  created bigint not null,
  state text not null,
  attempts bigint not null,
  due bigint not null,
  fault text not null
);
create index notice_due on notice(due) where state = 'WAITING';
create index notice_point on notice(point, created);
create index notice_created on notice(created);

-- That an organisation was told of a key, and for how many days before the end.
create table key_warning(
  org bigint not null,
  client_id {key} not null,
  kid {key} not null,
  expires bigint not null,
  days bigint not null,
  primary key (org, client_id, kid)
){clustered};
create index key_warning_expires on key_warning(expires);
create index client_key_expires on client_key(expires);

-- Up to which change notices were made (-1: none yet, so nobody is told of the past), and when keys were last looked at.
create table notification_mark(
  only_row integer primary key check (only_row = 1),
  revision bigint not null,
  keys_looked bigint not null
);
insert into notification_mark(only_row, revision, keys_looked) values (1, -1, 0);
