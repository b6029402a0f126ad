#include "jose/evp.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>
#include <stdexcept>

namespace portvakt::jose {

void throw_openssl(const char* what) {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  std::string text = std::string("OpenSSL: ") + what;
  if (reason != nullptr) text += std::string(": ") + reason;
  ERR_clear_error();
  throw std::runtime_error(text);
}

std::string octets(const BIGNUM& number) {
  std::string out(static_cast<std::size_t>(BN_num_bytes(&number)), '\0');
  BN_bn2bin(&number, octets_out(out));
  return out;
}

std::string octets_padded(const BIGNUM& number, std::size_t size) {
  std::string out(size, '\0');
  if (BN_bn2binpad(&number, octets_out(out), static_cast<int>(size)) < 0)
    throw_openssl("bn2binpad");
  return out;
}

Number number_parameter(const EVP_PKEY& key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(&key, name, &number) != 1) ERR_clear_error();
  return Number(number);
}

KeyBuilder::KeyBuilder() : builder_(OSSL_PARAM_BLD_new()) {
  if (builder_ == nullptr) throw_openssl("param_bld_new");
}

KeyBuilder& KeyBuilder::number(const char* name, std::string_view big_endian) {
  // the secure flavour, since OSSL_PARAM_free wipes only what came from it
  Number made(BN_secure_new());
  if (made == nullptr ||
      BN_bin2bn(octets_in(big_endian), static_cast<int>(big_endian.size()), made.get()) ==
          nullptr ||
      OSSL_PARAM_BLD_push_BN(builder_.get(), name, made.get()) != 1) {
    throw_openssl("push_BN");
  }
  numbers_.push_back(std::move(made));
  return *this;
}

KeyBuilder& KeyBuilder::text(const char* name, const char* value) {
  if (OSSL_PARAM_BLD_push_utf8_string(builder_.get(), name, value, 0) != 1)
    throw_openssl("push_utf8");
  return *this;
}

KeyBuilder& KeyBuilder::octets(const char* name, std::string_view value) {
  octets_.push_back(std::make_unique<std::string>(value));
  if (OSSL_PARAM_BLD_push_octet_string(builder_.get(), name, octets_.back()->data(),
                                       octets_.back()->size()) != 1) {
    throw_openssl("push_octets");
  }
  return *this;
}

Pkey KeyBuilder::build(const char* type, int selection) {
  const std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>> parts(
      OSSL_PARAM_BLD_to_param(builder_.get()));
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (parts == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1) {
    throw_openssl("fromdata_init");
  }
  if (EVP_PKEY_fromdata(context.get(), &made, selection, parts.get()) != 1) ERR_clear_error();
  return Pkey(made);
}

std::string point_octets(const PublicJwk& key) { return '\x04' + key.x + key.y; }

Pkey public_pkey(const PublicJwk& key) {
  KeyBuilder builder;
  if (key.type == KeyType::rsa) {
    return builder.number(OSSL_PKEY_PARAM_RSA_N, key.n)
        .number(OSSL_PKEY_PARAM_RSA_E, key.e)
        .build("RSA", EVP_PKEY_PUBLIC_KEY);
  }
  return builder.text(OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1")
      .octets(OSSL_PKEY_PARAM_PUB_KEY, point_octets(key))
      .build("EC", EVP_PKEY_PUBLIC_KEY);
}

std::optional<PublicJwk> public_octets(const EVP_PKEY& key) {
  PublicJwk jwk;
  if (EVP_PKEY_is_a(&key, "RSA") == 1) {
    const Number n = number_parameter(key, OSSL_PKEY_PARAM_RSA_N);
    const Number e = number_parameter(key, OSSL_PKEY_PARAM_RSA_E);
    if (n == nullptr || e == nullptr) return std::nullopt;
    jwk.n = octets(*n);
    jwk.e = octets(*e);
    return jwk;
  }
  std::array<char, 32> group{};
  std::size_t length = 0;
  if (EVP_PKEY_is_a(&key, "EC") != 1 ||
      EVP_PKEY_get_utf8_string_param(&key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(),
                                     &length) != 1 ||
      std::string_view(group.data(), length) != "prime256v1") {
    ERR_clear_error();
    return std::nullopt;
  }
  const Number x = number_parameter(key, OSSL_PKEY_PARAM_EC_PUB_X);
  const Number y = number_parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y);
  if (x == nullptr || y == nullptr) return std::nullopt;
  jwk.type = KeyType::ec_p256;
  jwk.x = octets_padded(*x, 32);
  jwk.y = octets_padded(*y, 32);
  return jwk;
}

}  // namespace portvakt::jose
