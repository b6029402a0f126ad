// Business certificates as this server judges them, made from the configuration, and the thread
// that keeps the revocation lists up to date. The only place where pki meets outgoing HTTP.
#pragma once

#include "app/config.hpp"
#include "base/clock.hpp"
#include "pki/certificate_check.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace portvakt::app {

class Certificates {
 public:
  /// Throws std::runtime_error with a sentence for the operator.
  Certificates(const CertificatesConfig& config, pki::Holders holders);
  ~Certificates();  ///< stops

  const pki::CertificateCheck& check() const { return check_; }
  std::string published_list() const;  ///< DER; empty: this server publishes none

  /// Reads the lists that are on this machine, so that they count from the first grant on, then
  /// fetches the others in the background, again and again.
  void start();
  void refresh_soon();  ///< without waiting for the next round
  void stop();

 private:
  void run();
  void read_published();

  const CertificatesConfig config_;
  pki::CertificateCheck check_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool due_ = true;        // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::string published_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace portvakt::app
