// Who is connected: one Peer per connection, all of them in one Roster that knows how long each has
// been idle and when each runs out of time. A peer's socket, phase and flags belong to its strand;
// the Roster may be asked from any thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace portvakt::http {

using Moment = std::chrono::steady_clock::time_point;
inline Moment moment() { return std::chrono::steady_clock::now(); }

enum class Phase { handshake, idle, reading, answering, closing };

class Roster;

class Peer : public std::enable_shared_from_this<Peer> {
 public:
  static std::shared_ptr<Peer> join(const std::shared_ptr<Roster>& roster,
                                    boost::asio::ip::tcp::socket connected, Moment deadline);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Between requests, until `until`; false when the server is draining and wants no further
  /// request.
  bool rest(Moment until);
  void work(Moment until);   ///< a request has begun
  void leave(Moment until);  ///< no request will be served; counts no longer against the limit
  void due(Moment until) { deadline_ = until; }
  bool draining() const;

  boost::asio::ip::tcp::socket socket;
  const std::string address;
  Phase phase = Phase::handshake;
  bool too_slow = false;  ///< the deadline passed while a request was being read; the session says
                          ///< so and closes

 private:
  friend class Roster;
  using Seats = std::list<Peer*>;

  Peer(std::shared_ptr<Roster> roster, boost::asio::ip::tcp::socket connected, Moment deadline);
  void check_deadline();     // on the strand
  void leave_unless_busy();  // on the strand

  const std::shared_ptr<Roster> roster_;
  std::atomic<Moment> deadline_;
  Seats* seats_ = nullptr;  // guarded by the roster, as is the place in it
  Seats::iterator seat_;
};

class Roster {
 public:
  std::size_t size() const;     ///< without those that are leaving
  std::size_t leaving() const;  ///< told to go, or turned away and still listening to why
  bool evict_longest_idle();
  void expire(Moment now);  ///< wakes every peer whose deadline has passed
  void wind_down();         ///< from now on nobody rests; idle peers go
  void close_all();
  bool draining() const { return draining_; }
  bool empty() const;

 private:
  friend class Peer;
  using Seats = Peer::Seats;

  void move(Peer& peer, Seats& to);  // with the lock held
  template <class Act>
  static void tell(Peer& peer, Act act);

  mutable std::mutex mutex_;  // guards the lists and every peer's seat
  Seats idle_;  // in the order in which they became idle, hence also of their deadlines
  Seats busy_;
  Seats leaving_;
  std::atomic<bool> draining_ = false;
};

}  // namespace portvakt::http
