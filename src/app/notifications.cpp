#include "app/notifications.hpp"

#include "base/files.hpp"
#include "base/json.hpp"
#include "http/client.hpp"
#include "http/mail.hpp"
#include "http/networks.hpp"
#include "jose/keys.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace portvakt::app {
namespace {

using notification::Arrival;
using Outcome = Arrival::Outcome;

constexpr milliseconds kWebhookWithin{10'000};
constexpr std::size_t kLargestAnswer = std::size_t{64} * 1024;
constexpr int kGone = 410;

http::MailServer mail_server(const NotificationsConfig& config) {
  http::MailServer server{.url = config.smtp_url,
                          .starttls = config.smtp_starttls,
                          .username = config.smtp_username,
                          .password = {},
                          .from = config.from};
  if (config.smtp_password_file.empty()) return server;
  auto password = read_secret(config.smtp_password_file);
  if (!password) {
    throw std::runtime_error(fmt::format("notifications.smtp_password_file: {}", password.error()));
  }
  server.password = *std::move(password);
  return server;
}

Arrival post(const http::MailServer& server, const notification::Letter& letter, Instant now) {
  const auto sent = http::send(server, {.to = letter.to,
                                        .subject = letter.subject,
                                        .text = letter.body,
                                        .id = letter.id,
                                        .date = now});
  if (sent) return {};
  return {sent.error().permanent ? Outcome::never : Outcome::try_again, sent.error().reason};
}

/// RFC 8417 section 2.3: the type says that this is no access token.
std::string signed_event(const grant::ActiveKey& key, const std::string& claims) {
  const json::object header{
      {"typ", "secevent+jwt"}, {"kid", key.kid}, {"alg", jose::word(key.alg)}};
  return jose::sign_compact(key.key, key.alg, json::serialize(header), claims);
}

/// RFC 8935 section 2: any 2xx is an acknowledgement.
Arrival push(const std::string& url, const std::string& token,
             const std::vector<http::Network>& allowed) {
  http::OutgoingRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/secevent+jwt"}, {"Accept", "application/json"}};
  request.body = token;
  request.strangers = allowed;
  request.timeout = kWebhookWithin;
  request.max_response_bytes = kLargestAnswer;
  const auto response = http::fetch(request);
  if (!response) return {Outcome::try_again, response.error()};
  if (response->status >= 200 && response->status < 300) return {};
  return {response->status == kGone ? Outcome::never : Outcome::try_again,
          fmt::format("The receiver answered {}", response->status)};
}

}  // namespace

std::vector<Channel> channels(const NotificationsConfig& config) {
  std::vector<Channel> configured;
  if (!config.smtp_url.empty()) configured.push_back(Channel::email);
  if (config.webhooks) configured.push_back(Channel::webhook);
  if (config.calendar) configured.push_back(Channel::calendar);
  return configured;
}

notification::Sender sender(const Config& config) {
  return {.issuer = config.issuer, .application = web_url(config) + config.web.base_path.substr(1)};
}

notification::Couriers couriers(const NotificationsConfig& config, const grant::SigningKeys& keys,
                                const Clock& clock) {
  notification::Couriers out;
  if (!config.smtp_url.empty()) {
    out.mail = [server = mail_server(config), &clock](const notification::Letter& letter) {
      return post(server, letter, clock.now());
    };
  }
  if (config.webhooks) {
    std::vector<http::Network> allowed;
    allowed.reserve(config.webhook_networks.size());
    for (const std::string& network : config.webhook_networks)
      allowed.push_back(must(http::Network::parse(network)));
    out.webhook = [allowed = std::move(allowed), &keys](const std::string& url,
                                                        const std::string& claims) -> Arrival {
      const auto key = keys.active();
      if (key == nullptr) return {Outcome::try_again, "This server has no active signing key"};
      return push(url, signed_event(*key, claims), allowed);
    };
  }
  return out;
}

}  // namespace portvakt::app
