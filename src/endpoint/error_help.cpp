#include "endpoint/error_help.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace portvakt::endpoint {
namespace {

// clang-format off
constexpr ErrorHelp kHelp[] = {
    {"MP-011", {{
        {"JWT-grantet er feil bygget opp: et felt mangler, har feil type eller er ukjent, eller teksten er ikke en gyldig JWT.",
         "Kontroller at assertion er én sammenhengende tekst uten linjeskift eller mellomrom, at iss, aud, scope, iat og exp finnes, at tidspunktene er tall, og at det ikke er andre felt enn de dokumenterte."},
        {"JWT-grantet er feil bygd opp: eit felt manglar, har feil type eller er ukjent, eller teksten er ikkje ein gyldig JWT.",
         "Kontroller at assertion er éin samanhengande tekst utan linjeskift eller mellomrom, at iss, aud, scope, iat og exp finst, at tidspunkta er tal, og at det ikkje er andre felt enn dei dokumenterte."},
        {"The JWT grant is malformed: a claim is missing, has the wrong type or is unknown, or the text is not a valid JWT.",
         "Check that the assertion is one unbroken text without line breaks or blanks, that iss, aud, scope, iat and exp are there, that times are numbers, and that there are no other claims than the documented ones."}}}},
    {"MP-012", {{
        {"Grantet er brukt før. Et grant kan bare gi ett token.",
         "Lag et nytt grant med ny jti for hvert token du henter, og gjenbruk tokenet til det utløper."},
        {"Grantet er brukt før. Eit grant kan berre gje eitt token.",
         "Lag eit nytt grant med ny jti for kvart token du hentar, og bruk tokenet om att til det går ut."},
        {"The grant has been used before. A grant gives one token only.",
         "Make a new grant with a new jti for each token you fetch, and reuse the token until it expires."}}}},
    {"MP-100", {{
        {"Klienten finnes ikke her, eller den er deaktivert.",
         "Kontroller at iss er klientens client_id, at klienten er aktiv, og at du bruker riktig miljø: en klient i test finnes ikke i produksjon."},
        {"Klienten finst ikkje her, eller han er deaktivert.",
         "Kontroller at iss er client_id til klienten, at klienten er aktiv, og at du bruker rett miljø: ein klient i test finst ikkje i produksjon."},
        {"The client does not exist here, or it is deactivated.",
         "Check that iss is the client's client_id, that the client is active, and that you use the right environment: a test client does not exist in production."}}}},
    {"MP-110", {{
        {"aud peker ikke på denne tjenesten.",
         "Sett aud til nøyaktig issuer-verdien fra /.well-known/oauth-authorization-server, med skråstreken til slutt. Adressen til /token godtas ikke."},
        {"aud peikar ikkje på denne tenesta.",
         "Set aud til nøyaktig issuer-verdien frå /.well-known/oauth-authorization-server, med skråstreken til slutt. Adressa til /token blir ikkje godteken."},
        {"aud does not name this service.",
         "Set aud to exactly the issuer value of /.well-known/oauth-authorization-server, with its trailing slash. The address of /token is not accepted."}}}},
    {"MP-120", {{
        {"Virksomhetssertifikatet kan ikke godtas: utløpt, tilbakekalt, fra en utsteder vi ikke stoler på, eller fra et annet miljø.",
         "Bruk et gyldig virksomhetssertifikat for riktig miljø: et produksjonssertifikat virker ikke i test, og omvendt. Du kan også registrere en egen nøkkel på klienten."},
        {"Verksemdssertifikatet kan ikkje godtakast: utgått, tilbakekalla, frå ein utferdar vi ikkje stolar på, eller frå eit anna miljø.",
         "Bruk eit gyldig verksemdssertifikat for rett miljø: eit produksjonssertifikat verkar ikkje i test, og omvendt. Du kan òg registrere ein eigen nøkkel på klienten."},
        {"The business certificate cannot be accepted: expired, revoked, from an issuer that is not trusted, or from another environment.",
         "Use a valid business certificate of the right environment: a production certificate does not work in test, nor the reverse. You can also register a key of your own on the client."}}}},
    {"MP-121", {{
        {"Nøkkelen på klienten er utløpt. En nøkkel lever høyst ett år.",
         "Registrer en ny nøkkel på klienten, eller registrer den samme nøkkelen på nytt for å fornye den."},
        {"Nøkkelen på klienten er utgått. Ein nøkkel lever høgst eitt år.",
         "Registrer ein ny nøkkel på klienten, eller registrer den same nøkkelen på nytt for å fornye han."},
        {"The client's key has expired. A key lives for one year at most.",
         "Register a new key on the client, or register the same key again to renew it."}}}},
    {"MP-122", {{
        {"Sertifikatet tilhører en annen organisasjon enn klienten.",
         "Signer med virksomhetssertifikatet til organisasjonen som klienten er registrert på."},
        {"Sertifikatet høyrer til ein annan organisasjon enn klienten.",
         "Signer med verksemdssertifikatet til organisasjonen som klienten er registrert på."},
        {"The certificate belongs to another organisation than the client.",
         "Sign with the business certificate of the organisation that the client is registered on."}}}},
    {"MP-123", {{
        {"x5c i JWT-headeren kan ikke leses.",
         "x5c skal være en liste (array) av tekster, hver med ett sertifikat som base64-kodet DER, ditt eget først."},
        {"x5c i JWT-headeren kan ikkje lesast.",
         "x5c skal vere ei liste (array) av tekstar, kvar med eitt sertifikat som base64-koda DER, ditt eige først."},
        {"x5c in the JWT header cannot be read.",
         "x5c must be an array of strings, each one certificate as base64 DER, your own first."}}}},
    {"MP-124", {{
        {"Signaturen stemmer ikke med nøkkelen.",
         "Kontroller at grantet er signert med den private nøkkelen som hører til kid, at alg er nøkkelens egen, og at nøkkelen er registrert i dette miljøet."},
        {"Signaturen stemmer ikkje med nøkkelen.",
         "Kontroller at grantet er signert med den private nøkkelen som høyrer til kid, at alg er nøkkelen sin eigen, og at nøkkelen er registrert i dette miljøet."},
        {"The signature does not match the key.",
         "Check that the grant is signed with the private key that belongs to kid, that alg is the key's own, and that the key is registered in this environment."}}}},
    {"MP-130", {{
        {"Grantet er utløpt.",
         "Lag grantet like før du bruker det, og kontroller at klokken på maskinen er riktig (NTP). exp er sekunder siden 1970."},
        {"Grantet er utgått.",
         "Lag grantet like før du bruker det, og kontroller at klokka på maskina er rett (NTP). exp er sekund sidan 1970."},
        {"The grant has expired.",
         "Make the grant just before you use it, and check that the machine's clock is right (NTP). exp is seconds since 1970."}}}},
    {"MP-200", {{
        {"Klienten har ikke scopet som det ble spurt om, eller scopet er ikke aktivt.",
         "Legg scopet til på klienten, og kontroller skrivemåten. Tilgang fra API-eieren alene er ikke nok: scopet må også stå på klienten."},
        {"Klienten har ikkje scopet som det vart spurt om, eller scopet er ikkje aktivt.",
         "Legg scopet til på klienten, og kontroller skrivemåten. Tilgang frå API-eigaren åleine er ikkje nok: scopet må òg stå på klienten."},
        {"The client does not hold the scope that was asked for, or the scope is not active.",
         "Add the scope to the client and check its spelling. Access from the API owner is not enough: the scope must be on the client too."}}}},
    {"MP-201", {{
        {"Scopet er ikke for Maskinporten-klienter.",
         "Bruk en klient av en type som scopet tillater, eller be API-eieren tillate maskinporten for scopet."},
        {"Scopet er ikkje for Maskinporten-klientar.",
         "Bruk ein klient av ein type som scopet tillèt, eller be API-eigaren tillate maskinporten for scopet."},
        {"The scope is not for Maskinporten clients.",
         "Use a client of a type that the scope allows, or ask the API owner to allow maskinporten for the scope."}}}},
    {"MP-250", {{
        {"Organisasjonen har ikke fått tilgang til scopet.",
         "Be API-eieren gi organisasjonsnummeret tilgang. Henter du på vegne av en annen organisasjon, må consumer_org stå i grantet."},
        {"Organisasjonen har ikkje fått tilgang til scopet.",
         "Be API-eigaren gje organisasjonsnummeret tilgang. Hentar du på vegner av ein annan organisasjon, må consumer_org stå i grantet."},
        {"The organisation has not been granted access to the scope.",
         "Ask the API owner to grant the organisation number access. If you fetch on behalf of another organisation, consumer_org must be in the grant."}}}},
    {"MP-251", {{
        {"Konsumenten har ikke delegert tilgangen til leverandøren.",
         "Be konsumenten delegere scopet til leverandørens organisasjonsnummer i delegeringskilden som scopet bruker, i samme miljø."},
        {"Konsumenten har ikkje delegert tilgangen til leverandøren.",
         "Be konsumenten delegere scopet til organisasjonsnummeret til leverandøren i delegeringskjelda som scopet bruker, i same miljø."},
        {"The consumer has not delegated the access to the supplier.",
         "Ask the consumer to delegate the scope to the supplier's organisation number in the delegation source that the scope uses, in the same environment."}}}},
    {"MP-301", {{
        {"authorization_details har en type som ikke støttes her.",
         "Bruk bare typene som står i authorization_details_types_supported i /.well-known/oauth-authorization-server."},
        {"authorization_details har ein type som ikkje er støtta her.",
         "Bruk berre typane som står i authorization_details_types_supported i /.well-known/oauth-authorization-server."},
        {"authorization_details has a type that is not served here.",
         "Use only the types listed in authorization_details_types_supported of /.well-known/oauth-authorization-server."}}}},
    {"MP-302", {{
        {"authorization_details har felt som ikke finnes for typen.",
         "Fjern feltene som ikke er dokumentert for typen, og kontroller skrivemåten."},
        {"authorization_details har felt som ikkje finst for typen.",
         "Fjern felta som ikkje er dokumenterte for typen, og kontroller skrivemåten."},
        {"authorization_details has members that the type does not know.",
         "Remove the members that are not documented for the type, and check their spelling."}}}},
    {"MP-303", {{
        {"En verdi i authorization_details er feil, eller registeret kjenner den ikke.",
         "Kontroller organisasjonsnummer og referanser, at systembrukeren er godkjent av kunden, og at klienten er knyttet til systemet. Et samtykke må være gitt til den som tokenet er for, og ikke være utløpt."},
        {"Ein verdi i authorization_details er feil, eller registeret kjenner han ikkje.",
         "Kontroller organisasjonsnummer og referansar, at systembrukaren er godkjend av kunden, og at klienten er knytt til systemet. Eit samtykke må vere gjeve til den som tokenet er for, og ikkje vere utgått."},
        {"A value in authorization_details is wrong, or the register does not know it.",
         "Check organisation numbers and references, that the customer has approved the system user, and that the client belongs to the system. A consent must be given to the one that the token is for, and not have expired."}}}},
};
// clang-format on

}  // namespace

std::string_view tag(Language language) {
  switch (language) {
    case Language::nb:
      return "nb";
    case Language::nn:
      return "nn";
    case Language::en:
      return "en";
  }
  std::unreachable();
}

Language preferred_language(std::string_view accept_language) {
  // Browsers list languages by falling preference, so the order stands in for the weights.
  for (std::string_view item : split(accept_language, ',')) {
    item = trimmed(item.substr(0, item.find(';')));
    const std::string primary = lower(item.substr(0, item.find('-')));
    if (primary == "nb" || primary == "no") return Language::nb;
    if (primary == "nn") return Language::nn;
    if (primary == "en") return Language::en;
  }
  return Language::nb;
}

std::span<const ErrorHelp> error_help() { return kHelp; }

const ErrorHelp* find_error_help(std::string_view code) {
  const auto it = std::ranges::find(kHelp, code, &ErrorHelp::code);
  return it == std::end(kHelp) ? nullptr : &*it;
}

}  // namespace portvakt::endpoint
