-- Who an eIDAS seal spoke for, by its organizationIdentifier; `consumer` is 0 then. Empty for organisations with a number.
alter table ledger add column foreign_consumer text not null default '';
