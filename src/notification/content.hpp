// What notices say: made from what happened, as the JSON object that webhooks get and that the
// other channels put into words.
#pragma once

#include "base/random.hpp"
#include "model/notification.hpp"
#include "store/notices.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace portvakt::notification {

/// Days before a key's end at which it is told of, the most first.
inline constexpr std::int64_t kDaysBefore[] = {60, 30, 14, 7, 1};
/// The fewest of them that the key is within; nothing when it is not near its end, or past it.
std::optional<std::int64_t> days_before(Instant now, Instant expires);

/// One thing that happened, and to whom it is told.
struct Event {
  OrgNumber to;
  NotificationEvent kind;
  std::string content;
};

/// Nothing for a request that was withdrawn.
std::optional<Event> of_request(store::Reader& reader, const store::RequestChange& change);
/// `keys` are one organisation's; the first 100 are named, the others counted.
Event of_keys(const std::vector<store::KeyToTell>& keys);
std::string test_content();

/// One for each of the organisation's points that hears of it.
std::vector<Notice> notices(const Event& event, const std::vector<NotificationPoint>& points,
                            Random& random, Instant now);
Notice notice(const NotificationPoint& point, NotificationEvent kind, std::string content,
              Random& random, Instant now);

}  // namespace portvakt::notification
