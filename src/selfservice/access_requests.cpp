#include "selfservice/access_requests.hpp"

#include "base/text.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

std::unexpected<Refusal> refuse(std::string field, std::string message) {
  return std::unexpected(invalid("accessrequest", std::move(field), std::move(message)));
}
std::unexpected<Refusal> clash(std::string field, std::string message) {
  return std::unexpected(conflict("accessrequest", std::move(field), std::move(message)));
}
Refusal unknown_request() {
  return not_found("accessrequest", "Organisasjonen har ingen forespørsel med denne id-en");
}

/// What the rules of asking look at.
struct Asking {
  std::optional<Scope> scope;
  OrgNumber consumer;
  std::optional<Access> access;
  std::int64_t open = 0;  ///< requests that the consumer waits for
};

/// A scope that is not public does not betray its existence. What is one's own is known.
Result<Scope, Refusal> askable(const Asking& asking) {
  const auto& scope = asking.scope;
  if (scope && scope->owner == asking.consumer) {
    return refuse("scope", "Scopet er organisasjonens eget, og den kan gi seg selv tilgang");
  }
  if (!scope || !scope->active || scope->visibility != Visibility::public_) {
    return refuse("scope", "Det finnes ikke noe aktivt, offentlig scope med dette navnet");
  }
  if (scope->accessible_for_all) {
    return refuse("scope", "Scopet er tilgjengelig for alle, og trenger ingen tilgang");
  }
  if (asking.access && asking.access->state == AccessState::approved) {
    return clash("scope", "Organisasjonen har allerede tilgang til scopet");
  }
  if (asking.access && asking.access->state == AccessState::requested) {
    return clash("scope", "Organisasjonen har allerede en åpen forespørsel om scopet");
  }
  if (asking.open >= kMostOpenRequests) {
    return clash("", "Organisasjonen har allerede " + std::to_string(kMostOpenRequests) +
                         " åpne forespørsler: vent på svar, eller trekk noen tilbake");
  }
  return *scope;
}

Asking known_of(store::Reader& reader, std::string_view scope_name, OrgNumber consumer) {
  const auto name = ScopeName::parse(scope_name);
  Asking asking{.scope = name ? reader.scope(*name) : std::nullopt,
                .consumer = consumer,
                .access = name ? reader.access(*name, consumer) : std::nullopt};
  const store::AccessRequestSearch open{.consumer = consumer,
                                        .owner = std::nullopt,
                                        .scope = std::nullopt,
                                        .state = AccessRequestState::requested};
  asking.open = reader.access_requests(open, {.skip = 0, .take = 1}).total;
  return asking;
}

/// Why an answer, or a withdrawal, comes too late.
std::optional<Refusal> closed(const AccessRequest& request) {
  const std::string at = rfc3339(request.last_updated);
  switch (request.state) {
    case AccessRequestState::requested:
      return std::nullopt;
    case AccessRequestState::withdrawn:
      return conflict("accessrequest", "state", "Forespørselen ble trukket tilbake " + at);
    case AccessRequestState::approved:
    case AccessRequestState::denied:
      return conflict(
          "accessrequest", "state",
          "Forespørselen er allerede besvart: " + std::string(word(request.state)) + " " + at);
  }
  std::unreachable();
}

void put_access(store::Transaction& transaction, const AccessRequest& request, AccessState state) {
  const auto before = transaction.access(request.scope, request.consumer);
  transaction.put(Access{.scope = request.scope,
                         .owner = request.owner,
                         .consumer = request.consumer,
                         .state = state,
                         .created = before ? before->created : request.last_updated,
                         .last_updated = request.last_updated});
}

/// A request with what happened to it, as one transaction saw it.
struct Told {
  AccessRequest request;
  std::vector<store::AccessRequestChange> history;
};
Told told(store::Reader& reader, AccessRequest request) {
  auto history = reader.history(request);
  return {std::move(request), std::move(history)};
}

NamedAccessRequest named(Names& names, const Caller& caller, Told told) {
  for (store::AccessRequestChange& change : told.history) {
    if (!may_know(caller, change.actor)) change.actor.client_id.clear();
  }
  auto consumer_name = names.of(told.request.consumer);
  auto owner_name = names.of(told.request.owner);
  return {std::move(told.request), std::move(consumer_name), std::move(owner_name),
          std::move(told.history)};
}
Result<NamedAccessRequest, Refusal> named(Services& services, const Caller& caller,
                                          Result<Told, Refusal> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  Names names(services.directory);
  return named(names, caller, *std::move(outcome));
}

/// Somebody else's request is refused as one that does not exist.
Result<AccessRequest, Refusal> found(store::Reader& reader, std::string_view id) {
  const auto uuid = Uuid::parse(id);
  auto request = uuid ? reader.access_request(*uuid) : std::nullopt;
  if (!request) return std::unexpected(unknown_request());
  return *std::move(request);
}

Result<store::AccessRequestSearch, Refusal> search_of(const AccessRequestFilter& filter) {
  store::AccessRequestSearch search;
  if (filter.state) {
    search.state = access_request_state(*filter.state);
    if (!search.state) {
      return refuse("state", "state må være REQUESTED, APPROVED, DENIED eller WITHDRAWN");
    }
  }
  if (filter.scope) {
    const auto name = ScopeName::parse(*filter.scope);
    if (!name) return refuse("scope", "scope må være et scope: prefiks:underscope");
    search.scope = *name;
  }
  return search;
}

