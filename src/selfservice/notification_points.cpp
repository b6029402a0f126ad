#include "selfservice/notification_points.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "jose/keys.hpp"
#include "notification/content.hpp"
#include "selfservice/members.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr const char* kObject = "notificationpoint";
constexpr std::int64_t kMostCalendarKeys = 1000;
constexpr seconds kBetweenTests{60};  // an address may be somebody else's

std::unexpected<Refusal> clash(std::string field, std::string message) {
  return std::unexpected(conflict(kObject, std::move(field), std::move(message)));
}
Refusal unknown_point() {
  return not_found(kObject, "Organisasjonen har ikke noe varslingspunkt med denne id-en");
}

std::string digest_of(std::string_view secret) { return base64url(jose::sha256(secret)); }

std::string_view address_rule(Channel channel) {
  switch (channel) {
    case Channel::email:
      return "address må være en e-postadresse, som drift@kommune.example";
    case Channel::webhook:
      return "address må være en https-adresse uten brukernavn og fragment, høyst 1000 tegn";
    case Channel::calendar:
      return "En kalender har ingen address: den får en hemmelig adresse når den er laget";
  }
  std::unreachable();
}

bool fits(const Services& services, Channel channel, const std::string& address) {
  switch (channel) {
    case Channel::email:
      return is_email_address(address);
    case Channel::webhook:
      return is_webhook_address(address, services.policy.plain_webhooks);
    case Channel::calendar:
      return address.empty();
  }
  std::unreachable();
}

Channel read_channel(const Services& services, Members& members) {
  const std::string text = members.text("channel").value_or("");
  const auto named = portvakt::channel(text);
  if (!named) {
    members.object_to("channel", "channel må være EMAIL, WEBHOOK eller CALENDAR");
  } else if (std::ranges::find(services.policy.channels, *named) ==
             services.policy.channels.end()) {
    members.object_to("channel", "Denne tjenesten er ikke satt opp til å varsle slik");
  }
  return named.value_or(Channel::email);
}

Language read_language(Members& members) {
  const auto named = language(members.text("language").value_or("nb"));
  if (!named) members.object_to("language", "language må være nb, nn eller en");
  return named.value_or(Language::nb);
}

std::vector<NotificationEvent> read_events(Members& members, Channel channel) {
  std::vector<NotificationEvent> events;
  bool right = true;
  for (const std::string& text : members.texts("events").value_or(std::vector<std::string>{})) {
    const auto event = notification_event(text);
    right = right && event && *event != NotificationEvent::test &&
            (channel != Channel::calendar || *event == NotificationEvent::key_expires);
    if (event && std::ranges::find(events, *event) == events.end()) events.push_back(*event);
  }
  if (!right || events.empty()) {
    members.object_to("events", channel == Channel::calendar
                                    ? "events må være KEY_EXPIRES for en kalender"
                                    : "events må være minst én av KEY_EXPIRES, ACCESS_REQUESTED og "
                                      "ACCESS_ANSWERED");
  }
  return events;
}

Result<NotificationPoint, Refusal> found(store::Reader& reader, const Caller& caller,
                                         std::string_view id) {
  const auto uuid = Uuid::parse(id);
  auto point = uuid ? reader.notification_point(*uuid) : std::nullopt;
  if (!point || point->org != caller.org) return std::unexpected(unknown_point());
  return *std::move(point);
}

}  // namespace

Result<NotificationPointDraft, Refusal> read_notification_point_draft(const Services& services,
                                                                      std::string_view body) {
  const auto object = read_body(body, kObject);
  if (!object) return std::unexpected(object.error());
  Members members(*object, kObject);
  NotificationPointDraft draft;
  draft.channel = read_channel(services, members);
  draft.address = members.text("address").value_or("");
  if (members.findings().empty() && !fits(services, draft.channel, draft.address))
    members.object_to("address", std::string(address_rule(draft.channel)));
  draft.language = read_language(members);
  draft.events = read_events(members, draft.channel);
  if (services.policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(members.findings()));
  return draft;
}

Result<std::vector<NotificationPoint>, Refusal> list_notification_points(
    Services& services, Permit<Operation::list_notification_points> permit) {
  using Points = std::vector<NotificationPoint>;
  return look<Points>(services, [&](store::Reader& reader) -> Result<Points, Refusal> {
    return reader.notification_points(permit.caller().org);
  });
}

