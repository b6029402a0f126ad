#include "app/sandbox_seed.hpp"

#include "app/sandbox_certificates.hpp"
#include "base/files.hpp"
#include "selfservice/operator_scopes.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

constexpr days kKeyLife{365};
constexpr days kRenewBefore{60};

constexpr std::array<SeedOrganisation, 5> kOrganisations{{
    {"api-owner", "312345676", "RASK FJELLREV ETAT", "fjellrev"},
    {"consumer", "312345609", "KLOK TIGER KOMMUNE", ""},
    {"supplier", "310999113", "SNILL HVAL SYSTEMER AS", ""},
    {"customer", "315000122", "RUND BJØRK AS", ""},
    {"unrelated", "317777019", "STILLE ELG AS", ""},
}};

// Client ids are fixed so that a configuration written against one sandbox fits the next.
const std::array<SeedClient, 7> kClients{{
    {"owner-admin",
     "api-owner",
     "5a0d7d0e-0001-4000-8000-312345676001",
     "Fjellrevs selvbetjening",
     {"idporten:scopes.read", "idporten:scopes.write"}},
    {"consumer-admin",
     "consumer",
     "5a0d7d0e-0002-4000-8000-312345609002",
     "Tigerens selvbetjening",
     {"idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write", "idporten:scopes.read"}},
    {"supplier-admin",
     "supplier",
     "5a0d7d0e-0003-4000-8000-310999113003",
     "Hvalens selvbetjening",
     {"idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write", "idporten:scopes.read",
      "idporten:dcr.supplier"}},
    {"unrelated-admin",
     "unrelated",
     "5a0d7d0e-0004-4000-8000-317777019004",
     "Elgens selvbetjening",
     {"idporten:dcr.read", "idporten:dcr.write", "idporten:scopes.read", "idporten:scopes.write"}},
    {"consumer-client",
     "consumer",
     "5a0d7d0e-0005-4000-8000-312345609005",
     "Vannmåling innhenting",
     {"fjellrev:vannmaaling.read"}},
    {"supplier-client",
     "supplier",
     "5a0d7d0e-0006-4000-8000-310999113006",
     "Helsemelding for kunder",
     {"fjellrev:helsemelding.write"}},
    {"consumer-cert-client",
     "consumer",
     "5a0d7d0e-0007-4000-8000-312345609007",
     "Vannmåling med virksomhetssertifikat",
     {"fjellrev:vannmaaling.read"},
     SeedClient::Proof::certificate},
}};

OrgNumber orgno_of(std::string_view role) {
  const auto it = std::ranges::find(kOrganisations, role, &SeedOrganisation::role);
  return must(OrgNumber::parse(it->orgno));
}

Scope scope(std::string_view name, std::string_view description, Visibility visibility,
            Instant now) {
  return {.name = must(ScopeName::parse(name)),
          .owner = orgno_of("api-owner"),
          .description = std::string(description),
          .visibility = visibility,
          .allowed_integration_types = {IntegrationType::maskinporten},
          .delegation_source = std::nullopt,
          .created = now,
          .last_updated = now};
}

void put_scopes(store::Transaction& tx, Instant now) {
  Scope measured = scope("fjellrev:vannmaaling.read", "Lesetilgang til målte vannmengder",
                         Visibility::public_, now);
  measured.translations = {{"description#en", "Read access to measured water volumes"}};
  tx.put(measured);
  Scope open = scope("fjellrev:open.read", "Åpne data, for alle", Visibility::public_, now);
  open.accessible_for_all = true;
  tx.put(open);
  Scope health =
      scope("fjellrev:helsemelding.write", "Sende helsemeldinger", Visibility::private_, now);
  health.delegation_source = must(Uri::parse(kSandboxDelegationSource));
  tx.put(health);
  for (const Scope& granted : {measured, health}) {
    tx.put(Access{.scope = granted.name,
                  .owner = granted.owner,
                  .consumer = orgno_of("consumer"),
                  .created = now,
                  .last_updated = now});
  }
}

void put_delegation(store::Transaction& tx, Instant now) {
  tx.put(Delegation{.scope = must(ScopeName::parse("fjellrev:helsemelding.write")),
                    .consumer = orgno_of("consumer"),
                    .supplier = orgno_of("supplier"),
                    .valid_from = now,
                    .valid_to = std::nullopt,
                    .revoked = std::nullopt,
                    .created = now,
                    .last_updated = now});
}

void put_system_user(store::Transaction& tx, Instant now) {
  const auto client = std::ranges::find(kClients, "supplier-client", &SeedClient::role);
  tx.put(SystemUser{.id = must(Uuid::parse("5a0d7d0e-0101-4000-8000-315000122101")),
                    .owner = orgno_of("customer"),
                    .system = must(SystemId::parse("310999113_snillregnskap")),
                    .client = must(ClientId::parse(client->client_id)),
                    .external_ref = ExternalRef::of_owner(orgno_of("customer")),
                    .deleted = std::nullopt,
                    .created = now,
                    .last_updated = now});
}

Client client_of(const SeedClient& seeded, Instant now) {
  Client client{.id = must(ClientId::parse(seeded.client_id)),
                .org = orgno_of(seeded.organisation),
                .supplier = std::nullopt,
                .name = std::string(seeded.name),
                .description = "Laget av sandkassen",
                .created = now,
                .last_updated = now};
  for (const std::string_view name : seeded.scopes)
    client.scopes.push_back(must(ScopeName::parse(name)));
  return client;
}

