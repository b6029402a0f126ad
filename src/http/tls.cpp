#include "http/tls.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string_view>

namespace portvakt::http {
namespace {

namespace ssl = boost::asio::ssl;

constexpr const char* kTls12Ciphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kGroups = "X25519:P-256:P-384";

/// RFC 7301 section 3.2: a client that names protocols but not ours is told so and not misled.
int select_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  constexpr std::string_view kOurs = "http/1.1";
  for (unsigned int at = 0; at < offered_length;) {
    const unsigned int length = offered[at];
    if (at + 1 + length > offered_length) break;
    const std::string_view name(reinterpret_cast<const char*>(offered + at + 1), length);
    if (name == kOurs) {
      *chosen = offered + at + 1;
      *chosen_length = static_cast<unsigned char>(length);
      return SSL_TLSEXT_ERR_OK;
    }
    at += 1 + length;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void harden(SSL_CTX* native) {
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(
      native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // resumption by tickets alone, under a key that lives and dies with this context
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, select_protocol, nullptr);
  const bool known = SSL_CTX_set_cipher_list(native, kTls12Ciphers) == 1 &&
                     SSL_CTX_set1_groups_list(native, kGroups) == 1;
  if (!known) throw std::runtime_error("this OpenSSL lacks the cipher suites that TLS needs");
}

}  // namespace

std::shared_ptr<ssl::context> load_tls(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  harden(context->native_handle());
  boost::system::error_code failed;
  // without this OpenSSL would ask the terminal for the passphrase of an encrypted key
  context->set_password_callback([](std::size_t, ssl::context::password_purpose) { return ""; },
                                 failed);
  context->use_certificate_chain_file(files.certificate_chain, failed);
  if (failed) {
    throw std::runtime_error(fmt::format("cannot use the TLS certificate chain {}: {}",
                                         files.certificate_chain, failed.message()));
  }
  context->use_private_key_file(files.private_key, ssl::context::pem, failed);
  if (failed) {
    throw std::runtime_error(
        fmt::format("cannot use the TLS private key {} with the certificate {}: {}",
                    files.private_key, files.certificate_chain, failed.message()));
  }
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    throw std::runtime_error(fmt::format("the TLS private key {} does not belong to {}",
                                         files.private_key, files.certificate_chain));
  }
  return context;
}

}  // namespace portvakt::http
