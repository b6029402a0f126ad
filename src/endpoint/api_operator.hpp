// The frames of the operator's API: to look takes one permit, to change another, and what changes
// goes through the same rules as everybody's, with the operator's rights.
#pragma once

#include "endpoint/api_answer.hpp"
#include "selfservice/overview.hpp"

namespace portvakt::endpoint::handlers {

using selfservice::Operation;
using selfservice::Overview;
using selfservice::Refusal;

/// `work(Overview)`.
template <class Work>
http::Response operators_look(ApiServices& api, const ApiCall& call, Work work) {
  return answered<Operation::read_as_operator>(
      api, call, [&](auto permit) -> Answer { return work(Overview(api.rules, permit)); });
}

/// `work(permit)`, the permit being that of the rule behind it.
template <Operation theirs, class Work>
http::Response operated(ApiServices& api, const ApiCall& call, int success, Work work) {
  return answered<Operation::write_as_operator>(
      api, call,
      [&](auto permit) -> Answer {
        const selfservice::Caller desk = selfservice::as_operator(permit);
        return acting<theirs>(desk, work);
      },
      success);
}

template <class T>
Answer silent(const Result<T, Refusal>& done) {
  if (!done) return std::unexpected(done.error());
  return nullptr;
}

}  // namespace portvakt::endpoint::handlers
