#include "jose/ecdsa.hpp"

#include "jose/evp.hpp"

#include <openssl/ecdsa.h>

namespace portvakt::jose {
namespace {

using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
constexpr int kHalf = kEs256Size / 2;

}  // namespace

std::string der_of(std::string_view raw) {
  const Signature signature(ECDSA_SIG_new());
  Number r(BN_bin2bn(octets_in(raw), kHalf, nullptr));
  Number s(BN_bin2bn(octets_in(raw) + kHalf, kHalf, nullptr));
  if (signature == nullptr || r == nullptr || s == nullptr ||
      ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) {
    throw_openssl("ECDSA_SIG");
  }
  // set0 took both
  r.release();                // NOLINT(bugprone-unused-return-value)
  s.release();                // NOLINT(bugprone-unused-return-value)
  std::string der(72, '\0');  // two integers of at most 33 octets
  unsigned char* at = octets_out(der);
  const int size = i2d_ECDSA_SIG(signature.get(), &at);
  if (size <= 0) throw_openssl("i2d_ECDSA_SIG");
  der.resize(static_cast<std::size_t>(size));
  return der;
}

std::string raw_of(std::string_view der) {
  const unsigned char* at = octets_in(der);
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (signature == nullptr) throw_openssl("d2i_ECDSA_SIG");
  return octets_padded(*ECDSA_SIG_get0_r(signature.get()), kHalf) +
         octets_padded(*ECDSA_SIG_get0_s(signature.get()), kHalf);
}

}  // namespace portvakt::jose
