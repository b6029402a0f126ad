#include "http/mail.hpp"

#include "base/base64.hpp"
#include "http/certificate_fixture.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

namespace portvakt::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

using Answers = std::map<std::string, std::string>;

/// A mail server for one connection that answers as it is told and keeps what it heard. It knows
/// TLS where it is given a certificate: from the start, or once it answers STARTTLS with 220.
class OneMailServer {
 public:
  enum class Tls { never, at_once, when_asked };

  explicit OneMailServer(Answers answers = {})
      : OneMailServer(std::move(answers), Tls::never, {}) {}
  OneMailServer(Answers answers, Tls tls, const TlsFiles& files)
      : answers_(std::move(answers)), tls_(tls) {
    if (tls != Tls::never) {
      context_.use_certificate_chain_file(files.certificate_chain);
      context_.use_private_key_file(files.private_key, asio::ssl::context::pem);
    }
    thread_ = std::thread([this] { serve(); });
  }
  ~OneMailServer() { end(); }

  std::string url() const { return "smtp://127.0.0.1" + port(); }
  std::string port() const { return ":" + std::to_string(acceptor_.local_endpoint().port()); }
  /// What was said, line by line; once the connection has ended.
  const std::string& heard() {
    end();
    return heard_;
  }
  /// The part of it that nobody between could read. After heard().
  const std::string& heard_over_tls() const { return over_tls_; }

 private:
  void end() {
    if (!thread_.joinable()) return;
    boost::system::error_code ignored;
    tcp::socket nobody(io_);  // wakes an acceptor that nobody called
    nobody.connect(acceptor_.local_endpoint(), ignored);
    nobody.close(ignored);
    thread_.join();
  }
  void serve() {
    tcp::socket socket = acceptor_.accept();
    if (tls_ == Tls::at_once) return serve_tls(socket, answer("greeting"));
    if (speak(socket, answer("greeting")) && tls_ == Tls::when_asked) serve_tls(socket, {});
  }
  void serve_tls(tcp::socket& socket, const std::string& greeting) {
    asio::ssl::stream<tcp::socket&> stream(socket, context_);
    boost::system::error_code failed;
    stream.handshake(asio::ssl::stream_base::server, failed);
    if (failed) return;
    const std::size_t before = heard_.size();
    speak(stream, greeting);
    over_tls_ = heard_.substr(before);
  }
  /// Until the caller goes (false) or wants TLS and gets it (true).
  template <class Stream>
  bool speak(Stream& stream, const std::string& greeting) {
    boost::system::error_code gone;
    std::string buffer;
    bool in_data = false;
    asio::write(stream, asio::buffer(greeting), gone);
    while (!gone) {
      const std::size_t size = asio::read_until(stream, asio::dynamic_buffer(buffer), "\r\n", gone);
      if (gone) break;
      const std::string line = buffer.substr(0, size);
      buffer.erase(0, size);
      heard_ += line;
      if (in_data && line != ".\r\n") continue;
      const std::string verb = in_data ? "." : line.substr(0, line.find_first_of(" \r"));
      const std::string reply = answer(verb);
      in_data = verb == "DATA" && reply.starts_with("354");
      asio::write(stream, asio::buffer(reply), gone);
      if (verb == "STARTTLS" && reply.starts_with("220")) return true;
    }
    return false;
  }
  std::string answer(const std::string& verb) const {
    if (const auto it = answers_.find(verb); it != answers_.end()) return it->second;
    if (verb == "greeting") return "220 test\r\n";
    return verb == "DATA" ? "354 go on\r\n" : "250 fine\r\n";
  }

  const Answers answers_;
  const Tls tls_;
  asio::io_context io_;
  asio::ssl::context context_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::string heard_, over_tls_;  // the thread's until it ended
  std::thread thread_;
};

