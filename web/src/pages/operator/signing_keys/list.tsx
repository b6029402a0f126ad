import { Button, Tag } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SigningKey } from "../../../api/operator/types";
import { formatTime } from "../../../ui/format";
import { ChangeSigningKey, type Wish } from "./change";

const order = { active: 0, pending: 1, retired: 2 };
const colours = { active: "success", pending: "info", retired: "neutral" } as const;

/** What signs, then what will, then what did. */
function inOrder(keys: SigningKey[]): SigningKey[] {
  return [...keys].sort((a, b) => order[a.state] - order[b.state] || b.created.localeCompare(a.created));
}

export function SigningKeyList({ keys }: { keys: SigningKey[] }) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<Wish | null>(null);
  return (
    <>
      <ul className="operator-signing-keys" aria-label={t("operator.signingKeys.title")}>
        {inOrder(keys).map((key) => (
          <li key={key.kid} data-state={key.state}>
            <div className="operator-key-head">
              <code>{key.kid}</code>
              <Tag data-color={colours[key.state]}>{t(`operator.signingKeys.state.${key.state}`)}</Tag>
              <span className="operator-detail">{key.alg}</span>
            </div>
            <Times signingKey={key} />
            {key.state === "pending" && <PendingActions signingKey={key} onWish={setWish} />}
          </li>
        ))}
      </ul>
      <ChangeSigningKey wish={wish} onClose={() => setWish(null)} />
    </>
  );
}

function Times({ signingKey: { created, activated, retired, may_sign_from, published } }: { signingKey: SigningKey }) {
  const { t } = useTranslation();
  const times = [
    { name: "created", time: created },
    { name: "maySignFrom", time: may_sign_from },
    { name: "activated", time: activated },
    { name: "retired", time: retired },
  ] as const;
  return (
    <dl className="facts">
      {times.map(
        ({ name, time }) =>
          time && (
            <div key={name} className="fact">
              <dt>{t(`operator.signingKeys.${name}`)}</dt>
              <dd className="time">{formatTime(time)}</dd>
            </div>
          ),
      )}
      <div className="fact">
        <dt>{t("operator.signingKeys.published")}</dt>
        <dd>{t(published ? "common.state.yes" : "common.state.no")}</dd>
      </div>
    </dl>
  );
}

type PendingProps = { signingKey: SigningKey; onWish: (wish: Wish) => void };

function PendingActions({ signingKey: { kid, may_sign_from }, onWish }: PendingProps) {
  const { t } = useTranslation();
  const [now] = useState(Date.now);
  const isRipe = may_sign_from === undefined || Date.parse(may_sign_from) <= now;
  return (
    <>
      {!isRipe && (
        <p className="operator-note">{t("operator.signingKeys.notYet", { time: formatTime(may_sign_from) })}</p>
      )}
      <div className="actions">
        <Button variant="secondary" data-size="sm" onClick={() => onWish({ kid, state: "active" })}>
          {t("operator.signingKeys.activate")}
          <span className="visually-hidden"> {kid}</span>
        </Button>
        <Button variant="tertiary" data-color="danger" data-size="sm" onClick={() => onWish({ kid, state: "retired" })}>
          {t("operator.signingKeys.retire")}
          <span className="visually-hidden"> {kid}</span>
        </Button>
      </div>
    </>
  );
}
