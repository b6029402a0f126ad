#include "app/config.hpp"

#include "app/settings.hpp"
#include "base/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Configuration : public testing::Test {
 protected:
  Configuration() {
    std::string name = testing::TempDir() + "config_XXXXXX";
    dir = ::mkdtemp(name.data());
    file = dir / "p.toml";
  }
  ~Configuration() override { fs::remove_all(dir); }

  Result<Config, Problems> read(const std::string& text, const Environment& environment = {},
                                std::span<const Override> overrides = {}) {
    std::ofstream(file) << text;
    return read_config(file, environment, overrides);
  }
  /// Each problem as its line, the directory cut away.
  std::vector<std::string> problems(const std::string& text, const Environment& environment = {}) {
    std::vector<std::string> lines;
    const auto config = read(text, environment);
    if (config) return lines;
    for (const Problem& problem : config.error()) {
      std::string line = problem.text();
      if (line.starts_with(dir.string())) line.erase(0, dir.string().size() + 1);
      lines.push_back(line);
    }
    return lines;
  }
  std::string origin(const Config& config, const char* key) {
    return fs::path(config.origins.at(key)).filename();
  }
  fs::path dir, file;
};

TEST_F(Configuration, IsAllDefaultsWithoutAnySource) {
  const auto config = read_config(std::nullopt, {});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->listen, "127.0.0.1:8080");
  EXPECT_EQ(config->database, "sqlite:/var/lib/portvakt/portvakt.db");
  EXPECT_EQ(config->token.longest_grant, seconds{120});
  EXPECT_THAT(config->origins, IsEmpty());
}

TEST_F(Configuration, TheShippedFileHasEveryKeyWithItsDefaultAndASentence) {
  const fs::path shipped = fs::path(PORTVAKT_SOURCE_DIR) / "config" / "portvakt.toml";
  EXPECT_EQ(read_file(shipped).value(), default_toml()) << "portvakt config defaults writes it";
  const auto config = read_config(shipped, {});
  ASSERT_TRUE(config) << config.error().front().text();
  EXPECT_EQ(config->origins.size(), settings().size());
  const auto rows = shown(*config), defaults = shown(Config{});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].value, defaults[i].value) << rows[i].key;
  }
}

TEST_F(Configuration, EveryKeyHasADocumentedSectionAndADefaultThatItsOwnChecksAccept) {
  Config config;
  for (const Setting& setting : settings()) {
    EXPECT_FALSE(setting.doc.empty()) << setting.key();
    if (!setting.section.empty())
      EXPECT_FALSE(section_doc(setting.section).empty()) << setting.key();
    const Field field = setting.field(config);
    if (!is_number(field)) continue;
    EXPECT_LE(setting.range.least, number(field)) << setting.key();
    EXPECT_GE(setting.range.most, number(field)) << setting.key();
  }
}

TEST_F(Configuration, ReadsEveryKindOfValueFromTheFile) {
  const auto config = read(R"(issuer = "https://maskinporten.example/"
threads = 3
[signing]
publish_before_hours = 48
[ledger]
retention_days = 30
gather_milliseconds = 5
[statistics]
retention_days = 0
[api]
cors_origins = ["https://portal.example", "https://test.example:8443"]
strict_members = true
)");
  ASSERT_TRUE(config) << config.error().front().text();
  EXPECT_EQ(config->issuer, "https://maskinporten.example/");
  EXPECT_EQ(config->threads, 3);
  EXPECT_EQ(config->signing.publish_before, hours{48});
  EXPECT_EQ(config->ledger.retention, days{30});
  EXPECT_EQ(config->ledger.gather, milliseconds{5});
  EXPECT_EQ(config->statistics.retention, days{0});
  EXPECT_THAT(config->api.cors_origins,
              ElementsAre("https://portal.example", "https://test.example:8443"));
  EXPECT_TRUE(config->api.strict_members);
  EXPECT_EQ(origin(*config, "signing.publish_before_hours"), "p.toml:4");
}

