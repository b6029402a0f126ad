#include "notification/calendar.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <chrono>

namespace portvakt::notification {
namespace {

struct Words {
  std::string_view name, summary, description;
};

Words words(Language language) {
  switch (language) {
    case Language::nb:
      return {"Nøkler som utløper", "Nøkkelen til {0} utløper",
              "Nøkkel {1} til klienten {2}. Legg inn en ny før denne utløper: {3}"};
    case Language::nn:
      return {"Nøklar som går ut", "Nøkkelen til {0} går ut",
              "Nøkkel {1} til klienten {2}. Legg inn ein ny før denne går ut: {3}"};
    case Language::en:
      return {"Keys that expire", "The key of {0} expires",
              "Key {1} of the client {2}. Add a new one before this one expires: {3}"};
  }
  return {};
}

/// Section 3.3.11: what would end the value or begin another.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

/// Section 3.1: lines of at most 75 octets, folded between characters.
void add_line(std::string& out, std::string_view line) {
  constexpr std::size_t kLongest = 75;
  std::size_t room = kLongest;
  while (line.size() > room) {
    const std::string_view fits = start_of(line, room);
    out.append(fits).append("\r\n ");
    line.remove_prefix(fits.size());
    room = kLongest - 1;  // the blank before it counts
  }
  out.append(line).append("\r\n");
}

std::string date(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string date_time(Instant at) {
  const std::chrono::hh_mm_ss time{
      std::chrono::floor<std::chrono::seconds>(at - std::chrono::floor<std::chrono::days>(at))};
  return fmt::format("{}T{:02}{:02}{:02}Z", date(at), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

std::string calendar(const std::vector<store::KeyExpiry>& keys, Language language,
                     std::string_view issuer, std::string_view application, Instant now) {
  const Words say = words(language);
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Portvakt//Portvakt//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "METHOD:PUBLISH");
  add_line(out, fmt::format("X-WR-CALNAME:{}", escaped(fmt::format("{} – {}", say.name, issuer))));
  add_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
  for (const store::KeyExpiry& key : keys) {
    const std::string& name = key.client_name;
    const std::string link = fmt::format("{}clients/{}/keys", application, key.client.text());
    add_line(out, "BEGIN:VEVENT");
    // the same key with another end is another event
    add_line(out, fmt::format("UID:{}", escaped(fmt::format("{}.{}.{}", key.client.text(),
                                                            key.kid.text(), epoch(key.expires)))));
    add_line(out, "DTSTAMP:" + date_time(now));
    add_line(out, "DTSTART;VALUE=DATE:" + date(key.expires));
    add_line(out, "SUMMARY:" + escaped(fmt::format(fmt::runtime(say.summary), name)));
    add_line(out, "DESCRIPTION:" + escaped(fmt::format(fmt::runtime(say.description), name,
                                                       key.kid.text(), key.client.text(), link)));
    add_line(out, "URL:" + link);
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "BEGIN:VALARM");
    add_line(out, "ACTION:DISPLAY");
    add_line(out, "DESCRIPTION:" + escaped(fmt::format(fmt::runtime(say.summary), name)));
    add_line(out, "TRIGGER:-P14D");
    add_line(out, "END:VALARM");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace portvakt::notification
