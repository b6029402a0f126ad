#include "selfservice/organisations.hpp"

#include "base/text.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestName = 255;

}  // namespace

Result<NamedOrganisation, Refusal> find_organisation(Services& services, std::string_view orgno) {
  const auto parsed = OrgNumber::parse(orgno);
  if (!parsed) return std::unexpected(invalid({bad_org_number("organization", "orgnr")}));
  auto name = services.directory.name(*parsed);
  if (!name) {
    return std::unexpected(
        not_found("organization", "Organisasjonen " + parsed->digits() + " er ikke kjent"));
  }
  return NamedOrganisation{*parsed, std::move(name)};
}

std::vector<DelegationSourceRecord> delegation_sources(Services& services) {
  std::vector<DelegationSourceRecord> sources;
  services.store.read([&](store::Reader& reader) { sources = reader.delegation_sources(); });
  return sources;
}

NamedOrganisation get_user(Services& services, Permit<Operation::get_user> permit) {
  const OrgNumber org = permit.caller().org;
  return {org, services.directory.name(org)};
}

store::Part<Organisation> list_organisations(Services& services,
                                             Permit<Operation::list_organisations>,
                                             const store::OrganisationSearch& wanted,
                                             store::Slice slice) {
  store::Part<Organisation> part;
  services.store.read([&](store::Reader& reader) { part = reader.organisations(wanted, slice); });
  return part;
}

Result<Organisation, Refusal> get_organisation(Services& services,
                                               Permit<Operation::list_organisations>,
                                               std::string_view orgno) {
  const auto parsed = OrgNumber::parse(orgno);
  if (!parsed) return std::unexpected(invalid({bad_org_number("organization", "orgno")}));
  using Found = Result<Organisation, Refusal>;
  return look<Organisation>(services, [&](store::Reader& reader) -> Found {
    if (auto organisation = reader.organisation(*parsed)) return *std::move(organisation);
    return std::unexpected(
        not_found("organization", "Organisasjonen " + parsed->digits() + " er ikke kjent"));
  });
}

Result<Organisation, Refusal> register_organisation(Services& services,
                                                    Permit<Operation::register_organisation> permit,
                                                    std::string_view orgno, std::string_view name) {
  const auto parsed = OrgNumber::parse(orgno);
  if (!parsed) return std::unexpected(invalid({bad_org_number("organization", "orgno")}));
  if (trimmed(name).empty() || characters(name) > kLongestName || !is_plain_text(name)) {
    return std::unexpected(
        invalid("organization", "name", "name må ha 1 til 255 tegn, uten linjeskift og styretegn"));
  }
  using Made = Result<Organisation, Refusal>;
  return commit<Organisation>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Made {
        const auto before = transaction.organisation(*parsed);
        const Instant now = services.now();
        const Organisation organisation{*parsed, std::string(name), before ? before->created : now,
                                        now};
        transaction.put(organisation);
        return organisation;
      });
}

}  // namespace portvakt::selfservice
