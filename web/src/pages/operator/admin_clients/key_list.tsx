import { Button, Tag } from "@digdir/designsystemet-react";
import { TrashIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDeleteAdminKey } from "../../../api/operator/admin_clients";
import type { Key } from "../../../api/operator/types";
import { Confirm } from "../../../ui/confirm";
import { useFocusLater } from "../../../ui/focus_later";
import { formatDate } from "../../../ui/format";

type KeyListProps = { client_id: string; keys: Key[]; onSay: (message: string) => void };

export function KeyList({ client_id, keys, onSay }: KeyListProps) {
  const { t } = useTranslation();
  const remove = useDeleteAdminKey(client_id);
  const [deleted, setDeleted] = useState<string | null>(null);
  const focusField = useFocusLater("#admin-key");
  const [now] = useState(Date.now);
  const close = () => {
    remove.reset();
    setDeleted(null);
  };
  const confirmed = () => {
    if (deleted === null) return;
    remove.mutate(deleted, {
      onSuccess: () => {
        onSay(t("operator.adminClients.keyDeleted", { kid: deleted }));
        close();
        focusField();
      },
    });
  };
  return (
    <>
      <ul className="operator-keys">
        {keys.map(({ kid, exp }) => (
          <li key={kid}>
            <span>
              <code>{kid}</code>
              <span className="operator-detail">
                {t("operator.adminClients.expires", { date: formatDate(exp * 1000) })}
              </span>
            </span>
            {exp * 1000 <= now && <Tag data-color="danger">{t("operator.adminClients.expired")}</Tag>}
            <Button variant="tertiary" data-color="danger" data-size="sm" onClick={() => setDeleted(kid)}>
              <TrashIcon aria-hidden /> {t("common.action.delete")}
              <span className="visually-hidden"> {kid}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Confirm
        open={deleted !== null}
        title={t("operator.adminClients.deleteKeyTitle", { kid: deleted ?? "" })}
        confirm={t("common.action.delete")}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirmed}
        onClose={close}
      >
        {t("operator.adminClients.deleteKeyText")}
      </Confirm>
    </>
  );
}
