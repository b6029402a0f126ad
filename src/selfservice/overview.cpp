#include "selfservice/overview.hpp"

#include "base/text.hpp"

#include <map>
#include <utility>

namespace portvakt::selfservice {
namespace {

WholeClient whole(store::Reader& reader, Client client) {
  Keys keys = reader.keys_of(client.id);
  std::vector<OnBehalfOf> customers = reader.on_behalf_of(client.id);
  return {std::move(client), std::move(keys), std::move(customers), {}};
}

}  // namespace

store::Part<Client> Overview::clients(const store::ClientSearch& wanted, store::Slice slice) {
  store::Part<Client> part;
  services_.store.read([&](store::Reader& reader) { part = reader.clients(wanted, slice); });
  return part;
}

store::Part<WholeClient> Overview::whole_clients(const store::ClientSearch& wanted,
                                                 store::Slice slice) {
  store::Part<WholeClient> part;
  services_.store.read([&](store::Reader& reader) {
    store::Part<Client> found = reader.clients(wanted, slice);
    part.total = found.total;
    for (Client& client : found.items) part.items.push_back(whole(reader, std::move(client)));
  });
  Names names(services_.directory);
  for (WholeClient& client : part.items) client.organisation_name = names.of(client.client.org);
  return part;
}

store::Part<Scope> Overview::scopes(const store::ScopeSearch& wanted, store::Slice slice) {
  store::Part<Scope> part;
  services_.store.read([&](store::Reader& reader) { part = reader.scopes(wanted, slice); });
  return part;
}

store::Part<NamedPrefix> Overview::prefixes(const store::PrefixSearch& wanted, store::Slice slice) {
  store::Part<PrefixRecord> found;
  services_.store.read([&](store::Reader& reader) { found = reader.prefixes(wanted, slice); });
  store::Part<NamedPrefix> part{.items = {}, .total = found.total};
  Names names(services_.directory);
  for (PrefixRecord& record : found.items) {
    auto name = names.of(record.owner);
    part.items.push_back({std::move(record), std::move(name)});
  }
  return part;
}

store::Part<Access> Overview::accesses(const store::AccessSearch& wanted, store::Slice slice) {
  store::Part<Access> part;
  services_.store.read([&](store::Reader& reader) { part = reader.accesses(wanted, slice); });
  return part;
}

Result<WholeClient, Refusal> Overview::client(std::string_view id) {
  auto found =
      look<WholeClient>(services_, [&](store::Reader& reader) -> Result<WholeClient, Refusal> {
        const auto parsed = ClientId::parse(id);
        auto client = parsed ? reader.client(*parsed) : std::nullopt;
        if (!client) return std::unexpected(not_found("client", "Klienten finnes ikke"));
        return whole(reader, *std::move(client));
      });
  if (found) found->organisation_name = services_.directory.name(found->client.org);
  return found;
}

Result<Scope, Refusal> Overview::scope(std::string_view name) {
  return look<Scope>(services_, [&](store::Reader& reader) -> Result<Scope, Refusal> {
    const auto parsed = ScopeName::parse(name);
    auto scope = parsed ? reader.scope(*parsed) : std::nullopt;
    if (scope) return *std::move(scope);
    return std::unexpected(not_found("scope", "Scopet " + printable(name, 100) + " finnes ikke"));
  });
}

Result<NamedPrefix, Refusal> Overview::prefix(std::string_view name) {
  using Found = Result<NamedPrefix, Refusal>;
  auto found = look<NamedPrefix>(services_, [&](store::Reader& reader) -> Found {
    const auto parsed = Prefix::parse(name);
    auto record = parsed ? reader.prefix(*parsed) : std::nullopt;
    if (record) return NamedPrefix{*std::move(record), {}};
    return std::unexpected(
        not_found("prefix", "Prefikset " + printable(name, 70) + " finnes ikke"));
  });
  if (found) found->organisation_name = services_.directory.name(found->record.owner);
  return found;
}

std::vector<OwnerReport> Overview::owners() {
  std::map<OrgNumber, OwnerReport> reports;
  services_.store.read([&](store::Reader& reader) {
    for (const store::OwnerCount& count : reader.owner_counts()) {
      reports.emplace(count.owner, OwnerReport{count, {}, {}});
    }
    for (PrefixRecord& record : reader.prefixes(std::nullopt, store::Inactive::hidden)) {
      reports.at(record.owner).prefixes.push_back(std::move(record.prefix));
    }
  });
  std::vector<OwnerReport> owners;
  for (auto& [org, report] : reports) {
    report.organisation_name = services_.directory.name(org);
    owners.push_back(std::move(report));
  }
  return owners;
}

Result<std::vector<store::KeyOfClient>, Refusal> Overview::keys_of_organisation(
    std::string_view orgno) {
  const auto org = OrgNumber::parse(orgno);
  if (!org) return std::unexpected(invalid({bad_org_number("organization", "orgno")}));
  using List = Result<std::vector<store::KeyOfClient>, Refusal>;
  return look<std::vector<store::KeyOfClient>>(
      services_, [&](store::Reader& reader) -> List { return reader.keys_of_organisation(*org); });
}

}  // namespace portvakt::selfservice
