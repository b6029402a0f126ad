// docs/protocol.md §7.3: the authority's certificates, one thing wrong at a time. Certificates that
// another program made are in tests/http.
#include "pki/certificate_check.hpp"

#include "pki/certificate_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace portvakt::pki {
namespace {

using std::chrono::days;
using std::chrono::minutes;

const Instant kNow = from_epoch(1'790'000'000);

const jose::SigningKey& key() {
  static const jose::SigningKey made = jose::SigningKey::generate();
  return made;
}

class ACertificateCheck : public testing::Test {
 protected:
  CertificateFault fault(const X5c& x5c) { return check_.check(x5c, world_.now).error(); }

  CertificateWorld world_{key(), kNow};
  CertificateCheck check_ = world_.open();
};

struct Kind {
  TestKind kind;
  const char* amr;
};
void PrintTo(const Kind& kind, std::ostream* out) { *out << word(kind.kind); }

class GoodKinds : public ACertificateCheck, public testing::WithParamInterface<Kind> {};
TEST_P(GoodKinds, AreAcceptedWithTheirClientAmr) {
  const auto good = check_.check(world_.chain(GetParam().kind), kNow);
  ASSERT_TRUE(good) << sentence(good.error());
  EXPECT_EQ((*good)->client_amr, GetParam().amr);
  EXPECT_EQ(std::get<OrgNumber>((*good)->holder).digits(), "312345609");
  EXPECT_EQ((*good)->issuer, "CN=Portvakt Test Business CA,O=Portvakt,C=NO");
  EXPECT_EQ((*good)->serial.size(), 40U);
  EXPECT_TRUE((*good)->key.verifies(jose::Algorithm::rs256, "input",
                                    key().sign(jose::Algorithm::rs256, "input")));
}
INSTANTIATE_TEST_SUITE_P(All, GoodKinds,
                         testing::Values(Kind{TestKind::seid1, "virksomhetssertifikat"},
                                         Kind{TestKind::seid2, "CForESeal"},
                                         Kind{TestKind::qseal, "QCForESeal"}));

struct BadKind {
  TestKind kind;
  CertificateFault fault;
};
void PrintTo(const BadKind& kind, std::ostream* out) { *out << word(kind.kind); }

class BadKinds : public ACertificateCheck, public testing::WithParamInterface<BadKind> {};
TEST_P(BadKinds, AreRefusedWithAndWithoutTheirChain) {
  const X5c chain = world_.chain(GetParam().kind);
  check_.read_local_lists();
  EXPECT_EQ(fault(chain), GetParam().fault);
  EXPECT_EQ(fault({chain.front()}), GetParam().fault);
}
INSTANTIATE_TEST_SUITE_P(All, BadKinds,
                         testing::Values(BadKind{TestKind::expired, CertificateFault::expired},
                                         BadKind{TestKind::revoked, CertificateFault::revoked},
                                         BadKind{TestKind::untrusted, CertificateFault::no_path},
                                         BadKind{TestKind::wrong_policy, CertificateFault::policy},
                                         BadKind{TestKind::wrong_usage,
                                                 CertificateFault::key_usage}));

TEST_F(ACertificateCheck, BuildsThePathFromItsOwnIntermediates) {
  const X5c chain = world_.chain(TestKind::seid1);
  EXPECT_TRUE(check_.check(X5c{chain[0]}, kNow));
  EXPECT_TRUE(check_.check(X5c{chain[0], chain[1], chain[1], chain[0]}, kNow));
}

TEST_F(ACertificateCheck, UsesWhatIsPresentedWhereItsOwnIntermediatesDoNotReach) {
  CertificateOptions options = world_.options();
  options.trust.pop_back();
  const CertificateCheck roots_only = world_.open(options);
  const X5c chain = world_.chain(TestKind::seid1);
  EXPECT_TRUE(roots_only.check(chain, kNow));
  EXPECT_EQ(roots_only.check(X5c{chain[0]}, kNow).error(), CertificateFault::no_path);
}

TEST_F(ACertificateCheck, TakesTheFirstCertificateForTheLeaf) {
  X5c chain = world_.chain(TestKind::seid1);
  std::ranges::reverse(chain);
  EXPECT_EQ(fault(chain), CertificateFault::key_usage);  // an authority's is for signing others
  const X5c root = x5c_of(read_file(world_.authority.files().root).value());
  EXPECT_EQ(fault(root), CertificateFault::self_signed);
}

TEST_F(ACertificateCheck, RefusesWhatIsNoCertificate) {
  const X5c chain = world_.chain(TestKind::seid1);
  EXPECT_EQ(fault({}), CertificateFault::unreadable);
  EXPECT_EQ(fault({"MIIB"}), CertificateFault::unreadable);
  EXPECT_EQ(fault({chain[0], "MIIB"}), CertificateFault::unreadable);
  EXPECT_EQ(fault(X5c(5, chain[0])), CertificateFault::unreadable);
}

//= certificate.validity
TEST_F(ACertificateCheck, HoldsBothEndsOfTheValidity) {
  const X5c chain = world_.chain(TestKind::seid1);
  const Instant from = kNow - std::chrono::hours{1};
  const Instant to = from + days{1096};
  EXPECT_EQ(check_.check(chain, from - seconds{1}).error(), CertificateFault::not_valid_yet);
  EXPECT_TRUE(check_.check(chain, from));
  EXPECT_TRUE(check_.check(chain, to));
  EXPECT_EQ(check_.check(chain, to + seconds{1}).error(), CertificateFault::expired);
}

//= certificate.memory
TEST_F(ACertificateCheck, ForgetsAKnownChainWhenItEnds) {
  const X5c chain = world_.chain(TestKind::seid1);
  const Instant to = kNow - std::chrono::hours{1} + days{1096};
  EXPECT_TRUE(check_.check(chain, to - minutes{1}));  // known from here on
  EXPECT_TRUE(check_.check(chain, to));
  EXPECT_EQ(check_.check(chain, to + seconds{1}).error(), CertificateFault::expired);
}

//= certificate.memory
TEST_F(ACertificateCheck, ForgetsAKnownChainWhenAListChanges) {
  const std::string pem = world_.pem(world_.order(TestKind::seid1));
  const X5c chain = x5c_of(pem);
  const auto first = check_.check(chain, kNow).value();
  EXPECT_EQ(check_.check(chain, kNow).value(), first);
  ASSERT_TRUE(world_.authority.revoke(pem, kNow));
  EXPECT_TRUE(check_.check(chain, kNow));  // nobody read the list yet
  check_.read_local_lists();
  EXPECT_EQ(fault(chain), CertificateFault::revoked);
}

//= certificate.memory
TEST_F(ACertificateCheck, JudgesAKnownChainAnewAfterFiveMinutesOrWhenTheClockStepsBack) {
  const X5c chain = world_.chain(TestKind::seid1);
  const auto first = check_.check(chain, kNow).value();
  EXPECT_EQ(check_.check(chain, kNow + minutes{5} - seconds{1}).value(), first);
  EXPECT_NE(check_.check(chain, kNow + minutes{5}).value(), first);
  EXPECT_EQ(check_.check(chain, kNow - days{1}).error(), CertificateFault::not_valid_yet);
}

//= certificate.soft-fail
TEST_F(ACertificateCheck, AcceptsUnknownRevocationOnlyWhereItMay) {
  CertificateOptions options = world_.options();
  options.lists.clear();
  EXPECT_TRUE(world_.open(options).check(world_.chain(TestKind::seid1), kNow));
  options.unknown_revocation = UnknownRevocation::refused;
  EXPECT_EQ(world_.open(options).check(world_.chain(TestKind::seid1), kNow).error(),
            CertificateFault::revocation_unknown);
  options.lists = world_.options().lists;
  const CertificateCheck strict = world_.open(options);
  const X5c chain = world_.chain(TestKind::seid1);
  EXPECT_TRUE(strict.check(chain, kNow));
  EXPECT_TRUE(strict.check(chain, kNow + days{30} - seconds{1}));  // known from here on
  EXPECT_EQ(strict.check(chain, kNow + days{30}).error(), CertificateFault::revocation_unknown);
}

//= certificate.off
TEST_F(ACertificateCheck, TrustsNobodyUntilTold) {
  CertificateOptions options = world_.options();
  options.trust.clear();
  const CertificateCheck nobody = world_.open(options);
  EXPECT_FALSE(nobody.trusts_anybody());
  EXPECT_EQ(nobody.check(world_.chain(TestKind::seid1), kNow).error(),
            CertificateFault::not_configured);
}

TEST(CertificateCheck, SaysWhichOptionIsWrong) {
  const auto at = [](CertificateOptions options) {
    return CertificateCheck::open(std::move(options)).error();
  };
  EXPECT_THAT(at({.trust = {"/nowhere.pem"}}), testing::StartsWith("trust: "));
  EXPECT_THAT(at({.trust = {"/etc/hostname"}}), testing::HasSubstr("PEM certificates"));
  EXPECT_THAT(at({.policies = {"2.16.x seid1"}}), testing::StartsWith("policies must"));
}

TEST(CertificateFaults, EachHaveASentence) {
  for (int i = 0; i <= static_cast<int>(CertificateFault::no_organisation); ++i)
    EXPECT_FALSE(sentence(static_cast<CertificateFault>(i)).empty());
}

}  // namespace
}  // namespace portvakt::pki