store::Part<NamedAccessRequest> listed(Services& services, const Caller& caller,
                                       const store::AccessRequestSearch& search,
                                       store::Slice slice) {
  store::Part<Told> part;
  services.store.read([&](store::Reader& reader) {
    auto requests = reader.access_requests(search, slice);
    part.total = requests.total;
    for (AccessRequest& request : requests.items) {
      part.items.push_back(told(reader, std::move(request)));
    }
  });
  Names names(services.directory);
  store::Part<NamedAccessRequest> out{.items = {}, .total = part.total};
  for (Told& one : part.items) out.items.push_back(named(names, caller, std::move(one)));
  return out;
}

}  // namespace

Result<store::Part<NamedAccessRequest>, Refusal> list_access_requests(
    Services& services, Permit<Operation::list_access_requests> permit,
    const AccessRequestFilter& filter, store::Slice slice) {
  auto search = search_of(filter);
  if (!search) return std::unexpected(search.error());
  search->consumer = permit.caller().org;
  return listed(services, permit.caller(), *search, slice);
}

Result<store::Part<NamedAccessRequest>, Refusal> list_received_access_requests(
    Services& services, Permit<Operation::list_received_access_requests> permit,
    const AccessRequestFilter& filter, store::Slice slice) {
  auto search = search_of(filter);
  if (!search) return std::unexpected(search.error());
  search->owner = permit.caller().org;
  return listed(services, permit.caller(), *search, slice);
}

Result<NamedAccessRequest, Refusal> get_access_request(Services& services,
                                                       Permit<Operation::get_access_request> permit,
                                                       std::string_view id) {
  const auto read = [&](store::Reader& reader) -> Result<Told, Refusal> {
    const auto request = found(reader, id);
    if (!request) return std::unexpected(request.error());
    if (!may_read(permit.caller(), *request)) return std::unexpected(unknown_request());
    return told(reader, *request);
  };
  return named(services, permit.caller(), look<Told>(services, read));
}

Result<NamedAccessRequest, Refusal> request_access(Services& services,
                                                   Permit<Operation::request_access> permit,
                                                   const AccessRequestDraft& draft) {
  const auto ask = [&](store::Transaction& transaction) -> Result<Told, Refusal> {
    const auto scope = askable(known_of(transaction, draft.scope, permit.caller().org));
    if (!scope) return std::unexpected(scope.error());
    const AccessRequest request{.id = must(Uuid::parse(random_uuid(services.random))),
                                .scope = scope->name,
                                .consumer = permit.caller().org,
                                .owner = scope->owner,
                                .state = AccessRequestState::requested,
                                .reason = draft.reason,
                                .answer = {},
                                .created = services.now(),
                                .last_updated = services.now()};
    transaction.put(request);
    put_access(transaction, request, AccessState::requested);
    return told(transaction, request);
  };
  return named(services, permit.caller(), commit<Told>(services, permit.caller(), ask));
}

Result<NamedAccessRequest, Refusal> answer_access_request(
    Services& services, Permit<Operation::answer_access_request> permit, std::string_view id,
    const AccessAnswer& answer) {
  const Caller& caller = permit.caller();
  const bool approves = answer.state == AccessRequestState::approved;
  const auto work = [&](store::Transaction& transaction) -> Result<Told, Refusal> {
    auto request = found(transaction, id);
    if (!request) return std::unexpected(request.error());
    if (!owns(caller, *request)) {
      return std::unexpected(asked(caller, *request)
                                 ? forbidden("accessrequest", "Bare scopets eier kan svare")
                                 : unknown_request());
    }
    if (auto late = closed(*request)) return std::unexpected(*std::move(late));
    const auto scope = transaction.scope(request->scope);
    if (approves && !(scope && scope->active)) {
      return clash("state", "Scopet er ikke lenger aktivt, så forespørselen kan bare avslås");
    }
    request->state = answer.state;
    request->answer = answer.text;
    request->last_updated = services.now();
    transaction.put(*request);
    put_access(transaction, *request, approves ? AccessState::approved : AccessState::denied);
    return told(transaction, *request);
  };
  return named(services, caller, commit<Told>(services, caller, work));
}

Result<NamedAccessRequest, Refusal> withdraw_access_request(
    Services& services, Permit<Operation::withdraw_access_request> permit, std::string_view id) {
  const Caller& caller = permit.caller();
  const auto withdraw = [&](store::Transaction& transaction) -> Result<Told, Refusal> {
    auto request = found(transaction, id);
    if (!request) return std::unexpected(request.error());
    if (!asked(caller, *request)) {
      return std::unexpected(
          owns(caller, *request)
              ? forbidden("accessrequest", "Bare den som ba om tilgang kan trekke forespørselen")
              : unknown_request());
    }
    if (auto late = closed(*request)) return std::unexpected(*std::move(late));
    request->state = AccessRequestState::withdrawn;
    request->last_updated = services.now();
    transaction.put(*request);
    if (const auto access = transaction.access(request->scope, request->consumer)) {
      transaction.drop(*access);
    }
    return told(transaction, *request);
  };
  return named(services, caller, commit<Told>(services, caller, withdraw));
}

void close_open_request(store::Transaction& transaction, const Access& access,
                        AccessRequestState answer) {
  auto request = transaction.open_access_request(access.scope, access.consumer);
  if (!request) return;
  request->state = answer;
  request->last_updated = access.last_updated;
  transaction.put(*request);
}

}  // namespace portvakt::selfservice
