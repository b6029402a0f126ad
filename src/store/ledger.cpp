#include "store/ledger.hpp"

#include "store/ledger_worker.hpp"

#include <string>
#include <utility>

namespace portvakt::store {

Ledger::Ledger(Options options, Clock& clock, Metrics& metrics)
    : worker_(std::make_unique<Worker>(std::move(options), clock, metrics)) {}
Ledger::~Ledger() = default;

void Ledger::enter(LedgerRow row, std::move_only_function<void(Entered)> done) {
  worker_->enter(std::move(row), std::move(done));
}
void Ledger::gather(bool on) { worker_->gather(on); }
bool Ledger::healthy() const { return worker_->healthy(); }

}  // namespace portvakt::store
