#include "pki/policy_table.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace portvakt::pki {
namespace {

using enum PolicyProfile;

struct PresetRow {
  std::string_view preset, oid;
  PolicyProfile profile;
};
// Policies of Buypass and Commfides, the issuers that Maskinporten accepts, and of Digdir's
// generator of test certificates.
// clang-format off
constexpr PresetRow kPresets[] = {
    {"norwegian",      "2.16.578.1.26.1.3.2",       seid1},  // Buypass Class 3
    {"norwegian",      "2.16.578.1.26.1.3.5",       seid2},  // Buypass Class 3 G2 ST, seals of businesses
    {"norwegian",      "2.16.578.1.29.13.1.1.0",    seid1},  // Commfides Enterprise Class 3
    {"norwegian",      "2.16.578.1.29.13.1",        seid1},
    {"norwegian",      "2.16.578.1.29.13.200",      seid2},  // Commfides Legal Person G3
    {"norwegian",      "2.16.578.1.29.13.200.*",    seid2},
    {"norwegian",      "2.16.578.1.29.13.210",      seid2},
    {"norwegian",      "2.16.578.1.29.13.210.*",    seid2},
    {"norwegian",      "2.16.578.1.29.13.220.*",    seid2},
    {"norwegian-test", "2.16.578.1.26.1.3.2",       seid1},  // Buypass Class 3
    {"norwegian-test", "2.16.578.1.26.1.0.3.2",     seid1},
    {"norwegian-test", "2.16.578.1.26.1.3.5",       seid2},
    {"norwegian-test", "2.16.578.1.29.913.1.1.0",   seid1},  // Commfides
    {"norwegian-test", "2.16.578.1.29.913.200.*",   seid2},
    {"norwegian-test", "2.16.578.1.29.913.210.*",   seid2},
    {"norwegian-test", "2.16.578.1.29.913.220.*",   seid2},
    {"norwegian-test", "2.16.578.1.1.1.1.100",      any},    // Digdir's synthetic certificates
};
constexpr std::array<std::pair<std::string_view, PolicyProfile>, 5> kProfiles{{
    {"seid1", seid1}, {"seid2", seid2}, {"any", any}, {"QCForESeal", qualified}, {"CForESeal", advanced},
}};
// clang-format on

constexpr std::string_view kOldProfile = "virksomhetssertifikat";
constexpr std::string_view kQualifiedSeal = "QCForESeal";
constexpr std::string_view kSeal = "CForESeal";

bool is_oid(std::string_view text) {
  if (text.ends_with('*')) text.remove_suffix(text.ends_with(".*") ? 2 : 1);
  const auto arcs = split(text, '.');
  return arcs.size() >= 2 && std::ranges::all_of(arcs, [](std::string_view arc) {
           return !arc.empty() &&
                  std::ranges::all_of(arc, [](char c) { return c >= '0' && c <= '9'; });
         });
}

bool fits(std::string_view pattern, std::string_view policy) {
  if (!pattern.ends_with('*')) return pattern == policy;
  return policy.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::string_view amr(PolicyProfile profile, const QcStatements& statements) {
  const bool qualified_seal = statements.compliance && statements.eseal;
  switch (profile) {
    case seid1:
      return kOldProfile;
    case seid2:
      if (qualified_seal) return kQualifiedSeal;
      return statements.eseal || !statements.compliance ? kSeal : kOldProfile;
    case any:
      if (qualified_seal) return kQualifiedSeal;
      return statements.eseal ? kSeal : kOldProfile;
    case qualified:
      return kQualifiedSeal;
    case advanced:
      return kSeal;
  }
  std::unreachable();
}

}  // namespace

Result<PolicyTable, std::string> PolicyTable::parse(std::span<const std::string> rows) {
  PolicyTable table;
  for (const std::string& row : rows) {
    const auto words = split_white(row);
    bool known = false;
    for (const PresetRow& preset : kPresets) {
      if (words.size() != 1 || preset.preset != words.front()) continue;
      table.rows_.push_back({std::string(preset.oid), preset.profile});
      known = true;
    }
    const auto* profile = std::ranges::find(kProfiles, words.size() == 2 ? words[1] : "",
                                            &std::pair<std::string_view, PolicyProfile>::first);
    if (!known && profile != kProfiles.end() && is_oid(words.front())) {
      table.rows_.push_back({std::string(words.front()), profile->second});
      known = true;
    }
    if (!known) {
      return std::unexpected(std::string(
          "must hold \"norwegian\", \"norwegian-test\" or rows as \"2.16.578.1.26.1.3.2 seid1\", "
          "with seid1, seid2, any, QCForESeal or CForESeal"));
    }
  }
  return table;
}

std::optional<std::string_view> PolicyTable::client_amr(std::span<const std::string> policies,
                                                        const QcStatements& statements) const {
  for (const Row& row : rows_) {
    const auto fitting = [&](const std::string& policy) { return fits(row.oid, policy); };
    if (std::ranges::any_of(policies, fitting)) return amr(row.profile, statements);
  }
  return std::nullopt;
}

}  // namespace portvakt::pki
