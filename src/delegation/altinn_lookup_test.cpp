#include "delegation/altinn_lookup.hpp"

#include "delegation/asked.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace portvakt::delegation {
namespace {

//= altinn.lookup
TEST(AltinnPath, NamesSupplierConsumerAndScope) {
  EXPECT_EQ(altinn_path(question({}), kHealth),
            "/accessmanagement/api/v1/maskinporten/delegations/"
            "?supplierorg=310999113&consumerorg=312345609&scope=fjellrev%3Ahelse%2Fmelding.write");
}

enum class Says { yes, no, nothing };
struct Body {
  const char* name;
  const char* text;
  Says says;
};
void PrintTo(const Body& body, std::ostream* out) { *out << body.name; }

// clang-format off
const Body kBodies[] = {
    {"OneEntry", R"([{"consumer_org":"312345609","supplier_org":"310999113","delegation_scheme_Id":null,"scopes":["fjellrev:helse/melding.write"],"created":"2026-02-01T09:00:00+00:00","resourceid":"r"}])", Says::yes},
    {"AmongOtherScopes", R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":["a:b","fjellrev:helse/melding.write"]}])", Says::yes},
    {"TwoResources", R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":["fjellrev:helse/melding.write"]},{"consumer_org":"312345609","supplier_org":"310999113","scopes":["fjellrev:helse/melding.write"]}])", Says::yes},
    {"AnEmptyArray", "[]", Says::no},
    {"AnEmptyArrayWithBlanks", " [ ] ", Says::no},
    {"Nothing", "", Says::nothing},
    {"Null", "null", Says::nothing},
    {"AnObject", "{}", Says::nothing},
    {"AnArrayOfNull", "[null]", Says::nothing},
    {"AnEmptyEntry", "[{}]", Says::nothing},
    {"NoScopes", R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":[]}])", Says::nothing},
    {"ScopesAsText", R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":"fjellrev:helse/melding.write"}])", Says::nothing},
    {"ScopeInOtherCase", R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":["fjellrev:Helse/melding.write"]}])", Says::nothing},
    {"AnotherConsumer", R"([{"consumer_org":"315000122","supplier_org":"310999113","scopes":["fjellrev:helse/melding.write"]}])", Says::nothing},
    {"AnotherSupplier", R"([{"consumer_org":"312345609","supplier_org":"315000122","scopes":["fjellrev:helse/melding.write"]}])", Says::nothing},
    {"NumbersAsNumbers", R"([{"consumer_org":312345609,"supplier_org":310999113,"scopes":["fjellrev:helse/melding.write"]}])", Says::nothing},
    {"OneMemberTwice", R"([{"consumer_org":"315000122","consumer_org":"312345609","supplier_org":"310999113","scopes":["fjellrev:helse/melding.write"]}])", Says::nothing},
    {"SomethingAfterIt", "[] []", Says::nothing},
};
// clang-format on

class AltinnSays : public testing::TestWithParam<Body> {};

//= altinn.strict altinn.empty
TEST_P(AltinnSays, WhatItSaysAndNoMore) {
  const auto answer = altinn_says(GetParam().text, question({}), kHealth);
  EXPECT_EQ(answer.has_value(), GetParam().says != Says::nothing);
  if (answer) {
    EXPECT_EQ(*answer, GetParam().says == Says::yes);
  }
}
INSTANTIATE_TEST_SUITE_P(Of, AltinnSays, testing::ValuesIn(kBodies),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace portvakt::delegation
