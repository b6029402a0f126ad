#include "pki/revocation_issuing.hpp"

#include <openssl/err.h>

namespace portvakt::pki {
namespace {

constexpr std::chrono::days kListLifetime{30};

using List = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using Entry = std::unique_ptr<X509_REVOKED, Freed<X509_REVOKED_free>>;
using Time = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;
using Integer = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;

Time time_of(Instant at) {
  Time time(ASN1_TIME_set(nullptr, static_cast<time_t>(epoch(at))));
  must_hold(time != nullptr, "set a time");
  return time;
}

List read(std::string_view der) {
  const unsigned char* at = jose::octets_in(der);
  List list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return list;
}

long number_of(const X509_CRL& list) {
  const Integer number(
      static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(&list, NID_crl_number, nullptr, nullptr)));
  return number == nullptr ? 0 : ASN1_INTEGER_get(number.get());
}

void add(X509_CRL& list, Entry entry) {
  must_hold(entry != nullptr && X509_CRL_add0_revoked(&list, entry.get()) == 1, "revoke");
  entry.release();  // NOLINT(bugprone-unused-return-value): the list owns it now
}

void copy_entries(X509_CRL& from, X509_CRL& to) {
  const STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(&from);
  for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i)
    add(to, Entry(X509_REVOKED_dup(sk_X509_REVOKED_value(revoked, i))));
}

Entry entry_for(const X509& certificate, const ASN1_TIME* at) {
  Entry entry(X509_REVOKED_new());
  const Integer serial(ASN1_INTEGER_dup(X509_get0_serialNumber(&certificate)));
  must_hold(entry != nullptr && serial != nullptr &&
                X509_REVOKED_set_serialNumber(entry.get(), serial.get()) == 1 &&
                X509_REVOKED_set_revocationDate(entry.get(), const_cast<ASN1_TIME*>(at)) == 1,
            "revoke");
  return entry;
}

void add_extensions(X509_CRL& list, const Pair& issuer, long number) {
  const Integer value(ASN1_INTEGER_new());
  must_hold(value != nullptr && ASN1_INTEGER_set(value.get(), number) == 1 &&
                X509_CRL_add1_ext_i2d(&list, NID_crl_number, value.get(), 0, 0) == 1,
            "number a list");
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer.certificate.get(), nullptr, nullptr, &list, 0);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> identifier(
      X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
  must_hold(identifier != nullptr && X509_CRL_add_ext(&list, identifier.get(), -1) == 1,
            "add an extension");
}

std::string der_of(X509_CRL& list) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_CRL(&list, &der);
  must_hold(size > 0, "write a list");
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::string revocation_list(const Pair& issuer, std::string_view before, const X509* revoked,
                            Instant now) {
  const List list(X509_CRL_new());
  const Time from = time_of(now);
  const Time to = time_of(now + kListLifetime);
  must_hold(list != nullptr && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
                X509_CRL_set_issuer_name(list.get(),
                                         X509_get_subject_name(issuer.certificate.get())) == 1 &&
                X509_CRL_set1_lastUpdate(list.get(), from.get()) == 1 &&
                X509_CRL_set1_nextUpdate(list.get(), to.get()) == 1,
            "make a list");
  const List old = before.empty() ? nullptr : read(before);
  if (old != nullptr) copy_entries(*old, *list);
  if (revoked != nullptr) add(*list, entry_for(*revoked, from.get()));
  add_extensions(*list, issuer, old == nullptr ? 1 : number_of(*old) + 1);
  must_hold(X509_CRL_sort(list.get()) == 1 &&
                X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256()) != 0,
            "sign a list");
  return der_of(*list);
}

}  // namespace portvakt::pki
