// The book in PostgreSQL: a group is one statement and so one transaction and one round trip, sent
// with a deadline of our own, since a stopped server neither answers nor closes.
#include "store/ledger_book.hpp"
#include "store/ledger_row.hpp"
#include "store/postgres.hpp"

#include <algorithm>
#include <array>
#include <poll.h>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::store {
namespace {

// Grants are used in the order of their keys, so that two nodes with the same grants wait for each
// other in one direction only. Ledger ids follow the order of the group.
constexpr const char* kEnter =
    "with given as (select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[],"
    " $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],"
    " $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[], $17::bigint[],"
    " $18::text[], $19::text[])"
    " with ordinality as row(at, trace, client_id, consumer, foreign_consumer, supplier,"
    " delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti, audience,"
    " authorization_detail, grant_expires, token_expires, signing_kid, remote, position)),"
    " fresh as (insert into used_grant(client_id, grant_key, expires)"
    " select client_id, grant_key, grant_expires from given"
    " where grant_expires > (select until from grant_horizon)"
    " order by client_id collate \"C\", grant_key collate \"C\""
    " on conflict do nothing returning client_id, grant_key),"
    " entered as (insert into ledger(at, trace, client_id, consumer, foreign_consumer, supplier,"
    " delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti, audience,"
    " authorization_detail, grant_expires, token_expires, signing_kid, remote)"
    " select at, trace, client_id, consumer, foreign_consumer, supplier,"
    " delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti, audience,"
    " authorization_detail, grant_expires, token_expires, signing_kid, remote"
    " from given join fresh using (client_id, grant_key) order by position)"
    " select client_id, grant_key from fresh";
constexpr const char* kStatement = "portvakt_enter";
constexpr std::size_t kColumns =
    std::tuple_size_v<decltype(std::declval<LedgerColumns&>().columns())>;

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;
using GrantKey = std::pair<std::string_view, std::string_view>;

/// A PostgreSQL array in its text form (manual, 8.15.6).
class ArrayText {
 public:
  void add(Number value) { next() += std::to_string(value); }
  void add(std::string_view value) {
    next() += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  const std::string& close() { return text_ += '}'; }

 private:
  std::string& next() { return text_ += text_.empty() ? '{' : ','; }
  std::string text_;
};

class PostgresBook final : public Book {
 public:
  PostgresBook(std::unique_ptr<Connection> connection, std::chrono::milliseconds patience)
      : Book(std::move(connection)), patience_(patience) {
    const Answer prepared(PQprepare(libpq(), kStatement, kEnter, 0, nullptr), PQclear);
    check(prepared.get(), PGRES_COMMAND_OK);
  }

  std::vector<Entered> enter(std::span<const LedgerRow* const> rows) override {
    std::set<GrantKey> fresh_or_repeated;  // the first of each grant in this group
    std::vector<const LedgerRow*> candidates;
    for (const LedgerRow* row : rows) {
      if (fresh_or_repeated.insert(key_of(*row)).second) candidates.push_back(row);
    }
    const Answer answer = send(candidates);
    std::set<GrantKey> fresh;
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      fresh.emplace(PQgetvalue(answer.get(), i, 0), PQgetvalue(answer.get(), i, 1));
    }
    std::vector<Entered> answers;
    answers.reserve(rows.size());
    for (const LedgerRow* row : rows) {
      // erased: a repetition later in the group is no first use
      answers.push_back(fresh.erase(key_of(*row)) == 1 ? Entered::first_use : Entered::seen_before);
    }
    return answers;
  }

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  static GrantKey key_of(const LedgerRow& row) { return {row.client_id, row.grant_key}; }
  PGconn* libpq() { return libpq_of(connection()); }

  void check(const PGresult* answer, ExecStatusType expected) {
    if (PQresultStatus(answer) == expected) return;
    if (PQstatus(libpq()) != CONNECTION_OK) throw DatabaseFault(Fault::away);
    const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    throw DatabaseFault(postgres_fault(state == nullptr ? "" : state));
  }

  Answer send(const std::vector<const LedgerRow*>& rows) {
    std::array<ArrayText, kColumns> arrays;
    LedgerColumns columns;
    for (const LedgerRow* row : rows) {
      columns.assign(*row);
      std::size_t i = 0;
      std::apply([&](const auto&... value) { (arrays[i++].add(value), ...); }, columns.columns());
    }
    std::array<const char*, kColumns> values{};
    std::ranges::transform(arrays, values.begin(), [](auto& a) { return a.close().c_str(); });
    if (PQsendQueryPrepared(libpq(), kStatement, static_cast<int>(kColumns), values.data(), nullptr,
                            nullptr, 0) == 0) {
      throw DatabaseFault(Fault::away);
    }
    await(std::chrono::steady_clock::now() + patience_ + std::chrono::milliseconds{500});
    Answer answer(PQgetResult(libpq()), PQclear);
    while (PGresult* rest = PQgetResult(libpq())) PQclear(rest);
    check(answer.get(), PGRES_TUPLES_OK);
    return answer;
  }

  /// The server's own statement_timeout speaks first, unless the server does not speak at all.
  void await(SteadyTime deadline) {
    while (PQconsumeInput(libpq()) != 0) {
      const int unsent = PQflush(libpq());
      if (unsent == 0 && PQisBusy(libpq()) == 0) return;
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) throw DatabaseFault(Fault::slow);
      pollfd socket{PQsocket(libpq()), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN),
                    0};
      ::poll(&socket, 1, static_cast<int>(left.count()));
    }
    throw DatabaseFault(Fault::away);
  }

  bool purge_alone() override {
    bool alone = false;
    for_each<Single<Number>>(connection(),
                             "select pg_try_advisory_xact_lock(7070862893922)::integer",
                             [&](const Single<Number>& locked) { alone = locked.value != 0; });
    return alone;
  }

  const std::chrono::milliseconds patience_;
};

}  // namespace

std::unique_ptr<Book> open_postgres_book(std::unique_ptr<Connection> connection,
                                         std::chrono::milliseconds patience) {
  return std::make_unique<PostgresBook>(std::move(connection), patience);
}

}  // namespace portvakt::store
