// Every reason the token endpoint has for saying no, and the one table that turns a reason into
// what a stranger reads: HTTP status, OAuth error, exact text and MP code (docs/protocol.md, error
// catalogue).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::grant {

enum class Reason {
  malformed_request,
  unsupported_grant_type,
  malformed_assertion,
  malformed_x5c,
  unknown_client,
  kid_missing,
  unknown_kid,
  expired_key,
  untrusted_certificate,
  certificate_of_other_org,
  bad_signature,
  bad_audience,
  expired,
  issued_in_future,
  not_yet_valid,
  too_long_lived,
  replayed,
  consumer_is_client,
  scope_not_on_client,
  scope_of_other_type,
  access_not_granted,
  not_delegated,
  unknown_authorization_details,
  unknown_authorization_details_member,
  wrong_authorization_details_value,
  customer_not_configured,
  unavailable,
  internal,
  count_,
};

/// A reason with what its text names: the parameter, the scopes, the organisations. Never anything
/// secret.
struct Denial {
  Reason reason;
  std::vector<std::string> names = {};
};

struct PublicRow {
  Reason reason;
  int status;
  std::string_view error;  ///< RFC 6749 section 5.2
  std::string_view code;   ///< `MP-110`, or empty where Maskinporten has none
  std::string_view text;   ///< each `{}` takes one of Denial::names
};

const PublicRow& public_row(Reason reason);
std::span<const PublicRow> public_rows();

/// The text with its names in place; still without the trace id.
std::string description(const Denial& denial);

}  // namespace portvakt::grant
