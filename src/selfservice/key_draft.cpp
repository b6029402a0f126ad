#include "selfservice/key_draft.hpp"

#include "base/text.hpp"
#include "jose/x5c.hpp"
#include "model/records.hpp"
#include "selfservice/members.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kMostKeys = 5;

std::string_view words(jose::KeyFault fault) {
  using enum jose::KeyFault;
  switch (fault) {
    case not_json:
      return "Nøkkelen er ikke gyldig JSON";
    case not_an_object:
      return "Nøkkelen må være et JSON-objekt (JWK)";
    case private_key:
      return "Nøkkelen er privat. Send bare den offentlige delen, og bytt ut nøkkelen";
    case unknown_key_type:
      return "kty må være RSA";
    case missing_member:
      return "Nøkkelen mangler et felt som kreves: kty, n og e";
    case malformed_member:
      return "Et felt i nøkkelen har feil form: n og e skal være base64url";
    case wrong_use:
      return "use må være sig";
    case wrong_key_ops:
      return "key_ops må ha verify når feltet er med";
    case unknown_algorithm:
      return "alg må være RS256, RS384 eller RS512";
    case algorithm_of_other_key_type:
      return "alg passer ikke til nøkkeltypen";
    case modulus_too_short:
      return "RSA-nøkkelen er for kort, minst 2048 bit kreves";
    case modulus_too_long:
      return "RSA-nøkkelen er for lang, høyst 4096 bit godtas";
    case bad_exponent:
      return "RSA-nøkkelens eksponent må være 65537";
    case small_factor:
      return "RSA-nøkkelen er svak: modulusen har en liten faktor";
    case roca:
      return "RSA-nøkkelen er svak: den er laget med en kjent svakhet (ROCA)";
    case close_primes:
      return "RSA-nøkkelen er svak: primtallene ligger for nær hverandre";
    case not_on_curve:
      return "Nøkkelens punkt ligger ikke på kurven";
    case malformed_certificate:
      return "Et sertifikat kan ikke leses, eller det er flere enn fire";
    case certificate_of_other_key:
      return "Sertifikatet i x5c tilhører en annen nøkkel";
    case malformed_pem:
      return "Forventet en offentlig nøkkel som JWK eller PEM (PUBLIC KEY), eller et sertifikat";
  }
  return "Nøkkelen kan ikke brukes";
}

Refusal refused_key(jose::KeyFault fault, const std::string& path) {
  const std::string member(jose::member_name(fault));
  return invalid("jwks", member.empty() && path.empty() ? "" : path + member,
                 std::string(words(fault)));
}

bool is_client_algorithm(jose::Algorithm algorithm) {
  using enum jose::Algorithm;
  return algorithm == rs256 || algorithm == rs384 || algorithm == rs512;
}

void judge(Members& members, const KeyDraft& draft) {
  if (draft.jwk.type != jose::KeyType::rsa) members.object_to("kty", "kty må være RSA");
  if (draft.jwk.use != "sig") members.object_to("use", "use må være sig");
  if (draft.jwk.alg && !is_client_algorithm(*draft.jwk.alg)) {
    members.object_to("alg", "alg må være RS256, RS384 eller RS512");
  }
  if (!draft.jwk.kid.empty() && !KeyId::parse(draft.jwk.kid)) {
    members.object_to("kid", "kid må ha 1 til 255 tegn: bokstaver a-z, sifre og . _ -");
  }
}

}  // namespace

Result<KeyDraft, Refusal> read_key(const json::object& object, const Policy& policy,
                                   const std::string& path) {
  Members members(object, "jwks", path);
  KeyDraft draft;
  draft.exp = members.whole("exp");
  const auto kid = members.text("kid");
  if (kid && kid->empty()) members.object_to("kid", "kid kan ikke være tom");
  auto jwk = jose::parse_jwk(object, policy.keys);
  if (!jwk) return std::unexpected(refused_key(jwk.error(), path));
  draft.jwk = *std::move(jwk);
  judge(members, draft);
  members.pass_over({"kty", "use", "alg", "n", "e", "x5c", "key_ops", "created", "last_updated"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return draft;
}

Result<KeyDraft, Refusal> read_key(std::string_view body, const Policy& policy) {
  const auto object = read_body(body, "jwks");
  if (!object) return std::unexpected(object.error());
  return read_key(*object, policy);
}

Result<std::vector<KeyDraft>, Refusal> read_key_set(std::string_view body, const Policy& policy) {
  const auto object = read_body(body, "jwks");
  if (!object) return std::unexpected(object.error());
  const json::value* keys = member(*object, "keys");
  const json::array* list = keys == nullptr ? nullptr : keys->if_array();
  if (list == nullptr || list->empty()) {
    return std::unexpected(invalid("jwks", "keys",
                                   "keys må være en liste med minst én nøkkel. Bruk DELETE for å "
                                   "fjerne alle"));
  }
  if (list->size() > kMostKeys) {
    return std::unexpected(invalid("jwks", "keys", "En klient kan ha høyst 5 nøkler"));
  }
  std::vector<KeyDraft> drafts;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = "keys[" + std::to_string(i) + "].";
    const json::object* one = (*list)[i].if_object();
    if (one == nullptr) {
      return std::unexpected(
          refused_key(jose::KeyFault::not_an_object, "keys[" + std::to_string(i) + "]"));
    }
    auto draft = read_key(*one, policy, path);
    if (!draft) return std::unexpected(draft.error());
    const std::string& kid = draft->jwk.kid;
    if (kid.empty()) return std::unexpected(invalid("jwks", path + "kid", "kid må fylles ut"));
    if (std::ranges::any_of(drafts, [&](const KeyDraft& d) { return d.jwk.kid == kid; })) {
      return std::unexpected(invalid("jwks", path + "kid", "To nøkler har samme kid: " + kid));
    }
    drafts.push_back(*std::move(draft));
  }
  return drafts;
}

Result<KeyDraft, Refusal> read_key_text(std::string_view body, const Policy& policy) {
  const auto start = body.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos)
    return std::unexpected(refused_key(jose::KeyFault::malformed_pem, ""));
  Result<KeyDraft, Refusal> draft;
  if (body[start] == '{') {
    draft = read_key(body, policy);
    if (!draft) return draft;
  } else {
    // A certificate locks its key: the certificate must be good for as long as the key is used.
    const bool certificate = body.find("-----BEGIN CERTIFICATE-----") != std::string_view::npos;
    auto jwk = certificate ? jose::parse_certificate_pem(body, policy.keys)
                           : jose::parse_public_pem(body, policy.keys);
    if (!jwk) return std::unexpected(refused_key(jwk.error(), ""));
    draft->jwk = *std::move(jwk);
    draft->jwk.use = "sig";
    if (draft->jwk.type != jose::KeyType::rsa) {
      return std::unexpected(refused_key(jose::KeyFault::unknown_key_type, ""));
    }
  }
  if (draft->jwk.kid.empty()) draft->jwk.kid = jose::thumbprint(draft->jwk);
  return draft;
}

}  // namespace portvakt::selfservice