Result<ClientKey, std::string> read_key(const SeedClient& client, const fs::path& directory,
                                        Instant now) {
  const fs::path path = directory / key_file(client);
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  const auto value = read_json(*text);
  const auto key =
      value && value->is_object()
          ? jose::SigningKey::from_jwk(value->get_object())
          : Result<jose::SigningKey, std::string>(std::unexpected("not a JSON object"));
  if (!key) {
    return std::unexpected(fmt::format(
        "{} is not a private JWK ({}); remove the file and start again to get a new key",
        path.string(), key.error()));
  }
  jose::PublicJwk jwk = key->public_jwk();
  jwk.kid = key_id(client);
  jwk.use = "sig";
  jwk.alg = jose::Algorithm::rs256;
  return ClientKey{.kid = must(KeyId::parse(jwk.kid)),
                   .jwk = jwk,
                   .expires = now + kKeyLife,
                   .created = now,
                   .last_updated = now};
}

void put_world(store::Transaction& tx, Instant now) {
  for (const SeedOrganisation& org : kOrganisations) {
    const OrgNumber orgno = must(OrgNumber::parse(org.orgno));
    tx.put(Organisation{
        .orgno = orgno, .name = std::string(org.name), .created = now, .last_updated = now});
    if (!org.prefix.empty()) {
      tx.put(PrefixRecord{.prefix = must(Prefix::parse(org.prefix)),
                          .owner = orgno,
                          .created = now,
                          .last_updated = now});
    }
  }
  const OrgNumber operator_org = must(OrgNumber::parse(selfservice::kSandboxOperatorOrgno));
  if (const auto made = selfservice::ensure_operator_scopes(tx, operator_org, now); !made) {
    throw std::logic_error(made.error());
  }
  put_scopes(tx, now);
  put_delegation(tx, now);
  for (const SeedClient& seeded : kClients) {
    const Client client = client_of(seeded, now);
    for (const ScopeName& name : client.scopes)
      selfservice::grant_operator_scope(tx, name, client.org, now);
    tx.put(client);
  }
  put_system_user(tx, now);
}

/// The set with our key renewed or, on a client that has none at all, added; nothing where its user
/// put other keys.
bool renewed(std::vector<ClientKey>& keys, const ClientKey& ours, Instant now, bool first) {
  const auto it = std::ranges::find(keys, ours.kid, &ClientKey::kid);
  if (it == keys.end()) {
    if (first) keys.push_back(ours);
    return first;
  }
  const bool lasts = it->expires > now + kRenewBefore;
  if (lasts && it->jwk.n == ours.jwk.n) return false;
  *it = ours;
  return true;
}

Result<void, std::string> write_new_key(const fs::path& directory, const SeedClient* client) {
  const auto key = jose::SigningKey::generate({.primes = jose::Primes::random});
  if (client == nullptr)
    return write_file_lightly(directory / kCertificateKeyFile, key.pem(""), kOwnerOnly);
  json::object jwk = key.private_jwk();
  jwk["kid"] = key_id(*client);
  jwk["use"] = "sig";
  jwk["alg"] = "RS256";
  return write_file_lightly(directory / key_file(*client), json::serialize(jwk) + "\n", kOwnerOnly);
}

}  // namespace

std::span<const SeedOrganisation> seed_organisations() { return kOrganisations; }
std::span<const SeedClient> seed_clients() { return kClients; }

std::string key_file(const SeedClient& client) {
  return fmt::format("keys/{}.jwk.json", client.role);
}
std::string key_id(const SeedClient& client) { return fmt::format("{}-1", client.role); }

Result<void, std::string> ensure_key_files(const fs::path& directory) {
  std::vector<const SeedClient*> missing;  // nullptr: the key of the business certificates
  for (const SeedClient& client : kClients) {
    if (client.has_key() && !fs::exists(directory / key_file(client))) missing.push_back(&client);
  }
  if (!fs::exists(directory / kCertificateKeyFile)) missing.push_back(nullptr);
  std::atomic<std::size_t> next{0};
  std::vector<std::string> failures(missing.size());
  const auto work = [&] {
    for (std::size_t i = next++; i < missing.size(); i = next++) {
      const auto written = write_new_key(directory, missing[i]);
      if (!written) failures[i] = written.error();
    }
  };
  const std::size_t workers =
      std::min<std::size_t>(missing.size(), std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < workers; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  for (std::string& failure : failures) {
    if (!failure.empty()) return std::unexpected(std::move(failure));
  }
  return {};
}

Result<void, std::string> seed(store::Store& store, const fs::path& directory, Instant now) {
  std::vector<std::pair<ClientId, ClientKey>> ours;
  for (const SeedClient& client : kClients) {
    if (!client.has_key()) continue;
    auto key = read_key(client, directory, now);
    if (!key) return std::unexpected(key.error());
    ours.emplace_back(must(ClientId::parse(client.client_id)), *std::move(key));
  }
  store.write({.org = std::nullopt, .client_id = "sandbox:start", .trace = {}},
              [&](store::Transaction& tx) {
                const bool first = tx.organisations().empty();
                bool changed = first;
                if (first) put_world(tx, now);
                for (const auto& [id, key] : ours) {
                  std::vector<ClientKey> keys = tx.keys_of(id);
                  if (!renewed(keys, key, now, first)) continue;
                  tx.put_keys(id, keys);
                  changed = true;
                }
                return changed;
              });
  return {};
}

}  // namespace portvakt::app
