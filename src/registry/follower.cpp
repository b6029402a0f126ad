#include "registry/follower.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <utility>

namespace portvakt::registry {

using store::Change;
using store::Entity;

Follower::Follower(store::Store& store, Registry& registry, Clock& clock,
                   std::function<void(const std::vector<SigningKeyRecord>&)> on_signing_keys)
    : store_(store),
      registry_(registry),
      clock_(clock),
      on_signing_keys_(std::move(on_signing_keys)) {}

Follower::~Follower() { stop(); }

void Follower::load() {
  const std::scoped_lock lock(applying_);
  reload();
}

void Follower::reload() {
  Registry fresh = registry_.successor();
  std::vector<SigningKeyRecord> signing_keys;
  const store::Loader loader{
      .scope = [&](Scope&& scope) { fresh.put(scope); },
      .access = [&](Access&& access) { fresh.put(access); },
      .delegation = [&](Delegation&& delegation) { fresh.put(delegation); },
      .system_user = [&](SystemUser&& user) { fresh.put(user); },
      .client = [&](Client&& client) { fresh.put(client, {}); },
      .client_key = [&](const ClientId& id, ClientKey&& key) { fresh.add_key(id, key); },
      .signing_key = [&](SigningKeyRecord&& key) { signing_keys.push_back(std::move(key)); },
  };
  // Changes committed while we load may be in what we read or not; the feed from `revision` on
  // brings them again, and applying a change twice is harmless because each brings the whole
  // object.
  const store::Revision revision = store_.load(loader);
  fresh.put(std::move(signing_keys));
  registry_.adopt(std::move(fresh));
  seen_ = revision;
  fresh_at_ = epoch(clock_.now());
  if (on_signing_keys_) on_signing_keys_(*registry_.signing_keys());
}

void Follower::catch_up() {
  const std::scoped_lock lock(applying_);
  while (true) {
    const auto changes = store_.changes_after(seen_);
    if (!changes) {
      log::warn("change_feed_gap", {{"revision", seen_.load()}});
      return reload();
    }
    if (changes->empty()) break;
    store_.read([&](store::Reader& reader) {
      for (const Change& change : *changes) apply(reader, change);
    });
    seen_ = changes->back().revision;
  }
  fresh_at_ = epoch(clock_.now());
}

void Follower::apply(store::Reader& reader, const Change& change) {
  switch (change.entity) {
    case Entity::organisation:
    case Entity::prefix:
    case Entity::delegation_source:
    case Entity::on_behalf_of:
    case Entity::access_request:
    case Entity::notification_point:
      return;  // no token decision looks at them
    case Entity::scope:
      if (const auto scope = reader.scope(must(ScopeName::parse(change.key))))
        registry_.put(*scope);
      return;
    case Entity::access: {
      const auto parts = split_white(change.key);
      const ScopeName scope = must(ScopeName::parse(parts.at(0)));
      const OrgNumber consumer = must(OrgNumber::parse(parts.at(1)));
      if (const auto access = reader.access(scope, consumer)) {
        registry_.put(*access);
      } else {
        registry_.drop_access(scope, consumer);
      }
      return;
    }
    case Entity::delegation: {
      const auto parts = split_white(change.key);
      const auto delegation = reader.delegation(must(ScopeName::parse(parts.at(0))),
                                                must(OrgNumber::parse(parts.at(1))),
                                                must(OrgNumber::parse(parts.at(2))));
      if (delegation) registry_.put(*delegation);
      return;
    }
    case Entity::system_user:
      if (const auto user = reader.system_user(must(Uuid::parse(change.key)))) registry_.put(*user);
      return;
    case Entity::client: {
      const ClientId id = must(ClientId::parse(change.key));
      if (const auto client = reader.client(id)) registry_.put(*client, reader.keys_of(id));
      return;
    }
    case Entity::client_keys: {
      const ClientId id = must(ClientId::parse(change.key));
      registry_.put_keys(id, reader.keys_of(id));
      return;
    }
    case Entity::signing_key:
      registry_.put(reader.signing_keys());
      if (on_signing_keys_) on_signing_keys_(*registry_.signing_keys());
      return;
  }
  std::unreachable();
}

void Follower::start(milliseconds interval) {
  thread_ = std::thread([this, interval] { run(interval); });
}

void Follower::run(milliseconds interval) {
  bool failing = false;
  while (!stopping_) {
    store_.wait_for_change(interval);
    if (stopping_) return;
    try {
      catch_up();
      if (std::exchange(failing, false))
        log::info("change_feed_recovered", {{"revision", seen_.load()}});
    } catch (const std::exception& e) {
      if (!std::exchange(failing, true))
        log::error("change_feed_lost", {{"error.message", e.what()}});
    }
  }
}

void Follower::stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  store_.stop_waiting();
  thread_.join();
}

Instant Follower::fresh_at() const { return from_epoch(fresh_at_); }

}  // namespace portvakt::registry
