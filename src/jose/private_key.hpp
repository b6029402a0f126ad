// Private keys in and out of their text forms. Secrets are wiped from the buffers that pass through
// here; the texts themselves belong to the caller.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "jose/evp.hpp"
#include "jose/keys.hpp"

#include <string>
#include <string_view>

namespace portvakt::jose {

/// A key that passed the hygiene of public keys and whose halves belong together; the error is a
/// sentence.
Result<Pkey, std::string> private_from_pem(std::string_view pem, std::string_view passphrase);
Result<Pkey, std::string> private_from_jwk(const json::object& object);

std::string private_to_pem(const EVP_PKEY& key, std::string_view passphrase, Passphrases kind);
json::object private_to_jwk(const EVP_PKEY& key);

}  // namespace portvakt::jose
