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
 protected:
  Files() {
    std::string name = testing::TempDir() + "files_XXXXXX";
    dir = ::mkdtemp(name.data());
  }
  ~Files() override { fs::remove_all(dir); }

  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(dir), fs::directory_iterator()));
  }
  mode_t mode_of(const fs::path& path) const {
    struct stat status{};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  }
  fs::path dir;
};

TEST_F(Files, WhatWasWrittenIsReadBackWithItsMode) {
  const std::string content("a\0b\n", 4);
  ASSERT_TRUE(write_file_atomically(dir / "key", content, kOwnerOnly));
  EXPECT_EQ(read_file(dir / "key").value(), content);
  EXPECT_EQ(mode_of(dir / "key"), kOwnerOnly);
  EXPECT_EQ(entries(), 1U) << "the draft must be gone";
}

TEST_F(Files, WhatWasWrittenLightlyReplacesTheWholeFileToo) {
  std::ofstream(dir / "key") << "old and longer";
  ASSERT_TRUE(write_file_lightly(dir / "key", "new", kOwnerOnly));
  EXPECT_EQ(read_file(dir / "key").value(), "new");
  EXPECT_EQ(mode_of(dir / "key"), kOwnerOnly);
  EXPECT_EQ(entries(), 1U) << "the draft must be gone";
  EXPECT_FALSE(write_file_lightly(dir / "missing" / "key", "x", kOwnerOnly));
}

TEST_F(Files, AReplacedFileTakesTheNewModeEvenUnderALooseOne) {
  std::ofstream(dir / "key") << "old";
  ::chmod((dir / "key").c_str(), 0666);
  ASSERT_TRUE(write_file_atomically(dir / "key", "new", kOwnerOnly));
  EXPECT_EQ(read_file(dir / "key").value(), "new");
  EXPECT_EQ(mode_of(dir / "key"), kOwnerOnly);
}

TEST_F(Files, ANewFileDoesNotReplaceAnOldOne) {
  ASSERT_TRUE(write_new_file(dir / "key", "first", kOwnerOnly));
  const auto second = write_new_file(dir / "key", "second", kOwnerOnly);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("File exists"));
  EXPECT_EQ(read_file(dir / "key").value(), "first");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, AFailedWriteNamesTheFileAndLeavesNothing) {
  fs::create_directory(dir / "taken");
  std::ofstream(dir / "taken" / "inside") << "x";
  const auto written = write_file_atomically(dir / "taken", "content", kReadableByAll);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr((dir / "taken").string()));
  EXPECT_EQ(entries(), 1U);
  EXPECT_FALSE(write_file_atomically(dir / "absent" / "file", "content", kReadableByAll));
}

TEST_F(Files, ReadingRefusesWhatIsTooLong) {
  ASSERT_TRUE(write_file_atomically(dir / "big", std::string(40'000, 'x'), kReadableByAll));
  EXPECT_EQ(read_file(dir / "big", 40'000).value().size(), 40'000U);
  EXPECT_THAT(read_file(dir / "big", 39'999).error(), HasSubstr("longer than 39999 bytes"));
}

TEST_F(Files, ReadingNamesWhatIsAbsentOrADirectory) {
  EXPECT_THAT(read_file(dir / "absent").error(), HasSubstr("absent: No such file"));
  EXPECT_THAT(read_file(dir).error(), HasSubstr("Is a directory"));
}

TEST_F(Files, ASecretLosesOneLineBreakAndIsNeverEmpty) {
  const struct {
    std::string content, secret;
  } cases[] = {
      {"s3cret", "s3cret"}, {"s3cret\n", "s3cret"}, {"s3cret\r\n", "s3cret"}, {" s\n\n", " s\n"}};
  for (const auto& c : cases) {
    ASSERT_TRUE(write_file_atomically(dir / "secret", c.content, kOwnerOnly));
    EXPECT_EQ(read_secret(dir / "secret").value(), c.secret);
  }
  ASSERT_TRUE(write_file_atomically(dir / "secret", "\n", kOwnerOnly));
  EXPECT_THAT(read_secret(dir / "secret").error(), HasSubstr("is empty"));
}

}  // namespace
}  // namespace portvakt
