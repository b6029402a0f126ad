#include "store/connection.hpp"

namespace portvakt::store {

std::unique_ptr<Connection> Connection::open(const Address& address, const Options& options) {
  switch (address.engine) {
    case Engine::sqlite:
      return open_sqlite(address, options);
    case Engine::postgresql:
      return open_postgres(address, options);
  }
  std::unreachable();
}

std::string filled(std::string_view sql, std::initializer_list<Placeholder> placeholders) {
  std::string text(sql);
  for (const auto& [name, value] : placeholders) {
    for (auto at = text.find(name); at != std::string::npos;
         at = text.find(name, at + value.size())) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

void Connection::begin(Mode mode) {
  spoiled_ = false;
  try {
    run(begin_text(mode));
  } catch (const StoreError&) {
    if (!lost()) rollback();  // PostgreSQL's may have begun before its lock was refused
    throw;
  }
}

void Connection::commit() {
  // PostgreSQL answers the commit of a failed transaction with success and rolls back.
  if (spoiled_) throw StoreError("an earlier step of this change failed");
  run("commit");
}

void Connection::rollback() noexcept {
  try {
    run("rollback");
  } catch (const StoreError&) {
    lost_ = true;  // whatever state it is in, nobody else may inherit it
  }
}

void Connection::fail(Fault fault) {
  spoiled_ = true;
  switch (fault) {
    case Fault::full:
    case Fault::unwritable:
    case Fault::damaged:
    case Fault::not_a_database:
    case Fault::read_only:
    case Fault::away:
      lost_ = true;
      break;
    case Fault::locked:
    case Fault::slow:
    case Fault::refused:
    case Fault::forbidden:
    case Fault::crowded:
    case Fault::constraint:
    case Fault::no_schema:
    case Fault::broken:
      break;
  }
  throw DatabaseFault(fault);
}

}  // namespace portvakt::store