TEST_F(Configuration, AFlagIsStrongerThanTheEnvironmentAndThatThanTheFile) {
  const Environment environment{{"PORTVAKT__LISTEN", "127.0.0.1:2"},
                                {"PORTVAKT__LOG__LEVEL", "warn"},
                                {"PORTVAKT_OTHER", "x"}};
  const Override flag[] = {{"listen", "127.0.0.1:3", "--listen"}};
  const std::string text =
      "listen = \"127.0.0.1:1\"\nissuer = \"http://localhost:1/\"\n[log]\nlevel = \"error\"\n";
  const auto config = read(text, environment, flag);
  ASSERT_TRUE(config) << config.error().front().text();
  EXPECT_EQ(config->listen, "127.0.0.1:3");
  EXPECT_EQ(config->log.level, "warn");
  EXPECT_EQ(config->issuer, "http://localhost:1/");
  EXPECT_EQ(config->origins.at("listen"), "--listen");
  EXPECT_EQ(config->origins.at("log.level"), "PORTVAKT__LOG__LEVEL");
}

TEST_F(Configuration, AVariableMayNameAFileThatHoldsTheValue) {
  std::ofstream(dir / "url") << "postgresql://u:secret@db/portvakt\n";
  const auto config = read("", {{"PORTVAKT__DATABASE_FILE", dir / "url"}});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->database, "postgresql://u:secret@db/portvakt");
  EXPECT_THAT(problems("", {{"PORTVAKT__DATABASE_FILE", dir / "absent"}}),
              ElementsAre(HasSubstr("PORTVAKT__DATABASE_FILE: cannot read")));
  const auto path = read("", {{"PORTVAKT__SIGNING__PASSPHRASE_FILE", "/run/secret"}});
  EXPECT_EQ(path->signing.passphrase_file, "/run/secret") << "this one is a key by itself";
}

TEST_F(Configuration, PutsTheWebApplicationAtAPathAndAHost) {
  for (const char* host : {"portal.example", "portal.example:8443", "127.0.0.1:8080", "[::1]"}) {
    const auto config =
        read("", {{"PORTVAKT__WEB__HOST", host}, {"PORTVAKT__WEB__BASE_PATH", "/a/b-c_9/"}});
    ASSERT_TRUE(config) << config.error().front().text();
    EXPECT_EQ(config->web.host, host);
    EXPECT_EQ(config->web.base_path, "/a/b-c_9/");
  }
}

TEST_F(Configuration, TakesListsNumbersAndFlagsFromTheEnvironment) {
  const auto config =
      read("", {{"PORTVAKT__API__CORS_ORIGINS", "https://a.example, https://b.example"},
                {"PORTVAKT__TOKEN__LONGEST_GRANT_SECONDS", "180"},
                {"PORTVAKT__API__STRICT_MEMBERS", "true"}});
  ASSERT_TRUE(config) << config.error().front().text();
  EXPECT_THAT(config->api.cors_origins, ElementsAre("https://a.example", "https://b.example"));
  EXPECT_EQ(config->token.longest_grant, seconds{180});
  EXPECT_TRUE(config->api.strict_members);
}

TEST_F(Configuration, ReportsEveryProblemAtItsLine) {
  EXPECT_THAT(
      problems("isuer = \"https://x.example/\"\nthreads = \"two\"\n[tokens]\nx = 1\n[token]\n"
               "longest_grant_second = 120\n"),
      testing::UnorderedElementsAre("p.toml:1: unknown key isuer; did you mean issuer?",
                                    "p.toml:2: threads must be a whole number",
                                    "p.toml:3: unknown section tokens; did you mean token?",
                                    "p.toml:6: unknown key token.longest_grant_second; did you "
                                    "mean longest_grant_seconds?"));
}

