// Which certificates are revoked, as the lists say that are here: read from files and fetched in
// the background every quarter of an hour, never while a grant waits. Only addresses at hosts that
// the configuration or the trust store names are ever asked. Questions come from any thread;
// refreshing is one thread's. For this folder only.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "pki/revocation_list.hpp"
#include "pki/revocation_source.hpp"
#include "pki/trust_store.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace portvakt::pki {

struct RevocationSources {
  std::vector<std::string> lists;  ///< addresses, and files that somebody else keeps up to date
  std::filesystem::path cache;     ///< folder for what was fetched; empty: memory only
};

struct RevocationVerdict {
  enum class State { good, revoked, unknown } state = State::unknown;
  Instant until;  ///< when the answer must be asked for again at the latest
};

class Revocation {
 public:
  Revocation(const TrustStore& trust, RevocationSources sources, FetchList fetch);

  /// The verdict on `certificate` by all lists of its issuer. `good` takes a list that covers it
  /// and is not past its next update; `revoked` takes any list.
  RevocationVerdict verdict(const X509& certificate, Instant now) const;
  /// Grows whenever a list changes, so that older verdicts can be told from newer ones.
  std::uint64_t generation() const { return generation_; }
  RevocationHealth health(Instant now) const;

  /// Remembers where a certificate that has been found trustworthy has its lists, and who signs
  /// them; true when an address is new and so worth a refresh.
  bool learn(const X509& certificate, const Certificate& issuer);

  void read_local();  ///< files and the cache; quick, no network
  void refresh();     ///< everything, over the network where needed; blocking
  /// Lets a running refresh end after the list it is at.
  void stop() { stopping_ = true; }

 private:
  struct Held {
    std::shared_ptr<const RevocationList> list;
    bool failing = false;  // logged already
  };
  using Lists = std::vector<std::pair<std::string, std::shared_ptr<const RevocationList>>>;

  Lists lists() const;
  std::vector<std::string> sources() const;
  bool is_allowed(const std::string& url) const;
  void want(const std::string& source);
  Result<void, std::string> take(const std::string& source, const std::string& text);
  Result<void, std::string> read_file_of(const std::string& source,
                                         const std::filesystem::path& file);
  Result<void, std::string> fetch(const std::string& source);
  bool is_held(const std::string& source) const;
  void report(const std::string& source, const Result<void, std::string>& outcome);
  std::filesystem::path cache_file(const std::string& url) const;

  const std::filesystem::path cache_;
  const FetchList fetch_;
  std::set<std::string> hosts_;  // constant after construction

  mutable std::mutex mutex_;
  std::map<std::string, Held> held_;  // by source; guarded by mutex_
  std::vector<Certificate> issuers_;  // guarded by mutex_
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<bool> stopping_{false};
};

}  // namespace portvakt::pki
