#include "store/ledger_book.hpp"

#include <algorithm>
#include <string>

namespace portvakt::store {
namespace {

constexpr Number kStep = 500;
// Longer than any tolerated difference between the clocks of two nodes.
constexpr Number kGrace = 60;

constexpr const char* kUsedNext =
    "select id, grant_expires from ledger where id > :forgotten order by id limit :step";
constexpr const char* kPurgeGrants =
    "delete from used_grant where (client_id, grant_key) in"
    " (select client_id, grant_key from ledger where id > :forgotten and id <= :last)";
constexpr const char* kMoveHorizon =
    "update grant_horizon set forgotten = :last,"
    " until = case when until < :than then :horizon else until end";
constexpr const char* kRaiseHorizon =
    "update grant_horizon set until = :horizon where until < :than";
constexpr const char* kPurgeRows =
    "delete from ledger where id in"
    " (select id from ledger where at < :before"
    " and id <= (select forgotten from grant_horizon)"
    " and id <= (select last from roll_up) order by at limit :step)";

struct UsedGrant {
  Number id = 0, expires = 0;
  auto columns(this auto& self) { return std::tie(self.id, self.expires); }
};

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
  const Number forgotten =
      scalar<Number>(*connection_, "select forgotten from grant_horizon").value_or(0);
  Number purged = 0;
  Number last = forgotten;
  Number horizon = 0;
  bool expired = true;
  for_each<UsedGrant>(
      *connection_, kUsedNext,
      [&](const UsedGrant& used) {
        // One that lives on holds up those behind it, at most for as long as a grant can live.
        expired = expired && used.expires < before;
        if (!expired) return;
        ++purged;
        last = used.id;
        horizon = std::max(horizon, used.expires);
      },
      forgotten, kStep);
  if (purged == 0) return 0;
  execute(*connection_, kPurgeGrants, forgotten, last);
  // A clock that was far ahead and steps back would find its grants valid and their rows gone; the
  // horizon remembers.
  execute(*connection_, kMoveHorizon, last, horizon, horizon);
  return purged;
}

Number Book::purge_rows(Number before) { return execute(*connection_, kPurgeRows, before, kStep); }

}  // namespace portvakt::store
