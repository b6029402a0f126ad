// What a grant's `authorization_details` may ask for (RFC 9396): each type reads its own element,
// says what must be looked up, and what the token will have. A new type is a Type of its own and
// one line where the server is wired.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/stopwatch.hpp"
#include "model/names.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::details {

/// The largest element a token may hold: resource servers often cap a header at 8 KiB.
inline constexpr std::size_t kLargestClaim = 4096;

/// Whose grant it stands in.
struct Asker {
  std::string client_id;
  OrgNumber org;       ///< the client's
  OrgNumber consumer;  ///< the token's
};

enum class Verdict {
  holds,
  not_configured,  ///< the customer has not set up what it names
  wrong_value,     ///< the register knows no such thing
  unavailable
};
std::string_view word(Verdict verdict);

struct Answer {
  Verdict verdict;
  std::string claim;   ///< holds: the token's element, as JSON
  std::string id;      ///< holds: what it is about, for the ledger; never a person's number
  std::string detail;  ///< the wrong value's name, or why nobody can tell; for people
};
inline Answer holds(std::string claim, std::string id) {
  return {Verdict::holds, std::move(claim), std::move(id), {}};
}
inline Answer not_configured() { return {Verdict::not_configured, {}, {}, {}}; }
inline Answer wrong_value(std::string name) {
  return {Verdict::wrong_value, {}, {}, std::move(name)};
}
inline Answer unavailable(std::string why) {
  return {Verdict::unavailable, {}, {}, std::move(why)};
}

/// A well-formed element. Safe from any thread; asks without blocking.
class Detail {
 public:
  virtual ~Detail() = default;
  virtual std::string_view type() const = 0;
  /// For people: what it names, without a person's number.
  virtual std::string shown() const = 0;
  /// Whether a grant for somebody else's (`consumer_org`) may have it.
  virtual bool goes_with_consumer_org() const = 0;
  /// `waiting` runs since the grant began to wait.
  virtual boost::asio::awaitable<Answer> ask(Asker asker, Stopwatch waiting) const = 0;
  /// What can be said without asking anybody, for an explanation; nothing where somebody must be.
  virtual std::optional<Answer> at_hand(const Asker&) const { return std::nullopt; }
};

/// Why an element cannot be read: a member that the type does not have, or a value that is missing
/// or wrong.
struct Fault {
  enum class Kind { unknown_member, wrong_value } kind;
  std::string name;
};
inline std::unexpected<Fault> unknown_member(std::string_view name) {
  return std::unexpected(Fault{Fault::Kind::unknown_member, std::string(name)});
}
inline std::unexpected<Fault> wrong(std::string_view name) {
  return std::unexpected(Fault{Fault::Kind::wrong_value, std::string(name)});
}

class Type {
 public:
  virtual ~Type() = default;
  virtual std::string_view urn() const = 0;
  virtual Result<std::shared_ptr<const Detail>, Fault> read(const json::object& element) const = 0;
};

// For the types: what their elements have in common.

/// A member's name that is none of these, if there is one.
std::optional<std::string_view> other_member(const json::object& object,
                                             std::initializer_list<std::string_view> known);
/// docs/protocol.md, organisation notation, and back.
json::object iso6523_object(OrgNumber org);
Result<OrgNumber, Fault> read_iso6523(const json::object& element, std::string_view name);

}  // namespace portvakt::details
