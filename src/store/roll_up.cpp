#include "store/roll_up.hpp"

#include "base/text.hpp"
#include "store/rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace portvakt::store {
namespace {

// A step holds SQLite's write lock, which the ledger waits for, no longer than a few milliseconds.
constexpr Number kStep = 2'000;

constexpr const char* kCounted = "select last from roll_up";
constexpr const char* kNewest = "select coalesce(max(id), 0) from ledger";
constexpr const char* kNext = "select coalesce(min(id), 0) from ledger where id > :after";
constexpr const char* kGroups =
    "select at - at % 3600, client_id, consumer, foreign_consumer, supplier, scopes, count(*)"
    " from ledger where id > :after and id <= :last group by 1, 2, 3, 4, 5, 6";
// Whoever finds the mark where it was counts; another node that meant the same rows waits here for
// the first one's commit, and then finds it moved.
constexpr const char* kMove = "update roll_up set last = :last where last = :after";
constexpr const char* kOwner = "select owner from scope where name = :name";
constexpr const char* kAddTokens =
    "insert into token_count(owner, hour, scope, consumer, supplier, client_id, tokens)"
    " values (:owner, :hour, :scope, :consumer, :supplier, :client_id, :tokens)"
    " on conflict (owner, hour, scope, consumer, supplier, client_id)"
    " do update set tokens = token_count.tokens + excluded.tokens";
constexpr const char* kAddRefusals =
    "insert into refusal_count(hour, client_id, code, refusals)"
    " values (:hour, :client_id, :code, :refusals) on conflict (hour, client_id, code)"
    " do update set refusals = refusal_count.refusals + excluded.refusals";

// The oldest hour, if it is old enough.
constexpr const char* kPurgeTokens =
    "delete from token_count where hour = (select min(hour) from token_count) and hour < :before";
constexpr const char* kPurgeRefusals =
    "delete from refusal_count where hour = (select min(hour) from refusal_count)"
    " and hour < :before";

/// Tokens of the ledger that are alike.
struct Group {
  Number hour = 0;
  std::string client_id;
  Number consumer = 0;
  std::string foreign_consumer;
  Number supplier = 0;
  std::string scopes;
  Number tokens = 0;

  auto columns(this auto& self) {
    return std::tie(self.hour, self.client_id, self.consumer, self.foreign_consumer, self.supplier,
                    self.scopes, self.tokens);
  }
};

struct TokenCountRow {
  Number owner = 0, hour = 0;
  std::string scope, consumer, supplier, client_id;
  Number tokens = 0;

  auto columns(this auto& self) {
    return std::tie(self.owner, self.hour, self.scope, self.consumer, self.supplier, self.client_id,
                    self.tokens);
  }
};

struct RefusalCountRow {
  Number hour = 0;
  std::string client_id, code;
  Number refusals = 0;

  auto columns(this auto& self) {
    return std::tie(self.hour, self.client_id, self.code, self.refusals);
  }
};

std::string digits(Number org) {
  const auto number = stored_org_or_none(org);
  return number ? number->digits() : std::string();
}

/// The rows that groups add to, each once and in the order of their keys.
class Sums {
 public:
  explicit Sums(Connection& connection) : connection_(connection) {}

  void add(const Group& group) {
    const std::string consumer =
        group.consumer == 0 ? group.foreign_consumer : digits(group.consumer);
    TokenCountRow row{.owner = 0,
                      .hour = group.hour,
                      .scope = {},
                      .consumer = consumer,
                      .supplier = digits(group.supplier),
                      .client_id = group.client_id,
                      .tokens = group.tokens};
    add(row);
    std::set<std::string> scopes;  // a scope that stood twice in the grant is one
    for (const auto scope : split_white(group.scopes)) scopes.emplace(scope);
    std::set<Number> owners;
    for (const std::string& scope : scopes) {
      row.owner = owner_of(scope);
      row.scope = scope;
      add(row);
      owners.insert(row.owner);
    }
    row.scope.clear();
    for (const Number owner : owners) {
      row.owner = owner;
      if (owner != 0) add(row);
    }
  }

