#include "app/settings.hpp"

#include "base/text.hpp"
#include "http/networks.hpp"
#include "jose/algorithm.hpp"
#include "model/names.hpp"
#include "model/notification.hpp"
#include "pki/policy_table.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace portvakt::app {
namespace {

bool is_loopback(const boost::urls::url_view& url) {
  switch (url.host_type()) {
    case boost::urls::host_type::ipv4:
      return url.host_ipv4_address().is_loopback();
    case boost::urls::host_type::ipv6:
      return url.host_ipv6_address().is_loopback();
    case boost::urls::host_type::name:
      return url.encoded_host() == "localhost";
    case boost::urls::host_type::none:
    case boost::urls::host_type::ipvfuture:
      return false;
  }
  return false;
}

/// Boost.URL 1.81 reads 127.0.0.1.example as the host 127.0.0.1 and a path, which RFC 3986
/// section 3.3 does not allow.
bool is_web(const boost::urls::url_view& url) {
  const auto path = url.encoded_path();
  return (url.scheme() == "https" || url.scheme() == "http") && !url.host().empty() &&
         (path.empty() || path.starts_with('/'));
}

std::string check_issuer(const std::string& text) {
  const auto url = boost::urls::parse_absolute_uri(text);
  if (!url || !is_web(*url)) return "must be an https URL, as https://maskinporten.example/";
  if (!text.ends_with('/') || url->has_query() || url->has_fragment() || url->has_userinfo()) {
    return "must be a plain URL that ends in '/', since clients compare it letter by letter";
  }
  if (url->scheme() == "http" && !is_loopback(*url)) {
    return "must begin with https://; http is for this machine only (localhost, 127.0.0.1)";
  }
  return {};
}

/// `HOST:PORT`, an IPv6 host in brackets; port 0 picks a free one.
std::string check_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  unsigned port = 65536;
  if (colon != std::string::npos && colon > 0) {
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + colon + 1, last, port);
    if (error != std::errc{} || end != last) port = 65536;
  }
  const bool bare_ipv6 = text.find(':') != colon && !text.starts_with('[');
  return port > 65535 || bare_ipv6 ? "must be HOST:PORT, as 127.0.0.1:8080 or [::1]:8080" : "";
}

std::string check_database(const std::string& text) {
  const bool sqlite = text.starts_with("sqlite:") && text.size() > 7;
  const bool postgres = text.starts_with("postgresql://") || text.starts_with("postgres://");
  return sqlite || postgres ? "" : "must be sqlite:PATH or postgresql://USER@HOST/NAME";
}

std::string check_orgno(const std::string& text) {
  return OrgNumber::parse(text)
             ? ""
             : "must be an organisation number: nine digits, the last a check digit";
}

std::string check_algorithm(const std::string& text) {
  return jose::algorithm(text) ? "" : "must be RS256, RS384, RS512, PS256 or ES256";
}

std::string check_policy(const std::string& text) {
  return text == "override" || text == "cap" ? "" : "must be \"override\" or \"cap\"";
}

std::string check_level(const std::string& text) {
  const bool known = text == "debug" || text == "info" || text == "warn" || text == "error";
  return known ? "" : "must be \"debug\", \"info\", \"warn\" or \"error\"";
}

std::string check_origin(const std::string& text) {
  const auto url = boost::urls::parse_absolute_uri(text);
  const bool origin = url && is_web(*url) && url->encoded_path().empty() && !url->has_query();
  return origin ? "" : "must hold origins without a path, as https://portal.example";
}

std::string check_login_scope(const std::string& text) {
  const auto words = split_white(text);
  const bool has_openid = std::ranges::find(words, "openid") != words.end();
  return has_openid ? "" : "must hold openid, as \"openid profile\"";
}

std::string check_environment(const std::string& text) {
  return text == "production" || text == "test" ? "" : "must be \"production\" or \"test\"";
}

std::string check_address(const std::string& text) {
  const auto url = boost::urls::parse_absolute_uri(text);
  const bool plain = url && is_web(*url) && !url->has_userinfo();
  return plain ? "" : "must be an https or http address";
}

/// The path stands in the page's HTML and in headers, so it is made of plain characters only.
std::string check_base_path(const std::string& text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '/';
  };
  const bool right = text.size() > 2 && text.starts_with('/') && text.ends_with('/') &&
                     std::ranges::all_of(text, plain) && !text.contains("//");
  return right ? "" : "must begin and end with '/', as /app/, and not be '/' alone";
}

