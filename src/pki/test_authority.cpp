#include "pki/test_authority.hpp"

#include "base/files.hpp"
#include "pki/issuing.hpp"
#include "pki/revocation_issuing.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <utility>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days kRootLifetime{7305};
constexpr std::chrono::days kIntermediateLifetime{5479};
constexpr std::chrono::days kOldest{400};  // of what an expired certificate's authority must cover
constexpr std::chrono::days kRenewBefore{60};
constexpr std::chrono::hours kGrace{1};  // for clocks that are behind

constexpr const char* kRootName = "Portvakt Test Root CA";
constexpr const char* kIntermediateName = "Portvakt Test Business CA";

// The policy of Digdir's own generator of synthetic certificates, and one that stands for any
// other.
constexpr const char* kTestPolicy = "2.16.578.1.1.1.1.100";
constexpr const char* kForeignPolicy = "2.999.1";

// QCStatements (ETSI EN 319 412-5): QcType eseal alone, and with QcCompliance before it.
constexpr const char* kSealStatements = "DER:30153013060604008E4601063009060704008E46010602";
constexpr const char* kQualifiedStatements =
    "DER:301F3008060604008E4601013013060604008E4601063009060704008E46010602";

struct Profile {
  TestKind kind;
  std::string_view word;
  const char* policy;
  const char* usage;
  const char* statements;  ///< nullptr: none, and the number is in SERIALNUMBER
};
constexpr const char* kSigning = "critical,digitalSignature,nonRepudiation";
// clang-format off
constexpr std::array<Profile, kTestKinds.size()> kProfiles{{
    {TestKind::seid1,        "seid1",        kTestPolicy,    kSigning, nullptr},
    {TestKind::seid2,        "seid2",        kTestPolicy,    kSigning, kSealStatements},
    {TestKind::qseal,        "qseal",        kTestPolicy,    kSigning, kQualifiedStatements},
    {TestKind::expired,      "expired",      kTestPolicy,    kSigning, nullptr},
    {TestKind::revoked,      "revoked",      kTestPolicy,    kSigning, nullptr},
    {TestKind::untrusted,    "untrusted",    kTestPolicy,    kSigning, nullptr},
    {TestKind::wrong_policy, "wrong-policy", kForeignPolicy, kSigning, nullptr},
    {TestKind::wrong_usage,  "wrong-usage",  kTestPolicy,    "critical,keyEncipherment", nullptr},
}};
// clang-format on

const Profile& profile_of(TestKind kind) {
  return *std::ranges::find(kProfiles, kind, &Profile::kind);
}

std::vector<Extension> authority_extensions(const char* constraints) {
  return {{NID_subject_key_identifier, "hash"},
          {NID_authority_key_identifier, "keyid:always"},
          {NID_basic_constraints, constraints},
          {NID_key_usage, "critical,keyCertSign,cRLSign"},
          {NID_certificate_policies, "2.5.29.32.0"}};
}

std::vector<Extension> leaf_extensions(const Profile& profile, const std::string& crl_url) {
  std::vector<Extension> out{{NID_subject_key_identifier, "hash"},
                             {NID_authority_key_identifier, "keyid:always"},
                             {NID_basic_constraints, "critical,CA:FALSE"},
                             {NID_key_usage, profile.usage},
                             {NID_certificate_policies, profile.policy}};
  if (profile.statements != nullptr) out.push_back({NID_qcStatements, profile.statements});
  if (!crl_url.empty()) out.push_back({NID_crl_distribution_points, "URI:" + crl_url});
  return out;
}

std::vector<std::pair<std::string, std::string>> subject_of(const TestOrder& order) {
  const std::string number = order.organisation.digits();
  const bool seal = profile_of(order.kind).statements != nullptr;
  return {{"C", "NO"},
          {"O", order.name},
          {seal ? "organizationIdentifier" : "serialNumber", seal ? "NTRNO-" + number : number},
          {"CN", order.name}};
}

Pair new_authority(const char* name, const Pair* issuer, Instant now) {
  jose::Pkey key = new_ec_key();
  const auto lifetime = issuer == nullptr ? kRootLifetime : kIntermediateLifetime;
  const CertificateDraft draft{
      .subject = {{"C", "NO"}, {"O", "Portvakt"}, {"CN", name}},
      .key = *key,
      .from = now - kOldest,
      .to = now + lifetime,
      .extensions = authority_extensions(issuer == nullptr ? "critical,CA:TRUE"
                                                           : "critical,CA:TRUE,pathlen:0")};
  Certificate made = issuer == nullptr ? issue_root(draft) : issue(draft, *issuer);
  return {std::move(made), std::move(key)};
}

/// Same names, other keys.
Pair look_alike(Instant now) {
  const Pair root = new_authority(kRootName, nullptr, now);
  return new_authority(kIntermediateName, &root, now);
}

Certificate first_certificate(std::string_view pem_text) {
  const jose::Bio memory(BIO_new_mem_buf(pem_text.data(), static_cast<int>(pem_text.size())));
  Certificate found(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return found;
}

}  // namespace

std::string_view word(TestKind kind) { return profile_of(kind).word; }

std::optional<TestKind> test_kind(std::string_view text) {
  const auto it = std::ranges::find(kProfiles, text, &Profile::word);
  return it == kProfiles.end() ? std::nullopt : std::optional(it->kind);
}

