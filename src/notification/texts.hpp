// A notice in words, for people: in the language of its point.
#pragma once

#include "model/notification.hpp"

#include <string>
#include <string_view>

namespace portvakt::notification {

struct Text {
  std::string subject;  ///< one line
  std::string body;     ///< lines end in `\n`
};

/// `application` is the address of the web application, which ends in a slash. Throws
/// std::runtime_error for a content that is none of ours.
Text text_of(const Notice& notice, Language language, std::string_view application);

/// `02.03.2026`, in UTC, as the web application writes days.
std::string day(Instant at);

}  // namespace portvakt::notification
