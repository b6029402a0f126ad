import { Alert, Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { adminClientKeysQuery, useAddAdminKey } from "../../../api/operator/admin_clients";
import type { Client } from "../../../api/operator/types";
import { readPastedKey } from "../../../keys/pasted_key";
import { CopyButton } from "../../../ui/copy_button";
import { formatOrgNumber } from "../../../ui/format";
import { Loaded } from "../../../ui/loading";
import { useProblemText } from "../../../ui/problem";
import { ShownDialog } from "../shown_dialog";
import { KeyList } from "./key_list";

/** The keys of an admin client, and a new one for it. The organisation makes the key pair itself and sends the public part. */
export function AdminKeys({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const keys = useQuery(adminClientKeysQuery(client.client_id));
  return (
    <ShownDialog onClose={onClose}>
      <div className="stack">
        <Heading level={2} data-size="xs">
          {t("operator.adminClients.keysOf", { client: client.client_name })}
        </Heading>
        <Paragraph>{formatOrgNumber(client.client_orgno)}</Paragraph>
        <div className="actions">
          <code>{client.client_id}</code>
          <CopyButton text={client.client_id} what={t("operator.adminClients.clientId")} />
        </div>
        <Loaded query={keys}>
          {(list) =>
            list.length === 0 ? (
              <Alert data-color="warning">{t("operator.adminClients.noKeys")}</Alert>
            ) : (
              <KeyList client_id={client.client_id} keys={list} onSay={setSaid} />
            )
          }
        </Loaded>
        <div role="status">{said && <Alert data-color="success">{said}</Alert>}</div>
        <AddKey client_id={client.client_id} onSay={setSaid} />
      </div>
    </ShownDialog>
  );
}

type Say = (message: string) => void;

/** Says what was done within the dialog, which covers the page's own messages. */
function AddKey({ client_id, onSay }: { client_id: string; onSay: Say }) {
  const { t } = useTranslation();
  const add = useAddAdminKey(client_id);
  const problemText = useProblemText();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.reset();
    onSay("");
    const pasted = readPastedKey(text);
    if (pasted.kind !== "certificate" && pasted.kind !== "publicKey") {
      setProblem(t(`operator.adminClients.pasted.${pasted.kind}`));
      if (pasted.kind === "private") setText("");
      return;
    }
    setProblem(null);
    add.mutate(pasted.text, {
      onSuccess: ({ kid }) => {
        setText("");
        onSay(t("operator.adminClients.keyAdded", { kid }));
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className="stack operator-key-form">
      <Textfield
        id="admin-key"
        multiline
        rows={6}
        label={t("operator.adminClients.newKey")}
        description={t("operator.adminClients.newKeyHint")}
        value={text}
        spellCheck={false}
        autoComplete="off"
        error={problem ?? (add.error ? problemText(add.error).text : undefined)}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" loading={add.isPending}>
        {t("operator.adminClients.addKey")}
      </Button>
    </form>
  );
}
