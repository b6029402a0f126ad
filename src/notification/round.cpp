#include "notification/round.hpp"

#include "notification/content.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>
#include <vector>

namespace portvakt::notification {
namespace {

using namespace std::chrono_literals;
using store::Notices;
using store::Reader;

constexpr std::int64_t kAtOnce = 16;  // notices that a node takes upon itself, each on a thread
constexpr auto kLease = 10min;        // longer than any attempt takes
constexpr auto kBetweenLooks = 1h;    // at keys
constexpr auto kFarthest = std::chrono::days{kDaysBefore[0]};
constexpr auto kBetweenPurges = 1h;
constexpr auto kKept = std::chrono::days{30};
constexpr store::Revision kChangesAtOnce = 1000;
// Whoever turns notifications on again does not want to hear of last month.
constexpr auto kStale = std::chrono::days{1};

void add(Notices& notices, Reader& reader, const Event& event, Random& random, Instant now) {
  for (const Notice& each :
       portvakt::notification::notices(event, reader.notification_points(event.to), random, now)) {
    notices.add(each);
  }
}

/// Those that have come nearer to their end than they were told of, with how near.
std::vector<store::KeyToTell> untold(std::vector<store::KeyToTell> keys, Instant now) {
  std::vector<store::KeyToTell> news;
  for (store::KeyToTell& key : keys) {
    const auto days = days_before(now, key.key.expires);
    if (!days || (key.told_days != 0 && key.told_days <= *days)) continue;
    key.told_days = *days;
    news.push_back(std::move(key));
  }
  return news;
}

void count(const Notice& after, Round::Counts& counts) {
  switch (after.state) {
    case Notice::State::delivered:
      ++counts.delivered;
      return;
    case Notice::State::waiting:
      ++counts.failed;
      return;
    case Notice::State::given_up:
      ++counts.given_up;
      return;
  }
}

}  // namespace

Round::Round(store::Store& store, Couriers couriers, Sender sender, Clock& clock, Random& random)
    : store_(store),
      couriers_(std::move(couriers)),
      sender_(std::move(sender)),
      clock_(clock),
      random_(random) {}

Round::Result Round::go() {
  Result result;
  if (!sends()) return result;
  tell_changes();
  tell_keys();
  deliver(result);
  purge();
  return result;
}

/// Notices and the mark are one transaction, so no change is told twice or not at all.
void Round::tell_changes() {
  const store::Revision newest = store_.revision();
  store::NotificationMark mark;
  store_.read_notices([&](Notices& notices, Reader&) { mark = notices.mark(); });
  // A mark beyond the newest change is of a database that an older backup was put in place of.
  const bool knows_past = mark.told >= 0 && mark.told <= newest;
  if (mark.told == newest) return;
  const store::Revision to = knows_past ? std::min(newest, mark.told + kChangesAtOnce) : newest;
  const Instant now = clock_.now();
  store_.change_notices([&](Notices& notices, Reader& reader) {
    if (!notices.told(mark.told, to) || !knows_past) return;
    for (const store::RequestChange& change : notices.request_changes(mark.told, to)) {
      if (now - change.at > kStale) continue;
      if (const auto event = of_request(reader, change)) add(notices, reader, *event, random_, now);
    }
  });
}

/// Looked for without a lock, since there may be many; whoever moves the mark first tells of them.
void Round::tell_keys() {
  const Instant now = clock_.now();
  Instant looked;
  bool again = false;
  std::vector<store::KeyToTell> news;
  store_.read_notices([&](Notices& notices, Reader&) {
    looked = notices.mark().keys_looked;
    again = looked > now || now - looked >= kBetweenLooks;
    if (again) news = untold(notices.keys_to_tell(now, now + kFarthest), now);
  });
  if (!again) return;
  store_.change_notices([&](Notices& notices, Reader& reader) {
    if (!notices.looked_at_keys(looked, now)) return;
    for (const store::KeyToTell& key : news) notices.tell(key);
    for (auto first = news.begin(); first != news.end();) {
      const auto last =
          std::find_if(first, news.end(), [&](const auto& key) { return key.org != first->org; });
      add(notices, reader, of_keys({first, last}), random_, now);
      first = last;
    }
  });
}

std::vector<Round::Due> Round::take_due() {
  const Instant now = clock_.now();
  std::vector<Due> due;
  bool any = false;
  store_.read_notices([&](Notices& notices, Reader&) { any = notices.any_due(now); });
  if (!any) return due;
  store_.change_notices([&](Notices& notices, Reader& reader) {
    for (Notice& notice : notices.take_due(now, now + kLease, kAtOnce)) {
      auto point = reader.notification_point(notice.point);
      if (point) due.push_back({std::move(notice), *std::move(point)});
    }
  });
  return due;
}

/// The lease is taken before and the outcome written after, so that nothing is locked while a
/// courier waits. A node that dies in between leaves a notice that another delivers once more. All
/// are attempted beside each other: a receiver that never answers holds up nobody else.
void Round::deliver(Result& result) {
  const std::vector<Due> due = take_due();
  std::vector<std::future<Notice>> attempts;
  attempts.reserve(due.size());
  for (const Due& each : due) {
    attempts.push_back(std::async(std::launch::async, [&] {
      return delivered(each.notice, each.point, couriers_, sender_, clock_.now());
    }));
  }
  for (std::size_t i = 0; i < due.size(); ++i) {
    const Notice after = attempts[i].get();
    store_.change_notices([&](Notices& notices, Reader&) { notices.settle(after); });
    count(after, due[i].point.channel == Channel::email ? result.mail : result.webhook);
  }
}

void Round::purge() {
  const Instant now = clock_.now();
  if (now < next_purge_) return;
  store_.change_notices([&](Notices& notices, Reader&) { notices.purge(now - kKept); });
  next_purge_ = now + kBetweenPurges;
}

}  // namespace portvakt::notification
