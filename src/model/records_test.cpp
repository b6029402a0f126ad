#include "model/records.hpp"

#include <gtest/gtest.h>

namespace portvakt {
namespace {

TEST(Words, ComeBackAsTheValueTheyStandFor) {
  for (int i = 0; i < 7; ++i) {
    const auto value = static_cast<IntegrationType>(i);
    EXPECT_EQ(integration_type(word(value)), value);
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(visibility(word(static_cast<Visibility>(i))), static_cast<Visibility>(i));
    EXPECT_EQ(access_state(word(static_cast<AccessState>(i))), static_cast<AccessState>(i));
    EXPECT_EQ(signing_key_state(word(static_cast<SigningKeyState>(i))),
              static_cast<SigningKeyState>(i));
  }
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(token_type(word(static_cast<TokenType>(i))), static_cast<TokenType>(i));
  }
}

TEST(Words, AreTheWireWords) {
  EXPECT_EQ(word(IntegrationType::api_klient), "api_klient");
  EXPECT_EQ(word(Visibility::public_), "PUBLIC");
  EXPECT_EQ(word(TokenType::self_contained), "SELF_CONTAINED");
  EXPECT_EQ(word(AccessState::approved), "APPROVED");
  EXPECT_EQ(word(SigningKeyState::retired), "retired");
}

TEST(Words, IgnoreCaseForIntegrationTypesOnly) {
  EXPECT_EQ(integration_type("MASKINPORTEN"), IntegrationType::maskinporten);
  EXPECT_EQ(visibility("public"), std::nullopt);
  EXPECT_EQ(token_type("opaque"), std::nullopt);
  EXPECT_EQ(access_state("approved"), std::nullopt);
  EXPECT_EQ(signing_key_state("ACTIVE"), std::nullopt);
  EXPECT_EQ(integration_type(""), std::nullopt);
}

}  // namespace
}  // namespace portvakt