std::string check_host(const std::string& text) {
  const std::string address = "https://" + text;
  const auto url = boost::urls::parse_absolute_uri(address);
  const bool host = url && is_web(*url) && url->encoded_path().empty() && !url->has_query() &&
                    !url->has_userinfo();
  return host ? "" : "must be a host without scheme and path, as portal.example";
}

std::string check_policies(const std::string& text) {
  const auto table = pki::PolicyTable::parse(std::span(&text, 1));
  return table ? "" : table.error();
}

std::string check_crl(const std::string& text) {
  if (text.starts_with('/')) return {};
  const auto url = boost::urls::parse_absolute_uri(text);
  const bool plain = url && is_web(*url) && !url->has_userinfo();
  return plain ? "" : "must hold http or https addresses and absolute paths of files";
}

std::string check_platform(const std::string& text) {
  const auto url = boost::urls::parse_absolute_uri(text);
  if (!url || !is_web(*url) || url->has_query() || url->has_fragment() || url->has_userinfo()) {
    return "must be a plain https URL, as https://api.example";
  }
  if (url->scheme() == "http" && !is_loopback(*url)) {
    return "must begin with https://; http is for this machine only (localhost, 127.0.0.1)";
  }
  return {};
}

std::string check_mail_server(const std::string& text) {
  const auto url = boost::urls::parse_absolute_uri(text);
  const bool right = url && (url->scheme() == "smtp" || url->scheme() == "smtps") &&
                     !url->encoded_host().empty() && !url->has_userinfo() && !url->has_query() &&
                     (url->encoded_path().empty() || url->encoded_path() == "/");
  return right ? "" : "must be the address of a mail server, as smtp://mail.example:587";
}

std::string check_email(const std::string& text) {
  return is_email_address(text) ? "" : "must be an e-mail address, as portvakt@kommune.example";
}

std::string check_network(const std::string& text) {
  const auto network = http::Network::parse(text);
  return network ? "" : network.error();
}

std::string check_skyporten(const std::string& text) {
  if (auto fault = check_platform(text); !fault.empty()) return fault;
  const auto path = boost::urls::parse_absolute_uri(text)->encoded_path();
  return path.empty() || path == "/skyporten"
             ? ""
             : "must be a host, or end in /skyporten; no slash at the end";
}

std::string check_source(const std::string& text) {
  return Uri::parse(text) ? "" : "must be an absolute URI, as https://www.altinn.no/";
}

std::string check_client_id(const std::string& text) {
  return ClientId::parse(text) ? "" : "must be 1 to 255 of A-Z, a-z, 0-9, '.', '_', '-'";
}

