#include "store/change_waiter.hpp"

#include "store/postgres.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace portvakt::store {

ChangeWaiter::ChangeWaiter(Address address)
    : address_(std::move(address)), stopped_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (stopped_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

ChangeWaiter::~ChangeWaiter() { ::close(stopped_); }

void ChangeWaiter::stop() {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then it is readable already.
  [[maybe_unused]] const ssize_t written = ::write(stopped_, &one, sizeof one);
}

bool ChangeWaiter::listen() {
  try {
    connection_ = Connection::open(address_, {});
    connection_->run("listen portvakt_change");
    return true;
  } catch (const StoreError&) {
    connection_.reset();  // whoever reads the changes next says so in the log
    return false;
  }
}

bool ChangeWaiter::told() {
  PGconn* libpq = libpq_of(*connection_);
  if (PQconsumeInput(libpq) == 0) {
    connection_.reset();
    return true;
  }
  bool any = false;
  while (PGnotify* notification = PQnotifies(libpq)) {
    PQfreemem(notification);
    any = true;
  }
  return any;
}

void ChangeWaiter::wait(std::chrono::milliseconds at_most) {
  const bool listens = address_.engine == Engine::postgresql;
  if (listens && !connection_ && listen()) return;
  std::array<pollfd, 2> watched{
      {{stopped_, POLLIN, 0}, {connection_ ? PQsocket(libpq_of(*connection_)) : -1, POLLIN, 0}}};
  if (connection_ && told()) return;
  ::poll(watched.data(), watched.size(), static_cast<int>(at_most.count()));
  if (watched[1].revents != 0) told();
}

}  // namespace portvakt::store