TestAuthorityFiles::TestAuthorityFiles(const fs::path& directory)
    : root(directory / "root.pem"),
      intermediate(directory / "intermediate.pem"),
      root_crl(directory / "root.crl"),
      intermediate_crl(directory / "intermediate.crl"),
      root_key(directory / "root.key"),
      intermediate_key(directory / "intermediate.key") {}

struct TestAuthority::State {
  TestAuthorityFiles files;
  Pair root, intermediate;

  /// Writes both lists anew, each with what it held before.
  Result<void, std::string> write_lists(const X509* revoked, Instant now) const {
    const auto write = [&](const Pair& issuer, const fs::path& file, const X509* certificate) {
      const std::string before = read_file(file).value_or("");
      return write_file_lightly(file, revocation_list(issuer, before, certificate, now),
                                kReadableByAll);
    };
    auto written = write(root, files.root_crl, nullptr);
    return written ? write(intermediate, files.intermediate_crl, revoked) : written;
  }
};

Result<TestAuthority, std::string> TestAuthority::open(const fs::path& directory, Instant now) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) {
    return std::unexpected(
        fmt::format("cannot make the directory {}: {}", directory.string(), failed.message()));
  }
  auto state = std::make_unique<State>(TestAuthorityFiles(directory), Pair{}, Pair{});
  const TestAuthorityFiles& files = state->files;
  state->root = read_pair(files.root, files.root_key);
  state->intermediate = read_pair(files.intermediate, files.intermediate_key);
  if (!state->root.certificate || !state->intermediate.certificate) {
    state->root = new_authority(kRootName, nullptr, now);
    state->intermediate = new_authority(kIntermediateName, &state->root, now);
    fs::remove(files.root_crl, failed);
    fs::remove(files.intermediate_crl, failed);
    for (const auto& [pair, certificate, key] :
         {std::tie(state->root, files.root, files.root_key),
          std::tie(state->intermediate, files.intermediate, files.intermediate_key)}) {
      const auto written = write_pair(pair, pem(*pair.certificate), certificate, key);
      if (!written) return std::unexpected(written.error());
    }
  }
  if (const auto written = state->write_lists(nullptr, now); !written)
    return std::unexpected(written.error());
  return TestAuthority(std::move(state));
}

TestAuthority::TestAuthority(std::unique_ptr<State> state) : state_(std::move(state)) {}
TestAuthority::~TestAuthority() = default;
TestAuthority::TestAuthority(TestAuthority&&) noexcept = default;
TestAuthority& TestAuthority::operator=(TestAuthority&&) noexcept = default;

const TestAuthorityFiles& TestAuthority::files() const { return state_->files; }

Result<std::string, std::string> TestAuthority::issue(const TestOrder& order,
                                                      const jose::PublicJwk& key, Instant now) {
  const jose::Pkey public_key = jose::public_pkey(key);
  if (public_key == nullptr) return std::unexpected("the key cannot be put into a certificate");
  const bool expired = order.kind == TestKind::expired;
  const Instant from = expired ? now - std::chrono::days{365} : now - kGrace;
  const CertificateDraft draft{
      .subject = subject_of(order),
      .key = *public_key,
      .from = from,
      .to = expired ? now - std::chrono::days{1} : from + order.lifetime,
      .extensions = leaf_extensions(profile_of(order.kind), order.crl_url)};
  const Pair other = order.kind == TestKind::untrusted ? look_alike(now) : Pair{};
  const Pair& issuer = other.certificate ? other : state_->intermediate;
  const Certificate leaf = pki::issue(draft, issuer);
  if (order.kind == TestKind::revoked) {
    if (auto written = state_->write_lists(leaf.get(), now); !written)
      return std::unexpected(written.error());
  }
  return pem(*leaf) + pem(*issuer.certificate);
}

Result<void, std::string> TestAuthority::revoke(std::string_view pem_text, Instant now) {
  const Certificate leaf = first_certificate(pem_text);
  if (leaf == nullptr) return std::unexpected("it holds no PEM certificate");
  const X509* issuer = state_->intermediate.certificate.get();
  if (X509_NAME_cmp(X509_get_issuer_name(leaf.get()), X509_get_subject_name(issuer)) != 0)
    return std::unexpected("this authority did not issue it");
  return state_->write_lists(leaf.get(), now);
}

bool TestAuthority::is_fresh(std::string_view pem_text, const TestOrder& order,
                             const jose::PublicJwk& key, Instant now) const {
  const Certificate leaf = first_certificate(pem_text);
  if (leaf == nullptr) return false;
  const EVP_PKEY* carried = X509_get0_pubkey(leaf.get());
  const auto found = carried == nullptr ? std::nullopt : jose::public_octets(*carried);
  const std::string issuer = pem(*state_->intermediate.certificate);
  const auto points = distribution_points(*leaf);
  const bool ours = order.kind == TestKind::untrusted || pem_text.ends_with(issuer);
  const bool lasts = order.kind == TestKind::expired || valid_until(*leaf) > now + kRenewBefore;
  const bool same_list =
      order.crl_url.empty() ? points.empty() : points == std::vector{order.crl_url};
  return found && found->n == key.n && ours && lasts && same_list;
}

}  // namespace portvakt::pki
