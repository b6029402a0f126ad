#include "http/mail.hpp"

#include "base/base64.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

namespace portvakt::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// A mail server for one connection that answers as it is told and keeps what it heard.
class OneMailServer {
 public:
  explicit OneMailServer(std::map<std::string, std::string> answers = {})
      : answers_(std::move(answers)), thread_([this] { serve(); }) {}
  ~OneMailServer() { end(); }

  std::string url() const {
    return "smtp://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }
  /// What was said, line by line; once the connection has ended.
  const std::string& heard() {
    end();
    return heard_;
  }

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
    boost::system::error_code gone;
    std::string buffer;
    bool in_data = false;
    asio::write(socket, asio::buffer(std::string("220 test\r\n")), gone);
    while (!gone) {
      const std::size_t size = asio::read_until(socket, asio::dynamic_buffer(buffer), "\r\n", gone);
      if (gone) break;
      const std::string line = buffer.substr(0, size);
      buffer.erase(0, size);
      heard_ += line;
      if (in_data && line != ".\r\n") continue;
      const std::string verb = in_data ? "." : line.substr(0, line.find_first_of(" \r"));
      const std::string reply = answer(verb);
      in_data = verb == "DATA" && reply.starts_with("354");
      asio::write(socket, asio::buffer(reply), gone);
    }
  }
  std::string answer(const std::string& verb) const {
    if (const auto it = answers_.find(verb); it != answers_.end()) return it->second;
    return verb == "DATA" ? "354 go on\r\n" : "250 fine\r\n";
  }

  const std::map<std::string, std::string> answers_;
  asio::io_context io_;
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::string heard_;  // the thread's until it ended
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

TEST(Mail, TellsWhatPassesFromWhatDoesNot) {
  const std::tuple<const char*, const char*, bool> rows[] = {
      {"RCPT", "550 no such user\r\n", true}, {"RCPT", "451 later\r\n", false},
      {"MAIL", "552 too much\r\n", true},     {"DATA", "451 later\r\n", false},
      {".", "554 not wanted\r\n", true},      {".", "452 full\r\n", false}};
  for (const auto& [verb, reply, permanent] : rows) {
    OneMailServer server({{verb, reply}});
    const auto sent = send(plain(server), mail());
    ASSERT_FALSE(sent) << verb << reply;
    EXPECT_EQ(sent.error().permanent, permanent) << verb << reply;
    EXPECT_THAT(sent.error().reason, HasSubstr(std::string(reply).substr(0, 3)));
    EXPECT_THAT(sent.error().reason, Not(HasSubstr("kommune")));
  }
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
  for (const char* evil : {"a\r\nBcc: x@y.example", "a\nb", "a\rb"}) {
    Mail to = mail(), subject = mail(), id = mail();
    to.to = subject.subject = id.id = evil;
    for (const Mail& each : {to, subject, id}) {
      const auto sent = send(plain(server), each);
      ASSERT_FALSE(sent);
      EXPECT_TRUE(sent.error().permanent);
    }
  }
  EXPECT_EQ(server.heard(), "");
}

TEST(Mail, WaitsForAServerThatIsAway) {
  std::string url;
  {
    OneMailServer gone;
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
