#include "pki/tls_authority.hpp"

#include "base/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using testing::AllOf;
using testing::HasSubstr;

const Instant kNow = from_epoch(1'790'000'000);

struct Outcome {
  int exit;
  std::string output;
};

/// The openssl command's own verdict, which shares no code with ours.
Outcome openssl(const std::string& arguments) {
  FILE* pipe = ::popen(("openssl " + arguments + " 2>&1").c_str(), "r");
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return {WEXITSTATUS(::pclose(pipe)), output};
}

class ATlsAuthority : public testing::Test {
 public:
  ATlsAuthority() {
    std::string name = testing::TempDir() + "tls_XXXXXX";
    dir_ = ::mkdtemp(name.data());
  }
  ~ATlsAuthority() override { fs::remove_all(dir_); }

 protected:
  TlsAuthority ensure(Instant now) { return ensure_tls_authority(dir_, now).value(); }
  std::string text(const char* file) { return read_file(dir_ / file).value(); }
  Outcome verify(Instant at, const std::string& more = "") {
    return openssl("verify -x509_strict -purpose sslserver -attime " + std::to_string(epoch(at)) +
                   " -CAfile " + (dir_ / "ca.pem").string() + " " + more + " " +
                   (dir_ / "tls.pem").string());
  }
  fs::path dir_;
};

TEST_F(ATlsAuthority, MakesACertificateThatOpensslVerifiesForEveryNameOfThisMachine) {
  ensure(kNow);
  for (const char* name :
       {"-verify_hostname localhost", "-verify_ip 127.0.0.1", "-verify_ip ::1"}) {
    const Outcome outcome = verify(kNow, name);
    EXPECT_EQ(outcome.exit, 0) << name << ": " << outcome.output;
  }
  EXPECT_NE(verify(kNow, "-verify_hostname portvakt.example").exit, 0);
  EXPECT_NE(verify(kNow + days{398}).exit, 0) << "397 days are all it has";
}

TEST_F(ATlsAuthority, SaysWhatEachCertificateMayBeUsedFor) {
  ensure(kNow);
  const std::string leaf = openssl("x509 -noout -text -in " + (dir_ / "tls.pem").string()).output;
  const std::string ca = openssl("x509 -noout -text -in " + (dir_ / "ca.pem").string()).output;
  EXPECT_THAT(leaf, AllOf(HasSubstr("CA:FALSE"), HasSubstr("TLS Web Server Authentication"),
                          HasSubstr("Digital Signature"), HasSubstr("Subject Key Identifier"),
                          HasSubstr("Authority Key Identifier"), HasSubstr("prime256v1")));
  EXPECT_THAT(ca, AllOf(HasSubstr("CA:TRUE, pathlen:0"), HasSubstr("Certificate Sign, CRL Sign"),
                        HasSubstr("Subject Key Identifier"), HasSubstr("prime256v1")));
}

TEST_F(ATlsAuthority, KeepsItsKeysToTheOwner) {
  ensure(kNow);
  for (const char* file : {"ca.key", "tls.key"}) {
    struct stat status{};
    ASSERT_EQ(::stat((dir_ / file).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << file;
  }
}

TEST_F(ATlsAuthority, LeavesEverythingAloneWhileItHolds) {
  EXPECT_TRUE(ensure(kNow).renewed);
  const std::string ca = text("ca.pem"), leaf = text("tls.pem");
  const TlsAuthority later = ensure(kNow + days{300});
  EXPECT_FALSE(later.renewed);
  EXPECT_EQ(text("ca.pem"), ca);
  EXPECT_EQ(text("tls.pem"), leaf);
  EXPECT_GT(later.leaf_expires, kNow + days{396});
}

TEST_F(ATlsAuthority, RenewsTheLeafUnderTheSameCaBeforeItEnds) {
  ensure(kNow);
  const std::string ca = text("ca.pem");
  const Instant late = kNow + days{368};
  EXPECT_TRUE(ensure(late).renewed);
  EXPECT_EQ(text("ca.pem"), ca);
  EXPECT_EQ(verify(late + days{390}).exit, 0);
}

TEST_F(ATlsAuthority, MakesBothAnewWhenTheCaWouldEndBeforeTheLeaf) {
  ensure(kNow);
  const std::string ca = text("ca.pem");
  const Instant late = kNow + kAuthorityLifetime - days{100};
  EXPECT_TRUE(ensure(late).renewed);
  EXPECT_NE(text("ca.pem"), ca);
  EXPECT_EQ(verify(late).exit, 0);
}

TEST_F(ATlsAuthority, MendsWhatIsBrokenOrDoesNotBelongTogether) {
  ensure(kNow);
  const struct {
    const char *file, *content;
  } spoiled[] = {
      {"tls.key", "rubbish"}, {"tls.pem", ""}, {"ca.key", "rubbish"}, {"ca.pem", "-----"}};
  for (const auto& [file, content] : spoiled) {
    ASSERT_TRUE(write_file_atomically(dir_ / file, content, kOwnerOnly));
    EXPECT_TRUE(ensure(kNow).renewed) << file;
    EXPECT_EQ(verify(kNow).exit, 0) << file;
  }
}

TEST_F(ATlsAuthority, SaysWhichFileItCannotWrite) {
  const auto result = ensure_tls_authority(dir_ / "absent", kNow);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error(), HasSubstr("absent/ca.key"));
}

}  // namespace
}  // namespace portvakt::pki
