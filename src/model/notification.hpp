// Whom an organisation wants told of what happens (docs/protocol.md §5.19), and what is on its way
// to them.
#pragma once

#include "base/clock.hpp"
#include "model/names.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt {

enum class Channel { email, webhook, calendar };
enum class NotificationEvent { key_expires, access_requested, access_answered, test };
enum class Language { nb, nn, en };

std::string_view word(Channel);            ///< `EMAIL`
std::string_view word(NotificationEvent);  ///< `KEY_EXPIRES`
std::string_view word(Language);           ///< `nb`
std::optional<Channel> channel(std::string_view text);
std::optional<NotificationEvent> notification_event(std::string_view text);
std::optional<Language> language(std::string_view text);

/// `name@host.example` in ASCII: a dot-atom and a host name (RFC 5321 section 4.1.2), without what
/// nobody's address has.
bool is_email_address(std::string_view text);
/// An absolute https URL without user and fragment, at most 1000 characters; http too where
/// `plain`.
bool is_webhook_address(std::string_view text, bool plain);

struct NotificationPoint {
  Uuid id;
  OrgNumber org;
  Channel channel = Channel::email;
  /// An e-mail address or a URL; of a calendar the SHA-256 of its secret, in base64url.
  std::string address;
  Language language = Language::nb;
  std::vector<NotificationEvent> events;  ///< what it is told; tests beside them
  Instant created, last_updated;

  bool hears(NotificationEvent event) const;
};

/// One thing to tell one point. `content` is the JSON object that a webhook gets, with everything
/// that any channel says.
struct Notice {
  enum class State { waiting, delivered, given_up };

  Uuid id;
  Uuid point;
  NotificationEvent event = NotificationEvent::test;
  std::string content;
  Instant created;
  State state = State::waiting;
  std::int64_t attempts = 0;
  Instant due;        ///< waiting: the next attempt; else when it ended
  std::string fault;  ///< of the last attempt, a sentence; empty: none
};

std::string_view word(Notice::State);  ///< `GIVEN_UP`
std::optional<Notice::State> notice_state(std::string_view text);

}  // namespace portvakt
