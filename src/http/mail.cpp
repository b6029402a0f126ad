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

bool breaks_lines(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
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
    std::size_t cut = std::min(text.size(), kOctetsInWord);
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(std::as_bytes(std::span(text.substr(0, cut)))) + "?=";
    text.remove_prefix(cut);
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

bool is_permanent(long code) { return code >= 500 && code < 600; }

}  // namespace

Result<void, MailFault> send(const MailServer& server, const Mail& mail) {
  for (const std::string_view field : {std::string_view(mail.to), std::string_view(mail.subject),
                                       std::string_view(mail.id), std::string_view(server.from)}) {
    if (breaks_lines(field))
      return std::unexpected(MailFault{"a line break in a field of the mail's head", true});
  }
  const Handle curl = new_handle();
  const std::string text = message(server, mail);
  std::string_view rest = text;
  const List recipients(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  const std::string sender = "<" + server.from + ">";
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
  long code = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
  // A wrong password is the operator's to mend, so it is not the mail's fault.
  const bool permanent = is_permanent(code) && outcome != CURLE_LOGIN_DENIED;
  const std::string_view reason = detail[0] != '\0' ? detail.data() : curl_easy_strerror(outcome);
  return std::unexpected(
      MailFault{code == 0 ? fmt::format("The mail server: {}", reason)
                          : fmt::format("The mail server answered {}: {}", code, reason),
                permanent});
}

}  // namespace portvakt::http
