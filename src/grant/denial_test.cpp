// docs/protocol.md 3.2: the texts that clients match on, byte for byte.
#include "grant/denial.hpp"

#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

TEST(Denial, TakesItsNamesInOrder) {
  EXPECT_EQ(
      description({Reason::not_delegated, {"315000122", "fjellrev:a", "310999113"}}),
      "Consumer 315000122 has not delegated access to the scope fjellrev:a to supplier 310999113.");
  EXPECT_EQ(description({Reason::access_not_granted, {"fjellrev:a"}}),
            "Consumer has not been granted access to the scope fjellrev:a.");
  EXPECT_EQ(description({Reason::scope_not_on_client, {"fjellrev:a"}}),
            "Token request contains invalid scopes for client, fjellrev:a");
}

TEST(Denial, PutsANameThatHoldsBracesIntoItsTextUnchanged) {
  EXPECT_EQ(description({Reason::scope_not_on_client, {"a{}b"}}),
            "Token request contains invalid scopes for client, a{}b");
}

TEST(PublicRows, AreAllClientErrorsButTheTwoOfTheServer) {
  for (const PublicRow& row : public_rows()) {
    const bool ours = row.reason == Reason::unavailable || row.reason == Reason::internal;
    EXPECT_EQ(row.status >= 500, ours) << row.text;
    EXPECT_TRUE(row.code.empty() || row.code.starts_with("MP-")) << row.code;
  }
}

TEST(PublicRows, OfAuthenticationEndInAFullStop) {
  for (const PublicRow& row : public_rows()) {
    if (row.error == "invalid_grant") EXPECT_TRUE(row.text.ends_with('.')) << row.text;
  }
}

}  // namespace
}  // namespace portvakt::grant
