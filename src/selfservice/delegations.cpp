#include "selfservice/delegations.hpp"

#include "base/time_text.hpp"
#include "selfservice/members.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {
namespace {

using List = std::vector<Delegation>;

Result<OrgNumber, Refusal> supplier_of(std::string_view text, OrgNumber consumer) {
  const auto supplier = OrgNumber::parse(text);
  if (!supplier) {
    return std::unexpected(invalid({bad_org_number("delegation", "supplier_orgno")}));
  }
  if (*supplier == consumer) {
    return std::unexpected(
        invalid("delegation", "supplier_orgno", "En organisasjon kan ikke delegere til seg selv"));
  }
  return *supplier;
}

std::optional<Instant> time_of(Members& members, std::string_view name) {
  const auto text = members.text(name);
  if (!text) return std::nullopt;
  const auto at = parse_time(*text);
  if (!at)
    members.object_to(name, std::string(name) +
                                " må være et tidspunkt i UTC, som "
                                "2026-03-02T08:30:00Z");
  return at;
}

bool is_built_in(store::Reader& reader, const std::optional<Uri>& source) {
  const auto known = reader.delegation_sources();
  return std::ranges::any_of(known, [&](const DelegationSourceRecord& record) {
    return record.issuer == source && record.name == kBuiltInSource;
  });
}

/// A scope without access is refused in the same words as one that does not exist: a private
/// scope's name is nobody else's business.
Result<Scope, Refusal> delegable_scope(store::Reader& reader, OrgNumber consumer,
                                       std::string_view text) {
  const auto name = ScopeName::parse(text);
  auto scope = name ? reader.scope(*name) : std::nullopt;
  const auto access = scope ? reader.access(scope->name, consumer) : std::nullopt;
  const bool held =
      scope && scope->active &&
      (scope->accessible_for_all || (access && access->state == AccessState::approved));
  if (!held) {
    return std::unexpected(
        invalid("delegation", "scope", "Organisasjonen har ikke tilgang til et slikt scope"));
  }
  if (!is_built_in(reader, scope->delegation_source)) {
    return std::unexpected(invalid("delegation", "scope",
                                   "Scopet kan ikke delegeres her: delegation_source er ikke det "
                                   "innebygde registeret, se /delegationsources"));
  }
  return *std::move(scope);
}

NamedDelegation named(Services& services, Delegation delegation) {
  NamedDelegation out{std::move(delegation), {}, {}};
  out.consumer_name = services.directory.name(out.delegation.consumer);
  out.supplier_name = services.directory.name(out.delegation.supplier);
  out.counts = out.delegation.counts(services.clock.now());
  return out;
}
Result<NamedDelegation, Refusal> named(Services& services, Result<Delegation, Refusal> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  return named(services, *std::move(outcome));
}

Result<std::vector<NamedDelegation>, Refusal> listed(Services& services, List list,
                                                     store::Inactive inactive) {
  const Instant now = services.clock.now();
  std::vector<NamedDelegation> out;
  for (Delegation& delegation : list) {
    if (inactive == store::Inactive::hidden && delegation.over(now)) continue;
    out.push_back(named(services, std::move(delegation)));
  }
  return out;
}

/// A delegation that still goes on gets the period, one that is over or never was begins anew.
Result<Delegation, Refusal> enter(store::Transaction& transaction, const ScopeName& scope,
                                  OrgNumber consumer, OrgNumber supplier, const Period& period,
                                  Instant now) {
  const auto before = transaction.delegation(scope, consumer, supplier);
  const bool goes_on = before && !before->over(now);
  const Instant from = period.from.value_or(goes_on ? before->valid_from : now);
  if (period.to && (*period.to <= from || *period.to <= now)) {
    return std::unexpected(
        invalid("delegation", "valid_to", "valid_to må være etter valid_from og etter nå"));
  }
  if (goes_on && before->valid_from == from && before->valid_to == period.to) return *before;
  Delegation delegation{.scope = scope,
                        .consumer = consumer,
                        .supplier = supplier,
                        .valid_from = from,
                        .valid_to = period.to,
                        .revoked = std::nullopt,
                        .created = before ? before->created : now,
                        .last_updated = now};
  transaction.put(delegation);
  return delegation;
}

}  // namespace

Result<Period, Refusal> read_period(const Services& services, std::string_view body) {
  if (body.empty()) return Period{};
  const auto object = read_body(body, "delegation");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "delegation");
  const Period period{time_of(members, "valid_from"), time_of(members, "valid_to")};
  if (services.policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(members.findings()));
  return period;
}

Result<std::vector<NamedDelegation>, Refusal> list_delegations(
    Services& services, Permit<Operation::list_delegations> permit, store::Inactive inactive) {
  List list;
  services.store.read(
      [&](store::Reader& reader) { list = reader.delegations_given(permit.caller().org); });
  return listed(services, std::move(list), inactive);
}

Result<std::vector<NamedDelegation>, Refusal> list_received_delegations(
    Services& services, Permit<Operation::list_received_delegations> permit,
    store::Inactive inactive) {
  List list;
  services.store.read(
      [&](store::Reader& reader) { list = reader.delegations_received(permit.caller().org); });
  return listed(services, std::move(list), inactive);
}

Result<NamedDelegation, Refusal> delegate(Services& services, Permit<Operation::delegate> permit,
                                          std::string_view supplier_orgno,
                                          std::string_view scope_name, const Period& period) {
  const OrgNumber consumer = permit.caller().org;
  const auto supplier = supplier_of(supplier_orgno, consumer);
  if (!supplier) return std::unexpected(supplier.error());
  const auto work = [&](store::Transaction& transaction) -> Result<Delegation, Refusal> {
    const auto scope = delegable_scope(transaction, consumer, scope_name);
    if (!scope) return std::unexpected(scope.error());
    return enter(transaction, scope->name, consumer, *supplier, period, services.now());
  };
  return named(services, commit<Delegation>(services, permit.caller(), work));
}

Result<NamedDelegation, Refusal> revoke_delegation(Services& services,
                                                   Permit<Operation::revoke_delegation> permit,
                                                   std::string_view supplier_orgno,
                                                   std::string_view scope_name) {
  const OrgNumber consumer = permit.caller().org;
  const auto supplier = supplier_of(supplier_orgno, consumer);
  if (!supplier) return std::unexpected(supplier.error());
  const auto revoke = [&](store::Transaction& transaction) -> Result<Delegation, Refusal> {
    const auto scope = ScopeName::parse(scope_name);
    auto delegation = scope ? transaction.delegation(*scope, consumer, *supplier) : std::nullopt;
    if (!delegation) {
      return std::unexpected(not_found(
          "delegation", "Scopet er ikke delegert til organisasjonen " + supplier->digits()));
    }
    if (delegation->revoked) return *delegation;
    delegation->revoked = delegation->last_updated = services.now();
    transaction.put(*delegation);
    return *delegation;
  };
  return named(services, commit<Delegation>(services, permit.caller(), revoke));
}

bool ensure_delegation_source(store::Transaction& transaction, const Uri& issuer,
                              std::string_view name, Instant now) {
  const auto known = transaction.delegation_sources();
  const auto it = std::ranges::find(known, issuer, &DelegationSourceRecord::issuer);
  if (it != known.end() && it->name == name) return false;
  transaction.put(DelegationSourceRecord{.issuer = issuer,
                                         .name = std::string(name),
                                         .created = it == known.end() ? now : it->created,
                                         .last_updated = now});
  return true;
}

}  // namespace portvakt::selfservice
