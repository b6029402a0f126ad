#include "pki/x509_read.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace portvakt::pki {
namespace {

constexpr std::size_t kMostDistributionPoints = 8;

using Policies = std::unique_ptr<CERTIFICATEPOLICIES, Freed<CERTIFICATEPOLICIES_free>>;
using Points = std::unique_ptr<CRL_DIST_POINTS, Freed<CRL_DIST_POINTS_free>>;

/// An extension decoded; null when it is absent or broken, which critical ones may not be.
template <class Owner>
Owner extension(const X509& certificate, int nid) {
  Owner found(
      static_cast<typename Owner::pointer>(X509_get_ext_d2i(&certificate, nid, nullptr, nullptr)));
  if (found == nullptr) ERR_clear_error();
  return found;
}

bool is_web(std::string_view address) {
  const auto begins = [&](std::string_view scheme) {
    return iequals(address.substr(0, scheme.size()), scheme);
  };
  return (begins("http://") || begins("https://")) && is_plain_text(address);
}

void add_addresses(const GENERAL_NAMES& names, std::vector<std::string>& addresses) {
  for (int i = 0; i < sk_GENERAL_NAME_num(&names); ++i) {
    int type = 0;
    const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(&names, i), &type);
    if (type != GEN_URI || addresses.size() == kMostDistributionPoints) continue;
    const auto* text = static_cast<const ASN1_IA5STRING*>(value);
    const std::string address(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                              static_cast<std::size_t>(ASN1_STRING_length(text)));
    if (is_web(address)) addresses.push_back(address);
  }
}

}  // namespace

Certificate share(const Certificate& certificate) {
  X509_up_ref(certificate.get());
  return Certificate(certificate.get());
}

std::optional<Instant> instant(const ASN1_TIME* time) {
  std::tm broken_down{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &broken_down) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  return from_epoch(::timegm(&broken_down));
}

Validity validity(const X509& certificate, Instant now) {
  const auto from = instant(X509_get0_notBefore(&certificate));
  const auto to = instant(X509_get0_notAfter(&certificate));
  const Instant second = std::chrono::floor<seconds>(now);
  if (!from || !to || second > *to) return Validity::over;
  return second < *from ? Validity::early : Validity::current;
}

Instant valid_until(const X509& certificate) {
  const auto to = instant(X509_get0_notAfter(&certificate));
  return to ? *to + seconds{1} : Instant{};
}

std::string octets(const ASN1_INTEGER& serial) {
  std::string out(ASN1_STRING_type(&serial) == V_ASN1_NEG_INTEGER ? "-" : "+");
  const auto* data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(&serial));
  return out.append(data, static_cast<std::size_t>(ASN1_STRING_length(&serial)));
}

std::string serial_text(const X509& certificate) {
  const std::string all = octets(*X509_get0_serialNumber(&certificate));
  return (all.front() == '-' ? "-" : "") + hex(as_bytes(std::string_view(all).substr(1)));
}

std::string name_text(const X509_NAME& name) {
  const jose::Bio memory(BIO_new(BIO_s_mem()));
  if (memory == nullptr || X509_NAME_print_ex(memory.get(), &name, 0, XN_FLAG_RFC2253) < 0) {
    ERR_clear_error();
    return {};
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::vector<std::string> attribute_texts(const X509_NAME& name, int attribute) {
  std::vector<std::string> texts;
  for (int at = X509_NAME_get_index_by_NID(&name, attribute, -1); at >= 0;
       at = X509_NAME_get_index_by_NID(&name, attribute, at)) {
    unsigned char* utf8 = nullptr;
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(&name, at);
    const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
    if (length < 0) {
      ERR_clear_error();
      continue;
    }
    std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
    OPENSSL_free(utf8);
    if (is_plain_text(text)) texts.push_back(std::move(text));
  }
  return texts;
}

std::string dotted(const ASN1_OBJECT& oid) {
  std::array<char, 128> text{};
  const int length = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), &oid, 1);
  // one that does not fit is none that anybody configures
  if (length <= 0 || static_cast<std::size_t>(length) >= text.size()) return {};
  return {text.data(), static_cast<std::size_t>(length)};
}

std::vector<std::string> policies(const X509& certificate) {
  std::vector<std::string> found;
  const auto list = extension<Policies>(certificate, NID_certificate_policies);
  for (int i = 0; list != nullptr && i < sk_POLICYINFO_num(list.get()); ++i)
    found.push_back(dotted(*sk_POLICYINFO_value(list.get(), i)->policyid));
  return found;
}

std::vector<std::string> distribution_points(const X509& certificate) {
  std::vector<std::string> addresses;
  const auto points = extension<Points>(certificate, NID_crl_distribution_points);
  for (int i = 0; points != nullptr && i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT_NAME* name = sk_DIST_POINT_value(points.get(), i)->distpoint;
    if (name != nullptr && name->type == 0 && name->name.fullname != nullptr)
      add_addresses(*name->name.fullname, addresses);
  }
  return addresses;
}

}  // namespace portvakt::pki
