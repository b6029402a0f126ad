#include "grant/policy.hpp"

namespace portvakt::grant {
namespace {

std::string_view without_slash(std::string_view url) {
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

}  // namespace

const Policy& Policies::meant_by(std::string_view audience) const {
  const bool sky =
      !skyporten.issuer.empty() && without_slash(audience) == without_slash(skyporten.issuer);
  return sky ? skyporten : maskinporten;
}

}  // namespace portvakt::grant
