#include "grant/assertion.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "jose/x5c.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace portvakt::grant {
namespace {

constexpr std::size_t kLongestKid = 255;
constexpr double kFarFuture = 253'402'300'800;  // the year 10000; nothing later can be printed

// The algorithms Maskinporten takes in a grant; the JOSE layer knows more.
constexpr std::array kGrantAlgorithms{jose::Algorithm::rs256, jose::Algorithm::rs384,
                                      jose::Algorithm::rs512};

// `sub` is sent by sample code of the consent and system-user guides; it is let through and
// ignored.
constexpr std::array<std::string_view, 12> kKnownClaims{"iss",
                                                        "aud",
                                                        "scope",
                                                        "iat",
                                                        "exp",
                                                        "nbf",
                                                        "jti",
                                                        "resource",
                                                        "pid",
                                                        "consumer_org",
                                                        "authorization_details",
                                                        "sub"};

/// An on-behalf-of client's claim: let through where the operator says so, and ignored too.
constexpr std::string_view kOnBehalfOf = "iss_onbehalfof";

bool is_let_through(std::string_view claim, const Policy& policy) {
  if (policy.unknown_claims == UnknownClaims::ignored) return true;
  if (claim == kOnBehalfOf) return policy.on_behalf_of_claim == OnBehalfOfClaim::ignored;
  return std::ranges::find(kKnownClaims, claim) != kKnownClaims.end();
}

std::unexpected<SyntaxFault> fault(std::string_view member_name, std::string_view sentence) {
  return std::unexpected(SyntaxFault{std::string(member_name), sentence});
}

Result<json::object, SyntaxFault> read_object(std::string_view text, std::string_view part) {
  auto value = read_json(text);
  if (!value) return fault(part, value.error().reason);
  if (!value->is_object()) return fault(part, "must be a JSON object");
  return std::move(value->get_object());
}

/// Form only: whether these are certificates is asked once it is known that they are needed.
void read_x5c(const json::object& object, Header& header) {
  const json::value* x5c = member(object, "x5c");
  if (x5c == nullptr) return;
  header.x5c = Header::X5c::malformed;
  const json::array* chain = x5c->if_array();
  if (chain == nullptr || chain->empty() || chain->size() > jose::kMostCertificates) return;
  const bool readable = std::ranges::all_of(*chain, [](const json::value& certificate) {
    if (!certificate.is_string()) return false;
    const auto der = from_base64(std::string_view(certificate.get_string()));
    return der && !der->empty() && der->size() <= jose::kLargestCertificate;
  });
  if (!readable) return;
  header.x5c = Header::X5c::well_formed;
  for (const json::value& certificate : *chain)
    header.certificates.emplace_back(std::string_view(certificate.get_string()));
}

/// RFC 7519 section 2: any JSON number. Kept to the millisecond, which is what a rounded double can
/// mean.
Result<Instant, SyntaxFault> numeric_date(const json::value& value, std::string_view name) {
  if (!value.is_number()) return fault(name, "must be a JSON number (seconds since 1970)");
  const auto number = value.to_number<double>();
  if (number < 0 || number >= kFarFuture) return fault(name, "is not a time that can be");
  return Instant{milliseconds{std::llround(number * 1000)}};
}

/// Reads one claim after the other and keeps the first fault, so that the list below reads like the
/// table it follows.
class ClaimReader {
 public:
  explicit ClaimReader(const json::object& claims) : claims_(claims) {}

  const std::optional<SyntaxFault>& first_fault() const { return fault_; }

