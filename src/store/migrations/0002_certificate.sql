-- The certificate that a grant was signed with: serial number in hexadecimal, a blank, the issuer's name (RFC 2253).
-- Empty where a registered key signed.
alter table ledger add column certificate text not null default '';