Result<MadePoint, Refusal> create_notification_point(
    Services& services, Permit<Operation::change_notification_points> permit,
    const NotificationPointDraft& draft) {
  const Caller& caller = permit.caller();
  const bool secret = draft.channel == Channel::calendar;
  MadePoint made{.point = {.id = must(Uuid::parse(random_uuid(services.random))),
                           .org = caller.org,
                           .channel = draft.channel,
                           .address = draft.address,
                           .language = draft.language,
                           .events = draft.events,
                           .created = services.now(),
                           .last_updated = services.now()},
                 .calendar_secret = secret ? random_token_id(services.random) : ""};
  if (secret) made.point.address = digest_of(made.calendar_secret);
  return commit<MadePoint>(
      services, caller, [&](store::Transaction& transaction) -> Result<MadePoint, Refusal> {
        const auto points = transaction.notification_points(caller.org);
        if (points.size() >= kMostNotificationPoints) {
          return clash("", "Organisasjonen har allerede " +
                               std::to_string(kMostNotificationPoints) +
                               " varslingspunkter: fjern et først");
        }
        const bool known = std::ranges::any_of(points, [&](const NotificationPoint& other) {
          return other.channel == made.point.channel && other.address == made.point.address;
        });
        if (known) {
          return clash("address",
                       "Organisasjonen har allerede et varslingspunkt med denne "
                       "adressen: fjern det først for å endre det");
        }
        transaction.put(made.point);
        return made;
      });
}

Result<NotificationPoint, Refusal> delete_notification_point(
    Services& services, Permit<Operation::change_notification_points> permit, std::string_view id) {
  return commit<NotificationPoint>(
      services, permit.caller(),
      [&](store::Transaction& transaction) -> Result<NotificationPoint, Refusal> {
        auto point = found(transaction, permit.caller(), id);
        if (point) transaction.drop(*point);
        return point;
      });
}

Result<Notice, Refusal> test_notification_point(
    Services& services, Permit<Operation::change_notification_points> permit, std::string_view id) {
  Result<Notice, Refusal> outcome = std::unexpected(Refusal{});
  services.store.change_notices([&](store::Notices& notices, store::Reader& reader) {
    const auto point = found(reader, permit.caller(), id);
    if (!point) {
      outcome = std::unexpected(point.error());
      return;
    }
    if (point->channel == Channel::calendar) {
      outcome = clash("", "En kalender hentes av den som abonnerer, så det er ingenting å sende");
      return;
    }
    if (notices.tested(point->id, services.now() - kBetweenTests)) {
      outcome =
          clash("", "Et prøvevarsel er på vei hit, eller ble sendt for mindre enn et minutt siden");
      return;
    }
    outcome = notification::notice(*point, NotificationEvent::test, notification::test_content(),
                                   services.random, services.now());
    notices.add(*outcome);
  });
  return outcome;
}

Result<store::Part<Notice>, Refusal> list_notices(
    Services& services, Permit<Operation::list_notification_points> permit, std::string_view id,
    store::Slice slice) {
  Result<store::Part<Notice>, Refusal> outcome = std::unexpected(Refusal{});
  services.store.read_notices([&](store::Notices& notices, store::Reader& reader) {
    const auto point = found(reader, permit.caller(), id);
    if (point) {
      outcome = notices.notices(point->id, slice);
    } else {
      outcome = std::unexpected(point.error());
    }
  });
  return outcome;
}

std::optional<CalendarKeys> calendar_keys(Services& services, std::string_view secret) {
  constexpr auto kFar = std::chrono::days{100 * 366};
  std::optional<CalendarKeys> found;
  services.store.read([&](store::Reader& reader) {
    const auto point = reader.calendar(digest_of(secret));
    if (!point) return;
    const store::KeyExpirySearch search{
        .org = point->org, .as_supplier = true, .before = services.now() + kFar};
    found = CalendarKeys{*point,
                         reader.key_expiries(search, {.skip = 0, .take = kMostCalendarKeys}).items};
  });
  return found;
}

}  // namespace portvakt::selfservice
