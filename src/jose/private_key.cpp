#include "jose/private_key.hpp"

#include "base/base64.hpp"
#include "jose/consistency.hpp"
#include "jose/key_hygiene.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace portvakt::jose {
namespace {

/// Of PBKDF2. 100 000 cost some 20 ms a key whenever it is read; SP 800-132 section 5.2 asks for at
/// least 1000.
constexpr int rounds_for(Passphrases kind) { return kind == Passphrases::random ? 1'000 : 100'000; }
constexpr int kSaltSize = 16;
constexpr std::size_t kLargestNumber = 512;  // octets: RSA-4096

struct RsaMember {
  std::string_view name;
  const char* parameter;
};
constexpr std::array<RsaMember, 8> kRsaMembers{{
    {"n", OSSL_PKEY_PARAM_RSA_N},
    {"e", OSSL_PKEY_PARAM_RSA_E},
    {"d", OSSL_PKEY_PARAM_RSA_D},
    {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
    {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},
    {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
    {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2},
    {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1},
}};

/// Wiped when it goes.
struct Secret {
  std::string octets;
  Secret() = default;
  explicit Secret(std::string from) : octets(std::move(from)) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { OPENSSL_cleanse(octets.data(), octets.size()); }
};

using Unread = std::unexpected<std::string>;

Result<Pkey, std::string> checked(Pkey key) {
  const auto jwk = public_octets(*key);
  if (!jwk) return Unread("the key is neither RSA nor EC on the curve P-256");
  if (const auto fault = key_fault(*jwk, {})) return Unread(std::string(sentence(*fault)));
  if (!belongs_together(*key)) return Unread("the parts of the key do not belong together");
  return key;
}

struct Passphrase {
  std::string_view text;
  bool asked = false;
};

int give_passphrase(char* out, int room, int, void* from) {
  auto& passphrase = *static_cast<Passphrase*>(from);
  passphrase.asked = true;
  if (passphrase.text.empty() || passphrase.text.size() > static_cast<std::size_t>(room)) return -1;
  std::memcpy(out, passphrase.text.data(), passphrase.text.size());
  return static_cast<int>(passphrase.text.size());
}

std::string contents(BIO& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(&bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Result<Pkey, std::string> rsa_from_jwk(const json::object& object) {
  KeyBuilder builder;
  for (const auto& [name, parameter] : kRsaMembers) {
    const auto text = string_member(object, name);
    if (!text) return Unread("the key lacks the member " + std::string(name));
    auto decoded = from_base64url(*text);
    if (!decoded) return Unread("a member is not base64url: " + std::string(name));
    const Secret number(*std::move(decoded));
    if (number.octets.empty() || number.octets.size() > kLargestNumber + 1) {
      return Unread("a member has an impossible size: " + std::string(name));
    }
    builder.number(parameter, number.octets);
  }
  return builder.build("RSA", EVP_PKEY_KEYPAIR);
}

Result<Pkey, std::string> ec_from_jwk(const json::object& object) {
  if (string_member(object, "crv") != "P-256") return Unread("the curve is not P-256");
  std::array<Secret, 3> parts;
  constexpr std::array<std::string_view, 3> kNames{"x", "y", "d"};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto text = string_member(object, kNames[i]);
    auto decoded = text ? from_base64url(*text) : std::nullopt;
    if (!decoded || decoded->size() != 32) {
      return Unread("a member is not 32 octets of base64url: " + std::string(kNames[i]));
    }
    parts[i].octets = *std::move(decoded);
  }
  return KeyBuilder()
      .text(OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1")
      .octets(OSSL_PKEY_PARAM_PUB_KEY, '\x04' + parts[0].octets + parts[1].octets)
      .number(OSSL_PKEY_PARAM_PRIV_KEY, parts[2].octets)
      .build("EC", EVP_PKEY_KEYPAIR);
}

json::string encoded(const EVP_PKEY& key, const char* parameter, std::size_t size = 0) {
  const Number number = number_parameter(key, parameter);
  if (number == nullptr) throw_openssl(parameter);
  const Secret raw(size == 0 ? octets(*number) : octets_padded(*number, size));
  const Secret text(base64url(raw.octets));
  return json::string(text.octets);
}

}  // namespace

Result<Pkey, std::string> private_from_pem(std::string_view pem, std::string_view passphrase) {
  const auto holds = [&](std::string_view label) {
    return pem.find(label) != std::string_view::npos;
  };
  if (holds("-----BEGIN RSA PRIVATE KEY-----") || holds("-----BEGIN EC PRIVATE KEY-----")) {
    return Unread("the key is in an old form; openssl pkcs8 -topk8 makes it PKCS#8");
  }
  if (!holds("-----BEGIN PRIVATE KEY-----") && !holds("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
    return Unread("not a private key: no PKCS#8 PEM was found");
  }
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (bio == nullptr) throw_openssl("BIO_new_mem_buf");
  Passphrase asked{passphrase};
  Pkey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &asked));
  if (key != nullptr) return checked(std::move(key));
  ERR_clear_error();
  if (asked.asked && passphrase.empty())
    return Unread("the key is encrypted and there is no passphrase");
  if (asked.asked) return Unread("wrong passphrase, or a damaged key");
  return Unread("not a private key: the PEM text is damaged");
}

Result<Pkey, std::string> private_from_jwk(const json::object& object) {
  const auto kty = string_member(object, "kty");
  if (kty != "RSA" && kty != "EC") return Unread("kty is neither RSA nor EC");
  if (member(object, "oth") != nullptr)
    return Unread("a key of more than two primes is not supported");
  auto key = kty == "RSA" ? rsa_from_jwk(object) : ec_from_jwk(object);
  if (!key) return key;
  if (*key == nullptr) return Unread("the parts of the key do not belong together");
  return checked(*std::move(key));
}

std::string private_to_pem(const EVP_PKEY& key, std::string_view passphrase, Passphrases kind) {
  using Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
  using Encrypted = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
  const Bio bio(BIO_new(BIO_s_secmem()));
  const Info info(EVP_PKEY2PKCS8(&key));
  if (bio == nullptr || info == nullptr) throw_openssl("EVP_PKEY2PKCS8");
  if (passphrase.empty()) {
    if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get()) != 1) throw_openssl("PEM_write");
    return contents(*bio);
  }
  // -1: PBES2 with PBKDF2 and HMAC-SHA-256 (RFC 8018)
  const Encrypted encrypted(PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase.data(),
                                          static_cast<int>(passphrase.size()), nullptr, kSaltSize,
                                          rounds_for(kind), info.get()));
  if (encrypted == nullptr || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1) {
    throw_openssl("PKCS8_encrypt");
  }
  return contents(*bio);
}

json::object private_to_jwk(const EVP_PKEY& key) {
  json::object out;
  if (EVP_PKEY_is_a(&key, "RSA") == 1) {
    out["kty"] = "RSA";
    for (const auto& [name, parameter] : kRsaMembers) out[name] = encoded(key, parameter);
    return out;
  }
  out["kty"] = "EC";
  out["crv"] = "P-256";
  out["x"] = encoded(key, OSSL_PKEY_PARAM_EC_PUB_X, 32);
  out["y"] = encoded(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32);
  out["d"] = encoded(key, OSSL_PKEY_PARAM_PRIV_KEY, 32);
  return out;
}

}  // namespace portvakt::jose
