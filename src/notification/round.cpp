#include "notification/round.hpp"

#include "notification/content.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace portvakt::notification {
namespace {

using namespace std::chrono_literals;
using store::Notices;
using store::Reader;

constexpr std::int64_t kAtOnce = 20;  // notices that a node takes upon itself
constexpr auto kLease = 10min;        // longer than all of them can take, 20 s each
constexpr auto kBetweenLooks = 1h;    // at keys
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

void Round::tell_keys() {
  const Instant now = clock_.now();
  Instant looked;
  store_.read_notices([&](Notices& notices, Reader&) { looked = notices.mark().keys_looked; });
  if (looked <= now && now - looked < kBetweenLooks) return;
  store_.change_notices([&](Notices& notices, Reader& reader) {
    if (!notices.looked_at_keys(looked, now)) return;
    std::vector<store::KeyToTell> news;  // of one organisation
    const auto tell = [&] {
      if (!news.empty()) add(notices, reader, of_keys(news), random_, now);
      news.clear();
    };
    const auto farthest = std::chrono::days{*std::ranges::max_element(kDaysBefore)};
    for (store::KeyToTell& key : notices.keys_to_tell(now, now + farthest)) {
      const auto days = days_before(now, key.key.expires);
      if (!days || (key.told_days != 0 && key.told_days <= *days)) continue;
      if (!news.empty() && news.front().org != key.org) tell();
      key.told_days = *days;
      notices.tell(key);
      news.push_back(std::move(key));
    }
    tell();
  });
}

/// The lease is taken before and the outcome written after, so that nothing is locked while a
/// courier waits. A node that dies in between leaves a notice that another delivers once more.
void Round::deliver(Result& result) {
  struct Due {
    Notice notice;
    std::optional<NotificationPoint> point;
  };
  std::vector<Due> due;
  const Instant now = clock_.now();
  std::int64_t waiting = 0;
  store_.read_notices([&](Notices& notices, Reader&) { waiting = notices.waiting(); });
  if (waiting == 0) return;
  store_.change_notices([&](Notices& notices, Reader& reader) {
    for (Notice& notice : notices.take_due(now, now + kLease, kAtOnce)) {
      auto point = reader.notification_point(notice.point);
      due.push_back({std::move(notice), std::move(point)});
    }
  });
  for (Due& each : due) {
    if (!each.point) continue;  // it went away, and its notices with it
    const Notice after =
        delivered(std::move(each.notice), *each.point, couriers_, sender_, clock_.now());
    store_.change_notices([&](Notices& notices, Reader&) { notices.settle(after); });
    Counts& counts = each.point->channel == Channel::email ? result.mail : result.webhook;
    switch (after.state) {
      case Notice::State::delivered:
        ++counts.delivered;
        break;
      case Notice::State::waiting:
        ++counts.failed;
        break;
      case Notice::State::given_up:
        ++counts.given_up;
        break;
    }
  }
}

void Round::purge() {
  const Instant now = clock_.now();
  if (now < next_purge_) return;
  store_.change_notices([&](Notices& notices, Reader&) { notices.purge(now - kKept); });
  next_purge_ = now + kBetweenPurges;
}

}  // namespace portvakt::notification
