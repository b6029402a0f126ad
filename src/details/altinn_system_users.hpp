// Altinn's system users, asked over HTTP for every token (docs/protocol.md §6.2). Strict: whatever
// is not plainly an answer to the question is none.
#pragma once

#include "altinn/platform.hpp"
#include "details/system_user.hpp"

namespace portvakt::details {

class AltinnSystemUsers final : public SystemUsers {
 public:
  AltinnSystemUsers(altinn::Platform& platform, const Clock& clock);
  boost::asio::awaitable<SystemUserAnswer> ask(SystemUserQuestion question,
                                               Stopwatch waiting) override;

 private:
  altinn::Api api_;
};

/// Below the platform's base URL.
std::string system_user_path(const SystemUserQuestion& question);
/// What the body of a 200 says; the error is a sentence that repeats nothing of it.
SystemUserAnswer system_user_says(std::string_view body, const SystemUserQuestion& question);

}  // namespace portvakt::details
