// The operator's view of everything: reads that look at no organisation's border, so each needs a
// permit that only the operator's organisation gets.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/keys.hpp"
#include "selfservice/prefixes.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// A client with what belongs to it.
struct WholeClient {
  Client client;
  Keys keys;
  std::vector<OnBehalfOf> customers;
  std::optional<std::string> organisation_name;
};

/// What an API owner has, for statistics and for the bill.
struct OwnerReport {
  store::OwnerCount count;
  std::optional<std::string> organisation_name;
  std::vector<Prefix> prefixes;  ///< active ones
};

class Overview {
 public:
  Overview(Services& services, const Permit<Operation::read_as_operator>&) : services_(services) {}
  Overview(Services& services, const Permit<Operation::export_changes>&) : services_(services) {}
  Overview(Services& services, const Permit<Operation::report>&) : services_(services) {}

  store::Part<Client> clients(const store::ClientSearch&, store::Slice);
  store::Part<WholeClient> whole_clients(const store::ClientSearch&, store::Slice);
  store::Part<Scope> scopes(const store::ScopeSearch&, store::Slice);
  store::Part<NamedPrefix> prefixes(const store::PrefixSearch&, store::Slice);
  store::Part<Access> accesses(const store::AccessSearch&, store::Slice);
  Result<WholeClient, Refusal> client(std::string_view id);
  Result<Scope, Refusal> scope(std::string_view name);
  Result<NamedPrefix, Refusal> prefix(std::string_view name);
  std::vector<OwnerReport> owners();
  /// The next to expire first.
  Result<std::vector<store::KeyOfClient>, Refusal> keys_of_organisation(std::string_view orgno);

 private:
  Services& services_;
};

}  // namespace portvakt::selfservice
