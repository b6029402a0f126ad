// Drives /token of a running sandbox with grants signed beforehand, each used once, and prints one
// row of figures: what the server gave, how fast, and what it cost in CPU, that also in RSA-2048
// signatures timed in the same run.
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "jose/keys.hpp"
#include "jose/x5c.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace portvakt;  // a program, not a library
using std::chrono::steady_clock;

namespace {

struct Target {
  std::string host, port, issuer, client_id, scope;
  std::string consumer_org;  ///< empty: on its own behalf
  json::object header;       ///< of the grants: names the key or brings the certificate
  std::optional<jose::SigningKey> key;
};

std::string read_text(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

json::object read_object(const std::string& path) {
  auto value = read_json(read_text(path));
  if (!value || !value->is_object()) throw std::runtime_error(path + " is not a JSON object");
  return std::move(value->get_object());
}

const json::object& entry(const json::object& sandbox, const char* list, const char* member,
                          std::string_view wanted) {
  for (const json::value& each : sandbox.at(list).as_array()) {
    if (each.as_object().at(member).as_string() == wanted) return each.as_object();
  }
  throw std::runtime_error(fmt::format("the sandbox has no {} with {} {}", list, member, wanted));
}

/// Who asks for tokens, and how.
struct Asker {
  std::string role = "consumer-client";
  std::string certificate;  ///< kind of the certificate that a client without keys signs with
  std::string consumer_org;
};

void choose_key(Target& target, const json::object& sandbox, const std::string& dir,
                const Asker& asker) {
  const auto path = [&](const json::object& object, const char* member) {
    return dir + "/" + std::string(object.at(member).as_string());
  };
  target.header = {{"alg", "RS256"}, {"typ", "JWT"}};
  if (asker.certificate.empty()) {
    const json::object& client = entry(sandbox, "clients", "role", asker.role);
    target.header["kid"] = client.at("kid");
    target.key = must(jose::SigningKey::from_jwk(read_object(path(client, "key_file"))));
    return;
  }
  const json::object& certificate = entry(sandbox, "certificates", "kind", asker.certificate);
  const auto leaf = jose::parse_certificate_pem(read_text(path(certificate, "cert_file")));
  const auto& x5c = leaf.value().x5c;
  target.header["x5c"] = json::array(x5c.begin(), x5c.end());
  target.key = must(jose::SigningKey::from_pem(read_text(path(certificate, "key_file"))));
}

Target read_sandbox(const std::string& dir, const Asker& asker) {
  const json::object sandbox = read_object(dir + "/sandbox.json");
  Target target;
  target.issuer = sandbox.at("issuer").as_string();
  const std::string endpoint(sandbox.at("token_endpoint").as_string());
  const std::string authority = endpoint.substr(7, endpoint.find('/', 7) - 7);
  target.host = authority.substr(0, authority.find(':'));
  target.port = authority.substr(authority.find(':') + 1);
  target.consumer_org = asker.consumer_org;
  const json::object& client = entry(sandbox, "clients", "role", asker.role);
  target.client_id = client.at("client_id").as_string();
  target.scope = client.at("scopes").as_array().at(0).as_string();
  choose_key(target, sandbox, dir, asker);
  return target;
}

double thread_cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

/// CPU microseconds of one RSA-2048 signature with every core busy signing, as a loaded server's
/// cores are.
double signature_cost(const jose::SigningKey& key) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<double> costs(cores);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < cores; ++i) {
    threads.emplace_back([&, i] {
      const auto end = steady_clock::now() + std::chrono::milliseconds{1000};
      const double start = thread_cpu_seconds();
      int signed_count = 0;
      for (; steady_clock::now() < end; ++signed_count) {
        if (key.sign(jose::Algorithm::rs256, "calibration").empty()) std::abort();
      }
      costs[i] = (thread_cpu_seconds() - start) * 1e6 / signed_count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  double sum = 0;
  for (const double cost : costs) sum += cost;
  return sum / cores;
}

std::vector<std::string> presign(const Target& target, std::size_t count) {
  std::vector<std::string> requests(count);
  std::atomic<std::size_t> next{0};
  const std::string header = json::serialize(target.header);
  const auto work = [&] {
    SystemRandom random;
    for (std::size_t i = next++; i < count; i = next++) {
      const std::int64_t now = ::time(nullptr);
      json::object claims{{"iss", target.client_id}, {"aud", target.issuer},
                          {"scope", target.scope},   {"iat", now},
                          {"exp", now + 119},        {"jti", random_uuid(random)}};
      if (!target.consumer_org.empty()) claims["consumer_org"] = target.consumer_org;
      const std::string body =
          "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" +
          jose::sign_compact(*target.key, jose::Algorithm::rs256, header, json::serialize(claims));
      requests[i] = fmt::format(
          "POST /token HTTP/1.1\r\nHost: {}:{}\r\nContent-Type: "
          "application/x-www-form-urlencoded\r\n"
          "Content-Length: {}\r\n\r\n{}",
          target.host, target.port, body.size(), body);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return requests;
}

struct Run {
  const std::vector<std::string>& requests;
  steady_clock::time_point end;
  double think_seconds = 0;  ///< mean pause of a connection between two requests
  std::size_t next = 0;
  std::size_t tokens = 0, refused = 0;
  std::string first_refusal;
  std::vector<double> latencies;  ///< milliseconds
};

asio::awaitable<void> drive(Run& run, tcp::endpoint endpoint, unsigned seed) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(endpoint, asio::use_awaitable);
  socket.set_option(tcp::no_delay(true));
  asio::steady_timer pause(co_await asio::this_coro::executor);
  std::mt19937 random(seed);
  std::exponential_distribution<double> thinking(run.think_seconds > 0 ? 1 / run.think_seconds : 1);
  std::string buffer;
  while (run.next < run.requests.size() && steady_clock::now() < run.end) {
    if (run.think_seconds > 0) {
      pause.expires_after(std::chrono::duration_cast<steady_clock::duration>(
          std::chrono::duration<double>(thinking(random))));
      co_await pause.async_wait(asio::use_awaitable);
    }
    const std::string& request = run.requests[run.next++];
    const auto start = steady_clock::now();
    co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
    const std::size_t head = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer),
                                                             "\r\n\r\n", asio::use_awaitable);
    const std::size_t at = buffer.find("Content-Length: ");
    const std::size_t length = std::stoul(buffer.substr(at + 16));
    if (buffer.size() < head + length) {
      co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                                asio::transfer_exactly(head + length - buffer.size()),
                                asio::use_awaitable);
    }
    run.latencies.push_back(
        std::chrono::duration<double, std::milli>(steady_clock::now() - start).count());
    if (buffer.starts_with("HTTP/1.1 200") &&
        buffer.find("\"access_token\":\"") != std::string::npos) {
      ++run.tokens;
    } else {
      if (run.refused++ == 0) run.first_refusal = buffer.substr(0, 600);
    }
    buffer.erase(0, head + length);
  }
}

/// User and system seconds of a process, all threads.
double process_cpu_seconds(int pid) {
  std::ifstream in(fmt::format("/proc/{}/stat", pid));
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string field;
  double ticks = 0;
  for (int i = 0; rest >> field && i <= 12; ++i) {
    if (i == 11 || i == 12) ticks += std::stod(field);
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double resident_megabytes(int pid) {
  std::ifstream in(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

double percentile(std::vector<double>& sorted, double p) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(p * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Load a sandbox's /token with grants signed beforehand and print one row of figures"};
  std::string dir, label = "token";
  Asker asker;
  int pid = 0;
  double seconds_to_run = 8, rate = 0;
  std::size_t connections = 16, per_second = 1600;
  bool json_output = false;
  app.add_option("--dir", dir, "the sandbox's directory")->required();
  app.add_option("--pid", pid, "the server's process")->required();
  app.add_option("--seconds", seconds_to_run, "length of the run");
  app.add_option("--connections", connections, "connections, each with one request at a time");
  app.add_option("--rate", rate,
                 "requests per second over all connections; 0 is as fast as answers come");
  app.add_option("--role", asker.role, "the client");
  app.add_option("--certificate", asker.certificate,
                 "sign with the consumer's certificate of this kind; the client has no keys then");
  app.add_option("--consumer-org", asker.consumer_org, "ask as a supplier of this organisation");
  app.add_option("--presign", per_second, "grants to sign per second of the run");
  app.add_option("--label", label, "first column of the row");
  app.add_flag("--json", json_output, "print one JSON object instead");
  CLI11_PARSE(app, argc, argv);

  const Target target = read_sandbox(dir, asker);
  const double cost_before = signature_cost(*target.key);
  const auto count =
      static_cast<std::size_t>(
          seconds_to_run *
          static_cast<double>(rate > 0 ? static_cast<std::size_t>(rate * 1.2) : per_second)) +
      1;
  const std::vector<std::string> requests = presign(target, count);

  asio::io_context io;
  const tcp::endpoint endpoint(asio::ip::make_address(target.host),
                               static_cast<std::uint16_t>(std::stoi(target.port)));
  const auto start = steady_clock::now();
  Run run{.requests = requests,
          .end = start + std::chrono::duration_cast<steady_clock::duration>(
                             std::chrono::duration<double>(seconds_to_run)),
          .think_seconds = rate > 0 ? static_cast<double>(connections) / rate : 0};
  const double cpu_before = process_cpu_seconds(pid);
  for (unsigned i = 0; i < connections; ++i) {
    asio::co_spawn(io, drive(run, endpoint, i + 1), [](std::exception_ptr e) {
      if (e) std::rethrow_exception(e);
    });
  }
  io.run();
  const double elapsed = std::chrono::duration<double>(steady_clock::now() - start).count();
  const double cpu = (process_cpu_seconds(pid) - cpu_before) * 1e6 /
                     static_cast<double>(std::max<std::size_t>(1, run.tokens));
  const double cost = (cost_before + signature_cost(*target.key)) / 2;
  std::ranges::sort(run.latencies);

  const double per_token = cpu / cost;
  if (json_output) {
    fmt::print("{}\n", json::serialize(json::object{
                           {"label", label},
                           {"tokens_per_second", static_cast<double>(run.tokens) / elapsed},
                           {"p50_ms", percentile(run.latencies, 0.5)},
                           {"p99_ms", percentile(run.latencies, 0.99)},
                           {"cpu_us", cpu},
                           {"rsa2048_us", cost},
                           {"signatures", per_token},
                           {"rss_mb", resident_megabytes(pid)},
                           {"refused", run.refused}}));
  } else {
    fmt::print("{:<28} {:>8.1f} {:>8.2f} {:>8.2f} {:>9.1f} {:>9.1f} {:>8.3f} {:>7.1f} {:>8}\n",
               label, static_cast<double>(run.tokens) / elapsed, percentile(run.latencies, 0.5),
               percentile(run.latencies, 0.99), cpu, cost, per_token, resident_megabytes(pid),
               run.refused);
  }
  if (run.next >= requests.size()) fmt::print(stderr, "note: ran out of grants; raise --presign\n");
  if (run.refused > 0) fmt::print(stderr, "first refusal: {}\n", run.first_refusal);
  return run.tokens > 0 && run.refused == 0 ? 0 : 1;
}
