#include "notification/texts.hpp"

#include "base/json.hpp"
#include "base/time_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <vector>

namespace portvakt::notification {
namespace {

/// Sentences with places for what happened; a place is named so that languages may order them.
struct Sentences {
  std::string_view key_subject, keys_subject, keys, key_line, more_keys, after_keys;
  std::string_view request_subject, request;
  std::string_view approved_subject, denied_subject, approved, denied, answer;
  std::string_view test_subject, test;
  std::string_view why;
};

constexpr Sentences kBokmaal{
    .key_subject = "En nøkkel utløper {day}",
    .keys_subject = "{total} nøkler utløper, den første {day}",
    .keys = "Når en nøkkel er utløpt, får klienten ikke token før den har en ny:",
    .key_line = "- {day}: {client} ({client_id}), nøkkel {kid}",
    .more_keys = "- og {more} til",
    .after_keys =
        "En klient kan ha flere nøkler samtidig, så legg inn den nye før den gamle "
        "utløper:\n{application}clients",
    .request_subject = "{organisation} ber om tilgang til {scope}",
    .request =
        "{organisation} ({orgno}) ber om tilgang til {scope} og skriver:\n\n{text}\n\n"
        "Svar her:\n{application}requests/received",
    .approved_subject = "Dere har fått tilgang til {scope}",
    .denied_subject = "Dere fikk ikke tilgang til {scope}",
    .approved = "{organisation} ({orgno}) har gitt dere tilgang til {scope}.",
    .denied = "{organisation} ({orgno}) har avslått forespørselen om tilgang til {scope}.",
    .answer = "Svaret:\n\n{text}",
    .test_subject = "Et prøvevarsel",
    .test = "Noen ba om dette varselet for å se at varsler kommer fram. Det betyr ikke noe mer.",
    .why =
        "Adressen er et av organisasjonens varslingspunkter. Endre dem her:\n"
        "{application}notifications",
};

constexpr Sentences kNynorsk{
    .key_subject = "Ein nøkkel går ut {day}",
    .keys_subject = "{total} nøklar går ut, den første {day}",
    .keys = "Når ein nøkkel er gått ut, får klienten ikkje token før han har ein ny:",
    .key_line = "- {day}: {client} ({client_id}), nøkkel {kid}",
    .more_keys = "- og {more} til",
    .after_keys =
        "Ein klient kan ha fleire nøklar samstundes, så legg inn den nye før den gamle "
        "går ut:\n{application}clients",
    .request_subject = "{organisation} bed om tilgang til {scope}",
    .request =
        "{organisation} ({orgno}) bed om tilgang til {scope} og skriv:\n\n{text}\n\n"
        "Svar her:\n{application}requests/received",
    .approved_subject = "De har fått tilgang til {scope}",
    .denied_subject = "De fekk ikkje tilgang til {scope}",
    .approved = "{organisation} ({orgno}) har gitt dykk tilgang til {scope}.",
    .denied = "{organisation} ({orgno}) har avslått førespurnaden om tilgang til {scope}.",
    .answer = "Svaret:\n\n{text}",
    .test_subject = "Eit prøvevarsel",
    .test = "Nokon bad om dette varselet for å sjå at varsel kjem fram. Det tyder ikkje noko meir.",
    .why =
        "Adressa er eit av varslingspunkta til organisasjonen. Endre dei her:\n"
        "{application}notifications",
};

constexpr Sentences kEnglish{
    .key_subject = "A key expires on {day}",
    .keys_subject = "{total} keys expire, the first on {day}",
    .keys = "Once a key has expired, its client gets no token until it has a new one:",
    .key_line = "- {day}: {client} ({client_id}), key {kid}",
    .more_keys = "- and {more} more",
    .after_keys =
        "A client can have several keys at a time, so add the new one before the old one "
        "expires:\n{application}clients",
    .request_subject = "{organisation} asks for access to {scope}",
    .request =
        "{organisation} ({orgno}) asks for access to {scope} and writes:\n\n{text}\n\n"
        "Answer here:\n{application}requests/received",
    .approved_subject = "You have access to {scope}",
    .denied_subject = "You did not get access to {scope}",
    .approved = "{organisation} ({orgno}) has given you access to {scope}.",
    .denied = "{organisation} ({orgno}) has denied your request for access to {scope}.",
    .answer = "The answer:\n\n{text}",
    .test_subject = "A test",
    .test = "Somebody asked for this to see that notices arrive. It means nothing else.",
    .why =
        "The address is one of your organisation's notification points. Change them here:\n"
        "{application}notifications",
};

const Sentences& sentences(Language language) {
  switch (language) {
    case Language::nb:
      return kBokmaal;
    case Language::nn:
      return kNynorsk;
    case Language::en:
      return kEnglish;
  }
  return kBokmaal;
}

/// What stands in the places.
struct Values {
  std::string_view application;
  std::string organisation, orgno, scope, text, day;
  std::string client, client_id, kid;
  std::int64_t total = 0, more = 0;
};

std::string filled(std::string_view sentence, const Values& v) {
  using fmt::arg;
  return fmt::format(fmt::runtime(sentence), arg("application", v.application),
                     arg("organisation", v.organisation), arg("orgno", v.orgno),
                     arg("scope", v.scope), arg("text", v.text), arg("day", v.day),
                     arg("client", v.client), arg("client_id", v.client_id), arg("kid", v.kid),
                     arg("total", v.total), arg("more", v.more));
}

[[noreturn]] void not_ours() { throw std::runtime_error("the content of a notice is malformed"); }

std::string text(const json::object& object, std::string_view name) {
  const auto found = string_member(object, name);
  if (!found) not_ours();
  return std::string(*found);
}

std::string day_of(const json::object& key) {
  const auto expires = parse_time(text(key, "expires"));
  if (!expires) not_ours();
  return day(*expires);
}

Text keys_text(const json::object& content, const Sentences& say, Values values) {
  const json::value* keys = member(content, "keys");
  const json::value* total = member(content, "total");
  if (keys == nullptr || !keys->is_array() || keys->get_array().empty() || total == nullptr ||
      !total->is_int64())
    not_ours();
  const json::array& named = keys->get_array();
  values.total = total->get_int64();
  values.more = values.total - static_cast<std::int64_t>(named.size());
  Text out;
  out.body = filled(say.keys, values) + "\n\n";
  for (const json::value& each : named) {
    if (!each.is_object()) not_ours();
    const json::object& key = each.get_object();
    values.day = day_of(key);
    values.client = text(key, "client_name");
    values.client_id = text(key, "client_id");
    values.kid = text(key, "kid");
    if (out.subject.empty())
      out.subject = filled(values.total == 1 ? say.key_subject : say.keys_subject, values);
    out.body += filled(say.key_line, values) + "\n";
  }
  if (values.more > 0) out.body += filled(say.more_keys, values) + "\n";
  out.body += "\n" + filled(say.after_keys, values) + "\n";
  return out;
}

Text request_text(const json::object& content, const Sentences& say, Values values) {
  values.organisation = text(content, "consumer_name");
  values.orgno = text(content, "consumer_orgno");
  values.scope = text(content, "scope");
  values.text = text(content, "reason");
  return {filled(say.request_subject, values), filled(say.request, values) + "\n"};
}

Text answer_text(const json::object& content, const Sentences& say, Values values) {
  const bool approved = text(content, "state") == "APPROVED";
  values.organisation = text(content, "owner_name");
  values.orgno = text(content, "owner_orgno");
  values.scope = text(content, "scope");
  values.text = text(content, "answer");
  Text out{filled(approved ? say.approved_subject : say.denied_subject, values),
           filled(approved ? say.approved : say.denied, values) + "\n"};
  if (!values.text.empty()) out.body += "\n" + filled(say.answer, values) + "\n";
  return out;
}

}  // namespace

Text text_of(const Notice& notice, Language language, std::string_view application) {
  const auto content = read_json(notice.content);
  if (!content || !content->is_object()) not_ours();
  const json::object& object = content->get_object();
  const Sentences& say = sentences(language);
  const Values values{.application = application};
  Text out;
  switch (notice.event) {
    case NotificationEvent::key_expires:
      out = keys_text(object, say, values);
      break;
    case NotificationEvent::access_requested:
      out = request_text(object, say, values);
      break;
    case NotificationEvent::access_answered:
      out = answer_text(object, say, values);
      break;
    case NotificationEvent::test:
      out = {std::string(say.test_subject), std::string(say.test) + "\n"};
      break;
  }
  out.body += "\n" + filled(say.why, values) + "\n";
  return out;
}

std::string day(Instant at) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{:02}.{:02}.{:04}", static_cast<unsigned>(date.day()),
                     static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

}  // namespace portvakt::notification
