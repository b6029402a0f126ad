#include "notification/delivery.hpp"

#include "base/json.hpp"
#include "base/log.hpp"
#include "notification/texts.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <utility>

namespace portvakt::notification {
namespace {

using namespace std::chrono_literals;

/// After the first failure, the second, …: two days in all.
constexpr std::array<seconds, 8> kPauses{1min, 5min, 30min, 2h, 4h, 8h, 12h, 24h};

std::string_view event_type(NotificationEvent event) {
  switch (event) {
    case NotificationEvent::key_expires:
      return "urn:portvakt:key-expires";
    case NotificationEvent::access_requested:
      return "urn:portvakt:access-requested";
    case NotificationEvent::access_answered:
      return "urn:portvakt:access-answered";
    case NotificationEvent::test:
      return "urn:portvakt:test";
  }
  std::unreachable();
}

Arrival off(const std::string& channel) {
  return {Arrival::Outcome::try_again, "This server is not configured to send " + channel};
}

Arrival attempt(const Notice& notice, const NotificationPoint& point, const Couriers& couriers,
                const Sender& sender, Instant now) {
  switch (point.channel) {
    case Channel::email: {
      if (!couriers.mail) return off("e-mail");
      Text text = text_of(notice, point.language, sender.application);
      return couriers.mail({.to = point.address,
                            .subject = std::move(text.subject),
                            .body = std::move(text.body),
                            .id = notice.id.text()});
    }
    case Channel::webhook:
      if (!couriers.webhook) return off("webhooks");
      return couriers.webhook(point.address,
                              security_event(notice, point.address, sender.issuer, now));
    case Channel::calendar:
      return {Arrival::Outcome::never, "A calendar is fetched"};
  }
  std::unreachable();
}

/// What cannot be written or signed is tried again like what cannot be carried: the fault may lie
/// in this server.
Arrival attempted(const Notice& notice, const NotificationPoint& point, const Couriers& couriers,
                  const Sender& sender, Instant now) try {
  return attempt(notice, point, couriers, sender, now);
} catch (const std::exception& e) {
  log::error("notice_failed", {{"notice.id", notice.id.text()}, {"error.message", e.what()}});
  return {Arrival::Outcome::try_again, "This server could not write the notice"};
}

}  // namespace

Notice delivered(Notice notice, const NotificationPoint& point, const Couriers& couriers,
                 const Sender& sender, Instant now) {
  using Outcome = Arrival::Outcome;
  Arrival arrival = attempted(notice, point, couriers, sender, now);
  const auto failed = static_cast<std::size_t>(notice.attempts++);
  notice.fault = std::move(arrival.fault);
  notice.due = now;
  if (arrival.outcome == Outcome::arrived) {
    notice.state = Notice::State::delivered;
  } else if (arrival.outcome == Outcome::never || failed >= kPauses.size()) {
    notice.state = Notice::State::given_up;
  } else {
    notice.due = now + kPauses[failed];
  }
  return notice;
}

std::string security_event(const Notice& notice, const std::string& audience,
                           const std::string& issuer, Instant now) {
  json::object events{{event_type(notice.event), read_json(notice.content).value_or(nullptr)}};
  return json::serialize(json::object{{"iss", issuer},
                                      {"jti", notice.id.text()},
                                      {"iat", epoch(now)},
                                      {"toe", epoch(notice.created)},
                                      {"aud", audience},
                                      {"events", std::move(events)}});
}

}  // namespace portvakt::notification
