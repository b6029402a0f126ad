#include "http/session.hpp"

#include "base/log.hpp"
#include "base/trace.hpp"
#include "http/answer.hpp"
#include "http/framing.hpp"
#include "http/incoming.hpp"
#include "http/transport.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace portvakt::http {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kPartingTime{1};
constexpr std::size_t kUserAgentLimit = 128;
constexpr Fault kNobodyThere{0, {}, {}};  ///< left before a request began: nobody to answer
/// Content up to this size is joined with its head: one buffer, one TLS record.
constexpr std::size_t kSmallPayload = 8 * 1024;

std::string_view content_of(const Response& answer, const AnswerFrame& frame) {
  const bool none = frame.head_only || !may_have_content(answer.status);
  return none ? std::string_view{} : answer.payload();
}

template <class Stream>
class Session {
 public:
  Session(const Service& service, ExchangeLog& log, Peer& peer, Stream& stream)
      : service_(service), log_(log), peer_(peer), stream_(stream) {}

  asio::awaitable<void> run() {
    bool answered = false;
    while (co_await await_request()) {
      answered = true;
      if (!co_await exchange()) break;
      answered = false;
    }
    if (answered) co_await part();
  }

  asio::awaitable<void> dismiss() {
    peer_.leave(moment() + kPartingTime);
    const Fault fault{503, "The server has too many connections.", {}};
    Response answer = fault_answer(fault, random_hex(service_.random, 16));
    answer.headers.emplace_back("Retry-After", "1");
    if (co_await give(answer, AnswerFrame{})) co_await part();
  }

 private:
  asio::awaitable<bool> await_request();
  asio::awaitable<bool> exchange();
  asio::awaitable<std::optional<Fault>> receive(Incoming& incoming);
  asio::awaitable<std::optional<Fault>> receive_head(Incoming& incoming);
  asio::awaitable<Response> ask(Request request, std::string_view trace);
  asio::awaitable<bool> give(const Response& answer, AnswerFrame frame);
  asio::awaitable<void> part();
  Request identify(Incoming& incoming) const;
  Response refuse(const Fault& fault, std::string_view trace);

  Fault interrupted() const {
    if (in_.empty() && !head_taken_) return kNobodyThere;
    if (peer_.too_slow) return {408, "The request came too slowly.", "too_slow"};
    return {400, "The request ended early.", "incomplete"};
  }

  const Service& service_;
  ExchangeLog& log_;
  Peer& peer_;
  Stream& stream_;
  std::string in_;  // received and not yet dealt with: may hold the next request (pipelining)
  Moment started_;
  bool head_taken_ = false;
};

template <class Stream>
asio::awaitable<bool> Session<Stream>::await_request() {
  while (in_.empty()) {
    in_ = {};  // clear() would keep the memory of the last request
    if (!peer_.rest(moment() + service_.limits.idle_time)) co_return false;
    if (!co_await fill(stream_, in_)) co_return false;
  }
  started_ = moment();
  head_taken_ = false;
  peer_.work(started_ + service_.limits.header_time);
  co_return true;
}

template <class Stream>
asio::awaitable<std::optional<Fault>> Session<Stream>::receive_head(Incoming& incoming) {
  // RFC 9112 section 2.2: one empty line before a request is forgiven
  bool forgiven = false;
  std::size_t judged = 0;
  while (true) {
    if (!forgiven && in_.size() >= 2) {
      if (in_.starts_with("\r\n")) in_.erase(0, 2);
      forgiven = true;
    }
    const HeadProgress progress = head_progress(in_, judged);
    judged = in_.size();
    const std::size_t limit = service_.limits.header_bytes;
    if (progress.size > limit || (progress.size == 0 && judged >= limit)) {
      co_return Fault{431, "The head of the request is too large.", "head_too_large"};
    }
    if (progress.size > 0) {
      const auto fault = incoming.take_head(std::string_view(in_).substr(0, progress.size));
      in_.erase(0, progress.size);
      head_taken_ = true;
      co_return fault;
    }
    if (progress.spoiled) co_return Fault{400, "The request is malformed.", "framing"};
    if (!co_await fill(stream_, in_)) co_return interrupted();
  }
}

template <class Stream>
asio::awaitable<std::optional<Fault>> Session<Stream>::receive(Incoming& incoming) {
  if (const auto fault = co_await receive_head(incoming)) co_return fault;
  peer_.due(started_ + service_.limits.exchange_time);
  if (incoming.wants_continue() && in_.empty()) {
    if (!co_await send(stream_, "HTTP/1.1 100 Continue\r\n\r\n")) co_return interrupted();
  }
  while (!incoming.done()) {
    if (!in_.empty()) {
      const auto taken = incoming.take_body(in_);
      if (!taken) co_return taken.error();
      in_.erase(0, *taken);
      if (incoming.done()) break;
    }
    if (!co_await fill(stream_, in_)) co_return interrupted();
  }
  co_return std::nullopt;
}

