import { useTranslation } from "react-i18next";

import { requestStates } from "../../api/access_types";
import type { Scope } from "../../api/scopes";
import { ReceivedRequests } from "../../ui/access_request/received";
import { RequestStateField } from "../../ui/access_request/state_field";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";

/** Who asked for access to the scope, and the answers. */
export function RequestsTab({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const [{ state, offset }, change] = useAddressState(["state", "offset"]);
  const shown = requestStates.find((known) => known === state) ?? "";
  return (
    <div className="stack">
      <RequestStateField state={shown} onChange={(next) => change({ state: next })} />
      <ReceivedRequests
        scope={scope.name}
        state={shown}
        offset={offsetOf(offset)}
        onOffset={(next) => change({ offset: String(next) })}
        scopeName={({ consumer_name }) => consumer_name ?? scope.name}
        empty={
          <Empty title={t(shown ? "requests.none.noHit" : "requests.none.received")}>
            {!shown && t("requests.none.receivedText")}
          </Empty>
        }
      />
    </div>
  );
}
