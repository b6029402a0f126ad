// The refused requests of each client that its owner may look at, in the memory of this node.
// Bounded in every direction, and apart for those who showed the client's key and those who did
// not: a stranger can make a number grow, and nothing else (docs/decisions/0017). Safe from any
// thread; no assertion and no key ever comes here.
#pragma once

#include "base/clock.hpp"
#include "grant/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace portvakt::grant {

/// A grant that was refused, as often as it was sent; or, unsigned, all requests that one rule
/// refused for one reason.
struct RefusedRequest {
  Instant at;  ///< the last time
  Reason reason;
  std::string_view rule;
  std::string hint;
  std::string trace;  ///< of the last one
  std::int64_t count = 1;
  std::string grant_key = {};
};

struct ClientRefusals {
  std::deque<RefusedRequest> with_key;     ///< newest first
  std::deque<RefusedRequest> without_key;  ///< newest first
};

class RefusalBook {
 public:
  struct Limits {
    std::size_t clients = 500;  ///< of each kind
    std::size_t grants = 100;   ///< of a client
  };
  explicit RefusalBook(const Clock& clock) : RefusalBook(clock, Limits{}) {}
  RefusalBook(const Clock& clock, Limits limits)
      : clock_(clock), limits_(limits), since_(clock.now()) {}

  /// Passes over what is nobody's, and faults of the server's own.
  void enter(const Refusal& refusal, std::string_view trace);
  ClientRefusals of(std::string_view client_id) const;
  Instant since() const { return since_; }  ///< what was refused before is not known here

 private:
  struct Page {
    std::string client_id;
    std::deque<RefusedRequest> requests;
  };
  /// Pages in the order of their last refusal, the latest first.
  struct Shelf {
    std::list<Page> pages;
    std::map<std::string, std::list<Page>::iterator, std::less<>> by_client;

    Page& page_of(const std::string& client_id, std::size_t most);
    std::deque<RefusedRequest> requests_of(std::string_view client_id) const;
  };

  const Clock& clock_;
  const Limits limits_;
  const Instant since_;
  mutable std::mutex mutex_;  // guards what follows
  Shelf with_key_, without_key_;
};

}  // namespace portvakt::grant
