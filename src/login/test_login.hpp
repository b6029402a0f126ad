// Signing in without proving anything: a sandbox's, where everybody may be everybody. No setting
// makes one; only the sandbox's own type can.
#pragma once

namespace portvakt::app {
class SandboxLogin;
}

namespace portvakt::login {

class TestLogin {
 private:
  friend class app::SandboxLogin;
  TestLogin() = default;
};

}  // namespace portvakt::login
