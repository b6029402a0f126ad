import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { accessRequestsQuery, useWithdrawRequest } from "../../api/access_requests";
import type { AccessRequest, RequestState } from "../../api/access_types";
import { Confirm } from "../confirm";
import { useFlash } from "../flash";
import { focusSoon } from "../focus";
import { formatOrgNumber } from "../format";
import { Loaded } from "../loading";
import { Pager } from "../pager";
import { catalogueAddress, newClientAddress } from "../scope_address";
import { RequestCard } from "./card";

const pageSize = 20;

type SentProps = {
  state: RequestState | "";
  offset: number;
  onOffset: (offset: number) => void;
  empty: ReactNode;
};

/** Requests that the organisation sent, and what comes after each. */
export function SentRequests({ state, offset, onOffset, empty }: SentProps) {
  const query = useQuery(accessRequestsQuery("sent", { state, limit: pageSize, offset }));
  const box = useRef<HTMLDivElement>(null);
  const [leaving, setLeaving] = useState<AccessRequest | null>(null);
  return (
    <div className="stack wide" ref={box} tabIndex={-1}>
      <Loaded query={query}>
        {({ total, items }) =>
          total === 0 ? (
            empty
          ) : (
            <>
              <ul className="rows">
                {items.map((request) => (
                  <RequestCard
                    key={request.id}
                    request={request}
                    side="sent"
                    scope={<Link to={catalogueAddress(request.scope)}>{request.scope}</Link>}
                  >
                    <NextStep request={request} onWithdraw={() => setLeaving(request)} />
                  </RequestCard>
                ))}
              </ul>
              <Pager offset={offset} limit={pageSize} total={total} onOffset={onOffset} />
              {leaving && (
                <Withdrawal
                  request={leaving}
                  onClose={() => setLeaving(null)}
                  onDone={() => {
                    setLeaving(null);
                    focusSoon(box);
                  }}
                />
              )}
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function NextStep({ request, onWithdraw }: { request: AccessRequest; onWithdraw: () => void }) {
  const { t } = useTranslation();
  const { scope } = request;
  const about = <span className="visually-hidden"> {scope}</span>;
  if (request.state === "REQUESTED") {
    return (
      <Button variant="secondary" data-size="sm" onClick={onWithdraw}>
        {t("requests.withdraw")}
        {about}
      </Button>
    );
  }
  if (request.state === "APPROVED") {
    return (
      <div className="stack">
        <Paragraph>{t("requests.nextStep")}</Paragraph>
        <Button asChild data-size="sm">
          <Link to={newClientAddress(scope)}>
            {t("requests.createClient")}
            {about}
          </Link>
        </Button>
      </div>
    );
  }
  return (
    <Button asChild variant="secondary" data-size="sm">
      <Link to={catalogueAddress(scope)}>
        {t("requests.askAgain")}
        {about}
      </Link>
    </Button>
  );
}

type WithdrawalProps = { request: AccessRequest; onClose: () => void; onDone: () => void };

function Withdrawal({ request, onClose, onDone }: WithdrawalProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const withdraw = useWithdrawRequest();
  const { scope } = request;
  const name = request.owner_name ?? formatOrgNumber(request.owner_orgno);
  return (
    <Confirm
      open
      title={t("requests.dialog.withdrawTitle", { scope })}
      confirm={t("requests.withdraw")}
      pending={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onConfirm={() =>
        withdraw.mutate(request.id, {
          onSuccess: () => {
            flash(t("requests.withdrawn", { scope }));
            onDone();
          },
        })
      }
    >
      {t("requests.dialog.withdrawText", { name })}
    </Confirm>
  );
}
