#include "login/sessions.hpp"

#include "base/base64.hpp"
#include "jose/keys.hpp"

#include <algorithm>

namespace portvakt::login {
namespace {

// A use is written down once in a while only: each would be a durable write.
constexpr seconds kBetweenUses{60};
constexpr int kUsesAnIdleTime = 10;

Instant whole_seconds(Instant at) { return std::chrono::floor<seconds>(at); }

}  // namespace

std::string digest(std::string_view secret) { return base64url(jose::sha256(secret)); }

std::string csrf_token(std::string_view cookie) { return digest("csrf " + std::string(cookie)); }

Opened Sessions::open(const Person& person, std::string_view before) {
  const Instant now = whole_seconds(clock_.now());
  std::string cookie = random_token_id(random_);
  Session session{digest(cookie),
                  person.subject,
                  person.name,
                  person.organisations.at(0).org,
                  person.organisations,
                  now,
                  now,
                  now + limits_.absolute};
  store_.change_logins([&](store::Logins& logins) {
    logins.purge(now, now - limits_.idle);
    if (!before.empty()) logins.drop(digest(before));
    logins.put(session);
  });
  return {std::move(cookie), std::move(session)};
}

std::optional<Session> Sessions::look(std::string_view cookie) const {
  if (cookie.empty()) return std::nullopt;
  auto session = store_.session(digest(cookie));
  if (!session) return std::nullopt;
  const Instant now = clock_.now();
  if (session->expires <= now || idle_expires(*session) <= now) return std::nullopt;
  return session;
}

std::optional<Session> Sessions::use(std::string_view cookie) {
  auto session = look(cookie);
  if (!session) return std::nullopt;
  const Instant now = whole_seconds(clock_.now());
  if (now - session->used < std::min(kBetweenUses, limits_.idle / kUsesAnIdleTime)) return session;
  session->used = now;
  store_.change_logins([&](store::Logins& logins) { logins.use(session->digest, now); });
  return session;
}

void Sessions::change(const Session& session) {
  store_.change_logins([&](store::Logins& logins) { logins.change(session); });
}

void Sessions::close(std::string_view cookie) {
  if (cookie.empty()) return;
  store_.change_logins([&](store::Logins& logins) { logins.drop(digest(cookie)); });
}

void Sessions::purge() {
  const Instant now = clock_.now();
  store_.change_logins([&](store::Logins& logins) { logins.purge(now, now - limits_.idle); });
}

}  // namespace portvakt::login
