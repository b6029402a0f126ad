#include "store/server_lock.hpp"

#include "store/address.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace portvakt::store {
namespace {

[[noreturn]] void unusable(const std::string& path) {
  throw UnusableStore(fmt::format("{} cannot be opened for writing ({})", path,
                                  std::generic_category().message(errno)));
}

std::string content(int file) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  return size <= 0 ? "?" : std::string(text.data(), static_cast<std::size_t>(size));
}

}  // namespace

ServerLock::ServerLock(const std::string& url) {
  const Address address = Address::parse(url);
  if (address.engine == Engine::postgresql) return;
  const std::string path = address.where + ".lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) unusable(path);
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const bool held = errno == EWOULDBLOCK;
    const std::string holder = content(file_);
    ::close(file_);
    if (!held) unusable(path);
    throw UnusableStore(fmt::format("{} is already served by process {}", address.where, holder));
  }
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(file_, 0) != 0 ||
      ::pwrite(file_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    ::close(file_);
    unusable(path);
  }
}

// The file stays: removing it would let a third process lock a name that is gone.
ServerLock::~ServerLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace portvakt::store
