#include "pki/certificate_fault.hpp"

#include <utility>

namespace portvakt::pki {

std::string_view sentence(CertificateFault fault) {
  using enum CertificateFault;
  switch (fault) {
    case unreadable:
      return "x5c holds something that is no certificate";
    case not_configured:
      return "this server trusts no issuer of business certificates";
    case not_valid_yet:
      return "the certificate is not valid yet";
    case expired:
      return "the certificate has expired";
    case self_signed:
      return "the certificate is signed by itself";
    case critical_extension:
      return "the certificate has a critical extension other than keyUsage and basicConstraints, "
             "or "
             "one that cannot be read";
    case key_usage:
      return "keyUsage is not there, not critical, or without digitalSignature and nonRepudiation";
    case authority:
      return "the certificate is that of an authority";
    case no_path:
      return "no path of valid signatures leads to an issuer that is trusted here";
    case weak_key:
      return "the certificate's key is not an RSA key of 2048 to 4096 bits without known weakness";
    case policy:
      return "none of the certificate's policies is accepted here";
    case no_seal:
      return "the certificate is not one for electronic seals (QcType)";
    case revoked:
      return "the certificate or one of its issuers is revoked";
    case revocation_unknown:
      return "whether the certificate is revoked is not known just now";
    case no_organisation:
      return "the certificate names no organisation in the way its kind does";
  }
  std::unreachable();
}

}  // namespace portvakt::pki