  std::string required_string(std::string_view name) {
    auto text = optional_string(name);
    if (!fault_ && (!text || text->empty())) complain(name, "is required");
    return std::move(text).value_or("");
  }
  std::optional<std::string> optional_string(std::string_view name) {
    const json::value* value = member(claims_, name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) {
      complain(name, "must be a string");
      return std::nullopt;
    }
    return std::string(std::string_view(value->get_string()));
  }
  Instant required_time(std::string_view name) {
    const auto time = optional_time(name);
    if (!fault_ && !time) complain(name, "is required");
    return time.value_or(Instant{});
  }
  std::optional<Instant> optional_time(std::string_view name) {
    const json::value* value = member(claims_, name);
    if (value == nullptr) return std::nullopt;
    const auto time = numeric_date(*value, name);
    if (time) return *time;
    if (!fault_) fault_ = time.error();
    return std::nullopt;
  }
  /// A string or an array of strings.
  std::vector<std::string> strings(std::string_view name) {
    const json::value* value = member(claims_, name);
    if (value == nullptr) return {};
    if (value->is_string()) return {std::string(std::string_view(value->get_string()))};
    std::vector<std::string> out;
    const json::array* array = value->if_array();
    if (array == nullptr || array->empty())
      complain(name, "must be a string or an array of strings");
    if (array == nullptr) return out;
    for (const json::value& item : *array) {
      if (!item.is_string()) return complain(name, "must hold strings only"), out;
      out.emplace_back(std::string_view(item.get_string()));
    }
    return out;
  }
  void complain(std::string_view name, std::string_view sentence) {
    if (!fault_) fault_ = SyntaxFault{std::string(name), sentence};
  }

 private:
  const json::object& claims_;
  std::optional<SyntaxFault> fault_;
};

std::vector<std::string> distinct_scopes(std::string_view text) {
  std::vector<std::string> scopes;
  for (const std::string_view scope : split_white(text)) {
    if (std::ranges::find(scopes, scope) == scopes.end()) scopes.emplace_back(scope);
  }
  return scopes;
}

}  // namespace

Result<Header, SyntaxFault> read_header(std::string_view json_text) {
  const auto object = read_object(json_text, "header");
  if (!object) return std::unexpected(object.error());
  Header header;

  const auto alg_word = string_member(*object, "alg");
  const auto alg = alg_word ? jose::algorithm(*alg_word) : std::nullopt;
  if (!alg || std::ranges::find(kGrantAlgorithms, *alg) == kGrantAlgorithms.end()) {
    return fault("alg", "must be RS256, RS384 or RS512");
  }
  header.alg = *alg;
  // RFC 7515 section 4.1.11 and RFC 7797: an extension we do not know would change what is signed.
  if (object->contains("crit")) return fault("crit", "is not supported");
  if (object->contains("b64")) return fault("b64", "is not supported");

  if (const json::value* kid = member(*object, "kid")) {
    if (!kid->is_string() || kid->get_string().empty() || kid->get_string().size() > kLongestKid ||
        !is_plain_text(std::string_view(kid->get_string()))) {
      return fault("kid", "must be a string of 1 to 255 printable characters");
    }
    header.kid = std::string(std::string_view(kid->get_string()));
  }
  read_x5c(*object, header);
  return header;
}

Result<Claims, SyntaxFault> read_claims(std::string_view json_text, const Policy& policy) {
  const auto object = read_object(json_text, "claims");
  if (!object) return std::unexpected(object.error());
  for (const auto& [name, value] : *object) {
    if (!is_let_through(name, policy)) {
      return fault(printable(name, 64), "is not a claim of a JWT grant");
    }
  }

  ClaimReader in(*object);
  Claims claims;
  claims.iss = in.required_string("iss");
  claims.aud = in.strings("aud");
  if (!member(*object, "aud")) in.complain("aud", "is required");
  claims.scopes = distinct_scopes(in.required_string("scope"));
  if (claims.scopes.empty()) in.complain("scope", "must name at least one scope");
  claims.iat = in.required_time("iat");
  claims.exp = in.required_time("exp");
  claims.nbf = in.optional_time("nbf");
  claims.jti = in.optional_string("jti").value_or("");
  claims.resource = in.strings("resource");
  claims.pid = in.optional_string("pid");
  claims.consumer_org = in.optional_string("consumer_org");
  if (policy.on_behalf_of_claim == OnBehalfOfClaim::ignored) in.optional_string(kOnBehalfOf);
  if (const json::value* details = member(*object, "authorization_details")) {
    if (!details->is_array()) in.complain("authorization_details", "must be an array");
    if (details->is_array()) claims.authorization_details = details->get_array();
  }
  if (const auto& first = in.first_fault()) return std::unexpected(*first);
  return claims;
}

}  // namespace portvakt::grant