MailServer plain(const OneMailServer& server) {
  return {.url = server.url(),
          .starttls = false,
          .username = {},
          .password = {},
          .from = "portvakt@p.example"};
}
Mail mail() {
  return {.to = "drift@kommune.example",
          .subject = "Nøkkelen utløper 02.03.2026",
          .text = "Hei,\n.en linje med punktum\næøå\n",
          .id = "4c0e6c1f",
          .date = from_epoch(1'790'000'000)};
}

std::string encoded(const std::string& text) { return base64(std::as_bytes(std::span(text))); }

const std::string kSignIn("\0portvakt\0hemmelig", 18);  // RFC 4616

TEST(Mail, IsSentWithAllOfItsHead) {
  OneMailServer server;
  const auto sent = send(plain(server), mail());
  ASSERT_TRUE(sent) << sent.error().reason;
  const std::string& heard = server.heard();
  for (const char* line :
       {"MAIL FROM:<portvakt@p.example>", "RCPT TO:<drift@kommune.example>",
        "\r\nFrom: Portvakt <portvakt@p.example>\r\n", "\r\nTo: <drift@kommune.example>\r\n",
        "\r\nDate: Mon, 21 Sep 2026 14:13:20 +0000\r\n", "\r\nMessage-ID: <4c0e6c1f@p.example>\r\n",
        "\r\nAuto-Submitted: auto-generated\r\n", "\r\nContent-Transfer-Encoding: base64\r\n"}) {
    EXPECT_THAT("\r\n" + heard, HasSubstr(line));
  }
  EXPECT_THAT(heard, HasSubstr("\r\n\r\n" + encoded(mail().text) + "\r\n.\r\n"));
  EXPECT_THAT(heard, HasSubstr("Subject: =?UTF-8?B?" + encoded(mail().subject) + "?=\r\n"));
}

TEST(Mail, KeepsPlainSubjectsAndFoldsLongOnesBetweenCharacters) {
  for (const auto& [subject, pattern] :
       {std::pair<std::string, const char*>{"A test", "\r\nSubject: A test\r\n"},
        {"A =?test?=", "\r\nSubject: =\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?=\r\n"},
        {std::string(30, 'x') + std::string("åååååååååååååååååååå"),
         "\r\nSubject: =\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?=\r\n =\\?UTF-8\\?B\\?"}}) {
    OneMailServer server;
    Mail one = mail();
    one.subject = subject;
    ASSERT_TRUE(send(plain(server), one));
    EXPECT_THAT(server.heard(), ContainsRegex(pattern));
  }
}

TEST(Mail, CarriesLinesThatSmtpItselfWouldReadAsTheEnd) {
  OneMailServer server;
  Mail one = mail();
  one.text = ".\n..\n\r\n.\r\nRCPT TO:<x@y.example>\n" + std::string(2000, '.') + "\n";
  ASSERT_TRUE(send(plain(server), one));
  const std::string& heard = server.heard();
  const std::string_view before = "Content-Transfer-Encoding: base64\r\n\r\n";
  ASSERT_THAT(heard, HasSubstr(before));
  const std::size_t start = heard.find(before) + before.size();
  std::string carried = heard.substr(start, heard.find("\r\n.\r\n", start) - start);
  std::erase_if(carried, [](char c) { return c == '\r' || c == '\n'; });
  EXPECT_EQ(from_base64(carried), one.text);
}

TEST(Mail, TellsWhatPassesFromWhatDoesNot) {
  const std::tuple<const char*, const char*, bool> rows[] = {
      {"RCPT", "550 drift@kommune.example: no such user\r\n", true},
      {"RCPT", "451 later\r\n", false},
      {"MAIL", "552 too much\r\n", true},
      {"MAIL", "451 later\r\n", false},
      {"DATA", "554 not wanted\r\n", true},
      {"DATA", "451 later\r\n", false},
      {".", "554 not wanted\r\n", true},
      {".", "452 full\r\n", false}};
  for (const auto& [verb, reply, permanent] : rows) {
    const OneMailServer server({{verb, reply}});
    const auto sent = send(plain(server), mail());
    ASSERT_FALSE(sent) << verb << reply;
    EXPECT_EQ(sent.error().permanent, permanent) << verb << reply;
    EXPECT_THAT(sent.error().reason, HasSubstr(server.url()));
    EXPECT_THAT(sent.error().reason, HasSubstr("answered " + std::string(reply).substr(0, 3)));
    EXPECT_THAT(sent.error().reason, Not(HasSubstr("kommune")));
  }
}

TEST(Mail, IsNotGivenUpForWhatIsTheOperatorsToMend) {
  const std::pair<std::string, Answers> rows[] = {
      {"the server does not serve", {{"greeting", "554 go away\r\n"}}},
      {"nor greets", {{"EHLO", "550 go away\r\n"}, {"HELO", "550 go away\r\n"}}},
      {"the password is wrong",
       {{"EHLO", "250-test\r\n250 AUTH PLAIN\r\n"},
        {"AUTH", "334 \r\n"},
        {encoded(kSignIn), "535 no\r\n"}}},
      {"no sign-in was offered", {{"MAIL", "530 sign in first\r\n"}}},
      {"the sender may not send", {{"MAIL", "550 not yours\r\n"}}}};
  for (const auto& [what, answers] : rows) {
    const OneMailServer server(answers);
    MailServer to = plain(server);
    to.username = "portvakt";
    to.password = "hemmelig";
    const auto sent = send(to, mail());
    ASSERT_FALSE(sent) << what;
    EXPECT_FALSE(sent.error().permanent) << what << ": " << sent.error().reason;
    EXPECT_THAT(sent.error().reason, HasSubstr(server.url())) << what;
    EXPECT_THAT(sent.error().reason, Not(HasSubstr("hemmelig"))) << what;
  }
}

TEST(Mail, SignsIn) {
  OneMailServer server({{"EHLO", "250-test\r\n250 AUTH PLAIN\r\n"},
                        {"AUTH", "334 \r\n"},
                        {encoded(kSignIn), "235 welcome\r\n"}});
  MailServer to = plain(server);
  to.username = "portvakt";
  to.password = "hemmelig";
  const auto sent = send(to, mail());
  ASSERT_TRUE(sent) << sent.error().reason;
  EXPECT_THAT(server.heard(), HasSubstr(encoded(kSignIn) + "\r\nMAIL FROM:"));
}

class MailOverTls : public testing::Test {
 protected:
  static constexpr const char* kOffer = "250-test\r\n250 STARTTLS\r\n";
  MailServer secure(const OneMailServer& server, const std::string& scheme) const {
    MailServer to = plain(server);
    to.url = scheme + "://localhost" + server.port();  // the name in the certificate
    to.starttls = true;
    to.ca_file = certificate_.files().certificate_chain;
    return to;
  }
  CertificateFiles certificate_;
};

TEST_F(MailOverTls, IsSentThereFromTheStart) {
  OneMailServer server({}, OneMailServer::Tls::at_once, certificate_.files());
  const auto sent = send(secure(server, "smtps"), mail());
  ASSERT_TRUE(sent) << sent.error().reason;
  EXPECT_THAT(server.heard(), HasSubstr("RCPT TO:<drift@kommune.example>"));
}

TEST_F(MailOverTls, IsSentThereOnceTheServerAgreed) {
  OneMailServer server({{"EHLO", kOffer}, {"STARTTLS", "220 go\r\n"}},
                       OneMailServer::Tls::when_asked, certificate_.files());
  const auto sent = send(secure(server, "smtp"), mail());
  ASSERT_TRUE(sent) << sent.error().reason;
  EXPECT_THAT(server.heard(), HasSubstr("STARTTLS"));
  EXPECT_THAT(server.heard_over_tls(), HasSubstr("RCPT TO:<drift@kommune.example>"));
}

TEST_F(MailOverTls, GoesToNobodyWhomTheOperatorDoesNotTrust) {
  const CertificateFiles other;
  for (const char* scheme : {"smtp", "smtps"}) {
    const bool starts = std::string_view(scheme) == "smtp";
    OneMailServer server({{"EHLO", kOffer}, {"STARTTLS", "220 go\r\n"}},
                         starts ? OneMailServer::Tls::when_asked : OneMailServer::Tls::at_once,
                         other.files());
    const auto sent = send(secure(server, scheme), mail());
    ASSERT_FALSE(sent) << scheme;
    EXPECT_FALSE(sent.error().permanent) << scheme;
    EXPECT_THAT(server.heard(), Not(HasSubstr("MAIL"))) << scheme;
  }
}

TEST_F(MailOverTls, IsKeptWhenTheServerOffersTlsAndThenRefuses) {
  OneMailServer server({{"EHLO", kOffer}, {"STARTTLS", "502 not now\r\n"}});
  const auto sent = send(secure(server, "smtp"), mail());
  ASSERT_FALSE(sent);
  EXPECT_FALSE(sent.error().permanent);
  EXPECT_THAT(server.heard(), Not(HasSubstr("MAIL")));
}

TEST(Mail, GoesNowhereInTheClearWhereTlsIsDemanded) {
  OneMailServer server;
  MailServer careful = plain(server);
  careful.starttls = true;
  careful.username = "portvakt";
  careful.password = "hemmelig";
  const auto sent = send(careful, mail());
  ASSERT_FALSE(sent);
  EXPECT_FALSE(sent.error().permanent);
  EXPECT_THAT(sent.error().reason, Not(HasSubstr("hemmelig")));
  EXPECT_THAT(server.heard(), Not(HasSubstr("MAIL")));
}

TEST(Mail, LetsNoValueBecomeAnotherField) {
  OneMailServer server;
  for (const std::string& evil : {std::string("a\r\nBcc: x@y.example"), std::string("a\nb"),
                                  std::string("a\rb"), std::string("a\0b", 3)}) {
    Mail to = mail(), subject = mail(), id = mail();
    to.to = subject.subject = id.id = evil;
    for (const Mail& each : {to, subject, id}) {
      const auto sent = send(plain(server), each);
      ASSERT_FALSE(sent);
      EXPECT_TRUE(sent.error().permanent);
    }
  }
  for (const char* evil : {"", "a@b.example> NOTIFY=NEVER", "a@b.example>, <c@d.example", "a b"}) {
    Mail to = mail(), id = mail();
    to.to = id.id = evil;
    EXPECT_FALSE(send(plain(server), to)) << evil;
    EXPECT_FALSE(send(plain(server), id)) << evil;
    MailServer from = plain(server);
    from.from = evil;
    EXPECT_FALSE(send(from, mail())) << evil;
  }
  EXPECT_EQ(server.heard(), "");
}

TEST(Mail, RefusesASubjectThatIsNoText) {
  OneMailServer server;
  Mail one = mail();
  one.subject = std::string(100, '\x80');
  const auto sent = send(plain(server), one);
  ASSERT_FALSE(sent);
  EXPECT_TRUE(sent.error().permanent);
  EXPECT_EQ(server.heard(), "");
}

TEST(Mail, WaitsForAServerThatIsAway) {
  std::string url;
  {
    const OneMailServer gone;
    url = gone.url();
  }
  const auto sent = send(
      {.url = url, .starttls = false, .username = {}, .password = {}, .from = "portvakt@p.example"},
      mail());
  ASSERT_FALSE(sent);
  EXPECT_FALSE(sent.error().permanent);
}

}  // namespace
}  // namespace portvakt::http
