import { Button } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { type RequestState, requestStates } from "../api/access_types";
import { useUser } from "../session/session";
import { ReceivedRequests } from "../ui/access_request/received";
import { SentRequests } from "../ui/access_request/sent";
import { RequestStateField } from "../ui/access_request/state_field";
import { offsetOf, useAddressState } from "../ui/address_state";
import { Empty } from "../ui/empty";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { RouteTabs } from "../ui/route_tabs";
import { scopeAddress } from "../ui/scope_address";

const sides = ["sent", "received"] as const;
type Side = (typeof sides)[number];

const rightFor = { sent: "clients", received: "scopes" } as const;

export function Component() {
  const { t } = useTranslation();
  const { tab } = useParams();
  const { rights } = useUser();
  const open = sides.filter((side) => rights.includes(rightFor[side]));
  const wanted = sides.find((side) => side === tab);
  const shown = wanted ?? open[0];
  if (!shown) return <RightMissing title={t("requests.title")} right="clients" />;
  if (!open.includes(shown)) return <RightMissing title={t("requests.title")} right={rightFor[shown]} />;
  return (
    <Page title={t("requests.title")} intro={t("requests.intro")}>
      {open.length > 1 ? (
        <RouteTabs
          label={t("requests.title")}
          open={shown}
          to={(side) => `/requests/${side}`}
          tabs={open.map((side) => ({
            value: side,
            label: t(`requests.tab.${side}`),
            content: () => <Requests side={side} />,
          }))}
        />
      ) : (
        <Requests side={shown} />
      )}
    </Page>
  );
}

function Requests({ side }: { side: Side }) {
  const [{ state, offset }, change] = useAddressState(["state", "offset"]);
  // what came in is a queue, so it begins with what waits for an answer
  const asFirst = side === "received" ? "REQUESTED" : "";
  const shown: RequestState | "" = state === "all" ? "" : (requestStates.find((known) => known === state) ?? asFirst);
  const show = (next: string) => change({ state: next || "all" });
  const list = {
    state: shown,
    offset: offsetOf(offset),
    onOffset: (next: number) => change({ offset: String(next) }),
    empty: <NoRequests side={side} state={shown} onAll={() => show("")} />,
  };
  return (
    <div className="stack">
      <RequestStateField state={shown} onChange={show} />
      {side === "sent" ? (
        <SentRequests {...list} />
      ) : (
        <ReceivedRequests
          {...list}
          scopeName={({ scope }) => <Link to={scopeAddress(scope, "requests")}>{scope}</Link>}
        />
      )}
    </div>
  );
}

function NoRequests({ side, state, onAll }: { side: Side; state: RequestState | ""; onAll: () => void }) {
  const { t } = useTranslation();
  if (state) {
    return (
      <Empty
        title={t(side === "received" && state === "REQUESTED" ? "requests.none.noWaiting" : "requests.none.noHit")}
        action={
          <Button variant="secondary" onClick={onAll}>
            {t("requests.none.showAll")}
          </Button>
        }
      />
    );
  }
  if (side === "received") {
    return <Empty title={t("requests.none.received")}>{t("requests.none.receivedText")}</Empty>;
  }
  return (
    <Empty
      title={t("requests.none.sent")}
      action={
        <Button asChild>
          <Link to="/catalogue">{t("requests.none.toCatalogue")}</Link>
        </Button>
      }
    >
      {t("requests.none.sentText")}
    </Empty>
  );
}
