#include "pki/qc_statements.hpp"

#include "pki/x509_read.hpp"

#include <openssl/asn1.h>
#include <openssl/err.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::pki {
namespace {

constexpr std::string_view kCompliance = "0.4.0.1862.1.1";
constexpr std::string_view kType = "0.4.0.1862.1.6";
constexpr std::string_view kEseal = "0.4.0.1862.1.6.2";

void free_any(STACK_OF(ASN1_TYPE) * list) { sk_ASN1_TYPE_pop_free(list, ASN1_TYPE_free); }
using Sequence = std::unique_ptr<ASN1_SEQUENCE_ANY, Freed<free_any>>;

Sequence sequence(const ASN1_STRING& der) {
  const unsigned char* at = ASN1_STRING_get0_data(&der);
  Sequence list(d2i_ASN1_SEQUENCE_ANY(nullptr, &at, ASN1_STRING_length(&der)));
  if (list == nullptr) ERR_clear_error();
  return list;
}

/// Member `index` when it is itself a SEQUENCE.
Sequence inner(const Sequence& list, int index) {
  if (list == nullptr || index >= sk_ASN1_TYPE_num(list.get())) return nullptr;
  const ASN1_TYPE* member = sk_ASN1_TYPE_value(list.get(), index);
  return member->type == V_ASN1_SEQUENCE ? sequence(*member->value.sequence) : nullptr;
}

/// Member `index` when it is an OBJECT IDENTIFIER.
std::string oid(const Sequence& list, int index) {
  if (list == nullptr || index >= sk_ASN1_TYPE_num(list.get())) return {};
  const ASN1_TYPE* member = sk_ASN1_TYPE_value(list.get(), index);
  return member->type == V_ASN1_OBJECT ? dotted(*member->value.object) : std::string();
}

bool names_eseal(const Sequence& types) {
  for (int i = 0; types != nullptr && i < sk_ASN1_TYPE_num(types.get()); ++i) {
    if (oid(types, i) == kEseal) return true;
  }
  return false;
}

}  // namespace

QcStatements qc_statements(const X509& certificate) {
  QcStatements found;
  const int at = X509_get_ext_by_NID(&certificate, NID_qcStatements, -1);
  if (at < 0) return found;
  const Sequence statements = sequence(*X509_EXTENSION_get_data(X509_get_ext(&certificate, at)));
  for (int i = 0; statements != nullptr && i < sk_ASN1_TYPE_num(statements.get()); ++i) {
    const Sequence statement = inner(statements, i);
    const std::string id = oid(statement, 0);
    found.compliance = found.compliance || id == kCompliance;
    found.eseal = found.eseal || (id == kType && names_eseal(inner(statement, 1)));
  }
  return found;
}

}  // namespace portvakt::pki
