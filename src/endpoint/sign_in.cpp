#include "endpoint/sign_in.hpp"

#include "base/log.hpp"
#include "base/task.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::endpoint {

using http::Request;
using http::Response;
using login::Failure;

namespace {

constexpr std::size_t kLongestPath = 2000;

/// Somebody under way; counted until the answer is there.
class Traveller {
 public:
  explicit Traveller(std::atomic<int>& all) : all_(all), number_(++all) {}
  ~Traveller() { --all_; }
  Traveller(const Traveller&) = delete;
  Traveller& operator=(const Traveller&) = delete;
  int number() const { return number_; }

 private:
  std::atomic<int>& all_;
  const int number_;
};

Response redirect(std::string location) {
  Response answer;
  answer.status = 302;
  answer.headers = {{"Location", std::move(location)}, {"Cache-Control", "no-store"}};
  return answer;
}

/// Characters of a path, a query and a fragment (RFC 3986). A backslash, which browsers take for a
/// slash, is none of them.
bool is_plain(char c) {
  constexpr std::string_view kOthers = "-._~%!$&'()*+,;=:@/?#";
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || kOthers.contains(c);
}

bool has_dot_segment(std::string_view wanted) {
  const std::string path = lower(wanted.substr(0, wanted.find_first_of("?#")));
  return std::ranges::any_of(split(path, '/'), [](std::string_view segment) {
    const auto decoded = percent_decoded(segment, Plus::is_plus);
    return !decoded || *decoded == "." || *decoded == "..";
  });
}

}  // namespace

std::string own_path(std::string_view wanted, const std::string& base_path) {
  const bool ours = wanted.starts_with(base_path) && wanted.size() <= kLongestPath &&
                    std::ranges::all_of(wanted, is_plain) && !has_dot_segment(wanted) &&
                    !wanted.substr(0, wanted.find_first_of("?#")).contains("//");
  return ours ? std::string(wanted) : base_path;
}

Response SignIn::turned_away(Failure why) const {
  Response answer = redirect(desk_.web().base_path + "login?error=" + std::string(word(why)));
  answer.log_fields.emplace_back("error", word(why));
  return answer;
}

template <class Step>
asio::awaitable<Response> SignIn::guarded(Request request, Step step) {
  const Traveller traveller(at_once_);
  if (traveller.number() > kMostAtOnce) co_return turned_away(Failure::unavailable);
  co_return co_await on(threads_, [&] {
    try {
      return (this->*step)(request);
    } catch (const store::StoreError& e) {
      log::error(
          "store_failed",
          {{"operation", "login"}, {"trace.id", request.trace}, {"error.message", e.what()}});
      return turned_away(Failure::unavailable);
    }
  });
}

asio::awaitable<Response> SignIn::begin(Request request) {
  return guarded(std::move(request), &SignIn::depart);
}
asio::awaitable<Response> SignIn::finish(Request request) {
  return guarded(std::move(request), &SignIn::arrive);
}

Response SignIn::depart(const Request& request) {
  std::string wanted;
  const auto parameters = http::parse_form(request.query).value_or(login::Parameters{});
  for (const auto& [name, value] : parameters) {
    if (name == "return_to") wanted = value;
  }
  auto departure = client_.begin(own_path(wanted, desk_.web().base_path));
  if (!departure) return turned_away(departure.error());
  Response answer = redirect(std::move(departure->location));
  answer.headers.emplace_back("Set-Cookie",
                              kept_cookie(kLoginCookie, departure->cookie) + "; Max-Age=600");
  return answer;
}

Response SignIn::arrive(const Request& request) {
  const auto parameters = http::parse_form(request.query);
  auto arrival = parameters
                     ? client_.finish(*parameters, cookie(request, kLoginCookie))
                     : Result<login::Client::Arrival, Failure>(std::unexpected(Failure::failed));
  Response answer =
      arrival ? redirect(std::move(arrival->return_to)) : turned_away(arrival.error());
  answer.headers.emplace_back("Set-Cookie", dropped_cookie(kLoginCookie));
  if (!arrival) return answer;
  const auto opened = desk_.sessions().open(arrival->person, cookie(request, kSessionCookie));
  answer.headers.emplace_back("Set-Cookie", kept_cookie(kSessionCookie, opened.cookie));
  answer.log_fields.emplace_back("organization.id", opened.session.org.digits());
  return answer;
}

}  // namespace portvakt::endpoint
