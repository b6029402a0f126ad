// The ledger: replay protection and audit in one durable write. A token may leave only after its
// row is on disk; the row in `used_grant` is the replay check. Callers queue from any thread; one
// thread of its own commits in groups.
#pragma once

#include "base/clock.hpp"
#include "base/metrics.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace portvakt::store {

/// One issued token. Times are whole seconds.
struct LedgerRow {
  std::int64_t id = 0;  ///< set by the database, ascending in time
  Instant at;
  std::string trace;
  std::string client_id;
  std::optional<OrgNumber> consumer;  ///< absent: foreign_consumer
  std::string foreign_consumer;       ///< organizationIdentifier of a seal
  std::optional<OrgNumber> supplier;  ///< who acted on the consumer's behalf
  std::string delegation_source;      ///< empty: none
  std::string scopes;                 ///< blank-separated
  std::string kid;                    ///< of the client's key; empty for certificates
  std::string certificate;            ///< serial number and issuer; empty for keys
  std::string client_amr;
  std::string grant_key;  ///< `jti:<jti>` or `sha256:<base64url of the assertion's digest>`
  std::string token_jti;
  std::string audience;              ///< the token's `aud` as JSON text; empty: none
  std::string authorization_detail;  ///< type and id of the token's one; empty: none
  Instant grant_expires;             ///< until when a second use must be refused (skew included)
  Instant token_expires;
  std::string signing_kid;
  std::string remote;
};

enum class Entered { first_use, seen_before, unavailable };

class Ledger {
 public:
  struct Options {
    std::string url;                       ///< as Store's
    std::chrono::milliseconds gather{10};  ///< how long a row waits for company, see gather()
    std::size_t largest_group = 256;
    std::size_t queue_limit = 4096;             ///< beyond it a row is `unavailable` at once
    std::chrono::milliseconds patience{2'000};  ///< a row that waited longer is `unavailable`
    std::chrono::days retention{400};           ///< rows older than this are purged; 0 keeps all
  };
  /// The schema must be there (Store migrates). Does not connect yet: an absent database shows as
  /// `unavailable`.
  Ledger(Options options, Clock& clock, Metrics& metrics);
  ~Ledger();  ///< finishes what is queued

  /// Queues the row; `done` runs on the ledger's thread once the row is durable, known to be a
  /// repetition, or cannot be written; on the caller's own thread, before this returns, when the
  /// row is refused at once (queue full, or text that SQL cannot hold). `done` must be quick and
  /// not throw.
  void enter(LedgerRow row, std::move_only_function<void(Entered)> done);

  /// From any thread. While on, rows wait for company: where those who get the answers have work
  /// enough meanwhile, a commit that more of them share costs nobody time. Off at first: a group
  /// goes as soon as the one before it is durable.
  void gather(bool on);

  bool healthy() const;  ///< whether the last group went through

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

/// Which rows, newest first, in pages by id.
struct LedgerQuery {
  std::optional<std::string> client_id, trace, token_jti;
  std::optional<OrgNumber> organisation;  ///< as consumer or supplier
  std::optional<Instant> from, to;
  std::optional<std::int64_t> before_id;  ///< the page below this id
  std::optional<std::int64_t> after_id;   ///< and not beyond this one
  std::size_t limit = 100;
};
/// A part of what a search finds (Reader::ledger).
struct LedgerPage {
  std::vector<LedgerRow> rows;
  std::optional<std::int64_t> next;  ///< LedgerQuery::before_id of the next part; absent: the end
};
/// `portvakt ledger list|export`: looks through everything.
std::vector<LedgerRow> read_ledger(const std::string& url, const LedgerQuery& query);

/// After a backup was restored, grants used since it was made are unknown: none that expires at
/// `until` or before is accepted any more.
void refuse_grants_until(const std::string& url, Instant until);

}  // namespace portvakt::store
