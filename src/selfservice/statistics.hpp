// Statistics for those whom they are about: which sums somebody may ask for, over which time, and
// the names of what was counted. What is counted and how is the store's.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"
#include "store/statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace portvakt::selfservice {

inline constexpr std::size_t kMostStatisticsRows = 10'000;
inline constexpr int kLongestInDays = 400;
inline constexpr int kLongestInHours = 31;  ///< days that may be told by the hour

/// As it was asked; absent: the usual.
struct StatisticsQuestion {
  std::optional<std::string> by = {}, interval = {};
  std::optional<std::string> from = {}, to = {};  ///< dates, both included
  std::optional<std::string> scope = {}, consumer = {}, supplier = {}, client_id = {};
};

struct StatisticsRow {
  std::string time;  ///< `2026-11-24T13:00:00Z`, `2026-11-24` or `2026-11`, as the interval is
  std::string key;
  std::optional<std::string> name;
  std::int64_t tokens = 0, refusals = 0;
};

struct StatisticsReport {
  std::string from, to, interval, by;
  std::vector<StatisticsRow> rows;  ///< in the order of time and key
  bool truncated = false;           ///< there are more than kMostStatisticsRows
};

using Reported = Result<StatisticsReport, Refusal>;

/// Tokens in which the caller's organisation is the consumer; refusals of its clients.
Reported consumer_statistics(Services&, Permit<Operation::read_consumer_statistics>,
                             const StatisticsQuestion&);
/// Tokens with a scope of the caller's.
Reported owner_statistics(Services&, Permit<Operation::read_owner_statistics>,
                          const StatisticsQuestion&);
/// Tokens in which the caller's organisation is the supplier; refusals of clients it made for
/// others.
Reported supplier_statistics(Services&, Permit<Operation::read_supplier_statistics>,
                             const StatisticsQuestion&);
Reported all_statistics(Services&, Permit<Operation::read_all_statistics>,
                        const StatisticsQuestion&);

/// The header and a line for each row.
std::string statistics_csv(const StatisticsReport& report);

}  // namespace portvakt::selfservice
