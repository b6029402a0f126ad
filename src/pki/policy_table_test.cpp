// docs/protocol.md §7.5: which policies are accepted, and what a token says of each.
#include "pki/policy_table.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::pki {
namespace {

constexpr QcStatements kNone{};
constexpr QcStatements kSeal{.compliance = false, .eseal = true};
constexpr QcStatements kQualifiedSeal{.compliance = true, .eseal = true};
constexpr QcStatements kQualifiedOther{.compliance = true, .eseal = false};

std::string amr(const std::string& rows, const std::string& policy,
                const QcStatements& statements) {
  const std::vector<std::string> all{rows};
  const std::vector<std::string> policies{"1.2.3", policy};
  return std::string(
      PolicyTable::parse(all).value().client_amr(policies, statements).value_or("refused"));
}

struct Case {
  const char *rows, *policy;
  QcStatements statements;
  const char* amr;
};
// clang-format off
const Case kCases[] = {
    {"norwegian", "2.16.578.1.26.1.3.2", kNone, "virksomhetssertifikat"},
    {"norwegian", "2.16.578.1.26.1.3.5", kQualifiedSeal, "QCForESeal"},
    {"norwegian", "2.16.578.1.26.1.3.5", kSeal, "CForESeal"},
    {"norwegian", "2.16.578.1.26.1.3.5", kNone, "CForESeal"},
    {"norwegian", "2.16.578.1.26.1.3.5", kQualifiedOther, "virksomhetssertifikat"},
    {"norwegian", "2.16.578.1.29.13.1.1.0", kNone, "virksomhetssertifikat"},
    {"norwegian", "2.16.578.1.29.13.1", kNone, "virksomhetssertifikat"},
    {"norwegian", "2.16.578.1.29.13.1.1", kNone, "refused"},
    {"norwegian", "2.16.578.1.29.13.200", kNone, "CForESeal"},
    {"norwegian", "2.16.578.1.29.13.200.1.0", kQualifiedSeal, "QCForESeal"},
    {"norwegian", "2.16.578.1.29.13.2001", kNone, "refused"},
    {"norwegian", "2.16.578.1.29.13.220", kNone, "refused"},
    {"norwegian", "2.16.578.1.29.13.220.1", kNone, "CForESeal"},
    {"norwegian", "2.16.578.1.26.1.0.3.2", kNone, "refused"},
    {"norwegian", "2.16.578.1.1.1.1.100", kNone, "refused"},
    {"norwegian-test", "2.16.578.1.26.1.0.3.2", kNone, "virksomhetssertifikat"},
    {"norwegian-test", "2.16.578.1.29.913.200.1", kSeal, "CForESeal"},
    {"norwegian-test", "2.16.578.1.29.13.1.1.0", kNone, "refused"},
    {"norwegian-test", "2.16.578.1.1.1.1.100", kNone, "virksomhetssertifikat"},
    {"norwegian-test", "2.16.578.1.1.1.1.100", kSeal, "CForESeal"},
    {"norwegian-test", "2.16.578.1.1.1.1.100", kQualifiedSeal, "QCForESeal"},
    {"2.999.1 QCForESeal", "2.999.1", kNone, "QCForESeal"},
    {"2.999.* CForESeal", "2.999.1.2", kQualifiedSeal, "CForESeal"},
    {"2.999.1 seid1", "2.999.1", kQualifiedSeal, "virksomhetssertifikat"},
    {"2.999.1 seid1", "", kNone, "refused"},
};
// clang-format on

//= certificate.policy token.amr-certificate
TEST(APolicyTable, SaysWhatATokenSays) {
  for (const Case& c : kCases)
    EXPECT_EQ(amr(c.rows, c.policy, c.statements), c.amr) << c.rows << " / " << c.policy;
}

TEST(APolicyTable, AcceptsNothingWhenItIsEmpty) {
  const std::vector<std::string> policies{"2.16.578.1.26.1.3.2"};
  EXPECT_FALSE(PolicyTable::parse({}).value().client_amr(policies, kNone));
}

TEST(APolicyTable, RefusesRowsItDoesNotKnow) {
  for (const char* row : {"", "norsk", "2.16.578.1", "seid1 2.16.578.1", "2.16.578.1 seid3",
                          "2..16 seid1", "* seid1", "2* seid1", "2.16.578.1 seid1 seid2"}) {
    const std::vector<std::string> rows{row};
    EXPECT_FALSE(PolicyTable::parse(rows)) << row;
  }
}

}  // namespace
}  // namespace portvakt::pki
