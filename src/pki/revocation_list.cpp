#include "pki/revocation_list.hpp"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace portvakt::pki {
namespace {

using List = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using Scope = std::unique_ptr<ISSUING_DIST_POINT, Freed<ISSUING_DIST_POINT_free>>;

List parsed(std::string_view text) {
  List list;
  if (text.starts_with("-----BEGIN")) {
    const jose::Bio memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    list.reset(PEM_read_bio_X509_CRL(memory.get(), nullptr, nullptr, nullptr));
  } else {
    const unsigned char* at = jose::octets_in(text);
    list.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(text.size())));
  }
  ERR_clear_error();
  return list;
}

/// As for certificates: nothing that collides.
bool is_strong(const X509_CRL& list) {
  int digest = NID_undef;
  int key = NID_undef;
  if (OBJ_find_sigid_algs(X509_CRL_get_signature_nid(&list), &digest, &key) != 1) return false;
  return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

bool is_signed_by(X509_CRL& list, const Certificate& issuer) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(&list), X509_get_subject_name(issuer.get())) != 0)
    return false;
  if ((X509_get_key_usage(issuer.get()) & KU_CRL_SIGN) == 0) return false;
  EVP_PKEY* key = X509_get0_pubkey(issuer.get());
  const bool right = key != nullptr && X509_CRL_verify(&list, key) == 1;
  ERR_clear_error();
  return right;
}

bool has_only_known_extensions(const X509_CRL& list) {
  for (int i = 0; i < X509_CRL_get_ext_count(&list); ++i) {
    X509_EXTENSION* extension = X509_CRL_get_ext(&list, i);
    const int kind = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (X509_EXTENSION_get_critical(extension) == 1 && kind != NID_issuing_distribution_point)
      return false;
  }
  return true;
}

bool covers_everything(const ISSUING_DIST_POINT& scope) {
  return scope.onlyuser <= 0 && scope.onlyCA <= 0 && scope.onlyattr <= 0 &&
         scope.indirectCRL <= 0 && scope.onlysomereasons == nullptr;
}

std::vector<std::string> serials_in(X509_CRL& list) {
  std::vector<std::string> serials;
  const STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(&list);
  const int count = sk_X509_REVOKED_num(revoked);
  serials.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) {
    const X509_REVOKED* entry = sk_X509_REVOKED_value(revoked, i);
    serials.push_back(octets(*X509_REVOKED_get0_serialNumber(entry)));
  }
  std::ranges::sort(serials);
  return serials;
}

}  // namespace

Result<RevocationList, std::string> RevocationList::read(std::string_view text,
                                                         std::span<const Certificate> issuers) {
  const List list = parsed(text);
  if (list == nullptr) return std::unexpected("it is no certificate revocation list");
  if (!is_strong(*list)) return std::unexpected("its signature uses a weak digest");
  const auto by = [&](const Certificate& issuer) { return is_signed_by(*list, issuer); };
  if (std::ranges::none_of(issuers, by))
    return std::unexpected("it is not signed by an authority that is trusted here");

  const Scope scope(static_cast<ISSUING_DIST_POINT*>(
      X509_CRL_get_ext_d2i(list.get(), NID_issuing_distribution_point, nullptr, nullptr)));
  ERR_clear_error();
  if (!has_only_known_extensions(*list) || (scope != nullptr && !covers_everything(*scope)))
    return std::unexpected("it is a delta, an indirect or a restricted list");

  const auto this_update = instant(X509_CRL_get0_lastUpdate(list.get()));
  const auto next_update = instant(X509_CRL_get0_nextUpdate(list.get()));
  if (!this_update || !next_update)  // RFC 5280 section 5.1.2.5 requires both
    return std::unexpected("it does not say when it was made and when the next one comes");

  RevocationList out;
  out.issuer_.reset(X509_NAME_dup(X509_CRL_get_issuer(list.get())));
  if (out.issuer_ == nullptr) jose::throw_openssl("X509_NAME_dup");
  out.this_update_ = *this_update;
  out.next_update_ = *next_update;
  out.partial_ = scope != nullptr && scope->distpoint != nullptr;
  out.serials_ = serials_in(*list);
  return out;
}

bool RevocationList::is_of(const X509_NAME& issuer) const {
  return X509_NAME_cmp(issuer_.get(), &issuer) == 0;
}

bool RevocationList::holds(const X509& certificate) const {
  return std::ranges::binary_search(serials_, octets(*X509_get0_serialNumber(&certificate)));
}

}  // namespace portvakt::pki
