#include "app/explanation_text.hpp"

#include "app/output.hpp"
#include "base/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cmath>
#include <ostream>
#include <string>

namespace portvakt::app {
namespace {

/// The values of a grant come back in these texts, so nothing of them may steer a terminal.
std::string text(const json::object& object, std::string_view name) {
  return printable(string_member(object, name).value_or(""), 1000);
}

std::string verdict(const json::object& explanation) {
  const std::string token = text(explanation, "token");
  if (token == "issued") return "The grant would get a token.";
  if (token == "untold")
    return "The client is unknown here, or another organisation's; then nothing more is told.";
  const json::value* answer = member(explanation, "answer");
  if (answer == nullptr || !answer->is_object()) return "The grant would be refused.";
  const std::string code = text(answer->get_object(), "code");
  return fmt::format("The grant would be refused: {}{}", code.empty() ? "" : code + " ",
                     text(answer->get_object(), "error_description"));
}

std::string time_and_offset(const json::object& grant, const std::string& name) {
  const json::value* milliseconds = member(grant, name + "_offset_milliseconds");
  if (milliseconds == nullptr || !milliseconds->is_number()) return {};
  const double offset = milliseconds->to_number<double>() / 1000;
  return fmt::format("{}, {:.1f} s {}", text(grant, name), std::abs(offset),
                     offset < 0 ? "ago" : "from now");
}

std::string mark(std::string_view outcome) {
  if (outcome == "passed") return "ok";
  if (outcome == "failed") return "FAIL";
  return outcome == "unknown" ? "?" : "-";
}

void print_rule(std::ostream& out, const json::object& rule, bool terminal) {
  const std::string outcome = text(rule, "outcome");
  const bool failed = outcome == "failed";
  const bool bold = failed && terminal;
  std::string note;
  if (outcome == "unknown") note = " (cannot be told now)";
  if (outcome == "not_reached") note = " (not reached)";
  out << (bold ? "\033[1m" : "")
      << fmt::format("{:>4}  {}{}", mark(outcome), text(rule, "rule"), note)
      << (bold ? "\033[0m" : "") << '\n';
  if (!failed) return;
  for (const char* part : {"saw", "expected", "cure"})
    out << fmt::format("        {:<9} {}\n", part, text(rule, part));
}

}  // namespace

void print_explanation(std::ostream& out, const json::object& explanation, bool terminal) {
  out << verdict(explanation) << "\n\n";
  if (const json::value* rules = member(explanation, "rules"); rules && rules->is_array()) {
    for (const json::value& rule : rules->get_array()) {
      if (rule.is_object()) print_rule(out, rule.get_object(), terminal);
    }
  }
  Fields fields{{"server time", text(explanation, "server_time")}};
  if (const json::value* grant = member(explanation, "grant"); grant && grant->is_object()) {
    fields.emplace_back("client", text(grant->get_object(), "client_id"));
    fields.emplace_back("iat", time_and_offset(grant->get_object(), "iat"));
    fields.emplace_back("exp", time_and_offset(grant->get_object(), "exp"));
  }
  out << '\n';
  print_fields(out, fields);
}

}  // namespace portvakt::app
