#include "endpoint/pages.hpp"

#include "grant/denial.hpp"

#include <gtest/gtest.h>

namespace portvakt::endpoint {
namespace {

//= error.help
TEST(ErrorHelp, ExplainsEveryCodeThatADenialCanCarry) {
  for (const grant::PublicRow& row : grant::public_rows()) {
    if (!row.code.empty()) EXPECT_NE(find_error_help(row.code), nullptr) << row.code;
  }
}

TEST(ErrorHelp, SpeaksThreeLanguagesEverywhere) {
  for (const ErrorHelp& help : error_help()) {
    for (const HelpText& text : help.texts) {
      EXPECT_FALSE(text.meaning.empty()) << help.code;
      EXPECT_FALSE(text.cure.empty()) << help.code;
    }
    EXPECT_NE(help.texts[0].cure, help.texts[1].cure) << help.code;
  }
}

struct Preference {
  const char* header;
  Language language;
};
TEST(Language, FollowsAcceptLanguage) {
  for (const auto& [header, language] :
       {Preference{"", Language::nb}, Preference{"nb-NO,nb;q=0.9", Language::nb},
        Preference{"no", Language::nb}, Preference{"nn-NO, nb;q=0.5", Language::nn},
        Preference{"de, en-GB;q=0.7, nb;q=0.3", Language::en}, Preference{"de", Language::nb},
        Preference{";;,,", Language::nb}}) {
    EXPECT_EQ(preferred_language(header), language) << header;
  }
}

TEST(ErrorPage, ShowsMeaningAndCure) {
  const auto page = error_page("MP-110", Language::en);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("aud does not name this service."), std::string::npos);
  EXPECT_NE(page.body.find("<html lang=\"en\">"), std::string::npos);
}

TEST(ErrorPage, ListsTheKnownCodesWhenAskedForAnother) {
  const auto page = error_page("MP-<script>", Language::nn);
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  EXPECT_NE(page.body.find("MP-011"), std::string::npos);
}

//= web.absent
TEST(StartPage, SaysHowToGetTheApplicationInEveryLanguage) {
  for (const Language language : {Language::nb, Language::nn, Language::en}) {
    const auto page = start_page("https://a.example/", language);
    EXPECT_NE(page.body.find("<code>scripts/build</code>"), std::string::npos);
    EXPECT_NE(page.body.find("https://a.example/token"), std::string::npos);
  }
}

TEST(StartPage, EscapesTheIssuerItShows) {
  const auto page = start_page("https://a.example/\"><script>/", Language::nb);
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
}

}  // namespace
}  // namespace portvakt::endpoint
