// A ledger on a fresh database, and the questions its tests ask.
#pragma once

#include "base/metrics.hpp"
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/ledger.hpp"
#include "store/roll_up.hpp"
#include "store/store.hpp"

#include <future>
#include <memory>
#include <string>
#include <utility>

namespace portvakt::contract {

using store::Entered;
using store::Ledger;
using store::LedgerRow;

class LedgerContract : public Contract {
 protected:
  Ledger::Options ledger_options() const {
    return {.url = database->url(), .gather = std::chrono::milliseconds{0}};
  }
  LedgerRow row(std::string_view grant) const {
    return {.at = clock.now(),
            .trace = "0123456789abcdef0123456789abcdef",
            .client_id = kClient.text(),
            .consumer = kConsumer,
            .supplier = kSupplier,
            .delegation_source = "https://altinn.example/",
            .scopes = "fjellrev:vann.read fjellrev:vann.write",
            .kid = "k1",
            .certificate = R"(2f01 CN=\"Utsteder\, AS\",C=NO)",
            .client_amr = "virksomhetssertifikat",
            .grant_key = "jti:" + std::string(grant),
            .token_jti = "token-" + std::string(grant),
            .audience = R"(["https://api.example/","{\"}"])",
            .authorization_detail = "urn:altinn:consent 9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e",
            .grant_expires = clock.now() + seconds{130},
            .token_expires = clock.now() + seconds{120},
            .signing_kid = "s1",
            .remote = "192.0.2.7"};
  }
  static std::future<Entered> enter_later(Ledger& ledger, LedgerRow row) {
    std::promise<Entered> told;
    auto answer = told.get_future();
    ledger.enter(std::move(row),
                 [told = std::move(told)](Entered e) mutable { told.set_value(e); });
    return answer;
  }
  static Entered enter(Ledger& ledger, LedgerRow row) {
    return enter_later(ledger, std::move(row)).get();
  }
  /// The answer once it is another than `unavailable`, or that after five seconds of asking.
  static Entered enter_in_the_end(Ledger& ledger, const LedgerRow& row) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    Entered answer = Entered::unavailable;
    while (answer == Entered::unavailable && std::chrono::steady_clock::now() < end) {
      answer = enter(ledger, row);
    }
    return answer;
  }
  /// Brings every row of the ledger into the statistics.
  void count_all() {
    store::RollUp counts(store::Address::parse(database->url()));
    while (counts.step(clock.now()) != store::RollUp::Progress::done) {
    }
  }
  std::string count(const std::string& table) {
    return database->ask("select count(*) from " + table).at(0);
  }

  store::Store store{options(), clock};  // migrates
  Metrics metrics;
};

}  // namespace portvakt::contract
