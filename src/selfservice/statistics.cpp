#include "selfservice/statistics.hpp"

#include "base/csv.hpp"
#include "base/time_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <span>
#include <string_view>
#include <utility>

namespace portvakt::selfservice {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using store::CountBy;
using store::Counted;
using store::CountQuery;
using store::Side;

enum class Interval { hour, day, month };

template <class T>
struct Word {
  std::string_view word;
  T value;
};
constexpr Word<Interval> kIntervals[] = {
    {"day", Interval::day}, {"hour", Interval::hour}, {"month", Interval::month}};
constexpr Word<CountBy> kKeys[] = {{"none", CountBy::nothing},      {"scope", CountBy::scope},
                                   {"consumer", CountBy::consumer}, {"supplier", CountBy::supplier},
                                   {"client", CountBy::client},     {"code", CountBy::code}};

/// One of the words; the first where nothing was said.
template <class T>
Result<Word<T>, Finding> one_of(std::span<const Word<T>> words, std::string_view field,
                                const std::optional<std::string>& text) {
  if (!text) return words.front();
  const auto it = std::ranges::find(words, *text, &Word<T>::word);
  if (it != words.end()) return *it;
  std::string all;
  for (const auto& [word, value] : words) all += fmt::format("{}{}", all.empty() ? "" : ", ", word);
  return std::unexpected(
      Finding{fmt::format("{} må være en av: {}", field, all), std::string(field), "query"});
}

std::optional<sys_days> date(const std::string& text) {
  const auto at = text.size() == 10 ? parse_time(text) : std::nullopt;
  return at.transform([](Instant time) { return std::chrono::floor<days>(time); });
}

std::string date_text(sys_days day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// What is asked for, judged.
struct Asked {
  Word<Interval> interval;
  Word<CountBy> by;
  sys_days from, to;  ///< both included
  CountQuery query;
};

class Reading {
 public:
  Reading(const StatisticsQuestion& question, Instant now)
      : question_(question), today_(std::chrono::floor<days>(now)) {}

  Result<Asked, Refusal> asked(Side side, std::optional<OrgNumber> org) {
    const auto interval = kept(one_of<Interval>(kIntervals, "interval", question_.interval));
    const auto by = kept(one_of<CountBy>(kKeys, "by", question_.by));
    if (by && by->value == CountBy::code && side == Side::owner) {
      object_to("by", "Avslag hører til klienter, så side=owner kan ikke deles etter code");
    }
    const auto to = day("to", question_.to, today_);
    const auto from = day("from", question_.from, to.value_or(today_) - usual(interval));
    if (interval && from && to) judge_range(interval->value, *from, *to);
    CountQuery query{.side = side, .org = org, .limit = kMostStatisticsRows + 1};
    judge_filters(query);
    if (!findings_.empty()) return std::unexpected(invalid(std::move(findings_)));
    query.by = by->value;
    return Asked{*interval, *by, *from, *to, std::move(query)};
  }

 private:
  static days usual(const std::optional<Word<Interval>>& interval) {
    if (!interval || interval->value == Interval::day) return days{29};
    return interval->value == Interval::hour ? days{0} : days{364};
  }

  template <class T>
  std::optional<T> kept(Result<T, Finding> result) {
    if (result) return *std::move(result);
    findings_.push_back(std::move(result.error()));
    return std::nullopt;
  }
  void object_to(std::string field, std::string message) {
    findings_.push_back({std::move(message), std::move(field), "query"});
  }

  std::optional<sys_days> day(std::string_view field, const std::optional<std::string>& text,
                              sys_days otherwise) {
    if (!text) return otherwise;
    const auto found = date(*text);
    if (!found) {
      object_to(std::string(field), fmt::format("{} må være en dato, som 2026-03-02", field));
    }
    return found;
  }

  void judge_range(Interval interval, sys_days from, sys_days to) {
    const int most = interval == Interval::hour ? kLongestInHours : kLongestInDays;
    if (from > to) return object_to("from", "from må ikke være etter to");
    if ((to - from).count() >= most) {
      object_to("from", fmt::format("Fra from til to kan det være høyst {} dager{}", most,
                                    interval == Interval::hour ? " med interval=hour" : ""));
    }
  }

  void judge_filters(CountQuery& query) {
    query.scope = question_.scope;
    query.consumer = question_.consumer;
    query.supplier = question_.supplier;
    query.client_id = question_.client_id;
    if (query.scope && !ScopeName::parse(*query.scope)) object_to("scope", "Ugyldig scope");
    if (query.supplier && !OrgNumber::parse(*query.supplier)) {
      findings_.push_back(bad_org_number("query", "supplier"));
    }
    // A seal's organizationIdentifier has letters.
    const auto digits_only = [](const std::string& text) {
      return text.find_first_not_of("0123456789") == std::string::npos;
    };
    if (query.consumer && digits_only(*query.consumer) && !OrgNumber::parse(*query.consumer)) {
      findings_.push_back(bad_org_number("query", "consumer"));
    }
  }

  const StatisticsQuestion& question_;
  const sys_days today_;
  Findings findings_;
};

/// The parts of the range that are asked for one by one, since months differ in length.
std::vector<std::pair<sys_days, sys_days>> parts(const Asked& asked) {
  if (asked.interval.value != Interval::month) return {{asked.from, asked.to + days{1}}};
  std::vector<std::pair<sys_days, sys_days>> months;
  for (sys_days from = asked.from; from <= asked.to;) {
    const std::chrono::year_month_day date{from};
    const auto next = date.year() / date.month() + std::chrono::months{1};
    const sys_days end = std::min(sys_days{next / 1}, asked.to + days{1});
    months.emplace_back(from, end);
    from = end;
  }
  return months;
}

seconds step(Interval interval) {
  switch (interval) {
    case Interval::hour:
      return std::chrono::hours{1};
    case Interval::day:
      return days{1};
    case Interval::month:
      return days{32};  // longer than any: a month is one step
  }
  std::unreachable();
}

std::string time_text(Interval interval, Instant at) {
  const std::string day = date_text(std::chrono::floor<days>(at));
  switch (interval) {
    case Interval::hour:
      return fmt::format("{}T{:02}:00:00Z", day, epoch(at) / 3600 % 24);
    case Interval::day:
      return day;
    case Interval::month:
      return day.substr(0, 7);
  }
  std::unreachable();
}

std::vector<Counted> counted(store::Reader& reader, const Asked& asked) {
  std::vector<Counted> counts;
  CountQuery query = asked.query;
  query.step = step(asked.interval.value);
  for (const auto& [from, to] : parts(asked)) {
    query.from = from;
    query.to = to;
    query.limit = kMostStatisticsRows + 1 - counts.size();
    if (query.limit == 0) break;
    for (Counted& one : reader.counts(query)) counts.push_back(std::move(one));
  }
  return counts;
}

using NamesByKey = std::map<std::string, std::optional<std::string>>;

/// Of scopes the description, of clients the name that their owner gave them: to those only who may
/// read the client.
void name_from_store(store::Reader& reader, const Caller& caller, const Asked& asked,
                     NamesByKey& names) {
  for (auto& [key, name] : names) {
    if (asked.by.value == CountBy::scope) {
      const auto parsed = ScopeName::parse(key);
      if (const auto scope = parsed ? reader.scope(*parsed) : std::nullopt) {
        name = scope->description;
      }
    }
    if (asked.by.value == CountBy::client) {
      const auto parsed = ClientId::parse(key);
      const auto client = parsed ? reader.client(*parsed) : std::nullopt;
      const bool all = asked.query.side == Side::everybody;
      if (client && (all || may_handle(caller, *client))) name = client->name;
    }
  }
}

void name_organisations(OrganisationDirectory& directory, const Asked& asked, NamesByKey& names) {
  if (asked.by.value != CountBy::consumer && asked.by.value != CountBy::supplier) return;
  for (auto& [key, name] : names) {
    if (const auto org = OrgNumber::parse(key)) name = directory.name(*org);
  }
}

Reported report(Services& services, const Caller& caller, Side side,
                const StatisticsQuestion& question) {
  const auto org = side == Side::everybody ? std::nullopt : std::optional(caller.org);
  const auto asked = Reading(question, services.clock.now()).asked(side, org);
  if (!asked) return std::unexpected(asked.error());
  std::vector<Counted> counts;
  NamesByKey names;
  services.store.read([&](store::Reader& reader) {
    counts = counted(reader, *asked);
    for (const Counted& one : counts) names.try_emplace(one.key);
    name_from_store(reader, caller, *asked, names);
  });
  name_organisations(services.directory, *asked, names);

  StatisticsReport report{.from = date_text(asked->from),
                          .to = date_text(asked->to),
                          .interval = std::string(asked->interval.word),
                          .by = std::string(asked->by.word),
                          .rows = {},
                          .truncated = counts.size() > kMostStatisticsRows};
  if (report.truncated) counts.resize(kMostStatisticsRows);
  for (const Counted& one : counts) {
    report.rows.push_back({time_text(asked->interval.value, one.at), one.key, names.at(one.key),
                           one.tokens, one.refusals});
  }
  return report;
}

}  // namespace

Reported consumer_statistics(Services& services, Permit<Operation::read_consumer_statistics> permit,
                             const StatisticsQuestion& question) {
  return report(services, permit.caller(), Side::consumer, question);
}
Reported owner_statistics(Services& services, Permit<Operation::read_owner_statistics> permit,
                          const StatisticsQuestion& question) {
  return report(services, permit.caller(), Side::owner, question);
}
Reported supplier_statistics(Services& services, Permit<Operation::read_supplier_statistics> permit,
                             const StatisticsQuestion& question) {
  return report(services, permit.caller(), Side::supplier, question);
}
Reported all_statistics(Services& services, Permit<Operation::read_all_statistics> permit,
                        const StatisticsQuestion& question) {
  return report(services, permit.caller(), Side::everybody, question);
}

std::string statistics_csv(const StatisticsReport& report) {
  std::string text =
      csv_line(std::array<std::string, 5>{"time", "key", "name", "tokens", "refusals"});
  for (const StatisticsRow& row : report.rows) {
    text += csv_line(std::array<std::string, 5>{row.time, row.key, row.name.value_or(""),
                                                std::to_string(row.tokens),
                                                std::to_string(row.refusals)});
  }
  return text;
}

}  // namespace portvakt::selfservice
