// Which TLS we speak, in one place: 1.2 and 1.3, forward secrecy and AEAD only, ALPN `http/1.1`, no
// renegotiation.
#pragma once

#include "http/server.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace portvakt::http {

/// Throws std::runtime_error with a sentence fit for the operator when a file does not load or the
/// two do not belong together. Contexts are never changed afterwards: a reload makes a new one for
/// new connections.
std::shared_ptr<boost::asio::ssl::context> load_tls(const TlsFiles& files);

}  // namespace portvakt::http
