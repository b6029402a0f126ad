#include "app/sandbox_certificates.hpp"

#include "app/sandbox_seed.hpp"
#include "base/files.hpp"
#include "jose/keys.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;
using pki::TestKind;

struct SeedCertificate {
  std::string_view organisation;  ///< the organisation's role
  TestKind kind;
};
constexpr SeedCertificate kCertificates[] = {
    {"consumer", TestKind::seid1},   {"consumer", TestKind::seid2},
    {"consumer", TestKind::qseal},   {"consumer", TestKind::expired},
    {"consumer", TestKind::revoked}, {"consumer", TestKind::untrusted},
    {"supplier", TestKind::seid1},   {"customer", TestKind::seid1},
    {"unrelated", TestKind::seid1},
};

const SeedOrganisation& organisation_of(const SeedCertificate& seed) {
  return *std::ranges::find(seed_organisations(), seed.organisation, &SeedOrganisation::role);
}

std::string file_of(const SeedCertificate& seed) {
  return fmt::format("pki/{}-{}.pem", seed.organisation, pki::word(seed.kind));
}

Result<jose::PublicJwk, std::string> certificate_key(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return std::unexpected(text.error());
  const auto key = jose::SigningKey::from_pem(*text);
  if (key) return key->public_jwk();
  return std::unexpected(
      fmt::format("{} is not a private key ({}); remove the file and start again to get a new one",
                  file.string(), key.error()));
}

}  // namespace

Result<pki::TestAuthority, std::string> sandbox_authority(const fs::path& directory, Instant now) {
  return pki::TestAuthority::open(directory / "pki", now);
}

CertificatesConfig trusting(const pki::TestAuthority& authority) {
  const pki::TestAuthorityFiles& files = authority.files();
  return {.trust = {files.root.string(), files.intermediate.string()},
          .policies = {"norwegian-test"},
          .crls = {files.root_crl.string(), files.intermediate_crl.string()},
          .published_crl = files.intermediate_crl.string()};
}

Result<void, std::string> ensure_certificates(pki::TestAuthority& authority,
                                              const fs::path& directory, const std::string& crl_url,
                                              Instant now) {
  const auto key = certificate_key(directory / kCertificateKeyFile);
  if (!key) return std::unexpected(key.error());
  for (const SeedCertificate& seed : kCertificates) {
    const SeedOrganisation& organisation = organisation_of(seed);
    const pki::TestOrder order{.kind = seed.kind,
                               .organisation = must(OrgNumber::parse(organisation.orgno)),
                               .name = std::string(organisation.name),
                               .crl_url = crl_url};
    const fs::path file = directory / file_of(seed);
    const auto before = read_file(file);
    if (before && authority.is_fresh(*before, order, *key, now)) continue;
    const auto chain = authority.issue(order, *key, now);
    if (!chain) return std::unexpected(chain.error());
    if (auto written = write_file_lightly(file, *chain, kReadableByAll); !written) return written;
  }
  return {};
}

json::array listed_certificates() {
  json::array list;
  for (const SeedCertificate& seed : kCertificates) {
    list.push_back(json::object{{"kind", pki::word(seed.kind)},
                                {"orgno", organisation_of(seed).orgno},
                                {"cert_file", file_of(seed)},
                                {"key_file", kCertificateKeyFile}});
  }
  return list;
}

}  // namespace portvakt::app
