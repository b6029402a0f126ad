#include "pki/trust_store.hpp"

#include "base/files.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestPath = 6;  // intermediates between leaf and root
constexpr int kStrength = 2;     // OpenSSL's level of 112 bits: SHA-224 and RSA-2048 upwards
constexpr std::array<std::string_view, 3> kEndings{".pem", ".crt", ".cer"};

void free_stack(STACK_OF(X509) * stack) { sk_X509_free(stack); }  // its certificates are not ours
void free_path(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
using Stack = std::unique_ptr<STACK_OF(X509), Freed<free_stack>>;
using Context = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

/// Time is asked here and nowhere else: what is not valid now takes no part in the search.
void add_valid(const Stack& stack, std::span<const Certificate> certificates, Instant now) {
  for (const Certificate& certificate : certificates) {
    if (validity(*certificate, now) != Validity::current) continue;
    if (sk_X509_push(stack.get(), certificate.get()) == 0) jose::throw_openssl("sk_X509_push");
  }
}

Stack new_stack() {
  Stack stack(sk_X509_new_null());
  if (stack == nullptr) jose::throw_openssl("sk_X509_new");
  return stack;
}

Path found_path(X509_STORE_CTX& context) {
  const std::unique_ptr<STACK_OF(X509), Freed<free_path>> chain(
      X509_STORE_CTX_get1_chain(&context));
  Path path;
  for (int i = 0; chain != nullptr && i < sk_X509_num(chain.get()); ++i) {
    X509_up_ref(sk_X509_value(chain.get(), i));
    path.emplace_back(sk_X509_value(chain.get(), i));
  }
  return path;
}

bool is_certificate_file(const fs::path& file) {
  return std::ranges::find(kEndings, file.extension().string()) != kEndings.end();
}

}  // namespace

Result<void, std::string> TrustStore::add_file(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return std::unexpected(text.error());
  const jose::Bio memory(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  std::size_t found = 0;
  while (Certificate certificate{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)}) {
    const bool root = X509_self_signed(certificate.get(), 1) == 1;
    (root ? roots_ : intermediates_).push_back(std::move(certificate));
    ++found;
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (found > 0 && at_end) return {};
  return std::unexpected(
      fmt::format("{} holds something else than PEM certificates", file.string()));
}

Result<void, std::string> TrustStore::add_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (is_certificate_file(entry.path())) files.push_back(entry.path());
  }
  if (failed)
    return std::unexpected(fmt::format("cannot read {}: {}", folder.string(), failed.message()));
  std::ranges::sort(files);  // the search must not depend on the order of a directory
  for (const fs::path& file : files) {
    if (auto added = add_file(file); !added) return added;
  }
  return {};
}

Result<TrustStore, std::string> TrustStore::load(std::span<const std::string> places) {
  TrustStore store;
  for (const std::string& place : places) {
    auto added = fs::is_directory(place) ? store.add_folder(place) : store.add_file(place);
    if (!added) return std::unexpected(added.error());
  }
  if (store.roots_.empty() && !places.empty())
    return std::unexpected("none of these certificates is a root, signed by itself");
  return store;
}

// One signature check per certificate of a found path, from the root downwards and until the first
// that is wrong, so that a stranger's certificates cost nothing until a trusted key vouched for
// them. OpenSSL's policy tree stays off; policies are the next rule's.
Result<Path, CertificateFault> TrustStore::path(const Certificate& leaf,
                                                std::span<const Certificate> presented,
                                                Instant now) const {
  const Stack trusted = new_stack();
  const Stack others = new_stack();
  add_valid(trusted, roots_, now);
  add_valid(others, intermediates_, now);
  add_valid(others, presented, now);
  const Context context(X509_STORE_CTX_new());
  if (context == nullptr ||
      X509_STORE_CTX_init(context.get(), nullptr, leaf.get(), others.get()) != 1) {
    jose::throw_openssl("X509_STORE_CTX_init");
  }
  X509_STORE_CTX_set0_trusted_stack(context.get(), trusted.get());
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_depth(rules, kLongestPath);
  X509_VERIFY_PARAM_set_auth_level(rules, kStrength);
  const bool found = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (!found) return std::unexpected(CertificateFault::no_path);
  return found_path(*context);
}

}  // namespace portvakt::pki
