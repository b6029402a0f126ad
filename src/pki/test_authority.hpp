// A certificate authority to test with: root, intermediate, organisation certificates of each
// profile, the ones that must be refused, and revocation lists, as files in a directory. Never to
// be trusted outside of a test environment. Call it from one process at a time.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "jose/jwk.hpp"
#include "model/names.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portvakt::pki {

enum class TestKind {
  seid1,         ///< the old national profile: the number is the subject's SERIALNUMBER
  seid2,         ///< a seal that is not qualified
  qseal,         ///< a qualified seal
  expired,       ///< seid1, and over since yesterday
  revoked,       ///< seid1, and on the revocation list
  untrusted,     ///< seid1, from an authority of the same names and other keys
  wrong_policy,  ///< seid1 under a policy that nobody accepts
  wrong_usage,   ///< seid1 for encryption only
};
constexpr std::array kTestKinds{TestKind::seid1,        TestKind::seid2,      TestKind::qseal,
                                TestKind::expired,      TestKind::revoked,    TestKind::untrusted,
                                TestKind::wrong_policy, TestKind::wrong_usage};
std::string_view word(TestKind kind);  ///< `seid1`, …, `wrong-policy`
std::optional<TestKind> test_kind(std::string_view word);

struct TestOrder {
  TestKind kind = TestKind::seid1;
  OrgNumber organisation;
  std::string name;
  std::string crl_url;  ///< its distribution point; empty: none
  std::chrono::days lifetime{1096};
};

struct TestAuthorityFiles {
  explicit TestAuthorityFiles(const std::filesystem::path& directory);
  std::filesystem::path root, intermediate;          ///< what others are told to trust
  std::filesystem::path root_crl, intermediate_crl;  ///< DER
  std::filesystem::path root_key, intermediate_key;
};

class TestAuthority {
 public:
  /// Opens the authority in `directory`, makes it when it is not there, and makes its lists anew,
  /// with what they held. The error is a sentence; throws std::runtime_error when OpenSSL breaks.
  static Result<TestAuthority, std::string> open(const std::filesystem::path& directory,
                                                 Instant now);
  ~TestAuthority();
  TestAuthority(TestAuthority&&) noexcept;
  TestAuthority& operator=(TestAuthority&&) noexcept;

  const TestAuthorityFiles& files() const;

  /// PEM, the leaf first, then the intermediate. A revoked one is on the list when this returns.
  Result<std::string, std::string> issue(const TestOrder& order, const jose::PublicJwk& key,
                                         Instant now);
  /// Puts the first certificate of a PEM text on the list.
  Result<void, std::string> revoke(std::string_view pem, Instant now);
  /// Whether a PEM chain is what issue() would make now, but for times and serial number, and lasts
  /// for another two months (where it is meant to last).
  bool is_fresh(std::string_view pem, const TestOrder& order, const jose::PublicJwk& key,
                Instant now) const;

 private:
  struct State;
  explicit TestAuthority(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace portvakt::pki
