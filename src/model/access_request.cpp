#include "model/access_request.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace portvakt {
namespace {

constexpr std::array<std::pair<AccessRequestState, std::string_view>, 4> kStates{{
    {AccessRequestState::requested, "REQUESTED"},
    {AccessRequestState::approved, "APPROVED"},
    {AccessRequestState::denied, "DENIED"},
    {AccessRequestState::withdrawn, "WITHDRAWN"},
}};

}  // namespace

std::string_view word(AccessRequestState value) {
  return std::ranges::find(kStates, value, &decltype(kStates)::value_type::first)->second;
}

std::optional<AccessRequestState> access_request_state(std::string_view text) {
  const auto it = std::ranges::find(kStates, text, &decltype(kStates)::value_type::second);
  if (it == kStates.end()) return std::nullopt;
  return it->first;
}

}  // namespace portvakt
