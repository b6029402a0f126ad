#include "http/mail.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "http/curl.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace portvakt::http {
namespace {

/// An address or a Message-ID's left part: nothing in it ends the brackets it is written in.
bool fits_in_brackets(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > ' ' && c <= '~' && c != '<' && c != '>';
  });
}

/// Encoded words (RFC 2047) of whole characters, each on a line of its own: plain ASCII stays as it
/// is while it is short.
std::string header_text(std::string_view text) {
  constexpr std::size_t kLongestLine = 76, kOctetsInWord = 45;
  const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (text.size() < kLongestLine - std::string_view("Subject: ").size() &&
      std::ranges::all_of(text, plain) && !text.contains("=?"))
    return std::string(text);
  std::string out;
  while (!text.empty()) {
    const std::string_view word = start_of(text, kOctetsInWord);
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(std::as_bytes(std::span(word))) + "?=";
    text.remove_prefix(word.size());
  }
  return out;
}

std::string date_text(Instant at) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                     fmt::gmtime(static_cast<std::time_t>(epoch(at))));
}

std::string host_of(std::string_view address) {
  return std::string(address.substr(address.rfind('@') + 1));
}

/// RFC 2045 section 6.8: any text passes any mail server as lines of base64.
std::string encoded_lines(std::string_view text) {
  constexpr std::size_t kOctetsInLine = 57;
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kOctetsInLine)))
    out += base64(std::as_bytes(std::span(text.substr(0, kOctetsInLine)))) + "\r\n";
  return out;
}

std::string message(const MailServer& server, const Mail& mail) {
  return fmt::format(
      "Date: {}\r\nFrom: Portvakt <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
      "Auto-Submitted: auto-generated\r\n"  // RFC 3834: out-of-office replies stay away
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n{}",
      date_text(mail.date), server.from, mail.to, header_text(mail.subject), mail.id,
      host_of(server.from), encoded_lines(mail.text));
}

/// libcurl takes the message a piece at a time.
std::size_t give(char* data, std::size_t, std::size_t room, void* source) {
  auto& rest = *static_cast<std::string_view*>(source);
  const std::size_t size = rest.copy(data, room);
  rest.remove_prefix(size);
  return size;
}

/// The last command, as far as it tells whom an answer is about.
enum class Said { nothing, sender, recipient, message };

/// libcurl tells apart neither the commands that failed nor a greeting from the answer to a mail,
/// so what it says is followed. A line of AUTH is no command, whatever its base64 spells.
int follow(CURL*, curl_infotype type, char* data, std::size_t size, void* target) {
  auto& said = *static_cast<Said*>(target);
  const std::string_view line(data, size);
  if (type != CURLINFO_HEADER_OUT) return 0;
  if (line.starts_with("MAIL FROM:")) said = Said::sender;
  if (line.starts_with("RCPT TO:")) said = Said::recipient;
  if (said == Said::recipient && line == "DATA\r\n") said = Said::message;
  return 0;
}

/// A server that does not serve, or not this sender, is the operator's to mend, so no mail is given
/// up for it. To the sender's command only 552 is about the mail: it is too large (RFC 1870).
bool is_permanent(long code, Said said) {
  constexpr long kTooLarge = 552;
  if (said == Said::sender) return code == kTooLarge;
  return said != Said::nothing && code >= 500 && code < 600;
}

MailFault fault(const MailServer& server, const Handle& curl, Said said, std::string_view reason) {
  constexpr long kFirstRefusal = 400;
  const std::string host = without_secrets(server.url);
  long code = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
  if (code < kFirstRefusal) return {fmt::format("The mail server {}: {}", host, reason), false};
  return {fmt::format("The mail server {} answered {}: {}", host, code, reason),
          is_permanent(code, said)};
}

}  // namespace

Result<void, MailFault> send(const MailServer& server, const Mail& mail) {
  if (!fits_in_brackets(server.from))
    return std::unexpected(MailFault{"The sender's address cannot be sent", false});
  if (!fits_in_brackets(mail.to) || !fits_in_brackets(mail.id) || !is_plain_text(mail.subject))
    return std::unexpected(MailFault{"A field of the mail's head cannot be sent", true});
  const Handle curl = new_handle();
  const std::string text = message(server, mail);
  std::string_view rest = text;
  const List recipients(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  const std::string sender = "<" + server.from + ">";
  Said said = Said::nothing;
  std::array<char, CURL_ERROR_SIZE> detail{};
  const auto set = [&](CURLoption option, auto value) {
    curl_easy_setopt(curl.get(), option, value);
  };
  set(CURLOPT_URL, server.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_USE_SSL, static_cast<long>(server.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(server.timeout.count()));
  set(CURLOPT_ERRORBUFFER, detail.data());
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, follow);
  set(CURLOPT_DEBUGDATA, &said);
  trust(curl.get(), server.ca_file);
  if (!server.username.empty()) {
    set(CURLOPT_USERNAME, server.username.c_str());
    set(CURLOPT_PASSWORD, server.password.c_str());
  }
  set(CURLOPT_MAIL_FROM, sender.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, give);
  set(CURLOPT_READDATA, &rest);

  const CURLcode outcome = curl_easy_perform(curl.get());
  if (outcome == CURLE_OK) return {};
  const std::string_view reason = detail[0] != '\0' ? detail.data() : curl_easy_strerror(outcome);
  return std::unexpected(fault(server, curl, said, reason));
}

}  // namespace portvakt::http
