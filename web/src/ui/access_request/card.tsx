import { Checkbox, Details, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { AccessRequest } from "../../api/access_types";
import { formatDate, formatOrgNumber, formatTime } from "../format";
import { Organisation } from "../organisation";
import { DoneBy } from "./done_by";
import { RequestStateTag } from "./state_tag";

type CardProps = {
  request: AccessRequest;
  side: "sent" | "received";
  /** The scope's name, linked where its page is another. */
  scope: ReactNode;
  selected?: boolean;
  onSelect?: (selected: boolean) => void;
  children?: ReactNode;
};

/** One request with all that was said; `children` are what may be done about it. */
export function RequestCard({ request, side, scope, selected, onSelect, children }: CardProps) {
  const { t } = useTranslation();
  const isSent = side === "sent";
  const name = request.consumer_name ?? formatOrgNumber(request.consumer_orgno);
  return (
    <li className="card request">
      <div className="request-head">
        {onSelect && (
          <Checkbox
            aria-label={t("requests.select", { name, scope: request.scope })}
            value={request.id}
            checked={selected ?? false}
            onChange={(event) => onSelect(event.target.checked)}
          />
        )}
        <strong className="request-scope">{scope}</strong>
        <RequestStateTag state={request.state} />
      </div>
      <dl className="facts">
        <dt>{t(isSent ? "requests.to" : "requests.from")}</dt>
        <dd>
          {isSent ? (
            <Organisation orgno={request.owner_orgno} name={request.owner_name} />
          ) : (
            <Organisation orgno={request.consumer_orgno} name={request.consumer_name} />
          )}
        </dd>
        <dt>{t("requests.sentAt")}</dt>
        <dd>{formatDate(request.created)}</dd>
        <dt>{t("requests.reason")}</dt>
        <dd className="said">{request.reason}</dd>
        {request.answer && (
          <>
            <dt>{t("requests.answer")}</dt>
            <dd className="said">{request.answer}</dd>
          </>
        )}
      </dl>
      {children}
      <History request={request} />
    </li>
  );
}

function History({ request }: { request: AccessRequest }) {
  const { t } = useTranslation();
  return (
    <Details data-size="sm" className="wide">
      <Details.Summary>{t("requests.history")}</Details.Summary>
      <Details.Content>
        <ol className="happened">
          {request.history.map((event, i) => (
            <li key={i}>
              <strong>{t(`requests.happened.${event.state}`)}</strong> {formatTime(event.at)}
              <DoneBy
                doer={event}
                known={[
                  { orgno: request.consumer_orgno, name: request.consumer_name },
                  { orgno: request.owner_orgno, name: request.owner_name },
                ]}
              />
              {event.text && (
                <Paragraph data-size="sm" className="said">
                  {event.text}
                </Paragraph>
              )}
            </li>
          ))}
        </ol>
      </Details.Content>
    </Details>
  );
}
