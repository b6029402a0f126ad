// For tests: a test authority in a directory of its own and certificates of each kind, all over one
// key. What the authority writes is judged by the rules as any other.
#pragma once

#include "base/files.hpp"
#include "jose/keys.hpp"
#include "jose/x5c.hpp"
#include "pki/certificate_check.hpp"
#include "pki/test_authority.hpp"

#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace portvakt::pki {

using X5c = std::vector<std::string>;

inline X5c x5c_of(const std::string& pem) { return jose::parse_certificate_pem(pem).value().x5c; }

class CertificateWorld {
 public:
  CertificateWorld(const jose::SigningKey& signing_key, Instant at)
      : key(signing_key), now(at), dir_(new_directory()) {}
  CertificateWorld(const CertificateWorld&) = delete;
  CertificateWorld& operator=(const CertificateWorld&) = delete;
  ~CertificateWorld() { std::filesystem::remove_all(dir_); }

  TestOrder order(TestKind kind, std::string_view orgno = "312345609") const {
    return {.kind = kind,
            .organisation = must(OrgNumber::parse(orgno)),
            .name = "KLOK TIGER KOMMUNE",
            .crl_url = {}};
  }
  std::string pem(const TestOrder& wanted) {
    return authority.issue(wanted, key.public_jwk(), now).value();
  }
  X5c chain(TestKind kind, std::string_view orgno = "312345609") {
    return x5c_of(pem(order(kind, orgno)));
  }
  /// What a server has that trusts this authority; tests change a member and open().
  CertificateOptions options() const {
    const TestAuthorityFiles& files = authority.files();
    return {.trust = {files.root.string(), files.intermediate.string()},
            .policies = {"norwegian-test"},
            .lists = {files.root_crl.string(), files.intermediate_crl.string()}};
  }
  CertificateCheck open(CertificateOptions options) const {
    auto check = CertificateCheck::open(std::move(options)).value();
    check.read_local_lists();
    return check;
  }
  CertificateCheck open() const { return open(options()); }

  const std::filesystem::path& directory() const { return dir_; }

  const jose::SigningKey& key;
  Instant now;

 private:
  static std::filesystem::path new_directory() {
    std::string name = std::filesystem::temp_directory_path() / "certificates_XXXXXX";
    return ::mkdtemp(name.data());
  }
  std::filesystem::path dir_;

 public:
  TestAuthority authority = TestAuthority::open(dir_, now).value();
};

}  // namespace portvakt::pki