  std::vector<TokenCountRow> rows() const {
    std::vector<TokenCountRow> rows;
    rows.reserve(sums_.size());
    for (const auto& [key, row] : sums_) rows.push_back(row);
    return rows;
  }

 private:
  using Key = std::tuple<Number, Number, std::string, std::string, std::string, std::string>;

  void add(const TokenCountRow& row) {
    Key key{row.owner, row.hour, row.scope, row.consumer, row.supplier, row.client_id};
    const auto [it, is_new] = sums_.try_emplace(std::move(key), row);
    if (!is_new) it->second.tokens += row.tokens;
  }

  /// Of today: a scope that changes hands takes no past counts with it. 0 for one that is not
  /// there.
  Number owner_of(const std::string& scope) {
    const auto [it, is_new] = owners_.try_emplace(scope);
    if (is_new) it->second = scalar<Number>(connection_, kOwner, scope).value_or(0);
    return it->second;
  }

  Connection& connection_;
  std::map<std::string, Number> owners_;
  std::map<Key, TokenCountRow> sums_;
};

}  // namespace

RollUp::RollUp(const Address& address) : connection_(Connection::open(address, {})) {}

/// Ids are handed out in order, but nodes on PostgreSQL commit in any: below a row that is there,
/// others may still appear. Whoever took such an id had begun to write before that (a group takes
/// its grants, and with them a transaction number, before the ids of its rows). So a transaction
/// number drawn after the look comes after theirs, and once all before it have ended, what is not
/// there never will be. SQLite has one writer.
RollUp::Look RollUp::look(Instant now, Number counted) {
  Look look{now, scalar<Number>(*connection_, kNewest).value_or(0), 0};
  if (connection_->engine() == Engine::postgresql && look.last > counted) {
    look.fence = scalar<Number>(*connection_, "select txid_current()").value_or(0);
  }
  return look;
}

bool RollUp::settled(const Look& look) {
  if (look.fence == 0) return true;
  return scalar<Number>(*connection_, "select txid_snapshot_xmin(txid_current_snapshot())")
             .value_or(0) >= look.fence;
}

RollUp::Progress RollUp::step(Instant now) {
  const Number after = scalar<Number>(*connection_, kCounted).value_or(0);
  if (!look_) look_ = look(now, after);
  if (!settled(*look_)) return Progress::waits;
  const Number next = scalar<Number>(*connection_, kNext, after).value_or(0);
  const Number last = next == 0 ? look_->last : std::min(look_->last, next - 1 + kStep);
  if (last > after && !count(after, last)) return Progress::more;
  if (last < look_->last) return Progress::more;
  complete_until_ = look_->at;
  look_.reset();
  return Progress::done;
}

bool RollUp::count(Number after, Number last) {
  std::vector<Group> groups;
  for_each<Group>(
      *connection_, kGroups, [&](const Group& group) { groups.push_back(group); }, after, last);
  Sums sums(*connection_);
  for (const Group& group : groups) sums.add(group);
  connection_->begin(Mode::write);
  if (execute(*connection_, kMove, last, after) == 0) {
    connection_->rollback();
    return false;
  }
  execute_rows(*connection_, kAddTokens, sums.rows());
  connection_->commit();
  return true;
}

void RollUp::add(const std::vector<RefusalCount>& counts) {
  if (counts.empty()) return;
  std::vector<RefusalCountRow> rows;
  rows.reserve(counts.size());
  for (const RefusalCount& count : counts) {
    rows.push_back({.hour = epoch(count.hour),
                    .client_id = count.client_id,
                    .code = count.code,
                    .refusals = count.refusals});
  }
  // Nodes that add to the same rows take them in the same order.
  std::ranges::sort(rows, {}, [](const RefusalCountRow& row) {
    return std::tie(row.hour, row.client_id, row.code);
  });
  connection_->begin(Mode::write);
  execute_rows(*connection_, kAddRefusals, rows);
  connection_->commit();
}

bool RollUp::purge(Instant before) {
  connection_->begin(Mode::write);
  const Number tokens = execute(*connection_, kPurgeTokens, Number{epoch(before)});
  const Number refusals = execute(*connection_, kPurgeRefusals, Number{epoch(before)});
  connection_->commit();
  return tokens + refusals > 0;
}

}  // namespace portvakt::store
