#include "selfservice/refusal.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

Refusal one(Kind kind, std::string object, std::string field, std::string message) {
  Refusal refusal;
  refusal.kind = kind;
  refusal.findings.push_back({std::move(message), std::move(field), std::move(object)});
  return refusal;
}

}  // namespace

Refusal invalid(std::string object, std::string field, std::string message) {
  return one(Kind::invalid, std::move(object), std::move(field), std::move(message));
}
Refusal invalid(Findings findings) { return {Kind::invalid, std::move(findings), {}}; }
Refusal forbidden(std::string object, std::string message) {
  return one(Kind::forbidden, std::move(object), {}, std::move(message));
}
Refusal not_found(std::string object, std::string message) {
  return one(Kind::not_found, std::move(object), {}, std::move(message));
}
Refusal conflict(std::string object, std::string field, std::string message) {
  return one(Kind::conflict, std::move(object), std::move(field), std::move(message));
}

Finding bad_org_number(std::string object, std::string field) {
  return {"Ugyldig organisasjonsnummer", std::move(field), std::move(object)};
}

}  // namespace portvakt::selfservice
