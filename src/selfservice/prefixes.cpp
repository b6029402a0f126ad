#include "selfservice/prefixes.hpp"

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
          return std::unexpected(not_found(
              "organization", "Organisasjonen " + owner->digits() + " er ikke registrert her"));
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
