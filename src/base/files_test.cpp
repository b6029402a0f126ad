#include "base/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace portvakt {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Files : public testing::Test {
 public:
  Files() {
    std::string name = testing::TempDir() + "files_XXXXXX";
    dir_ = ::mkdtemp(name.data());
  }
  ~Files() override { fs::remove_all(dir_); }

 protected:
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(dir_), fs::directory_iterator()));
  }
  mode_t mode_of(const fs::path& path) const {
    struct stat status{};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  }
  fs::path dir_;
};

TEST_F(Files, WhatWasWrittenIsReadBackWithItsMode) {
  const std::string content("a\0b\n", 4);
  ASSERT_TRUE(write_file_atomically(dir_ / "key", content, kOwnerOnly));
  EXPECT_EQ(read_file(dir_ / "key").value(), content);
  EXPECT_EQ(mode_of(dir_ / "key"), kOwnerOnly);
  EXPECT_EQ(entries(), 1U) << "the draft must be gone";
}

TEST_F(Files, WhatWasWrittenLightlyReplacesTheWholeFileToo) {
  std::ofstream(dir_ / "key") << "old and longer";
  ASSERT_TRUE(write_file_lightly(dir_ / "key", "new", kOwnerOnly));
  EXPECT_EQ(read_file(dir_ / "key").value(), "new");
  EXPECT_EQ(mode_of(dir_ / "key"), kOwnerOnly);
  EXPECT_EQ(entries(), 1U) << "the draft must be gone";
  EXPECT_FALSE(write_file_lightly(dir_ / "missing" / "key", "x", kOwnerOnly));
}

TEST_F(Files, AReplacedFileTakesTheNewModeEvenUnderALooseOne) {
  std::ofstream(dir_ / "key") << "old";
  ::chmod((dir_ / "key").c_str(), 0666);
  ASSERT_TRUE(write_file_atomically(dir_ / "key", "new", kOwnerOnly));
  EXPECT_EQ(read_file(dir_ / "key").value(), "new");
  EXPECT_EQ(mode_of(dir_ / "key"), kOwnerOnly);
}

TEST_F(Files, ANewFileDoesNotReplaceAnOldOne) {
  ASSERT_TRUE(write_new_file(dir_ / "key", "first", kOwnerOnly));
  const auto second = write_new_file(dir_ / "key", "second", kOwnerOnly);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("File exists"));
  EXPECT_EQ(read_file(dir_ / "key").value(), "first");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, AFailedWriteNamesTheFileAndLeavesNothing) {
  fs::create_directory(dir_ / "taken");
  std::ofstream(dir_ / "taken" / "inside") << "x";
  const auto written = write_file_atomically(dir_ / "taken", "content", kReadableByAll);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr((dir_ / "taken").string()));
  EXPECT_EQ(entries(), 1U);
  EXPECT_FALSE(write_file_atomically(dir_ / "absent" / "file", "content", kReadableByAll));
}

TEST_F(Files, ReadingRefusesWhatIsTooLong) {
  ASSERT_TRUE(write_file_atomically(dir_ / "big", std::string(40'000, 'x'), kReadableByAll));
  EXPECT_EQ(read_file(dir_ / "big", 40'000).value().size(), 40'000U);
  EXPECT_THAT(read_file(dir_ / "big", 39'999).error(), HasSubstr("longer than 39999 bytes"));
}

TEST_F(Files, ReadingNamesWhatIsAbsentOrADirectory) {
  EXPECT_THAT(read_file(dir_ / "absent").error(), HasSubstr("absent: No such file"));
  EXPECT_THAT(read_file(dir_).error(), HasSubstr("Is a directory"));
}

TEST_F(Files, ASecretLosesOneLineBreakAndIsNeverEmpty) {
  const struct {
    std::string content, secret;
  } cases[] = {
      {"s3cret", "s3cret"}, {"s3cret\n", "s3cret"}, {"s3cret\r\n", "s3cret"}, {" s\n\n", " s\n"}};
  for (const auto& c : cases) {
    ASSERT_TRUE(write_file_atomically(dir_ / "secret", c.content, kOwnerOnly));
    EXPECT_EQ(read_secret(dir_ / "secret").value(), c.secret);
  }
  ASSERT_TRUE(write_file_atomically(dir_ / "secret", "\n", kOwnerOnly));
  EXPECT_THAT(read_secret(dir_ / "secret").error(), HasSubstr("is empty"));
}

}  // namespace
}  // namespace portvakt
