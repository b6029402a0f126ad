#include "pki/certificate_check.hpp"

#include "jose/key_hygiene.hpp"
#include "jose/x5c.hpp"
#include "pki/known_chains.hpp"
#include "pki/leaf_rules.hpp"
#include "pki/organisation_number.hpp"
#include "pki/policy_table.hpp"
#include "pki/qc_statements.hpp"
#include "pki/revocation.hpp"
#include "pki/seal_subject.hpp"
#include "pki/trust_store.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::pki {
namespace {

Result<std::vector<Certificate>, CertificateFault> parsed(std::span<const std::string> x5c) {
  if (x5c.empty() || x5c.size() > jose::kMostCertificates)
    return std::unexpected(CertificateFault::unreadable);
  std::vector<Certificate> chain;
  for (const std::string& text : x5c) {
    Certificate certificate = jose::read_certificate(text);
    if (certificate == nullptr) return std::unexpected(CertificateFault::unreadable);
    chain.push_back(std::move(certificate));
  }
  return chain;
}

Result<jose::PublicJwk, CertificateFault> key_of(const Certificate& leaf) {
  const EVP_PKEY* key = X509_get0_pubkey(leaf.get());
  auto jwk = key == nullptr ? std::nullopt : jose::public_octets(*key);
  if (!jwk || jwk->type != jose::KeyType::rsa || jose::key_fault(*jwk, {}))
    return std::unexpected(CertificateFault::weak_key);
  return *std::move(jwk);
}

}  // namespace

struct CertificateCheck::State {
  State(TrustStore store, PolicyTable table, CertificateOptions&& options)
      : holders(options.holders),
        trust(std::move(store)),
        policies_accepted(std::move(table)),
        unknown_revocation(options.unknown_revocation),
        on_new_address(std::move(options.on_new_address)),
        revocation(trust, {.lists = std::move(options.lists), .cache = std::move(options.cache)},
                   std::move(options.fetch)) {}

  Result<KnownChain, CertificateFault> judge(std::span<const std::string> x5c, Instant now);
  Result<std::string_view, CertificateFault> client_amr(const X509& leaf) const;
  std::optional<Party> holder(const X509& leaf) const;
  Result<Instant, CertificateFault> check_revocation(const Path& path, Instant now);

  const Holders holders;
  const TrustStore trust;
  const PolicyTable policies_accepted;
  const UnknownRevocation unknown_revocation;
  const std::function<void()> on_new_address;
  Revocation revocation;
  KnownChains known;
};

// The order of docs/protocol.md §7.3. What costs most, the path's signatures and the arithmetic on
// the key, comes after what is cheap and, for the key, after a trusted authority vouched for it.
Result<KnownChain, CertificateFault> CertificateCheck::State::judge(
    std::span<const std::string> x5c, Instant now) {
  if (trust.empty()) return std::unexpected(CertificateFault::not_configured);
  const std::uint64_t generation = revocation.generation();
  const auto chain = parsed(x5c);
  if (!chain) return std::unexpected(chain.error());
  const Certificate& leaf = chain->front();
  if (const auto right = check_leaf(leaf, now); !right) return std::unexpected(right.error());
  const auto path = trust.path(leaf, std::span(*chain).subspan(1), now);
  if (!path) return std::unexpected(path.error());
  const auto key = key_of(leaf);
  if (!key) return std::unexpected(key.error());
  const auto amr = client_amr(*leaf);
  if (!amr) return std::unexpected(amr.error());
  const auto until = check_revocation(*path, now);
  if (!until) return std::unexpected(until.error());
  auto whose = holder(*leaf);
  if (!whose) return std::unexpected(CertificateFault::no_organisation);
  return KnownChain{std::make_shared<const BusinessCertificate>(
                        *std::move(whose), std::string(*amr), serial_text(*leaf),
                        name_text(*X509_get_issuer_name(leaf.get())), jose::VerificationKey(*key)),
                    *until, generation};
}

Result<std::string_view, CertificateFault> CertificateCheck::State::client_amr(
    const X509& leaf) const {
  const QcStatements statements = qc_statements(leaf);
  const bool seal = holders == Holders::foreign;
  const auto amr =
      seal ? seal_amr(statements) : policies_accepted.client_amr(policies(leaf), statements);
  if (amr) return *amr;
  return std::unexpected(seal ? CertificateFault::no_seal : CertificateFault::policy);
}

std::optional<Party> CertificateCheck::State::holder(const X509& leaf) const {
  if (holders == Holders::foreign) return seal_subject(leaf);
  return organisation_number(leaf);
}

/// Of every certificate below the root; also, how long this and the path's times hold at most.
Result<Instant, CertificateFault> CertificateCheck::State::check_revocation(const Path& path,
                                                                            Instant now) {
  using enum RevocationVerdict::State;
  Instant until = now + kLongestMemory;
  for (const Certificate& certificate : path) until = std::min(until, valid_until(*certificate));
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (revocation.learn(*path[i], path[i + 1])) on_new_address();
    const RevocationVerdict verdict = revocation.verdict(*path[i], now);
    if (verdict.state == revoked) return std::unexpected(CertificateFault::revoked);
    if (unknown_revocation == UnknownRevocation::accepted) continue;
    if (verdict.state == unknown) return std::unexpected(CertificateFault::revocation_unknown);
    until = std::min(until, verdict.until);
  }
  return until;
}

Result<CertificateCheck, std::string> CertificateCheck::open(CertificateOptions options) {
  auto trust = TrustStore::load(options.trust);
  if (!trust) return std::unexpected("trust: " + trust.error());
  auto table = PolicyTable::parse(options.policies);
  if (!table) return std::unexpected("policies " + table.error());
  return CertificateCheck(
      std::make_unique<State>(*std::move(trust), *std::move(table), std::move(options)));
}

CertificateCheck::CertificateCheck(std::unique_ptr<State> state) : state_(std::move(state)) {}
CertificateCheck::~CertificateCheck() = default;
CertificateCheck::CertificateCheck(CertificateCheck&&) noexcept = default;
CertificateCheck& CertificateCheck::operator=(CertificateCheck&&) noexcept = default;

Result<GoodCertificate, CertificateFault> CertificateCheck::check(std::span<const std::string> x5c,
                                                                  Instant now) const {
  std::string digest = KnownChains::digest(x5c);
  if (auto good = state_->known.find(digest, now, state_->revocation.generation())) return good;
  auto judged = state_->judge(x5c, now);
  if (!judged) return std::unexpected(judged.error());
  GoodCertificate good = judged->certificate;
  state_->known.remember(std::move(digest), *std::move(judged));
  return good;
}

bool CertificateCheck::trusts_anybody() const { return !state_->trust.empty(); }
void CertificateCheck::read_local_lists() { state_->revocation.read_local(); }
void CertificateCheck::refresh_lists() { state_->revocation.refresh(); }
void CertificateCheck::stop_refreshing() { state_->revocation.stop(); }
RevocationHealth CertificateCheck::lists(Instant now) const {
  return state_->revocation.health(now);
}

}  // namespace portvakt::pki
