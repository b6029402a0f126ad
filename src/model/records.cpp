#include "model/records.hpp"

#include "base/text.hpp"
#include "model/words.hpp"

namespace portvakt {
namespace {

constexpr Words<IntegrationType, 7> kIntegrationTypes{{
    {IntegrationType::maskinporten, "maskinporten"},
    {IntegrationType::idporten, "idporten"},
    {IntegrationType::api_klient, "api_klient"},
    {IntegrationType::krr, "krr"},
    {IntegrationType::eformidling, "eformidling"},
    {IntegrationType::ansattporten, "ansattporten"},
    {IntegrationType::idporten_saml2, "idporten_saml2"},
}};
constexpr Words<Visibility, 3> kVisibilities{{
    {Visibility::public_, "PUBLIC"},
    {Visibility::private_, "PRIVATE"},
    {Visibility::internal, "INTERNAL"},
}};
constexpr Words<TokenType, 2> kTokenTypes{{
    {TokenType::self_contained, "SELF_CONTAINED"},
    {TokenType::opaque, "OPAQUE"},
}};
constexpr Words<AccessState, 3> kAccessStates{{
    {AccessState::requested, "REQUESTED"},
    {AccessState::approved, "APPROVED"},
    {AccessState::denied, "DENIED"},
}};
constexpr Words<SigningKeyState, 3> kSigningKeyStates{{
    {SigningKeyState::pending, "pending"},
    {SigningKeyState::active, "active"},
    {SigningKeyState::retired, "retired"},
}};

}  // namespace

std::string_view word(IntegrationType value) { return word_of(kIntegrationTypes, value); }
std::string_view word(Visibility value) { return word_of(kVisibilities, value); }
std::string_view word(TokenType value) { return word_of(kTokenTypes, value); }
std::string_view word(AccessState value) { return word_of(kAccessStates, value); }
std::string_view word(SigningKeyState value) { return word_of(kSigningKeyStates, value); }

std::optional<IntegrationType> integration_type(std::string_view text) {
  return value_of(kIntegrationTypes, lower(text));
}
std::optional<Visibility> visibility(std::string_view text) {
  return value_of(kVisibilities, text);
}
std::optional<TokenType> token_type(std::string_view text) { return value_of(kTokenTypes, text); }
std::optional<AccessState> access_state(std::string_view text) {
  return value_of(kAccessStates, text);
}
std::optional<SigningKeyState> signing_key_state(std::string_view text) {
  return value_of(kSigningKeyStates, text);
}

}  // namespace portvakt
