// One attempt to deliver a notice, and when the next is due.
#pragma once

#include "model/notification.hpp"
#include "notification/couriers.hpp"

#include <string>

namespace portvakt::notification {

/// What notices say of this server.
struct Sender {
  std::string issuer;
  std::string application;  ///< address of the web application, which ends in a slash
};

/// The notice as it stands after the attempt at `now`. Blocks as long as the courier does.
Notice delivered(Notice notice, const NotificationPoint& point, const Couriers& couriers,
                 const Sender& sender, Instant now);

/// A security event token's claims (RFC 8417 section 2.2), for the point whose URL is `audience`.
std::string security_event(const Notice& notice, const std::string& audience,
                           const std::string& issuer, Instant now);

}  // namespace portvakt::notification
