// The words by which the wire and the store know the values of an enumeration.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace portvakt {

/// Every value of `Value` once.
template <class Value, std::size_t size>
using Words = std::array<std::pair<Value, std::string_view>, size>;

template <class Value, std::size_t size>
std::string_view word_of(const Words<Value, size>& words, Value value) {
  return std::ranges::find(words, value, &Words<Value, size>::value_type::first)->second;
}

template <class Value, std::size_t size>
std::optional<Value> value_of(const Words<Value, size>& words, std::string_view text) {
  const auto it = std::ranges::find(words, text, &Words<Value, size>::value_type::second);
  if (it == words.end()) return std::nullopt;
  return it->first;
}

}  // namespace portvakt
