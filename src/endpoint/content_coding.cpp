#include "endpoint/content_coding.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace portvakt::endpoint {
namespace {

/// A qvalue (RFC 9110 section 12.4.2) in thousandths; nothing when it is none.
std::optional<int> thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text.size() > 1 && text[1] != '.')) return std::nullopt;
  if (text[0] != '0' && text[0] != '1') return std::nullopt;
  int value = (text[0] - '0') * 1000;
  int place = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    value += (c - '0') * place;
    place /= 10;
  }
  return value <= 1000 ? std::optional(value) : std::nullopt;
}

/// `gzip;q=0.5`: the coding and its weight, nothing for a member that cannot be read.
std::optional<std::pair<std::string_view, int>> weighed(std::string_view member) {
  const auto parts = split(member, ';');
  const std::string_view coding = trimmed(parts.front());
  if (coding.empty()) return std::nullopt;
  if (parts.size() == 1) return std::pair{coding, 1000};
  const std::string_view weight = trimmed(parts[1]);
  const bool named = weight.starts_with("q=") || weight.starts_with("Q=");
  if (parts.size() > 2 || !named) return std::nullopt;
  const auto value = thousandths(weight.substr(2));
  if (!value) return std::nullopt;
  return std::pair{coding, *value};
}

struct Weights {
  std::optional<int> identity, gzip, brotli, others;
};

Weights weights_of(std::string_view accept_encoding) {
  Weights weights;
  for (const std::string_view text : split(accept_encoding, ',')) {
    const auto member = weighed(text);
    if (!member) continue;
    const auto [coding, weight] = *member;
    if (iequals(coding, "identity")) weights.identity = weight;
    if (iequals(coding, "gzip") || iequals(coding, "x-gzip")) weights.gzip = weight;
    if (iequals(coding, "br")) weights.brotli = weight;
    if (coding == "*") weights.others = weight;
  }
  return weights;
}

}  // namespace

Coding preferred_coding(std::string_view accept_encoding, Offered offered) {
  const Weights weights = weights_of(accept_encoding);
  // A coding that is not named is not accepted, unless * is; identity is, with the least weight.
  const int others = weights.others.value_or(0);
  const int gzip = offered.gzip ? weights.gzip.value_or(others) : 0;
  const int brotli = offered.brotli ? weights.brotli.value_or(others) : 0;
  const int identity = weights.identity.value_or(0);
  if (brotli > 0 && brotli >= std::max(gzip, identity)) return Coding::brotli;
  if (gzip > 0 && gzip >= identity) return Coding::gzip;
  return Coding::identity;
}

std::string_view name(Coding coding) {
  switch (coding) {
    case Coding::identity:
      return "";
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
  }
  std::unreachable();
}

}  // namespace portvakt::endpoint
