// Keeps two servers off one SQLite file: their registries would not see each other's changes at
// once. Held for the life of the object and freed by the system when the process dies, however it
// dies.
#pragma once

#include <string>

namespace portvakt::store {

class ServerLock {
 public:
  /// Throws UnusableStore naming the process that serves the file already. PostgreSQL is made for
  /// many: no lock.
  explicit ServerLock(const std::string& url);
  ~ServerLock();
  ServerLock(const ServerLock&) = delete;
  ServerLock& operator=(const ServerLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace portvakt::store
