#include "selfservice/scopes.hpp"

#include "base/text.hpp"
#include "selfservice/scope_rules.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

Refusal foreign_prefix(std::string_view prefix) {
  return forbidden("scope", "Prefikset " + std::string(prefix) +
                                " tilhører ikke organisasjonen, eller er ikke aktivt");
}

/// The name that `prefix` and `subscope` make, and the active prefix that the caller owns.
Result<std::pair<ScopeName, OrgNumber>, Refusal> place_of(store::Reader& reader,
                                                          const Caller& caller,
                                                          const ScopeDraft& draft) {
  const auto prefix = Prefix::parse(draft.prefix.value_or(""));
  if (!prefix) {
    return std::unexpected(invalid(
        "scope", "prefix", "prefix må ha 1 til 64 tegn: små bokstaver a-z, sifre og . _ -"));
  }
  const auto name = ScopeName::of(*prefix, draft.subscope.value_or(""));
  if (!name) {
    return std::unexpected(
        invalid("scope", "subscope",
                "subscope må begynne med bokstav eller siffer og bare ha bokstaver a-z, sifre og "
                ". _ - / :, og hele scopet kan ikke være lengre enn 255 tegn"));
  }
  const auto record = reader.prefix(*prefix);
  if (!record || !record->active || !owns(caller, *record)) {
    return std::unexpected(foreign_prefix(prefix->text()));
  }
  return std::pair{*name, record->owner};
}

/// The rules that create and update share, on the object as it would be stored.
Result<Scope, Refusal> judged(store::Reader& reader, const Caller& caller, const ScopeDraft& draft,
                              Scope scope) {
  Findings findings = apply_draft(reader, draft, scope);
  if (!findings.empty()) return std::unexpected(invalid(std::move(findings)));
  if (auto refusal = apply_operator_members(caller, draft, scope)) {
    return std::unexpected(*std::move(refusal));
  }
  return scope;
}

Result<Scope, Refusal> new_scope(Services& services, const Caller& caller, const ScopeDraft& draft,
                                 store::Transaction& transaction) {
  const auto place = place_of(transaction, caller, draft);
  if (!place) return std::unexpected(place.error());
  const Instant now = services.now();
  Scope scope{.name = place->first,
              .owner = place->second,
              .description = {},
              .long_description = {},
              .translations = {},
              .allowed_integration_types = {},
              .delegation_source = {},
              .enforced_aud = {},
              .created = now,
              .last_updated = now};
  auto made = judged(transaction, caller, draft, std::move(scope));
  if (!made) return made;
  if (transaction.scope(made->name)) {
    return std::unexpected(
        conflict("scope", "subscope", "Scopet " + made->name.text() + " finnes allerede"));
  }
  transaction.put(*made);
  return made;
}

}  // namespace

Result<Scope, Refusal> scope_of(store::Reader& reader, const Caller& caller,
                                std::string_view name) {
  const auto parsed = ScopeName::parse(name);
  if (!parsed) {
    return std::unexpected(
        invalid("scope", "scope",
                "Ugyldig scope: " + printable(name, 100) + " (forventet prefiks:underscope)"));
  }
  auto scope = reader.scope(*parsed);
  if (scope && owns(caller, *scope)) return *std::move(scope);
  const auto prefix = reader.prefix(must(Prefix::parse(parsed->prefix())));
  if (scope || !prefix || !owns(caller, *prefix)) {
    return std::unexpected(forbidden("scope", "Scopet tilhører ikke organisasjonen"));
  }
  return std::unexpected(not_found("scope", "Scopet " + parsed->text() + " finnes ikke"));
}

Result<std::vector<Scope>, Refusal> list_scopes(Services& services,
                                                Permit<Operation::list_scopes> permit,
                                                store::Inactive inactive) {
  using Scopes = Result<std::vector<Scope>, Refusal>;
  return look<std::vector<Scope>>(services, [&](store::Reader& reader) -> Scopes {
    return reader.scopes_of(permit.caller().org, inactive);
  });
}

Result<Scope, Refusal> create_scope(Services& services, Permit<Operation::create_scope> permit,
                                    const ScopeDraft& draft) {
  return commit<Scope>(services, permit.caller(), [&](store::Transaction& transaction) {
    return new_scope(services, permit.caller(), draft, transaction);
  });
}

Result<Scope, Refusal> get_scope(Services& services, Permit<Operation::get_scope> permit,
                                 std::string_view name) {
  return look<Scope>(
      services, [&](store::Reader& reader) { return scope_of(reader, permit.caller(), name); });
}

Result<Scope, Refusal> update_scope(Services& services, Permit<Operation::update_scope> permit,
                                    std::string_view name, const ScopeDraft& draft) {
  return commit<Scope>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Result<Scope, Refusal> {
        auto before = scope_of(transaction, permit.caller(), name);
        if (!before) return before;
        before->last_updated = services.now();
        auto scope = judged(transaction, permit.caller(), draft, *std::move(before));
        if (scope) transaction.put(*scope);
        return scope;
      });
}

Result<Scope, Refusal> delete_scope(Services& services, Permit<Operation::delete_scope> permit,
                                    std::string_view name) {
  return commit<Scope>(services, permit.caller(),
                       [&](store::Transaction& transaction) -> Result<Scope, Refusal> {
                         auto scope = scope_of(transaction, permit.caller(), name);
                         if (!scope || !scope->active) return scope;
                         scope->active = false;
                         scope->last_updated = services.now();
                         transaction.put(*scope);
                         return scope;
                       });
}

Result<std::vector<Scope>, Refusal> public_scopes(Services& services,
                                                  const store::PublicScopes& wanted) {
  using Scopes = Result<std::vector<Scope>, Refusal>;
  return look<std::vector<Scope>>(
      services, [&](store::Reader& reader) -> Scopes { return reader.public_scopes(wanted); });
}

}  // namespace portvakt::selfservice
