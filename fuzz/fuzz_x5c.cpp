// Certificates and revocation lists from bytes: nothing in them may make the judge crash, hang, or
// accept what no trusted authority signed. Each line of the input is a certificate in base64.
#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "jose/x5c.hpp"
#include "pki/certificate_check.hpp"
#include "pki/issuing.hpp"
#include "pki/leaf_rules.hpp"
#include "pki/organisation_number.hpp"
#include "pki/qc_statements.hpp"
#include "pki/revocation_list.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

using namespace portvakt;

const Instant kNow = from_epoch(1'790'000'000);

void require(bool holds) {
  if (!holds) std::abort();
}

/// A root whose key nobody has: what it trusts cannot be in the input.
struct Judge {
  Judge() {
    const jose::Pkey key = pki::new_ec_key();
    root = pki::issue_root({.subject = {{"CN", "Root of the fuzzer"}},
                            .key = *key,
                            .from = kNow - std::chrono::days{1},
                            .to = kNow + std::chrono::days{1},
                            .extensions = {{NID_basic_constraints, "critical,CA:TRUE"}}});
    std::string file = std::filesystem::temp_directory_path() / "fuzz_x5c_XXXXXX";
    ::close(::mkstemp(file.data()));
    std::ofstream(file) << pki::pem(*root);
    check.emplace(must(pki::CertificateCheck::open({.trust = {file}, .policies = {"norwegian"}})));
    std::filesystem::remove(file);
  }
  pki::Certificate root;
  std::optional<pki::CertificateCheck> check;
};

void read_everything(const jose::Certificate& certificate) {
  (void)pki::validity(*certificate, kNow);
  (void)pki::valid_until(*certificate);
  (void)pki::serial_text(*certificate);
  (void)pki::name_text(*X509_get_issuer_name(certificate.get()));
  (void)pki::policies(*certificate);
  (void)pki::distribution_points(*certificate);
  (void)pki::qc_statements(*certificate);
  (void)pki::organisation_number(*certificate);
  (void)pki::check_leaf(certificate, kNow);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Judge judge;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> x5c;
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty()) x5c.emplace_back(line);
  }
  require(!judge.check->check(x5c, kNow));
  for (const std::string& line : x5c) {
    if (const auto certificate = jose::read_certificate(line)) read_everything(certificate);
  }
  // The same bytes as they are: libFuzzer changes DER better than base64.
  if (const auto raw = jose::read_certificate(base64(as_bytes(text)))) read_everything(raw);
  const std::vector<std::string> whole{base64(as_bytes(text))};
  require(!judge.check->check(whole, kNow));
  require(!pki::RevocationList::read(text, std::span(&judge.root, 1)));
  if (const auto key = jose::parse_certificate_pem(text)) require(!key->x5c.empty());
  return 0;
}
