// A JWK or a PEM from bytes: a key that is accepted can be written, read again as the same, and
// used.
#include "base/json.hpp"
#include "jose/keys.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace portvakt::jose;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const PublicJwk& key, const KeyPolicy& policy) {
  const boost::json::object written = to_json(key);
  require(parse_jwk(written, policy) == key);
  require(reread_jwk(written) == key);
  require(thumbprint(key).size() == 43);
  const VerificationKey verifier(key);
  const bool rsa = key.type == KeyType::rsa;
  const std::string forged(rsa ? key.n.size() : 64, '\x01');
  require(!verifier.verifies(rsa ? Algorithm::rs256 : Algorithm::es256, "input", forged));
  require(!verifier.verifies(rsa ? Algorithm::es256 : Algorithm::rs256, "input", forged));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const KeyPolicy policy{.any_odd_exponent = true};
  if (const auto key = parse_public_pem(text, policy)) check(*key, policy);
  const auto value = portvakt::read_json(text);
  if (!value || !value->is_object()) return 0;
  const auto key = parse_jwk(value->get_object(), policy);
  if (key) check(*key, policy);
  require(!key || reread_jwk(value->get_object()) == key);
  return 0;
}
