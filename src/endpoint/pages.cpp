#include "endpoint/pages.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "jose/keys.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace portvakt::endpoint {
namespace {

struct Words {
  std::string_view meaning, cure, unknown_code, known_codes, start_title, start_text,
      no_application;
};
constexpr std::array<Words, 3> kWords{{
    {"Hva det betyr", "Hva du kan gjøre", "Ukjent feilkode", "Kjente feilkoder", "Portvakt kjører",
     "Adressene du trenger:",
     "Nettapplikasjonen er ikke med i dette programmet. <code>scripts/build</code> bygger et som "
     "har den."},
    {"Kva det tyder", "Kva du kan gjere", "Ukjend feilkode", "Kjende feilkodar", "Portvakt køyrer",
     "Adressene du treng:",
     "Nettapplikasjonen er ikkje med i dette programmet. <code>scripts/build</code> byggjer eit "
     "som har han."},
    {"What it means", "What you can do", "Unknown error code", "Known error codes",
     "Portvakt is running", "The addresses you need:",
     "The web application is not part of this program. <code>scripts/build</code> builds one that "
     "has it."},
}};

constexpr std::string_view kStyle =
    "body{font-family:system-ui,sans-serif;line-height:1.5;max-width:42rem;margin:2rem auto;"
    "padding:0 1rem;color:#1e2b3c;background:#fff}h1{font-size:1.6rem}code{font-size:1rem}"
    "a{color:#0b5cad}@media(prefers-color-scheme:dark){body{color:#e8edf3;background:#10161d}"
    "a{color:#8ec5ff}}";
/// No script, no foreign origin, and of styles only the one above, by its digest.
const std::string& policy() {
  static const std::string text = fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; frame-ancestors 'none'; base-uri 'none'; "
      "form-action 'none'",
      base64(as_bytes(jose::sha256(kStyle))));
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

http::Response page(int status, Language language, std::string_view title, std::string_view body) {
  http::Response answer;
  answer.status = status;
  answer.headers = {{"Content-Type", "text/html; charset=utf-8"},
                    {"Content-Language", std::string(tag(language))},
                    {"Content-Security-Policy", policy()},
                    {"Referrer-Policy", "no-referrer"},
                    {"Vary", "Accept-Language"},
                    {"Cache-Control", status == 200 ? "public, max-age=300" : "no-store"}};
  answer.body = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"><title>{}</title><style>{}</style></head>"
      "<body><main><h1>{}</h1>{}</main></body></html>\n",
      tag(language), escaped(title), kStyle, escaped(title), body);
  return answer;
}

}  // namespace

http::Response error_page(std::string_view code, Language language) {
  const Words& words = kWords[std::to_underlying(language)];
  if (const ErrorHelp* help = find_error_help(code)) {
    const HelpText& text = help->texts[std::to_underlying(language)];
    return page(200, language, help->code,
                fmt::format("<h2>{}</h2><p>{}</p><h2>{}</h2><p>{}</p>", words.meaning,
                            escaped(text.meaning), words.cure, escaped(text.cure)));
  }
  std::string list;
  for (const ErrorHelp& help : error_help()) {
    list += fmt::format("<li><a href=\"{0}\">{0}</a> {1}</li>", help.code,
                        escaped(help.texts[std::to_underlying(language)].meaning));
  }
  return page(404, language, words.unknown_code,
              fmt::format("<h2>{}</h2><ul>{}</ul>", words.known_codes, list));
}

http::Response start_page(std::string_view issuer, Language language) {
  const Words& words = kWords[std::to_underlying(language)];
  std::string list;
  for (const std::string_view path : {".well-known/oauth-authorization-server", "token", "jwk",
                                      "api/v1/scopes/all", "health", "docs/api", "openapi.yaml"}) {
    const std::string address = escaped(std::string(issuer) + std::string(path));
    list += fmt::format("<li><a href=\"{0}\"><code>{0}</code></a></li>", address);
  }
  return page(
      200, language, words.start_title,
      fmt::format("<p>{}</p><ul>{}</ul><p>{}</p>", words.start_text, list, words.no_application));
}

}  // namespace portvakt::endpoint
