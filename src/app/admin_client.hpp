// Issuing an admin client: the operator's scopes, an access to each, a client that holds them, and
// its key. The client is an ordinary one, made by the rules of self-service; only the operator may
// put these scopes on it.
#pragma once

#include "app/database_choice.hpp"

#include <string>
#include <vector>

namespace portvakt::app {

struct AdminClientOrder {
  std::string orgno, name;
  std::vector<std::string> scopes;  ///< empty: the usual set
  // One of the two:
  std::string public_key_file;  ///< JWK or PEM
  std::string new_key_file;     ///< a private JWK is written there, mode 0600; must not exist
};

struct AdminClient {
  Client client;
  std::string kid;
};

/// Ends the command with a sentence when the order cannot be carried out; then no active client is
/// left behind.
AdminClient create_admin_client(Operator& desk, const AdminClientOrder& order);

}  // namespace portvakt::app
