#include "notification/content.hpp"

#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <utility>

namespace portvakt::notification {
namespace {

constexpr std::size_t kMostNamedKeys = 100;

std::string name_of(store::Reader& reader, OrgNumber org) {
  const auto organisation = reader.organisation(org);
  return organisation && !organisation->name.empty() ? organisation->name : org.digits();
}

}  // namespace

std::optional<std::int64_t> days_before(Instant now, Instant expires) {
  std::optional<std::int64_t> fewest;
  if (expires <= now) return fewest;
  for (const std::int64_t days : kDaysBefore) {
    if (expires - now <= std::chrono::days{days}) fewest = days;
  }
  return fewest;
}

std::optional<Event> of_request(store::Reader& reader, const store::RequestChange& change) {
  const auto request = reader.access_request(change.request);
  if (!request || change.state == AccessRequestState::withdrawn) return std::nullopt;
  json::object content{{"id", request->id.text()}, {"scope", request->scope.text()}};
  if (change.state == AccessRequestState::requested) {
    content["consumer_orgno"] = request->consumer.digits();
    content["consumer_name"] = name_of(reader, request->consumer);
    content["reason"] = request->reason;
    return Event{request->owner, NotificationEvent::access_requested, json::serialize(content)};
  }
  content["owner_orgno"] = request->owner.digits();
  content["owner_name"] = name_of(reader, request->owner);
  content["state"] = word(change.state);
  content["answer"] = request->answer;
  return Event{request->consumer, NotificationEvent::access_answered, json::serialize(content)};
}

Event of_keys(const std::vector<store::KeyToTell>& keys) {
  json::array named;
  for (const store::KeyToTell& each : keys) {
    if (named.size() == kMostNamedKeys) break;
    named.push_back(json::object{{"client_id", each.key.client.text()},
                                 {"client_name", each.key.client_name},
                                 {"kid", each.key.kid.text()},
                                 {"expires", rfc3339(each.key.expires)}});
  }
  const json::object content{{"total", keys.size()}, {"keys", std::move(named)}};
  return {keys.front().org, NotificationEvent::key_expires, json::serialize(content)};
}

std::string test_content() { return "{}"; }

Notice notice(const NotificationPoint& point, NotificationEvent kind, std::string content,
              Random& random, Instant now) {
  return {.id = must(Uuid::parse(random_uuid(random))),
          .point = point.id,
          .event = kind,
          .content = std::move(content),
          .created = now,
          .state = Notice::State::waiting,
          .attempts = 0,
          .due = now,
          .fault = {}};
}

std::vector<Notice> notices(const Event& event, const std::vector<NotificationPoint>& points,
                            Random& random, Instant now) {
  std::vector<Notice> made;
  for (const NotificationPoint& point : points) {
    if (point.channel == Channel::calendar || !point.hears(event.kind)) continue;
    made.push_back(notice(point, event.kind, event.content, random, now));
  }
  return made;
}

}  // namespace portvakt::notification
