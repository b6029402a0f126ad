#include "store/server_lock.hpp"

#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace portvakt::store {
namespace {

class ServerLockTest : public testing::Test {
 public:
  ServerLockTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portvakt-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ServerLockTest() override { std::filesystem::remove_all(folder_); }

 protected:
  std::string url() const { return "sqlite:" + (folder_ / "portvakt.db").string(); }

  std::filesystem::path folder_;
};

TEST_F(ServerLockTest, TellsTheSecondServerWhoServesTheFile) {
  const ServerLock first(url());
  try {
    const ServerLock second(url());
    FAIL() << "two servers share one file";
  } catch (const UnusableStore& e) {
    EXPECT_THAT(e.what(),
                testing::HasSubstr("is already served by process " + std::to_string(::getpid())));
  }
}

TEST_F(ServerLockTest, IsFreeAgainWhenTheServerIsGone) {
  {
    const ServerLock first(url());
  }
  EXPECT_NO_THROW(ServerLock{url()});
}

TEST_F(ServerLockTest, NamesAPathItCannotUse) {
  EXPECT_THROW(ServerLock("sqlite:" + (folder_ / "nowhere" / "portvakt.db").string()),
               UnusableStore);
}

TEST_F(ServerLockTest, LetsManyServersShareAPostgresDatabase) {
  const ServerLock first("postgresql://db.example/portvakt");
  EXPECT_NO_THROW(ServerLock{"postgresql://db.example/portvakt"});
}

}  // namespace
}  // namespace portvakt::store
