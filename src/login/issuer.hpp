// The login issuer as its documents describe it: where people are sent, where codes are exchanged,
// which keys sign. Fetched when first needed and kept; only the issuer's own host is asked, and
// those that the configuration names beside it. Safe from any thread; fetching blocks.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "jose/keys.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::login {

/// What is sent to the issuer; a form makes it a POST.
struct Question {
  std::string url;
  std::string form = {};
  std::string authorization = {};
};
struct Reply {
  int status;
  std::string body;
};
/// Blocks, follows no redirect, reads no more than a bounded answer. The error is a sentence.
using Fetch = std::function<Result<Reply, std::string>(const Question&)>;

/// OpenID Connect Discovery 1.0 section 3, as far as it is used here.
struct IssuerMetadata {
  std::string authorization_endpoint, token_endpoint, jwks_uri;
  std::string end_session_endpoint;  ///< empty: none
  bool names_itself = false;         ///< sends `iss` with every answer (RFC 9207)
};
/// `hosts` are origins beside the issuer's own. The error is a sentence for the log.
Result<IssuerMetadata, std::string> read_metadata(std::string_view body, std::string_view issuer,
                                                  const std::vector<std::string>& hosts);

struct IssuerKey {
  std::string kid;  ///< empty: the key has none
  jose::VerificationKey key;
};
/// Keys of a kind that is not ours are passed over; the error says that there is none left.
Result<std::vector<IssuerKey>, std::string> read_keys(std::string_view body);

class Issuer {
 public:
  struct Options {
    std::string issuer;
    std::vector<std::string> hosts;
    Fetch fetch;
    const Clock& clock;
  };
  explicit Issuer(Options options) : options_(std::move(options)) {}

  const std::string& name() const { return options_.issuer; }
  Result<Reply, std::string> ask(const Question& question) const {
    return options_.fetch(question);
  }

  /// nullptr while the issuer is away and was never seen; waits while it is being asked.
  std::shared_ptr<const IssuerMetadata> metadata();
  /// What is known without asking.
  std::shared_ptr<const IssuerMetadata> known_metadata() const;
  /// An empty kid finds the only key there is. An unknown one makes the issuer be asked again, not
  /// too often, and by one thread: others are told what is known.
  std::shared_ptr<const IssuerKey> key(std::string_view kid);

 private:
  struct Known {
    IssuerMetadata metadata;
    std::vector<std::shared_ptr<const IssuerKey>> keys;
    Instant fetched;
    std::shared_ptr<const IssuerKey> find(std::string_view kid) const;
  };
  std::shared_ptr<const Known> known() const;
  bool is_stale(const std::shared_ptr<const Known>& known) const;
  bool may_ask() const;
  void refresh();  ///< holds `asking_`
  Result<Known, std::string> fetch() const;
  Result<std::string, std::string> document(const std::string& url) const;

  const Options options_;
  std::mutex asking_;  // held while the issuer is being asked
  mutable std::mutex mutex_;
  std::shared_ptr<const Known> known_;    // guarded by mutex_
  std::optional<Instant> asked_at_ = {};  // guarded by mutex_
};

/// `https://host:port` of an address, without a default port being made explicit.
std::string_view origin_of(std::string_view url);

}  // namespace portvakt::login
