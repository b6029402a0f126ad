#include "base/files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace portvakt {
namespace {

namespace fs = std::filesystem;

std::unexpected<std::string> failure(std::string_view doing, const fs::path& path, int error) {
  return std::unexpected(fmt::format("cannot {} {}: {}", doing, path.string(),
                                     std::generic_category().message(error)));
}

/// Closes on the way out; `close` reports what only closing can tell.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The name itself lives in the directory, so that must reach the disk too.
bool sync_directory_of(const fs::path& path) {
  const fs::path parent = path.parent_path().empty() ? fs::path{"."} : path.parent_path();
  const Descriptor directory{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return directory && ::fsync(directory.get()) == 0;
}

enum class Reaches { disk, memory };

/// `path.XXXXXX` beside the target, complete, with its mode; removed again unless `keep` is called.
class Draft {
 public:
  explicit Draft(const fs::path& target) : name_(target.string() + ".XXXXXX") {}
  ~Draft() {
    if (made_) ::unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  bool write(std::string_view content, mode_t mode, Reaches reaches = Reaches::disk) {
    Descriptor file{::mkostemp(name_.data(), O_CLOEXEC)};  // made with mode 0600
    if (!file) return false;
    made_ = true;
    return write_all(file.get(), content) && ::fchmod(file.get(), mode) == 0 &&
           (reaches == Reaches::memory || ::fsync(file.get()) == 0) && file.close();
  }
  const char* name() const { return name_.c_str(); }
  void keep() { made_ = false; }

 private:
  std::string name_;
  bool made_ = false;
};

Result<void, std::string> replace(const fs::path& path, std::string_view content, mode_t mode,
                                  Reaches reaches) {
  Draft draft{path};
  if (!draft.write(content, mode, reaches)) return failure("write", path, errno);
  if (::rename(draft.name(), path.c_str()) != 0) return failure("write", path, errno);
  draft.keep();
  return {};
}

}  // namespace

Result<std::string, std::string> read_file(const fs::path& path, std::size_t largest) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) return failure("read", path, errno);
  std::string content;
  while (content.size() <= largest) {
    const std::size_t before = content.size();
    content.resize(before + 16 * 1024);
    const ssize_t count = ::read(file.get(), content.data() + before, content.size() - before);
    const int error = errno;
    content.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count < 0 && error == EINTR) continue;
    if (count < 0) return failure("read", path, error);
    if (count == 0) return content;
  }
  return std::unexpected(
      fmt::format("cannot read {}: it is longer than {} bytes", path.string(), largest));
}

Result<std::string, std::string> read_secret(const fs::path& path) {
  auto secret = read_file(path, 64 * 1024);
  if (!secret) return secret;
  if (secret->ends_with('\n')) secret->pop_back();
  if (secret->ends_with('\r')) secret->pop_back();
  if (secret->empty()) return std::unexpected(fmt::format("{} is empty", path.string()));
  return secret;
}

Result<void, std::string> write_file_atomically(const fs::path& path, std::string_view content,
                                                mode_t mode) {
  auto replaced = replace(path, content, mode, Reaches::disk);
  if (replaced && !sync_directory_of(path)) return failure("write", path, errno);
  return replaced;
}

Result<void, std::string> write_file_lightly(const fs::path& path, std::string_view content,
                                             mode_t mode) {
  return replace(path, content, mode, Reaches::memory);
}

Result<void, std::string> write_new_file(const fs::path& path, std::string_view content,
                                         mode_t mode) {
  Draft draft{path};
  if (!draft.write(content, mode)) return failure("write", path, errno);
  // link() refuses an existing name in one step, which rename() would replace
  if (::link(draft.name(), path.c_str()) != 0) return failure("make", path, errno);
  if (!sync_directory_of(path)) return failure("write", path, errno);
  return {};
}

}  // namespace portvakt
