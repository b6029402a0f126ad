// Who runs this process, by the operating system's name for them.
#pragma once

#include <string>

namespace portvakt::app {

std::string process_user();  ///< the number where there is no name

}  // namespace portvakt::app
