// The calendar of an organisation's expiring keys (RFC 5545).
#pragma once

#include "model/notification.hpp"
#include "store/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace portvakt::notification {

/// A whole day for each key, with an alarm two weeks before. `issuer` names the calendar and
/// `application`, which ends in a slash, is where keys are renewed.
std::string calendar(const std::vector<store::KeyExpiry>& keys, Language language,
                     std::string_view issuer, std::string_view application, Instant now);

}  // namespace portvakt::notification
