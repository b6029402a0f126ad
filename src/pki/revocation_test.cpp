// docs/protocol.md §7.3, revocation: which addresses are asked, which lists are believed, and what
// stays when nothing comes.
#include "pki/revocation.hpp"

#include "pki/certificate_world.hpp"
#include "pki/issuing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace portvakt::pki {
namespace {

using std::chrono::days;
using testing::ElementsAre;
using testing::IsEmpty;
using enum RevocationVerdict::State;

const Instant kNow = from_epoch(1'790'000'000);
constexpr const char* kUrl = "http://crl.example/business.crl";

const jose::SigningKey& key() {
  static const jose::SigningKey made = jose::SigningKey::generate();
  return made;
}

/// The authority's list at an address, as a server of lists would have it.
class ARevocation : public testing::Test {
 protected:
  ARevocation() { publish(); }

  Revocation open(const std::string& cache = {}) {
    return {trust_, {.lists = {kUrl}, .cache = cache}, [this](const std::string& url) {
              asked_.push_back(url);
              const auto it = published_.find(url);
              return it == published_.end()
                         ? Result<std::string, std::string>(std::unexpected("nobody there"))
                         : Result<std::string, std::string>(it->second);
            }};
  }
  void publish() { published_[kUrl] = current_list(); }
  std::string current_list() {
    return read_file(world_.authority.files().intermediate_crl).value();
  }
  Certificate certificate(TestKind kind, const std::string& crl_url = {}) {
    TestOrder order = world_.order(kind);
    order.crl_url = crl_url;
    return jose::read_certificate(x5c_of(world_.pem(order)).front());
  }

  CertificateWorld world_{key(), kNow};
  TrustStore trust_ = TrustStore::load(world_.options().trust).value();
  std::map<std::string, std::string> published_;
  std::vector<std::string> asked_;
};

TEST_F(ARevocation, KnowsNothingBeforeAListIsThere) {
  Revocation revocation = open();
  const Certificate fine = certificate(TestKind::seid1);
  EXPECT_EQ(revocation.verdict(*fine, kNow).state, unknown);
  revocation.read_local();
  EXPECT_THAT(asked_, IsEmpty());
  revocation.refresh();
  EXPECT_EQ(revocation.verdict(*fine, kNow).state, good);
  EXPECT_EQ(revocation.verdict(*fine, kNow).until, kNow + days{30});
}

TEST_F(ARevocation, FindsASerialNumberOnTheList) {
  Revocation revocation = open();
  const Certificate bad = certificate(TestKind::revoked);
  publish();
  revocation.refresh();
  EXPECT_EQ(revocation.verdict(*bad, kNow).state, revoked);
  EXPECT_EQ(revocation.verdict(*certificate(TestKind::seid1), kNow).state, good);
}

TEST_F(ARevocation, SaysWhenAListChangedAndOnlyThen) {
  Revocation revocation = open();
  const auto before = revocation.generation();
  revocation.refresh();
  const auto first = revocation.generation();
  EXPECT_GT(first, before);
  revocation.refresh();
  EXPECT_EQ(revocation.generation(), first);
  certificate(TestKind::revoked);
  publish();
  revocation.refresh();
  EXPECT_GT(revocation.generation(), first);
}

//= certificate.lists
TEST_F(ARevocation, KeepsWhatItHasWhenTheServerIsAwayOrTalksNonsense) {
  Revocation revocation = open();
  const Certificate bad = certificate(TestKind::revoked);
  publish();
  revocation.refresh();
  const CertificateWorld other{key(), kNow};
  const std::string foreign = read_file(other.authority.files().intermediate_crl).value();
  std::string spoilt = current_list();
  spoilt.back() = static_cast<char>(spoilt.back() ^ 1);
  for (const std::string& nonsense :
       {std::string(), std::string("<html>"), foreign, spoilt, std::string(1 << 20, '\0')}) {
    published_[kUrl] = nonsense;
    revocation.refresh();
    EXPECT_EQ(revocation.verdict(*bad, kNow).state, revoked);
  }
  published_.clear();
  revocation.refresh();
  EXPECT_EQ(revocation.verdict(*bad, kNow).state, revoked);
}

//= certificate.lists
TEST_F(ARevocation, DoesNotTakeAnOlderListForANewer) {
  Revocation revocation = open();
  const std::string older = current_list();
  world_.now += days{1};
  const Certificate bad = certificate(TestKind::revoked);
  publish();
  revocation.refresh();
  published_[kUrl] = older;
  revocation.refresh();
  EXPECT_EQ(revocation.verdict(*bad, world_.now).state, revoked);
}

//= certificate.revoked certificate.soft-fail
TEST_F(ARevocation, TrustsAListPastItsNextUpdateOnlyForWhatItHolds) {
  Revocation revocation = open();
  const Certificate bad = certificate(TestKind::revoked);
  publish();
  revocation.refresh();
  EXPECT_EQ(revocation.health(kNow).current, 1U);
  const Instant late = kNow + days{30};
  EXPECT_EQ(revocation.verdict(*bad, late).state, revoked);
  EXPECT_EQ(revocation.verdict(*certificate(TestKind::seid1), late).state, unknown);
  EXPECT_EQ(revocation.health(late).current, 0U);
  EXPECT_EQ(revocation.health(late).wanted, 1U);
}

//= certificate.hosts
TEST_F(ARevocation, LearnsAddressesAtKnownHostsOnly) {
  Revocation revocation = open();
  const Certificate issuer =
      jose::read_certificate(x5c_of(read_file(world_.authority.files().intermediate).value())[0]);
  const auto learns = [&](const std::string& url) {
    return revocation.learn(*certificate(TestKind::seid1, url), issuer);
  };
  for (const char* elsewhere :
       {"http://169.254.169.254/latest", "http://127.0.0.1/x", "http://crl.example:81/x",
        "http://crl.example@evil.example/x", "http://evil.example/crl.example",
        "https://crl.example/x", "ldap://crl.example/x", "file:///etc/passwd"}) {
    EXPECT_FALSE(learns(elsewhere)) << elsewhere;
  }
  EXPECT_TRUE(learns("http://CRL.example:80/other.crl"));
  EXPECT_FALSE(learns("http://CRL.example:80/other.crl"));
  EXPECT_FALSE(learns(kUrl));
  revocation.refresh();
  EXPECT_THAT(asked_, ElementsAre("http://CRL.example:80/other.crl", kUrl));
}

TEST_F(ARevocation, LearnsNoMoreAddressesThanItCanAsk) {
  Revocation revocation = open();
  const Certificate issuer =
      jose::read_certificate(x5c_of(read_file(world_.authority.files().intermediate).value())[0]);
  for (int i = 0; i < 100; ++i) {
    const std::string url = "http://crl.example/" + std::to_string(i);
    revocation.learn(*certificate(TestKind::seid1, url), issuer);
  }
  EXPECT_EQ(revocation.health(kNow).wanted, 64U);
}

TEST_F(ARevocation, ReadsItsCacheAfterARestart) {
  const std::string cache = world_.directory() / "cache";
  std::filesystem::create_directory(cache);
  const Certificate bad = certificate(TestKind::revoked);
  publish();
  open(cache).refresh();
  published_.clear();
  asked_.clear();
  Revocation revocation = open(cache);
  revocation.read_local();
  EXPECT_THAT(asked_, IsEmpty());
  EXPECT_EQ(revocation.verdict(*bad, kNow).state, revoked);
  for (const auto& file : std::filesystem::directory_iterator(cache))
    std::ofstream(file.path()) << "spoilt";
  Revocation afresh = open(cache);
  afresh.read_local();
  EXPECT_EQ(afresh.verdict(*bad, kNow).state, unknown);
}

TEST_F(ARevocation, EndsARoundWhenItIsTold) {
  Revocation revocation = open();
  revocation.stop();
  revocation.refresh();
  EXPECT_THAT(asked_, IsEmpty());
}

}  // namespace
}  // namespace portvakt::pki
