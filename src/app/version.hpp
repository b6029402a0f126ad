// The version of this program; a test compares it with the build's.
#pragma once

namespace portvakt::app {

constexpr const char* kVersion = "0.1.0";

}  // namespace portvakt::app
