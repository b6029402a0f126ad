import { Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LedgerRow } from "../../../api/operator/types";
import { CopyButton } from "../../../ui/copy_button";
import { formatOrgNumber, formatTime } from "../../../ui/format";
import { ShownDialog } from "../shown_dialog";

/** Everything that is known of one issued token; the token itself is kept nowhere. */
export function LedgerDetails({ row, onClose }: { row: LedgerRow; onClose: () => void }) {
  const { t } = useTranslation();
  const facts = [
    { name: "at", text: formatTime(row.at) },
    { name: "trace_id", text: row.trace_id, copied: true },
    { name: "client_id", text: row.client_id, copied: true },
    { name: "consumer", text: row.consumer && formatOrgNumber(row.consumer) },
    { name: "foreign_consumer", text: row.foreign_consumer },
    { name: "supplier", text: row.supplier && formatOrgNumber(row.supplier) },
    { name: "delegation_source", text: row.delegation_source },
    { name: "scopes", text: row.scopes },
    { name: "aud", text: row.aud === undefined ? undefined : [row.aud].flat().map(String).join(" ") },
    { name: "authorization_detail", text: row.authorization_detail },
    { name: "token_jti", text: row.token_jti, copied: true },
    { name: "token_expires", text: formatTime(row.token_expires) },
    { name: "signing_kid", text: row.signing_kid },
    { name: "client_amr", text: row.client_amr },
    { name: "kid", text: row.kid },
    { name: "certificate", text: row.certificate },
    { name: "grant", text: row.grant },
    { name: "grant_expires", text: formatTime(row.grant_expires) },
    { name: "remote", text: row.remote },
  ] as const;
  return (
    <ShownDialog onClose={onClose}>
      <div className="stack">
        <Heading level={2} data-size="xs">
          {t("operator.ledger.detailsTitle")}
        </Heading>
        <dl className="facts">
          {facts.map((fact) =>
            fact.text ? (
              <div key={fact.name} className="fact">
                <dt>{t(`operator.ledger.fact.${fact.name}`)}</dt>
                <dd>
                  {fact.text}
                  {"copied" in fact && <CopyButton text={fact.text} what={t(`operator.ledger.fact.${fact.name}`)} />}
                </dd>
              </div>
            ) : null,
          )}
        </dl>
      </div>
    </ShownDialog>
  );
}
