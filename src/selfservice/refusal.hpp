// Why self-service said no, in words for the person who asked. The edge turns `kind` into a status
// and `findings` into the error body of docs/protocol.md; nothing here knows of HTTP.
#pragma once

#include <string>
#include <vector>

namespace portvakt::selfservice {

enum class Kind { invalid, unauthenticated, forbidden, not_found, conflict };

/// One thing that was wrong. Texts are Bokmål, as the real service's are.
struct Finding {
  std::string message;
  std::string
      field;  ///< wire name of the member or parameter; empty when it is about the whole object
  std::string object;  ///< `client`, `jwks`, `scope`, `scopeAccess`, …
};
using Findings = std::vector<Finding>;

struct Refusal {
  Kind kind = Kind::invalid;
  Findings findings;
  std::string needed_scopes;  ///< OAuth scopes of which one would have helped, blank-separated (RFC
                              ///< 6750 section 3)
};

Refusal invalid(std::string object, std::string field, std::string message);
Refusal invalid(Findings findings);
Refusal forbidden(std::string object, std::string message);
Refusal not_found(std::string object, std::string message);
Refusal conflict(std::string object, std::string field, std::string message);

/// The real service's text for every organisation number that is none.
Finding bad_org_number(std::string object, std::string field);

}  // namespace portvakt::selfservice
