#include "selfservice/access.hpp"

#include "selfservice/access_requests.hpp"
#include "selfservice/scopes.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

NamedAccess with_names(Names& names, Access access) {
  NamedAccess named{std::move(access), {}, {}};
  named.owner_name = names.of(named.access.owner);
  named.consumer_name = names.of(named.access.consumer);
  return named;
}
Result<NamedAccess, Refusal> with_names(Services& services, Result<Access, Refusal> access) {
  if (!access) return std::unexpected(std::move(access.error()));
  Names names(services.directory);
  return with_names(names, *std::move(access));
}
Result<std::vector<NamedAccess>, Refusal> with_names(Services& services,
                                                     Result<std::vector<Access>, Refusal> list) {
  if (!list) return std::unexpected(std::move(list.error()));
  Names names(services.directory);
  std::vector<NamedAccess> named;
  for (Access& access : *list) named.push_back(with_names(names, std::move(access)));
  return named;
}

Result<OrgNumber, Refusal> consumer_of(std::string_view text) {
  const auto consumer = OrgNumber::parse(text);
  if (!consumer) {
    return std::unexpected(invalid({bad_org_number("scopeAccess", "consumer_orgno")}));
  }
  return *consumer;
}

}  // namespace

Result<Scope, Refusal> own_scope(store::Reader& reader, const Caller& caller,
                                 std::string_view name) {
  auto scope = scope_of(reader, caller, name);
  if (!scope && scope.error().kind == Kind::not_found) scope.error().kind = Kind::forbidden;
  if (!scope) {
    for (Finding& finding : scope.error().findings) finding.object = "scopeAccess";
  }
  return scope;
}

Result<std::vector<NamedAccess>, Refusal> list_access(Services& services,
                                                      Permit<Operation::list_access> permit,
                                                      const AccessFilter& filter) {
  if (!filter.scope && !filter.consumer_orgno) {
    return std::unexpected(
        invalid("scopeAccess", "scope", "Oppgi parameteren scope eller consumer_orgno"));
  }
  std::optional<OrgNumber> consumer;
  if (filter.consumer_orgno) {
    const auto parsed = consumer_of(*filter.consumer_orgno);
    if (!parsed) return std::unexpected(parsed.error());
    consumer = *parsed;
  }
  using List = std::vector<Access>;
  auto list = look<List>(services, [&](store::Reader& reader) -> Result<List, Refusal> {
    if (!filter.scope) {
      return reader.accesses_given(permit.caller().org, *consumer, filter.inactive);
    }
    const auto scope = own_scope(reader, permit.caller(), *filter.scope);
    if (!scope) return std::unexpected(scope.error());
    List accesses = reader.accesses_of_scope(scope->name, filter.inactive);
    if (consumer) std::erase_if(accesses, [&](const Access& a) { return a.consumer != *consumer; });
    return accesses;
  });
  return with_names(services, std::move(list));
}

Result<std::vector<NamedAccess>, Refusal> list_held_access(
    Services& services, Permit<Operation::list_held_access> permit, store::Inactive inactive) {
  using List = std::vector<Access>;
  return with_names(services,
                    look<List>(services, [&](store::Reader& reader) -> Result<List, Refusal> {
                      return reader.accesses_held(permit.caller().org, inactive);
                    }));
}

Result<NamedAccess, Refusal> grant_access(Services& services,
                                          Permit<Operation::grant_access> permit,
                                          std::string_view consumer_orgno,
                                          std::string_view scope_name) {
  const auto consumer = consumer_of(consumer_orgno);
  if (!consumer) return std::unexpected(consumer.error());
  auto granted = commit<Access>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Result<Access, Refusal> {
        const auto scope = own_scope(transaction, permit.caller(), scope_name);
        if (!scope) return std::unexpected(scope.error());
        const Instant now = services.now();
        const auto before = transaction.access(scope->name, *consumer);
        if (before && before->state == AccessState::approved) return *before;
        Access access{scope->name,
                      scope->owner,
                      *consumer,
                      AccessState::approved,
                      before ? before->created : now,
                      now};
        transaction.put(access);
        close_open_request(transaction, access, AccessRequestState::approved);
        return access;
      });
  return with_names(services, std::move(granted));
}

Result<NamedAccess, Refusal> revoke_access(Services& services,
                                           Permit<Operation::revoke_access> permit,
                                           std::string_view consumer_orgno,
                                           std::string_view scope_name) {
  const auto consumer = consumer_of(consumer_orgno);
  if (!consumer) return std::unexpected(consumer.error());
  auto revoked = commit<Access>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Result<Access, Refusal> {
        const auto scope = own_scope(transaction, permit.caller(), scope_name);
        if (!scope) return std::unexpected(scope.error());
        auto access = transaction.access(scope->name, *consumer);
        if (!access) {
          return std::unexpected(not_found("scopeAccess", "Organisasjonen " + consumer->digits() +
                                                              " har ingen tilgang til scopet"));
        }
        if (access->state == AccessState::denied) return *access;
        access->state = AccessState::denied;
        access->last_updated = services.now();
        transaction.put(*access);
        close_open_request(transaction, *access, AccessRequestState::denied);
        return *access;
      });
  return with_names(services, std::move(revoked));
}

}  // namespace portvakt::selfservice
