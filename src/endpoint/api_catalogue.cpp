#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_page.hpp"
#include "selfservice/catalogue.hpp"
#include "selfservice/key_expiries.hpp"

namespace portvakt::endpoint::handlers {

using selfservice::Operation;

http::Response browse_catalogue(ApiServices& api, const ApiCall& call) {
  return answered<Operation::browse_catalogue>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const selfservice::CatalogueFilter filter{query->text("q").value_or(""), query->text("owner"),
                                              query->text("prefix")};
    const auto items = selfservice::browse_catalogue(api.rules, permit, filter, *slice);
    if (!items) return std::unexpected(items.error());
    return slice_json(*items, catalogue_json);
  });
}

http::Response list_key_expiries(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_key_expiries>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto day = query->needed("expiring_before");
    if (!day) return std::unexpected(day.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const auto keys = selfservice::list_key_expiries(api.rules, permit, *day, *slice);
    if (!keys) return std::unexpected(keys.error());
    return slice_json(*keys, key_expiry_json);
  });
}

}  // namespace portvakt::endpoint::handlers
