#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "jose/evp.hpp"
#include "jose/jwk.hpp"
#include "jose/keys.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace portvakt::jose {
namespace {

using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

const SigningKey& rsa_key() {
  static const SigningKey key = SigningKey::generate();
  return key;
}

std::string armoured(const char* label, std::string_view der) {
  std::string text = "-----BEGIN " + std::string(label) + "-----\n";
  const std::string body = base64(as_bytes(der));
  for (std::size_t at = 0; at < body.size(); at += 64) text += body.substr(at, 64) + "\n";
  return text + "-----END " + label + "-----\n";
}
template <class Encode>
std::string der_from(Encode encode) {
  unsigned char* out = nullptr;
  const int size = encode(&out);
  EXPECT_GT(size, 0);
  std::string der(reinterpret_cast<char*>(out), static_cast<std::size_t>(size));
  OPENSSL_free(out);
  return der;
}
std::string spki(const EVP_PKEY& key) {
  return der_from([&](unsigned char** out) { return i2d_PUBKEY(&key, out); });
}
std::string pkcs1(const EVP_PKEY& key) {
  return der_from([&](unsigned char** out) { return i2d_PublicKey(&key, out); });
}

TEST(ParsePublicPem, ReadsBothFormsOfRsaAndTheOneOfP256) {
  PublicJwk rsa = rsa_key().public_jwk();
  PublicJwk ec = SigningKey::generate({KeyType::ec_p256}).public_jwk();
  rsa.use = ec.use = "";
  const Pkey rsa_pkey = public_pkey(rsa);
  EXPECT_EQ(parse_public_pem(armoured("PUBLIC KEY", spki(*rsa_pkey))), rsa);
  EXPECT_EQ(parse_public_pem(armoured("RSA PUBLIC KEY", pkcs1(*rsa_pkey))), rsa);
  EXPECT_EQ(parse_public_pem("\r\n " + armoured("PUBLIC KEY", spki(*public_pkey(ec))) + "\n"), ec);
}

TEST(ParsePublicPem, RefusesEverythingElse) {
  const std::string der = spki(*public_pkey(rsa_key().public_jwk()));
  const std::string right = armoured("PUBLIC KEY", der);
  const Pkey ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const Pkey p384(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
  const Pkey small(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024}));
  const std::pair<std::string, KeyFault> rows[] = {
      {"", KeyFault::malformed_pem},
      {"nonsense", KeyFault::malformed_pem},
      {"-----BEGIN PUBLIC KEY-----", KeyFault::malformed_pem},
      {"-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", KeyFault::malformed_pem},
      {right + right, KeyFault::malformed_pem},
      {"x" + right, KeyFault::malformed_pem},
      {right + "x", KeyFault::malformed_pem},
      {armoured("PUBLIC KEY", der + '\0'), KeyFault::malformed_pem},
      {armoured("PUBLIC KEY", der.substr(0, der.size() - 1)), KeyFault::malformed_pem},
      {armoured("RSA PUBLIC KEY", der), KeyFault::malformed_pem},
      {armoured("CERTIFICATE", der), KeyFault::malformed_pem},
      {std::string(9000, ' '), KeyFault::malformed_pem},
      {rsa_key().pem(""), KeyFault::private_key},
      {rsa_key().pem("secret"), KeyFault::private_key},
      {"-----BEGIN RSA PRIVATE KEY-----\n", KeyFault::private_key},
      {right + rsa_key().pem(""), KeyFault::private_key},
      {armoured("PUBLIC KEY", spki(*ed25519)), KeyFault::unknown_key_type},
      {armoured("PUBLIC KEY", spki(*p384)), KeyFault::unknown_key_type},
      {armoured("PUBLIC KEY", spki(*small)), KeyFault::modulus_too_short},
  };
  for (const auto& [text, fault] : rows) {
    const auto key = parse_public_pem(text);
    ASSERT_FALSE(key) << text.substr(0, 60);
    EXPECT_EQ(key.error(), fault) << text.substr(0, 60);
  }
}

/// A self-signed certificate of the key, `padding` octets larger than need be.
std::string certificate_of(const SigningKey& key, std::size_t padding = 0) {
  const std::string pem = key.pem("");
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Pkey pkey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  const Certificate made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_NAME* name = X509_get_subject_name(made.get());
  for (std::size_t i = 0; i <= padding / 64; ++i) {
    const std::string value(64, 'o');
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, octets_in(value), 64, -1, 0);
  }
  X509_set_issuer_name(made.get(), name);
  X509_set_pubkey(made.get(), pkey.get());
  EXPECT_GT(X509_sign(made.get(), pkey.get(), EVP_sha256()), 0);
  const std::string der = der_from([&](unsigned char** out) { return i2d_X509(made.get(), out); });
  return base64(as_bytes(der));
}

TEST(X5c, MustBeginWithThisKeysCertificate) {
  const SigningKey other = SigningKey::generate();
  const std::string own = certificate_of(rsa_key());
  const std::string foreign = certificate_of(other);
  const std::string large = certificate_of(rsa_key(), 6 * 1024);
  struct Row {
    json::array x5c;
    std::optional<KeyFault> fault;
  };
  const Row rows[] = {
      {json::array{own}, std::nullopt},
      {json::array{own, foreign, foreign, foreign}, std::nullopt},
      {json::array{foreign}, KeyFault::certificate_of_other_key},
      {json::array{foreign, own}, KeyFault::certificate_of_other_key},
      {json::array{own, own, own, own, own}, KeyFault::malformed_certificate},
      {json::array{own, "AAAA"}, KeyFault::malformed_certificate},
      {json::array{large}, KeyFault::malformed_certificate},
      {json::array{own + "AAAA"}, KeyFault::malformed_certificate},
      {json::array{own.substr(0, 64) + "\n" + own.substr(64)}, KeyFault::malformed_certificate},
  };
  for (const auto& [x5c, fault] : rows) {
    json::object object = to_json(rsa_key().public_jwk());
    object["x5c"] = x5c;
    const auto key = parse_jwk(object);
    EXPECT_EQ(key ? std::nullopt : std::optional(key.error()), fault);
    if (key) EXPECT_EQ(to_json(*key), object);
  }
}

}  // namespace
}  // namespace portvakt::jose
