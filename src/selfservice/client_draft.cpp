#include "selfservice/client_draft.hpp"

#include "base/text.hpp"
#include "selfservice/members.hpp"

#include <algorithm>
#include <array>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestText = 2048;
constexpr std::size_t kLongestList = 64;

enum class Type { text, texts, flag, duration };

struct OtherMember {
  std::string_view name;
  Type type;
  std::array<std::string_view, 4> words;  ///< the enumeration's; all empty: free
};

constexpr std::string_view kJwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

// docs/protocol.md, client attributes that a machine-to-machine server keeps for others.
constexpr OtherMember kOtherMembers[] = {
    {"application_type", Type::text, {"web", "browser", "native"}},
    {"grant_types", Type::texts, {"authorization_code", "implicit", "refresh_token", kJwtBearer}},
    {"token_endpoint_auth_method",
     Type::text,
     {"private_key_jwt", "client_secret_post", "client_secret_basic", "none"}},
    {"authorization_lifetime", Type::duration, {}},
    {"refresh_token_lifetime", Type::duration, {}},
    {"refresh_token_usage", Type::text, {"REUSE", "ONETIME"}},
    {"logo_uri", Type::text, {}},
    {"client_uri", Type::text, {}},
    {"redirect_uris", Type::texts, {}},
    {"post_logout_redirect_uris", Type::texts, {}},
    {"frontchannel_logout_uri", Type::text, {}},
    {"frontchannel_logout_session_required", Type::flag, {}},
    {"sso_disabled", Type::flag, {}},
    {"code_challenge_method", Type::text, {"none", "S256"}},
};

bool is_word(const OtherMember& known, std::string_view text) {
  return known.words.front().empty() || std::ranges::find(known.words, text) != known.words.end();
}

std::string choices(const OtherMember& known) {
  std::vector<std::string> words;
  for (const auto word : known.words) {
    if (!word.empty()) words.emplace_back(word);
  }
  return join(words, ", ");
}

void judge_text(Members& members, const OtherMember& known, std::string_view text) {
  if (text.size() > kLongestText || !is_plain_text(text)) {
    members.object_to(known.name, std::string(known.name) +
                                      " kan ikke være lengre enn 2048 tegn eller ha styretegn");
  } else if (text.empty() || !is_word(known, text)) {
    const std::string words = choices(known);
    members.object_to(known.name,
                      std::string(known.name) +
                          (words.empty() ? " kan ikke være tom" : " må være en av: " + words));
  }
}

void take_texts(Members& members, const OtherMember& known, json::object& into) {
  const auto texts = members.texts(known.name);
  if (!texts) return;
  if (texts->size() > kLongestList) {
    members.object_to(known.name, std::string(known.name) + " kan ha høyst 64 verdier");
    return;
  }
  json::array list;
  for (const std::string& text : *texts) {
    judge_text(members, known, text);
    list.emplace_back(text);
  }
  into[known.name] = std::move(list);
}

void take_other(Members& members, const OtherMember& known, json::object& into) {
  switch (known.type) {
    case Type::text:
      if (const auto text = members.text(known.name)) {
        judge_text(members, known, *text);
        into[known.name] = *text;
      }
      return;
    case Type::texts:
      return take_texts(members, known, into);
    case Type::flag:
      if (const auto flag = members.flag(known.name)) into[known.name] = *flag;
      return;
    case Type::duration:
      if (const auto whole = members.whole(known.name)) {
        if (*whole < 0)
          members.object_to(known.name, std::string(known.name) + " kan ikke være negativ");
        into[known.name] = *whole;
      }
      return;
  }
}

}  // namespace

Result<ClientDraft, Refusal> read_client_draft(std::string_view body, const Policy& policy) {
  const auto object = read_body(body, "client");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "client");
  ClientDraft draft;
  draft.client_id = members.text("client_id");
  draft.client_orgno = members.text("client_orgno");
  draft.supplier_orgno = members.text("supplier_orgno");
  draft.name = members.text("client_name");
  draft.description = members.text("description");
  draft.integration_type = members.text("integration_type");
  draft.scopes = members.texts("scopes");
  draft.active = members.flag("active");
  draft.access_token_lifetime = members.whole("access_token_lifetime");
  for (const OtherMember& known : kOtherMembers) take_other(members, known, draft.other);
  members.pass_over({"created", "last_updated", "client_secret", "jwks", "jwks_uri", "onbehalfof"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return draft;
}

std::vector<std::string_view> other_client_members() {
  std::vector<std::string_view> names;
  for (const OtherMember& known : kOtherMembers) names.push_back(known.name);
  return names;
}

}  // namespace portvakt::selfservice
