#include "app/process_user.hpp"

#include <fmt/format.h>

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace portvakt::app {

std::string process_user() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  const uid_t id = ::geteuid();
  ::getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found);
  return found != nullptr ? std::string(found->pw_name) : fmt::format("uid {}", id);
}

}  // namespace portvakt::app
