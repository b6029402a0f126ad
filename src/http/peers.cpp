#include "http/peers.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace portvakt::http {
namespace {

namespace asio = boost::asio;

/// Without the port; an IPv4 client of a dual-stack socket under its own name.
std::string address_of(const asio::ip::tcp::socket& socket) {
  boost::system::error_code failed;
  const auto peer = socket.remote_endpoint(failed);
  if (failed) return {};
  const asio::ip::address address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

}  // namespace

Peer::Peer(std::shared_ptr<Roster> roster, asio::ip::tcp::socket connected, Moment deadline)
    : socket(std::move(connected)),
      address(address_of(socket)),
      roster_(std::move(roster)),
      deadline_(deadline) {}

/// Seated only once the shared pointer exists: from then on other threads take weak ones.
std::shared_ptr<Peer> Peer::join(const std::shared_ptr<Roster>& roster,
                                 asio::ip::tcp::socket connected, Moment deadline) {
  std::shared_ptr<Peer> peer(new Peer(roster, std::move(connected), deadline));
  const std::scoped_lock lock(roster->mutex_);
  peer->seats_ = &roster->busy_;
  peer->seat_ = peer->seats_->insert(peer->seats_->end(), peer.get());
  return peer;
}

Peer::~Peer() {
  const std::scoped_lock lock(roster_->mutex_);
  if (seats_ != nullptr) seats_->erase(seat_);
}

bool Peer::rest(Moment until) {
  const std::scoped_lock lock(roster_->mutex_);
  if (roster_->draining_) return false;
  phase = Phase::idle;
  deadline_ = until;
  roster_->move(*this, roster_->idle_);
  return true;
}

void Peer::work(Moment until) {
  phase = Phase::reading;
  deadline_ = until;
  const std::scoped_lock lock(roster_->mutex_);
  roster_->move(*this, roster_->busy_);
}

void Peer::leave(Moment until) {
  phase = Phase::closing;
  deadline_ = until;
  const std::scoped_lock lock(roster_->mutex_);
  roster_->move(*this, roster_->leaving_);
}

bool Peer::draining() const { return roster_->draining(); }

void Peer::check_deadline() {
  // whatever woke us was posted a moment ago: a new phase with a new deadline may have begun since
  if (moment() < deadline_.load()) return;
  boost::system::error_code ignored;
  if (phase != Phase::reading) {
    socket.close(ignored);
    return;
  }
  too_slow = true;
  deadline_ = Moment::max();
  socket.cancel(ignored);
}

void Peer::leave_unless_busy() {
  if (phase != Phase::idle && phase != Phase::handshake) return;
  boost::system::error_code ignored;
  socket.close(ignored);
}

std::size_t Roster::size() const {
  const std::scoped_lock lock(mutex_);
  return idle_.size() + busy_.size();
}

std::size_t Roster::leaving() const {
  const std::scoped_lock lock(mutex_);
  return leaving_.size();
}

bool Roster::empty() const {
  const std::scoped_lock lock(mutex_);
  return idle_.empty() && busy_.empty() && leaving_.empty();
}

void Roster::move(Peer& peer, Seats& to) {
  to.splice(to.end(), *peer.seats_, peer.seat_);
  peer.seats_ = &to;
}

/// Peers are only touched on their strands. With the lock held a peer in a list has not been
/// destroyed yet, but it may be about to: the weak pointer decides.
template <class Act>
void Roster::tell(Peer& peer, Act act) {
  asio::post(peer.socket.get_executor(), [weak = peer.weak_from_this(), act] {
    if (const auto alive = weak.lock()) act(*alive);
  });
}

bool Roster::evict_longest_idle() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) return false;
  Peer& longest = *idle_.front();
  move(longest, leaving_);  // should a request have begun meanwhile, work() takes it back
  tell(longest, [](Peer& peer) { peer.leave_unless_busy(); });
  return true;
}

void Roster::expire(Moment now) {
  const std::scoped_lock lock(mutex_);
  const auto wake = [](Peer& peer) { tell(peer, [](Peer& late) { late.check_deadline(); }); };
  for (Peer* peer : idle_) {
    if (peer->deadline_.load() > now) break;
    wake(*peer);
  }
  for (const Seats* seats : {&busy_, &leaving_}) {
    for (Peer* peer : *seats) {
      if (peer->deadline_.load() <= now) wake(*peer);
    }
  }
}

void Roster::wind_down() {
  const std::scoped_lock lock(mutex_);
  draining_ = true;
  for (const Seats* seats : {&idle_, &busy_}) {
    for (Peer* peer : *seats) tell(*peer, [](Peer& idle) { idle.leave_unless_busy(); });
  }
}

void Roster::close_all() {
  const std::scoped_lock lock(mutex_);
  for (const Seats* seats : {&idle_, &busy_, &leaving_}) {
    for (Peer* peer : *seats) {
      tell(*peer, [](Peer& any) {
        boost::system::error_code ignored;
        any.socket.close(ignored);
      });
    }
  }
}

}  // namespace portvakt::http
