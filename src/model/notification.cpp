#include "model/notification.hpp"

#include "base/text.hpp"
#include "model/words.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace portvakt {
namespace {

constexpr Words<Channel, 3> kChannels{
    {{Channel::email, "EMAIL"}, {Channel::webhook, "WEBHOOK"}, {Channel::calendar, "CALENDAR"}}};
constexpr Words<NotificationEvent, 4> kEvents{
    {{NotificationEvent::key_expires, "KEY_EXPIRES"},
     {NotificationEvent::access_requested, "ACCESS_REQUESTED"},
     {NotificationEvent::access_answered, "ACCESS_ANSWERED"},
     {NotificationEvent::test, "TEST"}}};
constexpr Words<Language, 3> kLanguages{
    {{Language::nb, "nb"}, {Language::nn, "nn"}, {Language::en, "en"}}};
constexpr Words<Notice::State, 3> kStates{{{Notice::State::waiting, "WAITING"},
                                           {Notice::State::delivered, "DELIVERED"},
                                           {Notice::State::given_up, "GIVEN_UP"}}};

}  // namespace

std::string_view word(Channel value) { return word_of(kChannels, value); }
std::string_view word(NotificationEvent value) { return word_of(kEvents, value); }
std::string_view word(Language value) { return word_of(kLanguages, value); }
std::string_view word(Notice::State value) { return word_of(kStates, value); }
std::optional<Channel> channel(std::string_view text) { return value_of(kChannels, text); }
std::optional<NotificationEvent> notification_event(std::string_view text) {
  return value_of(kEvents, text);
}
std::optional<Language> language(std::string_view text) { return value_of(kLanguages, text); }
std::optional<Notice::State> notice_state(std::string_view text) { return value_of(kStates, text); }

bool is_email_address(std::string_view text) {
  constexpr std::size_t kLongest = 254, kLongestName = 64, kLongestLabel = 63;
  constexpr std::string_view kNameSigns = "!#$%&'*+-/=?^_`{|}~";
  const std::size_t at = text.find('@');
  if (text.size() > kLongest || at == std::string_view::npos || at > kLongestName) return false;
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  for (const std::string_view atom : split(text.substr(0, at), '.')) {
    if (atom.empty() || !std::ranges::all_of(atom, [&](char c) {
          return alphanumeric(c) || kNameSigns.find(c) != std::string_view::npos;
        }))
      return false;
  }
  const auto labels = split(text.substr(at + 1), '.');
  return labels.size() >= 2 && std::ranges::all_of(labels, [&](std::string_view label) {
           return !label.empty() && label.size() <= kLongestLabel && !label.starts_with('-') &&
                  !label.ends_with('-') &&
                  std::ranges::all_of(label, [&](char c) { return alphanumeric(c) || c == '-'; });
         });
}

bool is_webhook_address(std::string_view text, bool plain) {
  constexpr std::size_t kLongest = 1000;
  if (text.size() > kLongest) return false;
  const auto url = boost::urls::parse_absolute_uri(text);  // one without a fragment
  if (!url) return false;
  const auto scheme = url->scheme_id();
  return (scheme == boost::urls::scheme::https || (plain && scheme == boost::urls::scheme::http)) &&
         !url->encoded_host().empty() && !url->has_userinfo();
}

bool NotificationPoint::hears(NotificationEvent event) const {
  return event == NotificationEvent::test || std::ranges::find(events, event) != events.end();
}

}  // namespace portvakt
