#include "app/token_check.hpp"

#include "app/times.hpp"
#include "base/text.hpp"
#include "jose/jws.hpp"
#include "jose/keys.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace portvakt::app {
namespace {

/// What clocks of two machines may differ by; the same as for grants (docs/protocol.md, times).
constexpr seconds kSkew{10};

std::optional<Instant> time_claim(const json::object& claims, std::string_view name) {
  const json::value* value = member(claims, name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double number = value->to_number<double>();
  if (std::abs(number) > 1e11) return std::nullopt;
  return from_epoch(static_cast<std::int64_t>(std::floor(number)));
}

std::optional<json::object> object_in(const std::string& text) {
  auto value = read_json(text);
  if (!value || !value->is_object()) return std::nullopt;
  return std::move(value->get_object());
}

/// RFC 7515 section 5.2 with RFC 8725 section 3.1: the algorithm must be the key's, whatever the
/// header says.
std::string signature_fault(const json::object& header, const jose::CompactJws& jws,
                            const std::vector<jose::PublicJwk>& keys) {
  const std::string alg(string_member(header, "alg").value_or(""));
  const auto algorithm = jose::algorithm(alg);
  if (!algorithm) return fmt::format("the algorithm {} is not accepted", printable(alg, 40));
  if (header.contains("crit") || header.contains("b64")) {
    return "the header asks for extensions (crit, b64)";
  }
  const std::string kid(string_member(header, "kid").value_or(""));
  const auto key = std::ranges::find(keys, kid, &jose::PublicJwk::kid);
  if (key == keys.end()) {
    return fmt::format("the issuer publishes no key {}",
                       kid.empty() ? "without kid" : printable(kid, 100));
  }
  if (!jose::VerificationKey(*key).verifies(*algorithm, jws.signing_input, jws.signature)) {
    return "the signature is wrong: not the issuer's, or the token was changed";
  }
  return {};
}

void judge_times(const json::object& claims, Instant now, std::vector<std::string>& reasons) {
  const auto exp = time_claim(claims, "exp");
  if (!exp) {
    reasons.emplace_back("it has no exp");
  } else if (now >= *exp) {
    reasons.push_back(fmt::format("it expired {}", distance(*exp, now)));
  }
  for (const char* name : {"iat", "nbf"}) {
    const auto at = time_claim(claims, name);
    if (at && *at > now + kSkew) {
      reasons.push_back(fmt::format("its {} is {}, in the future", name, distance(*at, now)));
    }
  }
}

void judge_scopes(const json::object& claims, const Expected& expected,
                  std::vector<std::string>& reasons) {
  const auto held = split_white(string_member(claims, "scope").value_or(""));
  for (const std::string& scope : expected.scopes) {
    if (std::ranges::find(held, scope) == held.end()) {
      reasons.push_back(fmt::format("it does not have the scope {}", scope));
    }
  }
}

void judge_audience(const json::object& claims, const Expected& expected,
                    std::vector<std::string>& reasons) {
  if (expected.audience.empty()) return;
  const json::value* aud = member(claims, "aud");
  const auto names_us = [&](const json::value& value) {
    return value.is_string() && value.get_string() == expected.audience;
  };
  const bool right =
      aud != nullptr &&
      (aud->is_array() ? std::ranges::any_of(aud->get_array(), names_us) : names_us(*aud));
  if (!right) reasons.push_back(fmt::format("its audience is not {}", expected.audience));
}

}  // namespace

Verdict check_token(std::string_view token, const std::vector<jose::PublicJwk>& keys,
                    const Expected& expected, Instant now) {
  Verdict verdict;
  const auto jws = jose::split_compact(token);
  if (!jws) {
    verdict.reasons.push_back(fmt::format("it is no compact JWS: {}", jose::sentence(jws.error())));
    return verdict;
  }
  const auto header = object_in(jws->header);
  const auto claims = object_in(jws->payload);
  if (!header || !claims) {
    verdict.reasons.emplace_back("its header or payload is no JSON object");
    return verdict;
  }
  verdict.header = *header;
  verdict.claims = *claims;
  if (std::string fault = signature_fault(*header, *jws, keys); !fault.empty()) {
    verdict.reasons.push_back(std::move(fault));
    return verdict;
  }
  verdict.signature_holds = true;
  if (string_member(*claims, "iss") != expected.issuer) {
    verdict.reasons.push_back(fmt::format("its issuer is not {}", expected.issuer));
  }
  judge_times(*claims, now, verdict.reasons);
  judge_scopes(*claims, expected, verdict.reasons);
  judge_audience(*claims, expected, verdict.reasons);
  return verdict;
}

}  // namespace portvakt::app
