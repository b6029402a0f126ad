#include "store/store.hpp"

#include "store/change_waiter.hpp"
#include "store/load.hpp"
#include "store/migrate.hpp"
#include "store/pool.hpp"
#include "store/query.hpp"
#include "store/sql_logins.hpp"
#include "store/sql_notices.hpp"
#include "store/sql_transaction.hpp"

#include <fmt/format.h>

namespace portvakt::store {
namespace {

struct ChangeRow {
  Number revision = 0;
  std::string entity, key;
  auto columns(this auto& self) { return std::tie(self.revision, self.entity, self.key); }
  Change record() const { return {revision, entity_of(entity), key}; }
};

Connection::Options connection_options(const Store::Options& options) {
  return {.patience = options.patience};
}

/// The operator's first contact with the database: what cannot get better by itself is told with
/// the path.
void prepare(const Address& address, Connection::Options options, Instant now) {
  options.missing = Connection::Options::Missing::create;
  try {
    const auto connection = Connection::open(address, options);
    migrate(*connection, migrations(), now, address.shown);
  } catch (const DatabaseFault& e) {
    switch (e.fault) {
      case Fault::not_a_database:
      case Fault::damaged:
      case Fault::unwritable:
      case Fault::read_only:
      case Fault::refused:
      case Fault::forbidden:
        throw UnusableStore(fmt::format("{}: {}", address.shown, e.what()));
      case Fault::locked:
      case Fault::slow:
      case Fault::full:
      case Fault::away:
      case Fault::crowded:
      case Fault::constraint:
      case Fault::no_schema:
      case Fault::broken:
        throw;
    }
  }
}

Number feed_revision(Connection& connection) {
  return scalar<Number>(connection, "select revision from feed").value_or(0);
}

}  // namespace

class Store::Engine {
 public:
  Engine(const Options& options, Clock& clock)
      : address(Address::parse(options.url)),
        clock(clock),
        waiter(address),
        pool([this,
              tuned = connection_options(options)] { return Connection::open(address, tuned); },
             options.connections, options.patience) {
    prepare(address, connection_options(options), clock.now());
  }

  const Address address;
  Clock& clock;
  ChangeWaiter waiter;
  Pool pool;
};

Store::Store(const Options& options, Clock& clock)
    : engine_(std::make_unique<Engine>(options, clock)) {}
Store::~Store() = default;

void Store::read(const std::function<void(Reader&)>& work) {
  auto lease = engine_->pool.begin(Mode::read);
  SqlTransaction picture(*lease);
  work(picture);
}

bool Store::write(const Actor& actor, const std::function<bool(Transaction&)>& work) {
  auto lease = engine_->pool.begin(Mode::write);
  SqlTransaction change(*lease);
  change.become_writer(actor, engine_->clock.now());
  if (!work(change)) return false;
  change.publish();
  lease.commit();
  return true;
}

void Store::change_logins(const std::function<void(Logins&)>& work) {
  auto lease = engine_->pool.begin(Mode::write);
  SqlLogins logins(*lease);
  work(logins);
  lease.commit();
}

std::optional<Session> Store::session(const std::string& digest) {
  auto lease = engine_->pool.begin(Mode::read);
  return SqlLogins(*lease).session(digest);
}

void Store::read_notices(const std::function<void(Notices&, Reader&)>& work) {
  auto lease = engine_->pool.begin(Mode::read);
  SqlNotices notices(*lease);
  SqlTransaction picture(*lease);
  work(notices, picture);
}

void Store::change_notices(const std::function<void(Notices&, Reader&)>& work) {
  auto lease = engine_->pool.begin(Mode::write);
  SqlNotices notices(*lease);
  SqlTransaction picture(*lease);
  work(notices, picture);
  lease.commit();
}

Revision Store::revision() {
  auto lease = engine_->pool.begin(Mode::read);
  return feed_revision(*lease);
}

std::optional<std::vector<Change>> Store::changes_after(Revision seen, std::size_t limit) {
  auto lease = engine_->pool.begin(Mode::read);
  const Revision newest = feed_revision(*lease);
  if (seen == newest) return std::vector<Change>{};
  if (seen > newest) return std::nullopt;  // an older backup was restored under us
  auto changes = all<ChangeRow>(*lease,
                                "select revision, entity, entity_key from change"
                                " where revision > :seen order by revision limit :limit",
                                Number{seen}, static_cast<Number>(limit));
  if (limit > 0 && (changes.empty() || changes.front().revision != seen + 1)) return std::nullopt;
  return changes;
}

Revision Store::load(const Loader& loader) {
  auto lease = engine_->pool.begin(Mode::read);
  const Revision revision = feed_revision(*lease);
  load_all(*lease, loader);
  return revision;
}

void Store::wait_for_change(std::chrono::milliseconds at_most) { engine_->waiter.wait(at_most); }
void Store::stop_waiting() { engine_->waiter.stop(); }

bool Store::reachable() {
  try {
    revision();
    return true;
  } catch (const StoreError&) {
    return false;
  }
}

}  // namespace portvakt::store
