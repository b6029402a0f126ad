#include "store/ledger_worker.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <algorithm>
#include <utility>

namespace portvakt::store {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kFirstPause = 50ms;
constexpr auto kLongestPause = 1'000ms;
constexpr auto kPurgePause = 5s;
constexpr auto kPurgeMore = 50ms;  // while there is a backlog
// PostgreSQL indexes keys up to 2704 bytes; one row too long would fail everyone in its group.
constexpr std::size_t kLongestKey = 2'000;

/// Whether both engines can hold the text as it is.
bool storable(const std::string& text) {
  return text.find('\0') == std::string::npos && is_utf8(text);
}

bool storable(const LedgerRow& row) {
  const auto texts = {&row.trace,
                      &row.client_id,
                      &row.delegation_source,
                      &row.scopes,
                      &row.kid,
                      &row.client_amr,
                      &row.grant_key,
                      &row.token_jti,
                      &row.audience,
                      &row.authorization_detail,
                      &row.signing_kid,
                      &row.remote};
  return row.client_id.size() + row.grant_key.size() <= kLongestKey &&
         std::ranges::all_of(texts, [](const std::string* text) { return storable(*text); });
}

prometheus::Counter& rows_counter(Metrics& metrics, const char* result) {
  return metrics.counter("ledger_rows_total", "Rows handed to the ledger, by outcome.",
                         {{"result", result}});
}

}  // namespace

struct Ledger::Worker::Gauges {
  explicit Gauges(Metrics& metrics)
      : first_use(rows_counter(metrics, "first_use")),
        seen_before(rows_counter(metrics, "seen_before")),
        unavailable(rows_counter(metrics, "unavailable")),
        commit(metrics.seconds("ledger_commit_seconds", "Time to make a group durable.")),
        queue(metrics.gauge("ledger_queue", "Rows that wait for their group.")),
        up(metrics.gauge("ledger_up", "1 while the ledger can write.")) {}

  prometheus::Counter& of(Entered entered) {
    switch (entered) {
      case Entered::first_use:
        return first_use;
      case Entered::seen_before:
        return seen_before;
      case Entered::unavailable:
        return unavailable;
    }
    std::unreachable();
  }

  prometheus::Counter &first_use, &seen_before, &unavailable;
  prometheus::Histogram& commit;
  prometheus::Gauge &queue, &up;
};

Ledger::Worker::Worker(Options options, Clock& clock, Metrics& metrics)
    : options_(std::move(options)),
      address_(Address::parse(options_.url)),
      clock_(clock),
      gauges_(std::make_unique<Gauges>(metrics)),
      thread_([this] { run(); }) {}

Ledger::Worker::~Worker() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Ledger::Worker::enter(LedgerRow row, std::move_only_function<void(Entered)> done) {
  Waiting waiting{std::move(row), std::move(done), Steady::now()};
  std::size_t length = 0;
  if (storable(waiting.row)) {
    const std::scoped_lock lock(mutex_);
    if (queue_.size() < options_.queue_limit && !stopping_) {
      queue_.push_back(std::move(waiting));
      length = queue_.size();
      gauges_->queue.Set(static_cast<double>(length));
    }
  }
  if (length == 0) return answer(waiting, Entered::unavailable);
  // The thread sleeps on an empty queue or for company; in between it needs no waking.
  if (length == 1 || length == options_.largest_group) arrived_.notify_one();
}

void Ledger::Worker::gather(bool on) {
  bool waited_for = false;
  {
    const std::scoped_lock lock(mutex_);
    gathering_ = on;
    waited_for = !on && !queue_.empty();
  }
  if (waited_for) arrived_.notify_one();
}

void Ledger::Worker::answer(Waiting& waiting, Entered entered) {
  gauges_->of(entered).Increment();
  waiting.done(entered);
}

void Ledger::Worker::run() {
  for (;;) {
    keep_house();
    auto group = next_group();
    if (!group.empty()) {
      serve(group);
      continue;
    }
    const std::scoped_lock lock(mutex_);
    if (stopping_ && queue_.empty()) return;
  }
}

std::vector<Ledger::Worker::Waiting> Ledger::Worker::next_group() {
  std::unique_lock lock(mutex_);
  const SteadyTime due = book_ ? next_purge_ : next_try_;
  arrived_.wait_until(lock, due, [&] { return stopping_ || !queue_.empty(); });
  if (queue_.empty()) return {};
  // Nobody is kept waiting while there is nowhere to write.
  if (book_) {
    arrived_.wait_until(lock, queue_.front().since + options_.gather, [&] {
      return stopping_ || !gathering_ || queue_.size() >= options_.largest_group;
    });
  }
  const std::size_t size = std::min(queue_.size(), options_.largest_group);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
  std::vector<Waiting> group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  gauges_->queue.Set(static_cast<double>(queue_.size()));
  return group;
}

void Ledger::Worker::serve(std::span<Waiting> group) {
  const bool open =
      connected();  // may take seconds, so it comes before the look at who still waits
  const auto too_old = Steady::now() - options_.patience;
  // The queue is in order of arrival, so the late ones come first.
  const auto first = std::ranges::find_if(
      group, [&](const Waiting& waiting) { return open && waiting.since >= too_old; });
  for (auto late = group.begin(); late != first; ++late) answer(*late, Entered::unavailable);
  const std::span in_time(first, group.end());
  std::vector<const LedgerRow*> rows;
  for (const Waiting& waiting : in_time) rows.push_back(&waiting.row);
  if (rows.empty()) return;
  const std::vector<Entered> answers = enter_group(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) answer(in_time[i], answers[i]);
}

std::vector<Entered> Ledger::Worker::enter_group(std::span<const LedgerRow* const> rows) {
  try {
    const SteadyTime start = Steady::now();
    auto answers = book_->enter(rows);
    gauges_->commit.Observe(std::chrono::duration<double>(Steady::now() - start).count());
    return answers;
  } catch (const StoreError& e) {
    fell(e);
    return std::vector<Entered>(rows.size(), Entered::unavailable);
  }
}

bool Ledger::Worker::connected() {
  if (book_) return true;
  if (Steady::now() < next_try_) return false;
  try {
    book_ = Book::open(address_, options_.patience);
    book_->probe();
    book_->remember(latest_);
    recovered();
    return true;
  } catch (const StoreError& e) {
    fell(e);
    return false;
  }
}

void Ledger::Worker::fell(const StoreError& why) {
  if (book_) latest_ = book_->latest();
  book_.reset();  // rolls back; whatever the connection knows is not to be trusted
  healthy_ = false;
  gauges_->up.Set(0);
  pause_ = pause_.count() == 0 ? kFirstPause : std::min(pause_ * 2, kLongestPause);
  next_try_ = Steady::now() + pause_;
  if (std::exchange(down_, true)) return;
  log::error("ledger_unavailable", {{"error.message", why.what()}, {"database", address_.shown}});
}

void Ledger::Worker::recovered() {
  healthy_ = true;
  gauges_->up.Set(1);
  pause_ = std::chrono::milliseconds::zero();
  if (std::exchange(down_, false)) log::info("ledger_recovered", {{"database", address_.shown}});
}

void Ledger::Worker::keep_house() {
  if (!connected() || Steady::now() < next_purge_) return;
  try {
    const bool more = book_->purge(clock_.now(), options_.retention);
    next_purge_ =
        Steady::now() + (more ? Steady::duration(kPurgeMore) : Steady::duration(kPurgePause));
  } catch (const StoreError& e) {
    fell(e);
  }
}

}  // namespace portvakt::store
