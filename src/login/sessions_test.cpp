#include "login/sessions.hpp"

#include "base/bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace portvakt::login {
namespace {

const OrgNumber kTiger = must(OrgNumber::parse("312345609"));

class SessionsTest : public testing::Test {
 protected:
  ~SessionsTest() override { std::filesystem::remove_all(directory_); }

  FixedClock clock{from_epoch(1'772'440'200)};

 private:
  static std::filesystem::path make_directory() {
    std::string pattern = testing::TempDir() + "login-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return pattern;
  }
  std::filesystem::path directory_ = make_directory();

 protected:
  const Person person{"sub", "Kari", {{kTiger, "KLOK TIGER KOMMUNE", {Right::clients}}}};
  store::Store store{{.url = "sqlite:" + (directory_ / "test.db").string()}, clock};
  SystemRandom random;
  Sessions sessions{store, clock, random, {.idle = seconds{1800}, .absolute = seconds{28'800}}};
};

//= session.stored
TEST_F(SessionsTest, OpenWithAValueThatOnlyTheBrowserHas) {
  const Opened opened = sessions.open(person, "");
  EXPECT_EQ(opened.cookie.size(), 43U);
  EXPECT_EQ(opened.session.digest, digest(opened.cookie));
  EXPECT_NE(csrf_token(opened.cookie), opened.session.digest);
  const auto found = sessions.use(opened.cookie);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->subject, "sub");
  EXPECT_EQ(found->org, kTiger);
  EXPECT_FALSE(sessions.use(opened.session.digest)) << "what the database knows opens nothing";
  EXPECT_FALSE(sessions.use(""));
}

TEST_F(SessionsTest, OpenUnderANewValueAndEndTheOneBefore) {
  std::set<std::string> values;
  std::string before;
  for (int i = 0; i < 5; ++i) {
    const Opened opened = sessions.open(person, before);
    EXPECT_FALSE(sessions.look(before));
    before = opened.cookie;
    values.insert(before);
  }
  EXPECT_EQ(values.size(), 5U);
}

//= session.idle
TEST_F(SessionsTest, EndWhenTheyAreNotUsed) {
  const Opened opened = sessions.open(person, "");
  clock.advance(seconds{1799});
  EXPECT_TRUE(sessions.look(opened.cookie));
  clock.advance(seconds{1});
  EXPECT_FALSE(sessions.look(opened.cookie)) << "looking is not using";
  EXPECT_FALSE(sessions.use(opened.cookie)) << "and what is over stays over";
}

TEST_F(SessionsTest, LiveOnWhileTheyAreUsed) {
  const Opened opened = sessions.open(person, "");
  for (int i = 0; i < 4; ++i) {
    clock.advance(seconds{1799});
    const auto used = sessions.use(opened.cookie);
    ASSERT_TRUE(used);
    EXPECT_EQ(sessions.idle_expires(*used), clock.now() + seconds{1800});
  }
}

//= session.absolute
TEST_F(SessionsTest, EndWhenTheyAreOldHoweverMuchTheyAreUsed) {
  const Opened opened = sessions.open(person, "");
  const Instant end = clock.now() + seconds{28'800};
  while (clock.now() < end - seconds{600}) {
    clock.advance(seconds{600});
    ASSERT_TRUE(sessions.use(opened.cookie));
  }
  clock.advance(seconds{599});
  EXPECT_TRUE(sessions.use(opened.cookie));
  clock.advance(seconds{1});
  EXPECT_FALSE(sessions.use(opened.cookie));
}

TEST_F(SessionsTest, WriteAUseDownOnceAMinute) {
  const Opened opened = sessions.open(person, "");
  const Instant opened_at = clock.now();
  clock.advance(seconds{59});
  EXPECT_EQ(sessions.use(opened.cookie)->used, opened_at);
  clock.advance(seconds{1});
  EXPECT_EQ(sessions.use(opened.cookie)->used, clock.now());
  EXPECT_EQ(sessions.look(opened.cookie)->used, clock.now());
}

TEST_F(SessionsTest, WriteUsesDownOftenerWhereTheIdleTimeIsShort) {
  Sessions brief{store, clock, random, {.idle = seconds{60}, .absolute = seconds{600}}};
  const Opened opened = brief.open(person, "");
  for (int i = 0; i < 20; ++i) {
    clock.advance(seconds{7});
    ASSERT_TRUE(brief.use(opened.cookie));
  }
}

TEST_F(SessionsTest, EndWhenSomebodySignsOut) {
  const Opened opened = sessions.open(person, "");
  sessions.close(opened.cookie);
  EXPECT_FALSE(sessions.look(opened.cookie));
  sessions.change(opened.session);
  EXPECT_FALSE(sessions.look(opened.cookie)) << "a change under way revives nothing";
  sessions.close(opened.cookie);
  sessions.close("");
}

TEST_F(SessionsTest, AreForgottenWhenTheyAreOver) {
  const Opened idle = sessions.open(person, "");
  clock.advance(seconds{900});
  const Opened fresh = sessions.open(person, "");
  clock.advance(seconds{900});
  sessions.purge();
  EXPECT_FALSE(store.session(idle.session.digest));
  EXPECT_TRUE(store.session(fresh.session.digest));
}

}  // namespace
}  // namespace portvakt::login
