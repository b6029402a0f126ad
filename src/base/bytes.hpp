// Octets are carried in std::string; these views lend them to interfaces that speak std::byte.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace portvakt {

inline std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span{text.data(), text.size()});
}
inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace portvakt
