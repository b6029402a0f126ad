#include "grant/signing_queue.hpp"

#include "base/base64.hpp"
#include "base/stopwatch.hpp"

#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>

#include <vector>

namespace portvakt::grant {

namespace asio = boost::asio;

namespace {

using namespace std::chrono_literals;

// Short beside what a person or a client notices, long beside a signature.
constexpr auto kTurn = 1ms;

}  // namespace

SigningQueue::SigningQueue(Options options) : options_(std::move(options)) {}

SigningQueue::Place::~Place() {
  if (queue_ != nullptr) --queue_->waiting_;
}

std::optional<SigningQueue::Place> SigningQueue::reserve() {
  const auto ahead = static_cast<std::int64_t>(waiting_.fetch_add(1) / options_.at_once);
  Place place(*this);
  const std::chrono::nanoseconds wait{ahead * cost_};
  if (wait > options_.longest_wait) return std::nullopt;
  return place;
}

void SigningQueue::sign(Place place, std::shared_ptr<const ActiveKey> key, std::string claims,
                        Done done) {
  bool start = false;
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back({std::move(place), std::move(key), std::move(claims), std::move(done)});
    start = running_ < options_.at_once;
    if (start) ++running_;
    look();
  }
  if (start) asio::post(options_.executor, [this] { take_turn(); });
}

/// As many signatures as fit into a turn: going round the executor after each would cost a look for
/// ready connections, and half of what they made the processor forget.
void SigningQueue::take_turn() {
  const Stopwatch turn;
  std::vector<Signed> ready;
  do {
    std::optional<Job> job = take();
    if (!job) break;
    ready.push_back(sign(*std::move(job)));
  } while (turn.elapsed() < kTurn);
  // Deferred: what became ready meanwhile comes first.
  if (goes_on()) asio::defer(options_.executor, [this] { take_turn(); });
  for (Signed& one : ready) one.done(one.failure, std::move(one.token));
}

std::optional<SigningQueue::Job> SigningQueue::take() {
  const std::scoped_lock lock(mutex_);
  if (jobs_.empty()) return std::nullopt;
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  look();
  return job;
}

bool SigningQueue::goes_on() {
  const std::scoped_lock lock(mutex_);
  if (jobs_.empty()) --running_;
  return !jobs_.empty();
}

void SigningQueue::look() {
  // As long as the commit of the next group takes: about a signature on each core.
  const bool busy = jobs_.size() >= options_.at_once;
  if (std::exchange(busy_, busy) != busy) options_.busy(busy);
}

SigningQueue::Signed SigningQueue::sign(Job job) {
  Signed made{std::move(job.place), std::move(job.done), {}, {}};
  try {
    const Stopwatch watch;
    made.token = job.key->encoded_header + "." + base64url(std::string_view(job.claims));
    made.token += "." + base64url(std::string_view(job.key->key.sign(job.key->alg, made.token)));
    cost_ = (cost_ * 7 + watch.elapsed().count()) / 8;
  } catch (...) {
    made.failure = std::current_exception();
  }
  return made;
}

}  // namespace portvakt::grant