// clang-format off
constexpr Setting kSettings[] = {
    {"", "issuer", "Who this server is: the `issuer` of its metadata, the `aud` of every grant and the `iss` of every token. Needed by serve; ends in '/'.",
     [](Config& c) -> Field { return &c.issuer; }, {}, check_issuer},
    {"", "listen", "Where clients reach it, as HOST:PORT. Behind a proxy this is plain HTTP.",
     [](Config& c) -> Field { return &c.listen; }, {}, check_listen},
    {"", "database", "sqlite:PATH for one machine, postgresql://USER@HOST/NAME for any number of them.",
     [](Config& c) -> Field { return &c.database; }, {}, check_database},
    {"", "operator_orgno", "The organisation that runs this server and owns the prefix idporten. Needed to issue admin clients and to switch the operator's API on.",
     [](Config& c) -> Field { return &c.operator_orgno; }, {}, check_orgno},
    {"", "threads", "Threads that serve connections; 0 takes one per core.",
     [](Config& c) -> Field { return &c.threads; }, {0, 1024}},

    {"tls", "listen", "HOST:PORT of the TLS listener; empty for none.",
     [](Config& c) -> Field { return &c.tls.listen; }, {}, check_listen},
    {"tls", "certificate", "PEM file with the certificate chain, leaf first.",
     [](Config& c) -> Field { return &c.tls.certificate; }},
    {"tls", "private_key", "PEM file with the key of the leaf.",
     [](Config& c) -> Field { return &c.tls.private_key; }},

    {"management", "listen", "HOST:PORT of /metrics and /health; keep it away from the outside.",
     [](Config& c) -> Field { return &c.management.listen; }, {}, check_listen},

    {"signing", "passphrase_file", "File with the passphrase that protects signing keys in the database.",
     [](Config& c) -> Field { return &c.signing.passphrase_file; }},
    {"signing", "algorithm", "Of new signing keys: RS256, RS384, RS512, PS256 or ES256.",
     [](Config& c) -> Field { return &c.signing.algorithm; }, {}, check_algorithm},
    {"signing", "bits", "Modulus of new RSA signing keys. Signing cost grows with its third power.",
     [](Config& c) -> Field { return &c.signing.bits; }, {2048, 4096}},
    {"signing", "publish_before_hours", "How long a new key is published before it may sign; relying parties cache keys for a day.",
     [](Config& c) -> Field { return &c.signing.publish_before; }, {0, 24 * 365}},
    {"signing", "keep_after_hours", "How long a retired key stays published: a token's longest life and that day of caching.",
     [](Config& c) -> Field { return &c.signing.keep_after; }, {24, 24 * 365}},

    {"token", "lifetime_policy", "Whether a scope's at_max_age replaces the client's lifetime (\"override\") or only shortens it (\"cap\").",
     [](Config& c) -> Field { return &c.token.lifetime_policy; }, {}, check_policy},
    {"token", "default_lifetime_seconds", "Of tokens for which neither client nor scope says anything.",
     [](Config& c) -> Field { return &c.token.default_lifetime; }, {10, 7200}},
    {"token", "longest_lifetime_seconds", "No token lives longer, whatever client and scope say.",
     [](Config& c) -> Field { return &c.token.longest_lifetime; }, {10, 7200}},
    {"token", "longest_grant_seconds", "Largest exp - iat of a grant that is accepted.",
     [](Config& c) -> Field { return &c.token.longest_grant; }, {120, 180}},
    {"token", "legacy_forbidden", "Answer missing access with status 403 and error `forbidden`, as the service did until 2023.",
     [](Config& c) -> Field { return &c.token.legacy_forbidden; }},
    {"token", "accept_unknown_claims", "Ignore claims in grants that mean nothing instead of refusing the grant.",
     [](Config& c) -> Field { return &c.token.accept_unknown_claims; }},
    {"token", "accept_iss_onbehalfof", "Let the deprecated claim iss_onbehalfof through in grants. The token is the same without it.",
     [](Config& c) -> Field { return &c.token.accept_iss_onbehalfof; }},

    {"ledger", "retention_days", "How long issued tokens are remembered; 0 keeps all.",
     [](Config& c) -> Field { return &c.ledger.retention; }, {0, 36'500}},
    {"ledger", "gather_milliseconds", "How long at most a token's row waits for company while signatures keep the cores busy.",
     [](Config& c) -> Field { return &c.ledger.gather; }, {0, 100}},

    {"statistics", "retention_days", "How long the counts of issued and refused tokens are kept; 0 keeps all.",
     [](Config& c) -> Field { return &c.statistics.retention; }, {0, 36'500}},

    {"limits", "connections", "Open connections; beyond it the longest idle one makes room.",
     [](Config& c) -> Field { return &c.limits.connections; }, {1, 1'000'000}},
    {"limits", "header_seconds", "To send the head of a request.",
     [](Config& c) -> Field { return &c.limits.header; }, {1, 600}},
    {"limits", "exchange_seconds", "For a whole request and its answer.",
     [](Config& c) -> Field { return &c.limits.exchange; }, {1, 600}},
    {"limits", "idle_seconds", "Between two requests on a connection.",
     [](Config& c) -> Field { return &c.limits.idle; }, {1, 3600}},
    {"limits", "signing_wait_milliseconds", "Longest wait for a free core to sign on; then the answer is 503.",
     [](Config& c) -> Field { return &c.limits.signing_wait; }, {1, 60'000}},

    {"api", "cors_origins", "Origins whose web pages may call the self-service API.",
     [](Config& c) -> Field { return &c.api.cors_origins; }, {}, check_origin},
    {"api", "strict_members", "Refuse request bodies with unknown members instead of passing over them.",
     [](Config& c) -> Field { return &c.api.strict_members; }},
    {"api", "allow_clients_without_scopes", "Accept clients that hold no scope.",
     [](Config& c) -> Field { return &c.api.allow_clients_without_scopes; }},

    {"certificates", "trust", "PEM files of the authorities to trust, and folders of them; those that signed themselves are the roots. Empty: no certificate is accepted.",
     [](Config& c) -> Field { return &c.certificates.trust; }},
    {"certificates", "policies", "Accepted policies: \"norwegian\", \"norwegian-test\", or rows as \"2.16.578.1.26.1.3.2 seid1\" (seid1, seid2, any, QCForESeal or CForESeal; a * at the end of the number stands for any rest).",
     [](Config& c) -> Field { return &c.certificates.policies; }, {}, check_policies},
    {"certificates", "crls", "Revocation lists: addresses to fetch, and files that somebody else keeps up to date. Addresses in certificates are fetched only at the hosts named here or in the trusted authorities.",
     [](Config& c) -> Field { return &c.certificates.crls; }, {}, check_crl},
    {"certificates", "crl_cache", "Folder for fetched lists, so that they are there after a restart; empty for memory only.",
     [](Config& c) -> Field { return &c.certificates.crl_cache; }},
    {"certificates", "crl_refresh_seconds", "Between two rounds of fetching the lists.",
     [](Config& c) -> Field { return &c.certificates.crl_refresh; }, {10, 86'400}},
    {"certificates", "hard_fail", "Refuse a certificate when no current list tells whether it is revoked.",
     [](Config& c) -> Field { return &c.certificates.hard_fail; }},

    {"seals", "trust", "As certificates.trust, of those who vouch for the seals of foreign organisations, which then need no client; empty: no seal is accepted.",
     [](Config& c) -> Field { return &c.seals.trust; }},
    {"seals", "crls", "As certificates.crls, of these authorities.",
     [](Config& c) -> Field { return &c.seals.crls; }, {}, check_crl},
    {"seals", "crl_cache", "As certificates.crl_cache; another folder.",
     [](Config& c) -> Field { return &c.seals.crl_cache; }},

    {"delegation", "built_in", "Keep a register of delegations here, which consumers fill through the self-service API.",
     [](Config& c) -> Field { return &c.delegation.built_in; }},
    {"delegation", "issuer", "What scopes name as their delegation source to use the built-in register; empty: this server's issuer. Do not change it once scopes name it.",
     [](Config& c) -> Field { return &c.delegation.issuer; }, {}, check_source},

    {"altinn", "platform", "Base URL of Altinn's platform, as https://platform.altinn.no; empty: not asked.",
     [](Config& c) -> Field { return &c.altinn.platform; }, {}, check_platform},
    {"altinn", "issuer", "What scopes name as their delegation source to have Altinn asked, as https://www.altinn.no/.",
     [](Config& c) -> Field { return &c.altinn.issuer; }, {}, check_source},
    {"altinn", "client_id", "The client_id in the token that this server makes itself for asking, with operator_orgno as consumer.",
     [](Config& c) -> Field { return &c.altinn.client_id; }, {}, check_client_id},
    {"altinn", "timeout_milliseconds", "For the lookups of one token together; then the answer is 503.",
     [](Config& c) -> Field { return &c.altinn.timeout; }, {100, 2'000}},
    {"altinn", "cache_seconds", "How long a delegation that was found is believed without asking again; what was not found is always asked for.",
     [](Config& c) -> Field { return &c.altinn.cache; }, {0, 60}},

    {"skyporten", "issuer", "A second issuer for clouds, whose tokens carry `sub`: a host of its own, as https://sky.maskinporten.example, or this one's with the path /skyporten; empty: not served.",
     [](Config& c) -> Field { return &c.skyporten.issuer; }, {}, check_skyporten},

    {"authorization_details", "system_user", "Serve the type urn:altinn:systemuser, from Altinn where a platform is set and from the built-in register otherwise.",
     [](Config& c) -> Field { return &c.authorization_details.system_user; }},
    {"authorization_details", "consent", "Serve the type urn:altinn:consent where Altinn's platform is set.",
     [](Config& c) -> Field { return &c.authorization_details.consent; }},

    {"web", "base_path", "Where the web application is, as a browser sees the path; '/' at both ends.",
     [](Config& c) -> Field { return &c.web.base_path; }, {}, check_base_path},
    {"web", "host", "The only host at which the web application is, with its port unless that is the scheme's own, as portal.example; empty: at every host.",
     [](Config& c) -> Field { return &c.web.host; }, {}, check_host},
    {"web", "environment", "What the web application says it is: \"production\" or \"test\".",
     [](Config& c) -> Field { return &c.web.environment; }, {}, check_environment},
    {"web", "url", "Where browsers reach this server, if not at the issuer, as https://selvbetjening.example/.",
     [](Config& c) -> Field { return &c.web.url; }, {}, check_issuer},
    {"web", "accessibility_statement", "Address of the statement that the law asks of public bodies (uustatus.no); empty: not shown.",
     [](Config& c) -> Field { return &c.web.accessibility; }, {}, check_address},
    {"web", "privacy_statement", "Address of the privacy statement; empty: not shown.",
     [](Config& c) -> Field { return &c.web.privacy; }, {}, check_address},
    {"web", "support", "Whom people ask for help, as plain text; empty: not shown.",
     [](Config& c) -> Field { return &c.web.support; }},

    {"login", "issuer", "The OpenID Connect issuer where people sign in, as https://ansattporten.no; empty: nobody signs in.",
     [](Config& c) -> Field { return &c.login.issuer; }, {}, check_platform},
    {"login", "client_id", "Who this server is at the login issuer.",
     [](Config& c) -> Field { return &c.login.client_id; }},
    {"login", "client_secret_file", "File with the client's secret (client_secret_basic); with neither this nor a key PKCE alone protects the code.",
     [](Config& c) -> Field { return &c.login.client_secret_file; }},
    {"login", "client_key_file", "File with the client's private key as a JWK (private_key_jwt).",
     [](Config& c) -> Field { return &c.login.client_key_file; }},
    {"login", "scope", "What is asked for.",
     [](Config& c) -> Field { return &c.login.scope; }, {}, check_login_scope},
    {"login", "acr_values", "Levels of assurance of which the login must have one, as \"high\"; empty: any.",
     [](Config& c) -> Field { return &c.login.acr_values; }},
    {"login", "request_details", "Ask with authorization_details for the resources below, as Ansattporten wants it.",
     [](Config& c) -> Field { return &c.login.request_details; }},
    {"login", "clients_resource", "The resource that gives the right to clients.",
     [](Config& c) -> Field { return &c.login.clients_resource; }},
    {"login", "scopes_resource", "The resource that gives the right to scopes and their accesses.",
     [](Config& c) -> Field { return &c.login.scopes_resource; }},
    {"login", "supplier_resource", "The resource that gives the right to make clients for customers, beside the one to clients.",
     [](Config& c) -> Field { return &c.login.supplier_resource; }},
    {"login", "operator_resource", "The resource that gives the operator's right, for operator_orgno only; empty: no person has it.",
     [](Config& c) -> Field { return &c.login.operator_resource; }},
    {"login", "hosts", "Origins at which the issuer's token endpoint and keys may stand beside its own, as https://keys.example.",
     [](Config& c) -> Field { return &c.login.hosts; }, {}, check_origin},
    {"login", "token_audiences", "Client ids or audiences of the login issuer's access tokens that the self-service API takes as bearer tokens; empty: none.",
     [](Config& c) -> Field { return &c.login.token_audiences; }},
    {"login", "synthetic_orgno", "In a test: the synthetic organisation for whom people act who represent nobody; everybody may then switch to any synthetic one.",
     [](Config& c) -> Field { return &c.login.synthetic_orgno; }, {}, check_orgno},
    {"login", "idle_seconds", "A session ends when it was not used for so long.",
     [](Config& c) -> Field { return &c.login.idle; }, {60, 86'400}},
    {"login", "absolute_seconds", "And when it is so old, used or not.",
     [](Config& c) -> Field { return &c.login.absolute; }, {60, 7 * 86'400}},

    {"notifications", "smtp_url", "The mail server, as smtp://mail.example:587 or smtps://mail.example; empty: no e-mail.",
     [](Config& c) -> Field { return &c.notifications.smtp_url; }, {}, check_mail_server},
    {"notifications", "smtp_starttls", "With smtp://, go on over TLS (STARTTLS) or not at all; false sends in the clear.",
     [](Config& c) -> Field { return &c.notifications.smtp_starttls; }},
    {"notifications", "smtp_username", "Who this server is at the mail server; empty: it does not sign in.",
     [](Config& c) -> Field { return &c.notifications.smtp_username; }},
    {"notifications", "smtp_password_file", "File with the password.",
     [](Config& c) -> Field { return &c.notifications.smtp_password_file; }},
    {"notifications", "from", "The address that e-mail comes from.",
     [](Config& c) -> Field { return &c.notifications.from; }, {}, check_email},
    {"notifications", "webhooks", "Send signed webhooks to https addresses that organisations name.",
     [](Config& c) -> Field { return &c.notifications.webhooks; }},
    {"notifications", "webhook_networks", "Networks beside the public Internet that webhooks may go to, as 10.1.0.0/16; with any, http addresses are taken too.",
     [](Config& c) -> Field { return &c.notifications.webhook_networks; }, {}, check_network},
    {"notifications", "calendar", "Offer calendars of expiring keys, whose secret addresses need no token.",
     [](Config& c) -> Field { return &c.notifications.calendar; }},

    {"log", "level", "debug, info, warn or error.",
     [](Config& c) -> Field { return &c.log.level; }, {}, check_level},
};
// clang-format on

struct SectionDoc {
  std::string_view section, doc;
};
constexpr SectionDoc kSections[] = {
    {"tls", "A second listener that speaks TLS 1.2 and 1.3 itself."},
    {"management", "What the operator's own tools ask."},
    {"signing", "The server's own keys; `portvakt key` makes and rotates them."},
    {"token", "What a grant must be and what a token becomes."},
    {"ledger", "The record of every issued token, which is also the protection against replay."},
    {"statistics", "How many tokens were issued and refused, by the hour."},
    {"limits", "What one client can take before it is cut off."},
    {"api", "The self-service API."},
    {"certificates", "Business certificates in grants (x5c); off until an authority is trusted."},
    {"seals",
     "Seals of foreign organisations in grants (x5c), from authorities of the European trusted "
     "lists; off until one is trusted."},
    {"delegation", "The built-in register of which consumer lets which supplier use which scope."},
    {"altinn", "Altinn's platform, asked for delegations, system users and consents."},
    {"skyporten", "Federation with the workload identities of clouds."},
    {"authorization_details", "What grants may ask for beside scopes (RFC 9396)."},
    {"web", "The self-service web application."},
    {"login", "How people sign in to the web application."},
    {"notifications",
     "How organisations are told of what happens; each channel is off until it is configured."},
    {"log", "One JSON object a line on standard output."},
};

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

}  // namespace

std::string Setting::key() const {
  return section.empty() ? std::string(name) : std::string(section) + "." + std::string(name);
}

std::string Setting::variable() const {
  std::string text = "PORTVAKT__";
  if (!section.empty()) text += std::string(section) + "__";
  text += name;
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::span<const Setting> settings() { return kSettings; }

std::string_view section_doc(std::string_view section) {
  const auto it = std::ranges::find(kSections, section, &SectionDoc::section);
  return it == std::end(kSections) ? std::string_view{} : it->doc;
}

bool is_number(const Field& field) {
  return std::visit(Overloaded{[](const std::string*) { return false; },
                               [](const std::vector<std::string>*) { return false; },
                               [](const bool*) { return false; }, [](const auto*) { return true; }},
                    field);
}

std::int64_t number(const Field& field) {
  return std::visit(
      Overloaded{[](const std::string*) { return std::int64_t{0}; },
                 [](const std::vector<std::string>*) { return std::int64_t{0}; },
                 [](const bool* b) { return std::int64_t{*b}; },
                 [](const std::int64_t* i) { return *i; },
                 [](const auto* duration) { return std::int64_t{duration->count()}; }},
      field);
}

void set_number(const Field& field, std::int64_t value) {
  std::visit(Overloaded{[](std::string*) {}, [](std::vector<std::string>*) {}, [](bool*) {},
                        [&]<class T>(T* number) { *number = T(value); }},
             field);
}

std::string_view type_name(const Field& field) {
  return std::visit(
      Overloaded{
          [](const std::string*) -> std::string_view { return "a text in quotes"; },
          [](const std::vector<std::string>*) -> std::string_view { return "a list of texts"; },
          [](const bool*) -> std::string_view { return "true or false"; },
          [](const auto*) -> std::string_view { return "a whole number"; }},
      field);
}

}  // namespace portvakt::app
