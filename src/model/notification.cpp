#include "model/notification.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace portvakt {
namespace {

template <class Value, std::size_t size>
using Words = std::array<std::pair<Value, std::string_view>, size>;

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

template <class Value, std::size_t size>
std::string_view word_of(const Words<Value, size>& words, Value value) {
  return std::ranges::find(words, value, &Words<Value, size>::value_type::first)->second;
}
template <class Value, std::size_t size>
std::optional<Value> value_of(const Words<Value, size>& words, std::string_view text) {
  const auto it = std::ranges::find(words, text, &Words<Value, size>::value_type::second);
  if (it == words.end()) return std::nullopt;
  return it->first;
}

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
  constexpr std::string_view kSecure = "https://", kPlain = "http://";
  if (text.size() > kLongest || !Uri::parse(text)) return false;
  const std::string start = lower(text.substr(0, kSecure.size()));
  const bool is_plain = start.starts_with(kPlain);
  if (start != kSecure && !(plain && is_plain)) return false;
  const std::string_view rest = text.substr(is_plain ? kPlain.size() : kSecure.size());
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  return !authority.empty() && authority.find('@') == std::string_view::npos &&
         rest.find('#') == std::string_view::npos;
}

bool NotificationPoint::hears(NotificationEvent event) const {
  return event == NotificationEvent::test || std::ranges::find(events, event) != events.end();
}

}  // namespace portvakt
