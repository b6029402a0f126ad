// Answers of the self-service API: success as JSON, refusals as the error body of docs/protocol.md,
// and the frame that every handler with a caller stands in.
#pragma once

#include "base/json.hpp"
#include "endpoint/api.hpp"
#include "selfservice/authorization.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portvakt::endpoint {

/// `null` is success without a body.
using Answer = Result<json::value, selfservice::Refusal>;

http::Response succeeded(const json::value& body, int status = 200);
http::Response refused(ApiServices& api, const http::Request& request,
                       const selfservice::Refusal& refusal);
/// The error body with any status; `error` is a stable token for programs.
http::Response api_error(ApiServices& api, const http::Request& request, int status,
                         std::string_view error, const selfservice::Findings& findings);

/// Asks for the permit first, so that strangers learn nothing of what a body or a parameter should
/// be; then works.
template <selfservice::Operation operation, class Work>
http::Response answered(ApiServices& api, const ApiCall& call, Work work, int success = 200) {
  const auto permit = selfservice::authorize<operation>(call.caller);
  if (!permit) return refused(api, call.request, permit.error());
  const Answer answer = work(*permit);
  return answer ? succeeded(*answer, success) : refused(api, call.request, answer.error());
}

/// The rules of an operation for a caller whom another permit made: the operator in its API, a
/// maker of clients.
template <selfservice::Operation operation, class Work>
Answer acting(const selfservice::Caller& caller, Work work) {
  const auto permit = selfservice::authorize<operation>(caller);
  if (!permit) return std::unexpected(permit.error());
  return work(*permit);
}

/// Parameters after the question mark. A name that stands twice counts once, with its first value,
/// unless all are asked for.
class Query {
 public:
  static Result<Query, selfservice::Refusal> of(const http::Request& request);
  std::optional<std::string> text(std::string_view name) const;  ///< absent when empty
  std::vector<std::string> texts(std::string_view name) const;
  Result<std::optional<bool>, selfservice::Refusal> flag(std::string_view name) const;
  Result<store::Inactive, selfservice::Refusal> inactive() const;
  Result<std::string, selfservice::Refusal> needed(std::string_view name) const;

 private:
  explicit Query(std::vector<std::pair<std::string, std::string>> fields)
      : fields_(std::move(fields)) {}
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace portvakt::endpoint
