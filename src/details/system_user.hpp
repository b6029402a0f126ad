// `urn:altinn:systemuser` (docs/protocol.md §6.2): a vendor's client acts as a system user that one
// of the vendor's customers has made.
#pragma once

#include "details/detail.hpp"

#include <memory>
#include <optional>
#include <string>

namespace portvakt::details {

inline constexpr std::string_view kSystemUser = "urn:altinn:systemuser";

struct SystemUserQuestion {
  std::string client_id;
  OrgNumber vendor;  ///< the client's organisation
  OrgNumber owner;   ///< the customer
  std::optional<ExternalRef> external_ref;
};
struct FoundSystemUser {
  Uuid id;
  std::string system_id;
};
/// Nothing: there is none. The error says why nobody can tell.
using SystemUserAnswer = Result<std::optional<FoundSystemUser>, std::string>;

/// Who can tell which system user a grant means; never blocks the thread that asks.
class SystemUsers {
 public:
  virtual ~SystemUsers() = default;
  virtual boost::asio::awaitable<SystemUserAnswer> ask(SystemUserQuestion question,
                                                       Stopwatch waiting) = 0;
  /// What can be said without asking anybody.
  virtual std::optional<SystemUserAnswer> at_hand(const SystemUserQuestion&) const {
    return std::nullopt;
  }
};

class SystemUserType final : public Type {
 public:
  explicit SystemUserType(std::unique_ptr<SystemUsers> users) : users_(std::move(users)) {}
  std::string_view urn() const override { return kSystemUser; }
  Result<std::shared_ptr<const Detail>, Fault> read(const json::object& element) const override;

 private:
  std::unique_ptr<SystemUsers> users_;
};

}  // namespace portvakt::details