/// What the handler's exception says goes to the log only.
template <class Stream>
asio::awaitable<Response> Session<Stream>::ask(Request request, std::string_view trace) {
  try {
    co_return co_await service_.handler(std::move(request));
  } catch (const std::exception& e) {
    log::error("handler_failed", {{"trace.id", trace}, {"error.message", e.what()}});
  } catch (...) {
    log::error("handler_failed", {{"trace.id", trace}});
  }
  co_return server_error(trace);
}

template <class Stream>
asio::awaitable<bool> Session<Stream>::give(const Response& answer, AnswerFrame frame) {
  const std::string_view content = content_of(answer, frame);
  std::string bytes = head_bytes(answer, frame);
  if (content.size() <= kSmallPayload) {
    bytes += content;
    co_return co_await send(stream_, bytes);
  }
  co_return co_await send(stream_, bytes) && co_await send(stream_, content);
}

template <class Stream>
Request Session<Stream>::identify(Incoming& incoming) const {
  Request request = incoming.release();
  request.trace = trace_id_of(request.header("traceparent"), service_.random);
  request.remote = peer_.address;
  request.tls = std::is_same_v<Stream, Tls>;
  return request;
}

template <class Stream>
Response Session<Stream>::refuse(const Fault& fault, std::string_view trace) {
  log_.rejected(fault.reason);
  peer_.due(moment() + kPartingTime);  // its own time may be over already
  return fault_answer(fault, trace);
}

/// True when the connection is good for another request.
template <class Stream>
asio::awaitable<bool> Session<Stream>::exchange() {
  Incoming incoming(service_.limits);
  const std::optional<Fault> fault = co_await receive(incoming);
  if (fault && fault->status == kNobodyThere.status) co_return false;
  peer_.phase = Phase::answering;

  Request request = identify(incoming);
  Exchange exchange;
  exchange.method = request.method;
  exchange.trace = request.trace;
  exchange.client = peer_.address;
  exchange.user_agent = request.header("user-agent").substr(0, kUserAgentLimit);

  Response answer;
  if (fault) {
    answer = refuse(*fault, exchange.trace);
  } else {
    answer = co_await ask(std::move(request), exchange.trace);
  }

  AnswerFrame frame;
  frame.keep_alive = !answer.close && incoming.keeps_alive() && !peer_.draining();
  frame.old = incoming.old();
  frame.head_only = exchange.method == Method::head;
  frame.tls = std::is_same_v<Stream, Tls>;
  exchange.delivered = co_await give(answer, frame);
  exchange.bytes = content_of(answer, frame).size();
  exchange.duration = std::chrono::duration_cast<std::chrono::microseconds>(moment() - started_);
  log_.record(exchange, answer);
  co_return exchange.delivered&& frame.keep_alive;
}

/// Closing with unread bytes would reset the connection, and the reset can overtake our answer (RFC
/// 9112 section 9.6).
template <class Stream>
asio::awaitable<void> Session<Stream>::part() {
  constexpr std::size_t kMostDiscarded = 4 * 1024 * 1024;
  peer_.phase = Phase::closing;
  peer_.due(moment() + kPartingTime);
  co_await say_goodbye(stream_);
  boost::system::error_code failed;
  peer_.socket.shutdown(Tcp::shutdown_send, failed);
  if (failed) co_return;
  std::size_t discarded = 0;
  while (discarded < kMostDiscarded) {
    in_.clear();
    if (!co_await fill(peer_.socket, in_)) co_return;
    discarded += in_.size();
  }
}

/// Keeps the gauge right whichever way a session ends, also when its coroutine is destroyed
/// unfinished.
class Presence {
 public:
  explicit Presence(ExchangeLog& log) : log_(log) { log_.opened(); }
  ~Presence() { log_.closed(); }
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;

 private:
  ExchangeLog& log_;
};

}  // namespace

asio::awaitable<void> serve(std::shared_ptr<const Service> service,
                            std::shared_ptr<ExchangeLog> log, std::shared_ptr<Peer> peer) {
  const Presence presence(*log);
  Session<Tcp> session(*service, *log, *peer, peer->socket);
  co_await session.run();
}

asio::awaitable<void> serve_tls(std::shared_ptr<const Service> service,
                                std::shared_ptr<ExchangeLog> log, std::shared_ptr<Peer> peer,
                                std::shared_ptr<asio::ssl::context> context) {
  const Presence presence(*log);
  Tls stream(peer->socket, *context);
  if (!co_await shake_hands(stream)) {
    log->rejected("tls_handshake");
    co_return;
  }
  Session<Tls> session(*service, *log, *peer, stream);
  co_await session.run();
}

asio::awaitable<void> turn_away(std::shared_ptr<const Service> service,
                                std::shared_ptr<ExchangeLog> log, std::shared_ptr<Peer> peer) {
  Session<Tcp> session(*service, *log, *peer, peer->socket);
  co_await session.dismiss();
}

}  // namespace portvakt::http
