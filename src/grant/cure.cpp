// What to do about each reason for refusal: one table. Sentences without a full stop, in ASCII and
// short, because they end a hint.
#include "grant/detail_rules.hpp"
#include "grant/hint.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace portvakt::grant {
namespace {

struct Cure {
  Reason reason;
  std::string_view text;
};

// Rows follow the enum.
// clang-format off
constexpr std::array<Cure, static_cast<std::size_t>(Reason::count_)> kCures{{
    {Reason::malformed_request,      "POST a form (application/x-www-form-urlencoded) with grant_type and assertion, each once"},
    {Reason::unsupported_grant_type, "send grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer"},
    {Reason::malformed_assertion,    "mend the claim that is named, or leave it out"},
    {Reason::malformed_x5c,          "send x5c as an array of strings, each one certificate in base64 DER, your own first"},
    {Reason::unknown_client,         "set iss to the client_id; check that the client is active and of this environment: a test client is unknown in production"},
    {Reason::kid_missing,            "put the kid of a registered key into the JWT header, without x5c: a client with registered keys signs with them"},
    {Reason::unknown_kid,            "send the kid of a key registered on this client; a client without registered keys sends x5c and no kid"},
    {Reason::expired_key,            "register a new key on the client, or the same one again, which renews it for a year"},
    {Reason::untrusted_certificate,  "sign with a valid business certificate of this environment, or register a key on the client"},
    {Reason::certificate_of_other_org, "sign with a certificate of the organisation that the client is registered on"},
    {Reason::bad_signature,          "sign with the private key that belongs to the kid or to the first certificate, with the key's own alg"},
    {Reason::bad_audience,           "copy aud from issuer in the server's metadata, letter by letter; the address of /token is not accepted"},
    {Reason::expired,                "make the grant just before it is used, and set the machine's clock (NTP); exp is seconds since 1970"},
    {Reason::issued_in_future,       "set the machine's clock (NTP); iat is seconds since 1970 in UTC"},
    {Reason::not_yet_valid,          "leave nbf out or set it to now, and set the machine's clock (NTP)"},
    {Reason::too_long_lived,         "set exp nearer to iat: this is the grant's own life, not the token's"},
    {Reason::replayed,               "make a new grant with a new jti for every token, and use the token until it expires"},
    {Reason::consumer_is_client,     "leave consumer_org out, or name the organisation that you act for"},
    {Reason::scope_not_on_client,    "add the scope to the client and check its spelling; an access from the owner alone is not enough"},
    {Reason::scope_of_other_type,    "use a client of a type that the scope allows, or ask its owner to allow this one"},
    {Reason::access_not_granted,     "ask the scope's owner to grant the organisation access; a supplier names its customer in consumer_org"},
    {Reason::not_delegated,          "ask the consumer to delegate the scope to the supplier, in this environment's register"},
    {Reason::unknown_authorization_details, "use a type of authorization_details_types_supported in the server's metadata, or leave it out"},
    {Reason::unknown_authorization_details_member, "leave out what the type does not have: systemuser_org and externalRef for a system user, id and from for a consent"},
    {Reason::wrong_authorization_details_value, "mend the value that is named; a consent must be given, to this consumer, by the one in from"},
    {Reason::customer_not_configured, "check systemuser_org and externalRef, that the customer has approved the system user, and that its system has this client_id"},
    {Reason::unavailable,            "send the same grant again in a moment"},
    {Reason::internal,               "send the same grant again, or tell the operator the trace id"},
}};

// One reason, many rules: what is malformed depends on who says so.
struct CureOfRule {
  std::string_view rule, text;
};
constexpr CureOfRule kMalformed[] = {
    {"the assertion is a compact JWS",                  "send the signed JWT as one text: header.claims.signature in base64url without padding, blanks or line breaks"},
    {"the header names an algorithm and a key",         "set alg to RS256, RS384 or RS512 and kid to a text; leave crit and b64 out"},
    {"the claims are complete and known",               "send iss, aud, scope, iat and exp, times as numbers, and no other claims than the documented ones"},
    {"the key is registered on the client and not old", "register a key on the client and send its kid, or sign with a business certificate and send x5c"},
    {kDetailFormRule,                                   "leave consumer_org out: with a system user the vendor itself is the token's consumer"},
    {"resource and scopes agree on one audience",       "ask for scopes that enforce different audiences in grants of their own, and leave resource out"},
};
// clang-format on

consteval bool rows_follow_enum() {
  std::size_t i = 0;
  for (const Cure& row : kCures) {
    if (static_cast<std::size_t>(row.reason) != i++ || row.text.empty()) return false;
  }
  return true;
}
static_assert(rows_follow_enum(), "a Reason without its cure does not compile");

}  // namespace

std::string_view cure(Reason reason, std::string_view rule) {
  const auto own = std::ranges::find(kMalformed, rule, &CureOfRule::rule);
  if (reason == Reason::malformed_assertion && own != std::end(kMalformed)) return own->text;
  return kCures[static_cast<std::size_t>(reason)].text;
}

}  // namespace portvakt::grant
