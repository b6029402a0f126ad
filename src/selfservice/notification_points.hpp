// Where an organisation is told of what happens (docs/protocol.md §5.19): its points, what was sent
// to them, and the calendar that is one of them.
#pragma once

#include "model/notification.hpp"
#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

inline constexpr std::size_t kMostNotificationPoints = 20;

/// From the body of a request; what it says is right, whether it may be is asked when it is made.
struct NotificationPointDraft {
  Channel channel = Channel::email;
  std::string address;  ///< empty: of a calendar
  Language language = Language::nb;
  std::vector<NotificationEvent> events;
};
Result<NotificationPointDraft, Refusal> read_notification_point_draft(const Services&,
                                                                      std::string_view body);

/// A new point, and what only its maker is told.
struct MadePoint {
  NotificationPoint point;
  std::string calendar_secret;  ///< empty: no calendar
};

/// The caller's organisation's; somebody else's is refused as one that does not exist.
Result<std::vector<NotificationPoint>, Refusal> list_notification_points(
    Services&, Permit<Operation::list_notification_points>);
Result<MadePoint, Refusal> create_notification_point(Services&,
                                                     Permit<Operation::change_notification_points>,
                                                     const NotificationPointDraft& draft);
Result<NotificationPoint, Refusal> delete_notification_point(
    Services&, Permit<Operation::change_notification_points>, std::string_view id);
Result<Notice, Refusal> test_notification_point(Services&,
                                                Permit<Operation::change_notification_points>,
                                                std::string_view id);
Result<store::Part<Notice>, Refusal> list_notices(Services&,
                                                  Permit<Operation::list_notification_points>,
                                                  std::string_view id, store::Slice);

struct CalendarKeys {
  NotificationPoint point;
  std::vector<store::KeyExpiry> keys;  ///< 1000 at most
};
/// Whoever knows the secret may see it.
std::optional<CalendarKeys> calendar_keys(Services&, std::string_view secret);

}  // namespace portvakt::selfservice