struct Bad {
  const char *name, *text, *problem;
};
const Bad kBad[] = {
    {"NotToml", "issuer = \n", "p.toml:1: not TOML"},
    {"ASectionAsAValue", "token = 1\n", "p.toml:1: token is a section"},
    {"ATextWhereAFlagBelongs", "[api]\nstrict_members = \"yes\"\n",
     "p.toml:2: api.strict_members must be true or false"},
    {"BasePathWithoutSlash", "[web]\nbase_path = \"/app\"\n",
     "web.base_path must begin and end with '/'"},
    {"BasePathOfQuotes", "[web]\nbase_path = \"/a\\\"b/\"\n",
     "web.base_path must begin and end with '/'"},
    {"BasePathOfDots", "[web]\nbase_path = \"/../\"\n",
     "web.base_path must begin and end with '/'"},
    {"BasePathAlone", "[web]\nbase_path = \"/\"\n", "web.base_path must begin and end with '/'"},
    {"BasePathOfTheApi", "[web]\nbase_path = \"/api/web/\"\n",
     "web.base_path must be a path that nothing else is at"},
    {"BasePathOfTheOlderApi", "[web]\nbase_path = \"/clients/\"\n",
     "web.base_path must be a path that nothing else is at"},
    {"NoBasePath", "[web]\nbase_path = \"\"\n",
     "web.base_path must be a path that nothing else is at"},
    {"HostWithScheme", "[web]\nhost = \"https://portal.example\"\n",
     "web.host must be a host without scheme and path"},
    {"HostWithPath", "[web]\nhost = \"portal.example/app\"\n",
     "web.host must be a host without scheme and path"},
    {"MailWithoutSender", "[notifications]\nsmtp_url = \"smtp://mail.example\"\n",
     "p.toml:2: notifications.smtp_url needs notifications.from"},
    {"MailServerWithPassword", "[notifications]\nsmtp_url = \"smtp://a:b@mail.example\"\n",
     "must be the address of a mail server"},
    {"MailServerOfTheWeb", "[notifications]\nsmtp_url = \"https://mail.example\"\n",
     "must be the address of a mail server"},
    {"PasswordInTheClear",
     "[notifications]\nsmtp_url = \"smtp://mail.example\"\nfrom = \"a@b.example\"\n"
     "smtp_username = \"a\"\nsmtp_password_file = \"/x\"\nsmtp_starttls = false\n",
     "p.toml:6: notifications.smtp_starttls must be true"},
    {"UserWithoutPassword", "[notifications]\nsmtp_username = \"a\"\n",
     "smtp_username and notifications.smtp_password_file belong together"},
    {"SenderWithoutHost", "[notifications]\nfrom = \"portvakt\"\n", "must be an e-mail address"},
    {"NetworksWithoutWebhooks", "[notifications]\nwebhook_networks = [\"10.0.0.0/8\"]\n",
     "needs notifications.webhooks = true"},
    {"NoNetwork", "[notifications]\nwebhooks = true\nwebhook_networks = [\"10.0.0.0/40\"]\n",
     "must be an address or a network"},
    {"ANumberInAList", "[api]\ncors_origins = [1]\n", "api.cors_origins must be a list of texts"},
    {"IssuerWithoutSlash", "issuer = \"https://x.example\"\n",
     "must be a plain URL that ends in '/'"},
    {"IssuerWithQuery", "issuer = \"https://x.example/?a=/\"\n", "must be a plain URL"},
    {"IssuerOverHttp", "issuer = \"http://x.example/\"\n", "must begin with https://"},
    {"IssuerThatOnlyBeginsLikeLoopback", "issuer = \"http://127.0.0.1.evil.example/\"\n",
     "must be an https URL"},
    {"IssuerThatIsNoUrl", "issuer = \"maskinporten/\"\n", "must be an https URL"},
    {"ListenWithoutPort", "listen = \"localhost\"\n", "must be HOST:PORT"},
    {"ListenOnAPortTooHigh", "listen = \"localhost:65536\"\n", "must be HOST:PORT"},
    {"ListenOnBareIpv6", "listen = \"::1:80\"\n", "must be HOST:PORT"},
    {"AnotherDatabase", "database = \"mysql://x\"\n", "must be sqlite:PATH or postgresql://"},
    {"AnOrgnoWithAWrongDigit", "operator_orgno = \"312345670\"\n",
     "must be an organisation number"},
    {"AnUnknownAlgorithm", "[signing]\nalgorithm = \"HS256\"\n", "must be RS256"},
    {"AShortModulus", "[signing]\nbits = 1024\n", "signing.bits must be between 2048 and 4096"},
    //= claims.lifetime-setting
    {"AGrantTooLong", "[token]\nlongest_grant_seconds = 181\n", "must be between 120 and 180"},
    {"AnUnknownPolicy", "[token]\nlifetime_policy = \"min\"\n", "must be \"override\" or \"cap\""},
    {"AnUnknownLevel", "[log]\nlevel = \"loud\"\n", "must be \"debug\""},
    {"AnOriginWithAPath", "[api]\ncors_origins = [\"https://x.example/app\"]\n",
     "must hold origins without a path"},
    {"ADefaultAboveTheLongest", "[token]\nlongest_lifetime_seconds = 60\n",
     "must not be larger than token.longest_lifetime"},
    {"ACertificateWithoutKey", "[tls]\ncertificate = \"x.pem\"\n",
     "p.toml:2: tls.certificate and tls.private_key belong together"},
    {"APlatformWithoutIssuer", "[altinn]\nplatform = \"https://platform.altinn.no\"\n",
     "p.toml:2: altinn.platform and altinn.issuer belong together"},
    {"APlatformOverPlainHttp",
     "[altinn]\nissuer = \"https://a.example/\"\n"
     "platform = \"http://platform.example\"\n",
     "must begin with https://"},
    {"OneSourceForTwoRegisters",
     "issuer = \"https://a.example/\"\n[altinn]\n"
     "issuer = \"https://a.example/\"\nplatform = \"https://platform.altinn.no\"\n",
     "altinn.issuer and delegation.issuer must differ"},
    {"OneFolderForBothKindsOfLists",
     "[certificates]\ncrl_cache = \"/var/crl\"\n[seals]\ncrl_cache = \"/var/crl\"\n",
     "p.toml:4: seals.crl_cache and certificates.crl_cache must be different folders"},
    {"AnUnknownEnvironment", "[web]\nenvironment = \"sandbox\"\n",
     "must be \"production\" or \"test\""},
    {"AStatementThatIsAScript", "[web]\nprivacy_statement = \"javascript:alert(1)\"\n",
     "must be an https or http address"},
    {"ALoginIssuerWithoutClient", "[login]\nissuer = \"https://login.example\"\n",
     "p.toml:2: login.issuer and login.client_id belong together"},
    {"ALoginIssuerOverPlainHttp", "[login]\nclient_id = \"x\"\nissuer = \"http://login.example\"\n",
     "must begin with https://"},
    {"ALoginIssuerThatIsThisServer",
     "issuer = \"https://a.example/\"\n[login]\nissuer = \"https://a.example/\"\nclient_id = "
     "\"x\"\n",
     "login.issuer must be another issuer"},
    {"TwoProofsOfAClient", "[login]\nclient_secret_file = \"a\"\nclient_key_file = \"b\"\n",
     "set one"},
    {"TokensOfNoIssuer", "[login]\ntoken_audiences = [\"spa\"]\n", "needs login.issuer"},
    {"ALoginWithoutOpenid", "[login]\nscope = \"profile\"\n", "must hold openid"},
    {"OneResourceForTwoRights", "[login]\nscopes_resource = \"urn:altinn:resource:5613:1\"\n",
     "must differ"},
    {"AnOperatorsRightWithoutOperator", "[login]\noperator_resource = \"urn:x\"\n",
     "needs operator_orgno"},
    {"ASyntheticOrganisationInProduction", "[login]\nsynthetic_orgno = \"317777019\"\n",
     "needs web.environment = \"test\""},
    {"ARealOrganisationForEverybody",
     "[web]\nenvironment = \"test\"\n[login]\nsynthetic_orgno = \"991825827\"\n",
     "must be a synthetic number"},
    {"TheOperatorForEverybody",
     "operator_orgno = \"312345692\"\n[web]\nenvironment = \"test\"\n[login]\n"
     "synthetic_orgno = \"312345692\"\n",
     "must not be operator_orgno"},
    {"AnIdleTimeBeyondTheEnd", "[login]\nidle_seconds = 7200\nabsolute_seconds = 3600\n",
     "must not be larger than login.absolute_seconds"},
    {"ASkyportenThatEndsInASlash", "[skyporten]\nissuer = \"https://sky.example/\"\n",
     "must be a host, or end in /skyporten; no slash at the end"},
    {"ASkyportenUnderAnotherPath", "[skyporten]\nissuer = \"https://a.example/cloud\"\n",
     "must be a host, or end in /skyporten"},
    {"ASkyportenInTheOpen", "[skyporten]\nissuer = \"http://sky.example\"\n",
     "must begin with https://"},
    {"ASkyportenThatIsTheIssuer",
     "issuer = \"https://a.example/\"\n[skyporten]\nissuer = \"https://a.example\"\n",
     "p.toml:3: skyporten.issuer must have a host of its own"},
    {"APatienceOfThreeSeconds", "[altinn]\ntimeout_milliseconds = 3000\n",
     "must be between 100 and 2000"},
    {"ACacheOfTwoMinutes", "[altinn]\ncache_seconds = 120\n", "must be between 0 and 60"},
    {"KeysThatLeaveTooEarly", "[signing]\nkeep_after_hours = 24\n",
     "signing.keep_after_hours must be at least 26"},
};
class BadConfiguration : public Configuration, public testing::WithParamInterface<Bad> {};
TEST_P(BadConfiguration, IsRefusedWithTheCure) {
  EXPECT_THAT(problems(GetParam().text), ElementsAre(HasSubstr(GetParam().problem)));
}
INSTANTIATE_TEST_SUITE_P(Because, BadConfiguration, testing::ValuesIn(kBad),
                         [](const auto& info) { return info.param.name; });

