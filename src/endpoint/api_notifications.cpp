#include "base/text.hpp"
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_page.hpp"
#include "notification/calendar.hpp"
#include "selfservice/notification_points.hpp"

#include <fmt/format.h>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;

constexpr std::string_view kCalendarFile = ".ics";

json::object point_json(const NotificationPoint& point) {
  json::object out{{"id", point.id.text()}, {"channel", word(point.channel)}};
  if (point.channel != Channel::calendar) out["address"] = point.address;
  out["language"] = word(point.language);
  json::array events;
  for (const NotificationEvent event : point.events) events.emplace_back(word(event));
  out["events"] = std::move(events);
  out["created"] = rfc3339(point.created);
  out["last_updated"] = rfc3339(point.last_updated);
  return out;
}

json::object notice_json(const Notice& notice) {
  json::object out{{"id", notice.id.text()},
                   {"event", word(notice.event)},
                   {"state", word(notice.state)},
                   {"attempts", notice.attempts},
                   {"created", rfc3339(notice.created)}};
  const bool waits = notice.state == Notice::State::waiting;
  out[waits ? "next_attempt" : "ended"] = rfc3339(notice.due);
  if (!notice.fault.empty()) out["fault"] = notice.fault;
  return out;
}

}  // namespace

http::Response list_notification_points(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_notification_points>(api, call, [&](auto permit) -> Answer {
    const auto points = selfservice::list_notification_points(api.rules, permit);
    if (!points) return std::unexpected(points.error());
    json::array channels;
    for (const Channel channel : api.rules.policy.channels) channels.emplace_back(word(channel));
    json::array items;
    for (const NotificationPoint& point : *points) items.emplace_back(point_json(point));
    return json::object{{"channels", std::move(channels)}, {"items", std::move(items)}};
  });
}

http::Response create_notification_point(ApiServices& api, const ApiCall& call) {
  return answered<Operation::change_notification_points>(
      api, call,
      [&](auto permit) -> Answer {
        const auto draft = selfservice::read_notification_point_draft(api.rules, call.request.body);
        if (!draft) return std::unexpected(draft.error());
        const auto made = selfservice::create_notification_point(api.rules, permit, *draft);
        if (!made) return std::unexpected(made.error());
        json::object out = point_json(made->point);
        if (!made->calendar_secret.empty()) {
          out["calendar_url"] = fmt::format("{}api/v1/calendar/{}{}", api.sender.issuer,
                                            made->calendar_secret, kCalendarFile);
        }
        return out;
      },
      201);
}

http::Response delete_notification_point(ApiServices& api, const ApiCall& call) {
  return answered<Operation::change_notification_points>(api, call, [&](auto permit) -> Answer {
    const auto point =
        selfservice::delete_notification_point(api.rules, permit, call.path_arguments[0]);
    if (!point) return std::unexpected(point.error());
    return point_json(*point);
  });
}

http::Response test_notification_point(ApiServices& api, const ApiCall& call) {
  return answered<Operation::change_notification_points>(
      api, call,
      [&](auto permit) -> Answer {
        const auto notice =
            selfservice::test_notification_point(api.rules, permit, call.path_arguments[0]);
        if (!notice) return std::unexpected(notice.error());
        return notice_json(*notice);
      },
      201);
}

http::Response list_notices(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_notification_points>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const auto notices =
        selfservice::list_notices(api.rules, permit, call.path_arguments[0], *slice);
    if (!notices) return std::unexpected(notices.error());
    return slice_json(*notices, notice_json);
  });
}

http::Response get_calendar(ApiServices& api, const ApiCall& call) {
  std::string_view secret = call.path_arguments[0];
  if (!secret.ends_with(kCalendarFile)) return api_not_found(api, call.request);
  secret.remove_suffix(kCalendarFile.size());
  const auto found = selfservice::calendar_keys(api.rules, secret);
  if (!found) return api_not_found(api, call.request);
  http::Response answer;
  answer.headers = {{"Content-Type", "text/calendar; charset=utf-8"},
                    {"Cache-Control", "private, max-age=3600"},
                    {"Referrer-Policy", "no-referrer"}};
  answer.body = notification::calendar(found->keys, found->point.language, api.sender.issuer,
                                       api.sender.application, api.rules.now());
  return answer;
}

}  // namespace portvakt::endpoint::handlers
