#include "grant/denial.hpp"

#include <array>
#include <cstddef>

namespace portvakt::grant {
namespace {

// Rows follow the enum. Clients match on these texts, so they are Maskinporten's own to the byte:
// sentences of `invalid_grant` end in a full stop, the scope lists do not.
// clang-format off
constexpr std::array<PublicRow, static_cast<std::size_t>(Reason::count_)> kRows{{
    {Reason::malformed_request,      400, "invalid_request",        "",       "Invalid request. {}"},
    {Reason::unsupported_grant_type, 400, "unsupported_grant_type", "",       "Unsupported grant_type. Expected urn:ietf:params:oauth:grant-type:jwt-bearer"},
    {Reason::malformed_assertion,    400, "invalid_request",        "MP-011", "Invalid assertion. Invalid parameter value"},
    {Reason::malformed_x5c,          400, "invalid_grant",          "MP-123", "Invalid assertion. Client authentication failed. Invalid JWT header x5c."},
    {Reason::unknown_client,         400, "invalid_grant",          "MP-100", "Invalid assertion. Client authentication failed. Client not found."},
    {Reason::kid_missing,            400, "invalid_grant",          "",       "Invalid assertion. Client authentication failed. Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided."},
    {Reason::unknown_kid,            400, "invalid_grant",          "",       "Invalid assertion. Client authentication failed. Unknown key identifier (kid) for client."},
    {Reason::expired_key,            400, "invalid_grant",          "MP-121", "Invalid assertion. Client authentication failed. Expired key."},
    {Reason::untrusted_certificate,  400, "invalid_grant",          "MP-120", "Invalid assertion. Client authentication failed. The JWT is signed with an invalid certificate."},
    {Reason::certificate_of_other_org, 400, "invalid_grant",        "MP-122", "Invalid assertion. Client authentication failed. Invalid JWT. Invalid organization number for client. Does not match certificate orgno."},
    {Reason::bad_signature,          400, "invalid_grant",          "MP-124", "Invalid assertion. Client authentication failed. Invalid JWT signature."},
    {Reason::bad_audience,           400, "invalid_grant",          "MP-110", "Invalid assertion. Client authentication failed. Invalid JWT claim aud."},
    {Reason::expired,                400, "invalid_grant",          "MP-130", "Invalid assertion. Client authentication failed. JWT has expired."},
    {Reason::issued_in_future,       400, "invalid_grant",          "",       "Invalid assertion. Client authentication failed. Issue time is in the future."},
    {Reason::not_yet_valid,          400, "invalid_grant",          "",       "Invalid assertion. Client authentication failed. JWT is not valid yet."},
    {Reason::too_long_lived,         400, "invalid_grant",          "",       "Invalid assertion. Client authentication failed. JWT has too long lifetime."},
    {Reason::replayed,               400, "invalid_grant",          "MP-012", "Invalid assertion. Grant is used before."},
    {Reason::consumer_is_client,     400, "invalid_request",        "",       "Validation of JWT claim failed: The combination consumer_org in claim and delegation scope on client is invalid"},
    {Reason::scope_not_on_client,    400, "invalid_scope",          "MP-200", "Token request contains invalid scopes for client, {}"},
    {Reason::scope_of_other_type,    400, "invalid_scope",          "MP-201", "Token request contains scopes not allowed for maskinporten"},
    {Reason::access_not_granted,     400, "invalid_scope",          "MP-250", "Consumer has not been granted access to the scope {}."},
    {Reason::not_delegated,          400, "invalid_scope",          "MP-251", "Consumer {} has not delegated access to the scope {} to supplier {}."},
    {Reason::unknown_authorization_details, 400, "invalid_authorization_details", "MP-301", "Unknown authorization details type"},
    {Reason::unknown_authorization_details_member, 400, "invalid_authorization_details", "MP-302", "Unknown fields in the authorization details"},
    {Reason::wrong_authorization_details_value, 400, "invalid_authorization_details", "MP-303", "Invalid authorization details values, {}"},
    {Reason::customer_not_configured, 400, "invalid_altinn_customer_configuration", "MP-303", "Invalid authorization details values"},
    {Reason::unavailable,            503, "temporarily_unavailable", "",      "The service is temporarily unavailable. The same request may be sent again"},
    {Reason::internal,               500, "server_error",           "",       "Internal error"},
}};
// clang-format on

consteval bool rows_follow_enum() {
  std::size_t i = 0;
  for (const PublicRow& row : kRows) {
    if (static_cast<std::size_t>(row.reason) != i++) return false;
  }
  return true;
}
static_assert(rows_follow_enum(), "a Reason without its public row does not compile");

}  // namespace

const PublicRow& public_row(Reason reason) { return kRows[static_cast<std::size_t>(reason)]; }

std::span<const PublicRow> public_rows() { return kRows; }

std::string description(const Denial& denial) {
  std::string_view rest = public_row(denial.reason).text;
  std::string text;
  for (const std::string& name : denial.names) {
    const std::size_t at = rest.find("{}");
    if (at == std::string_view::npos) break;
    text.append(rest.substr(0, at)).append(name);
    rest.remove_prefix(at + 2);
  }
  return text.append(rest);
}

}  // namespace portvakt::grant
