// How organisations are told of what happens, as the configuration says: e-mail over SMTP, webhooks
// signed with the server's own key, calendars.
#pragma once

#include "app/config.hpp"
#include "base/clock.hpp"
#include "grant/signing_keys.hpp"
#include "model/notification.hpp"
#include "notification/couriers.hpp"
#include "notification/delivery.hpp"

#include <string>
#include <vector>

namespace portvakt::app {

std::vector<Channel> channels(const NotificationsConfig& config);
/// What notices say of the server; `config` has its issuer by now.
notification::Sender sender(const Config& config);
/// Throws std::runtime_error with a sentence for the operator when the password cannot be read.
notification::Couriers couriers(const NotificationsConfig& config, const grant::SigningKeys& keys,
                                const Clock& clock);

}  // namespace portvakt::app