TEST_F(Configuration, RefusesVariablesItDoesNotKnow) {
  EXPECT_THAT(
      problems("", {{"PORTVAKT__ISUER", "x"}}),
      ElementsAre(
          "PORTVAKT__ISUER: unknown variable PORTVAKT__ISUER; did you mean PORTVAKT__ISSUER?"));
  EXPECT_THAT(problems("", {{"PORTVAKT__THREADS", "many"}}),
              ElementsAre("PORTVAKT__THREADS: threads must be a whole number"));
}

TEST_F(Configuration, NamesAFileItCannotRead) {
  const auto config = read_config(dir / "absent.toml", {});
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().front().text(), HasSubstr("absent.toml: cannot read"));
}

TEST_F(Configuration, AcceptsIssuersOfThisMachineOverHttp) {
  for (const char* issuer : {"http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:80/",
                             "https://x.example/deep/"}) {
    EXPECT_THAT(problems(std::string("issuer = \"") + issuer + "\"\n"), IsEmpty()) << issuer;
  }
}

TEST_F(Configuration, SaysWhatAServerStillNeeds) {
  Config config;
  EXPECT_EQ(missing_for_serving(config).size(), 2U);
  config.issuer = "https://x.example/";
  config.signing.passphrase_file = "/run/passphrase";
  EXPECT_THAT(missing_for_serving(config), IsEmpty());
  config.tls.listen = "0.0.0.0:443";
  ASSERT_EQ(missing_for_serving(config).size(), 1U);
  EXPECT_THAT(missing_for_serving(config).front().what, HasSubstr("tls.certificate"));
}

TEST_F(Configuration, NeverShowsAPassword) {
  const struct {
    const char *database, *shown;
  } cases[] = {
      {"postgresql://u:pa@ss@db:5432/p", "\"postgresql://u:***@db:5432/p\""},
      {"postgresql://db/p?user=u&password=secret&x=y",
       "\"postgresql://db/p?user=u&password=***&x=y\""},
      {"postgresql://db:5432/p", "\"postgresql://db:5432/p\""},
      {"sqlite:/a:b@c.db", "\"sqlite:/a:b@c.db\""},
  };
  for (const auto& c : cases) {
    Config config;
    config.database = c.database;
    for (const Shown& row : shown(config)) {
      if (row.key == "database") EXPECT_EQ(row.value, c.shown);
    }
  }
}

}  // namespace
}  // namespace portvakt::app
