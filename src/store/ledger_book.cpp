#include "store/ledger_book.hpp"

#include <algorithm>
#include <string>

namespace portvakt::store {
namespace {

constexpr Number kStep = 500;
// Longer than any tolerated difference between the clocks of two nodes.
constexpr Number kGrace = 60;

constexpr const char* kPurgeGrants =
    "delete from used_grant where (client_id, grant_key) in"
    " (select client_id, grant_key from used_grant where expires < :before order by expires"
    " limit :step) returning expires";
constexpr const char* kRaiseHorizon =
    "update grant_horizon set until = :horizon where until < :than";
constexpr const char* kPurgeRows =
    "delete from ledger where id in"
    " (select id from ledger where at < :before order by at limit :step)";

}  // namespace

std::unique_ptr<Book> Book::open(const Address& address, std::chrono::milliseconds patience) {
  auto connection = Connection::open(address, {.patience = patience, .statement = patience});
  switch (address.engine) {
    case Engine::sqlite:
      return open_sqlite_book(std::move(connection));
    case Engine::postgresql:
      return open_postgres_book(std::move(connection), patience);
  }
  std::unreachable();
}

void refuse_grants_until(const std::string& url, Instant until) {
  const auto connection = Connection::open(Address::parse(url), {});
  execute(*connection, kRaiseHorizon, Number{epoch(until)}, Number{epoch(until)});
}

Book::Book(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {
  latest_ = scalar<Number>(*connection_, "select coalesce(max(at), 0) from ledger").value_or(0);
}

void Book::probe() {
  connection_->begin(Mode::write);
  execute(*connection_, "update grant_horizon set until = until");
  connection_->commit();
}

bool Book::purge(Instant now, std::chrono::days retention) {
  const Number at = epoch(now);
  if (at < latest_) return false;
  latest_ = at;
  connection_->begin(Mode::write);
  Number most = 0;
  if (purge_alone()) {
    most = purge_grants(at - kGrace);
    if (retention.count() > 0) most = std::max(most, purge_rows(at - seconds{retention}.count()));
  }
  connection_->commit();
  return most >= kStep;
}

Number Book::purge_grants(Number before) {
  Number purged = 0;
  Number horizon = 0;
  for_each<Single<Number>>(
      *connection_, kPurgeGrants,
      [&](const Single<Number>& expires) {
        ++purged;
        horizon = std::max(horizon, expires.value);
      },
      before, kStep);
  // A clock that was far ahead and steps back would find its grants valid and their rows gone; the
  // horizon remembers.
  if (purged > 0) execute(*connection_, kRaiseHorizon, horizon, horizon);
  return purged;
}

Number Book::purge_rows(Number before) { return execute(*connection_, kPurgeRows, before, kStep); }

}  // namespace portvakt::store
