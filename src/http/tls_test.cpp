#include "http/tls.hpp"

#include "http/certificate_fixture.hpp"
#include "http/server_fixture.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <memory>

namespace portvakt::http {
namespace {

namespace ssl = boost::asio::ssl;

class TlsTest : public ServerFixture {
 protected:
  std::uint16_t start_tls(const Limits& limits = {}) {
    make(limits);
    const std::uint16_t port = server_->listen_tls("tls", "127.0.0.1:0", certificate_.files());
    run();
    return port;
  }
  CertificateFiles certificate_;
};

/// A TLS connection with the versions and protocols that a test asks for.
class TlsClient {
 public:
  struct Hello {
    int lowest = TLS1_2_VERSION;
    int highest = TLS1_3_VERSION;
    std::string protocols;  ///< in ALPN's length-prefixed form
  };

  TlsClient(std::uint16_t port, const Hello& hello) : raw_(port), stream_(raw_.socket(), context_) {
    SSL* native = stream_.native_handle();
    SSL_set_security_level(native, 0);  // so that the old versions can be offered at all
    SSL_set_min_proto_version(native, hello.lowest);
    SSL_set_max_proto_version(native, hello.highest);
    if (!hello.protocols.empty()) {
      SSL_set_alpn_protos(native, reinterpret_cast<const unsigned char*>(hello.protocols.data()),
                          static_cast<unsigned>(hello.protocols.size()));
    }
    stream_.handshake(ssl::stream_base::client, failed_);
  }

  bool connected() const { return !failed_; }
  std::string ask(std::string_view request) {
    boost::asio::write(stream_, boost::asio::buffer(request));
    std::string answer(4096, '\0');
    answer.resize(stream_.read_some(boost::asio::buffer(answer), failed_));
    return answer;
  }
  long serial() {
    const std::unique_ptr<X509, OpensslEnd> seen(
        SSL_get1_peer_certificate(stream_.native_handle()));
    return seen ? ASN1_INTEGER_get(X509_get0_serialNumber(seen.get())) : 0;
  }
  std::string protocol() {
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(stream_.native_handle(), &chosen, &length);
    return length == 0 ? "" : std::string(reinterpret_cast<const char*>(chosen), length);
  }
  std::string cipher() { return SSL_get_cipher_name(stream_.native_handle()); }
  int version() { return SSL_version(stream_.native_handle()); }
  bool at_end() {
    char byte = 0;
    stream_.read_some(boost::asio::buffer(&byte, 1), failed_);
    return failed_ == boost::asio::error::eof || failed_ == ssl::error::stream_truncated;
  }

 private:
  RawClient raw_;
  ssl::context context_{ssl::context::tls_client};
  ssl::stream<boost::asio::ip::tcp::socket&> stream_;
  boost::system::error_code failed_;
};

const std::string kGet = "GET /t HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(TlsTest, ServesKeepsAliveAndOffersStrictTransport) {
  TlsClient client(start_tls(), {});
  ASSERT_TRUE(client.connected());
  for (int i = 0; i < 2; ++i) {
    const std::string answer = client.ask(kGet);
    EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, testing::HasSubstr("\r\nStrict-Transport-Security: max-age=31536000\r\n"));
    EXPECT_THAT(answer, testing::EndsWith("GET /t? 0 "));
  }
}

TEST_F(TlsTest, SpeaksTwoVersionsWithForwardSecrecy) {
  const std::uint16_t port = start_tls();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(port, {.lowest = version, .highest = version, .protocols = ""});
    ASSERT_TRUE(client.connected()) << version;
    EXPECT_EQ(client.version(), version);
    EXPECT_THAT(client.cipher(),
                testing::AnyOf(testing::StartsWith("TLS_"), testing::StartsWith("ECDHE-")));
    EXPECT_THAT(client.ask(kGet), testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  }
}

TEST_F(TlsTest, RefusesOlderVersions) {
  const std::uint16_t port = start_tls();
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    EXPECT_FALSE(
        TlsClient(port, {.lowest = version, .highest = version, .protocols = ""}).connected());
  }
  EXPECT_GE(metric(R"(http_rejected_total{reason="tls_handshake"})"), 1);
}

TEST_F(TlsTest, ChoosesItsProtocolOrNone) {
  const std::uint16_t port = start_tls();
  TlsClient both(port, {.protocols = "\x02h2\x08http/1.1"});
  ASSERT_TRUE(both.connected());
  EXPECT_EQ(both.protocol(), "http/1.1");
  EXPECT_FALSE(TlsClient(port, {.protocols = "\x02h2"}).connected());
  EXPECT_TRUE(TlsClient(port, {}).connected());
}

TEST_F(TlsTest, EndsAfterAnAmbiguousRequest) {
  TlsClient client(start_tls(), {});
  const std::string answer =
      client.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n" + kGet);
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_TRUE(client.at_end());
}

TEST_F(TlsTest, EndsAHandshakeThatDoesNotCome) {
  Limits limits;
  limits.header_time = std::chrono::milliseconds{50};
  RawClient silent(start_tls(limits));
  EXPECT_TRUE(silent.at_end());
}

TEST_F(TlsTest, SaysWhenARequestCameTooSlowly) {
  Limits limits;
  limits.header_time = std::chrono::milliseconds{200};
  TlsClient client(start_tls(limits), {});
  ASSERT_TRUE(client.connected());
  EXPECT_THAT(client.ask("GET /t HT"), testing::StartsWith("HTTP/1.1 408 "));
}

TEST_F(TlsTest, GivesNewConnectionsTheReloadedCertificate) {
  const std::uint16_t port = start_tls();
  TlsClient before(port, {});
  EXPECT_EQ(before.serial(), 1);
  certificate_.renew(2);
  server_->reload_tls();
  EXPECT_EQ(TlsClient(port, {}).serial(), 2);
  EXPECT_THAT(before.ask(kGet), testing::StartsWith("HTTP/1.1 200 OK\r\n")) << "nobody was cut off";
}

TEST_F(TlsTest, KeepsItsCertificateWhenTheNewOneDoesNotLoad) {
  const std::uint16_t port = start_tls();
  certificate_.spoil();
  server_->reload_tls();
  EXPECT_EQ(TlsClient(port, {}).serial(), 1);
}

TEST_F(TlsTest, SaysWhichFileDoesNotLoad) {
  const TlsFiles good = certificate_.files();
  EXPECT_THROW(load_tls({"/nonexistent.pem", good.private_key}), std::runtime_error);
  EXPECT_THROW(load_tls({good.certificate_chain, "/nonexistent.pem"}), std::runtime_error);
  const CertificateFiles other;
  EXPECT_THROW(load_tls({good.certificate_chain, other.files().private_key}), std::runtime_error);
  EXPECT_NE(load_tls(good), nullptr);
}

}  // namespace
}  // namespace portvakt::http
