// The few pages that people meet on this listener: an error code explained, and where things are.
// Plain HTML without scripts, under a Content-Security-Policy that allows none.
#pragma once

#include "endpoint/error_help.hpp"
#include "http/message.hpp"

#include <string_view>

namespace portvakt::endpoint {

/// `/errors/{code}`; a 404 page that lists the known codes when there is no such code.
http::Response error_page(std::string_view code, Language language);

/// What is under the base path where the web application was not built in: the addresses an
/// integrator needs, and how to get the application.
http::Response start_page(std::string_view issuer, Language language);

}  // namespace portvakt::endpoint
