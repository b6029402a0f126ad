#include "store/pool.hpp"

namespace portvakt::store {

Pool::Pool(Open open, std::size_t size, std::chrono::milliseconds patience)
    : open_(std::move(open)), patience_(patience), places_(size) {}

Pool::Lease::~Lease() {
  if (pool_ == nullptr) return;
  if (open_) connection_->rollback();
  pool_->give_back(std::move(connection_));
}

void Pool::Lease::commit() {
  connection_->commit();
  open_ = false;
}

std::unique_ptr<Connection> Pool::take_idle() {
  std::unique_lock lock(mutex_);
  if (!freed_.wait_for(lock, patience_, [&] { return places_ > 0; })) {
    throw StoreError("no database connection became free in time");
  }
  --places_;
  if (idle_.empty()) return nullptr;
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  if (connection && connection->lost()) connection.reset();
  {
    const std::scoped_lock lock(mutex_);
    ++places_;
    if (connection) idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

Pool::Lease Pool::begin(Mode mode) {
  auto idle = take_idle();
  Lease lease(*this);
  if (idle) {
    lease.connection_ = std::move(idle);
    try {
      lease->begin(mode);
      lease.open_ = true;
      return lease;
    } catch (const StoreError&) {
      if (!lease->lost()) throw;  // locked: a new connection would wait just as long
    }
  }
  lease.connection_ = open_();  // frees the dead one first
  lease->begin(mode);
  lease.open_ = true;
  return lease;
}

}  // namespace portvakt::store
