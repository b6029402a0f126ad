#include "selfservice/prefixes.hpp"

#include "selfservice/members.hpp"

#include <map>
#include <utility>

namespace portvakt::selfservice {
namespace {

std::vector<NamedPrefix> named(Services& services, std::optional<OrgNumber> owner,
                               store::Inactive inactive) {
  std::vector<PrefixRecord> records;
  services.store.read([&](store::Reader& reader) { records = reader.prefixes(owner, inactive); });
  std::map<OrgNumber, std::optional<std::string>> names;
  std::vector<NamedPrefix> prefixes;
  for (PrefixRecord& record : records) {
    const auto [it, is_new] = names.try_emplace(record.owner);
    if (is_new) it->second = services.directory.name(record.owner);
    prefixes.push_back({std::move(record), it->second});
  }
  return prefixes;
}

Result<Prefix, Refusal> prefix_of(std::string_view text) {
  auto prefix = Prefix::parse(text);
  if (prefix) return *std::move(prefix);
  return std::unexpected(
      invalid("prefix", "prefix", "prefix må ha 1 til 64 tegn: små bokstaver a-z, sifre og . _ -"));
}

Refusal unregistered(OrgNumber owner) {
  return not_found("organization", "Organisasjonen " + owner.digits() + " er ikke registrert her");
}

/// Scopes know their owner themselves, and accesses that of the scope.
std::optional<Refusal> not_transferable(store::Reader& reader, const Prefix& prefix,
                                        OrgNumber owner) {
  if (!reader.organisation(owner)) return unregistered(owner);
  if (!reader.prefix_in_use(prefix)) return std::nullopt;
  return conflict("prefix", "owner_orgno",
                  "Prefikset " + prefix.text() + " har scopes og kan ikke bytte eier");
}

}  // namespace

Result<std::vector<NamedPrefix>, Refusal> list_prefixes(Services& services,
                                                        Permit<Operation::list_prefixes> permit,
                                                        store::Inactive inactive) {
  return named(services, permit.caller().org, inactive);
}

std::vector<NamedPrefix> all_prefixes(Services& services, store::Inactive inactive) {
  return named(services, std::nullopt, inactive);
}

Result<PrefixRecord, Refusal> assign_prefix(Services& services,
                                            Permit<Operation::assign_prefix> permit,
                                            std::string_view text, std::string_view owner_orgno) {
  const auto prefix = prefix_of(text);
  if (!prefix) return std::unexpected(prefix.error());
  const auto owner = OrgNumber::parse(owner_orgno);
  if (!owner) return std::unexpected(invalid({bad_org_number("prefix", "owner_orgno")}));
  using Made = Result<PrefixRecord, Refusal>;
  return commit<PrefixRecord>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Made {
        if (!transaction.organisation(*owner)) {
          return std::unexpected(unregistered(*owner));
        }
        if (transaction.prefix(*prefix)) {
          return std::unexpected(
              conflict("prefix", "prefix", "Prefikset " + prefix->text() + " finnes allerede"));
        }
        const Instant now = services.now();
        const PrefixRecord record{*prefix, *owner, true, now, now};
        transaction.put(record);
        return record;
      });
}

Result<PrefixDraft, Refusal> read_prefix_draft(std::string_view body, const Policy& policy) {
  const auto object = read_body(body, "prefix");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "prefix");
  PrefixDraft draft{.prefix = members.text("prefix"),
                    .owner_orgno = members.text("owner_orgno"),
                    .active = members.flag("active")};
  members.pass_over({"organization_name", "created", "last_updated"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return draft;
}

Result<PrefixRecord, Refusal> update_prefix(Services& services,
                                            Permit<Operation::assign_prefix> permit,
                                            std::string_view text, const PrefixDraft& draft) {
  const auto prefix = prefix_of(text);
  if (!prefix) return std::unexpected(prefix.error());
  if (draft.prefix && *draft.prefix != prefix->text()) {
    return std::unexpected(invalid("prefix", "prefix", "prefix kan ikke endres"));
  }
  const auto owner = draft.owner_orgno ? OrgNumber::parse(*draft.owner_orgno)
                                       : Result<OrgNumber, Invalid>(permit.caller().org);
  if (!owner) return std::unexpected(invalid({bad_org_number("prefix", "owner_orgno")}));
  using Made = Result<PrefixRecord, Refusal>;
  return commit<PrefixRecord>(services, permit.caller(), [&](store::Transaction& t) -> Made {
    auto record = t.prefix(*prefix);
    if (!record) {
      return std::unexpected(not_found("prefix", "Prefikset " + prefix->text() + " finnes ikke"));
    }
    if (draft.owner_orgno && *owner != record->owner) {
      if (auto refusal = not_transferable(t, *prefix, *owner)) {
        return std::unexpected(*std::move(refusal));
      }
      record->owner = *owner;
    }
    record->active = draft.active.value_or(true);
    record->last_updated = services.now();
    t.put(*record);
    return *std::move(record);
  });
}

Result<Done, Refusal> drop_prefix(Services& services, Permit<Operation::drop_prefix> permit,
                                  std::string_view text) {
  const auto prefix = prefix_of(text);
  if (!prefix) return std::unexpected(prefix.error());
  using Dropped = Result<Done, Refusal>;
  return commit<Done>(services, permit.caller(), [&](store::Transaction& transaction) -> Dropped {
    if (!transaction.prefix(*prefix)) {
      return std::unexpected(not_found("prefix", "Prefikset " + prefix->text() + " finnes ikke"));
    }
    if (transaction.prefix_in_use(*prefix)) {
      return std::unexpected(conflict(
          "prefix", "prefix", "Prefikset " + prefix->text() + " har scopes og kan ikke slettes"));
    }
    transaction.drop(*prefix);
    return Done{};
  });
}

}  // namespace portvakt::selfservice
