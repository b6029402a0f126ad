// The synthetic world of a sandbox: organisations, scopes, accesses and clients that always exist,
// under roles that tests can name. The names are fixed (docs/sandbox.md).
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "jose/keys.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::app {

struct SeedOrganisation {
  std::string_view role, orgno, name;
  std::string_view prefix;  ///< empty: none
};
struct SeedClient {
  /// Whether the client has a registered key of its own or signs with its organisation's
  /// certificate.
  enum class Proof { key, certificate };
  std::string_view role, organisation;  ///< the organisation's role
  std::string_view client_id, name;
  std::vector<std::string_view> scopes;
  Proof proof = Proof::key;

  bool has_key() const { return proof == Proof::key; }
};
std::span<const SeedOrganisation> seed_organisations();
std::span<const SeedClient> seed_clients();

/// What the ready-made scope names as its delegation source: the built-in register or, with
/// `--altinn`, the platform asked instead.
constexpr std::string_view kSandboxDelegationSource = "https://delegations.portvakt.example/";

/// `keys/<role>.jwk.json` below the sandbox's directory; the kid is `<role>-1`.
std::string key_file(const SeedClient& client);
std::string key_id(const SeedClient& client);

/// Makes the key files that are missing, several at a time, that of the business certificates
/// among them; the error is a sentence.
Result<void, std::string> ensure_key_files(const std::filesystem::path& directory);

/// Fills an empty database with that world, once; afterwards only renews the sandbox's own client
/// keys before they expire, so that whatever its user changed stays changed. The error is a
/// sentence about a key file.
Result<void, std::string> seed(store::Store& store, const std::filesystem::path& directory,
                               Instant now);

}  // namespace portvakt::app
