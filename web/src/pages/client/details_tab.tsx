import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { type Client, useChangeClient, useDeactivateClient } from "../../api/clients";
import { Confirm } from "../../ui/confirm";
import { Facts } from "../../ui/facts";
import { useFlash } from "../../ui/flash";
import { formatOrgNumber, formatTime } from "../../ui/format";
import { Problem } from "../../ui/problem";
import { EditForm } from "./edit_form";

export function DetailsTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) edit.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  if (isEditing) return <EditForm client={client} onDone={() => setEditing(false)} />;
  return (
    <div className="stack">
      <ClientFacts client={client} />
      <div className="actions">
        <Button ref={edit} variant="secondary" onClick={() => setEditing(true)}>
          {t("common.action.edit")}
        </Button>
        {client.active ? <Deactivate client={client} /> : <Activate client={client} />}
      </div>
    </div>
  );
}

function ClientFacts({ client }: { client: Client }) {
  const { t } = useTranslation();
  const facts: [string, string | undefined][] = [
    [t("clients.form.name"), client.client_name],
    [t("clients.form.description"), client.description],
    [t("clients.form.lifetime"), t("clients.lifetimeValue", { count: client.access_token_lifetime })],
    [t("clients.stateLabel"), t(client.active ? "common.state.active" : "common.state.inactive")],
    [t("clients.organisation"), formatOrgNumber(client.client_orgno)],
    [t("clients.supplier"), client.supplier_orgno && formatOrgNumber(client.supplier_orgno)],
    [t("clients.integrationType"), client.integration_type],
    [t("clients.created.label"), formatTime(client.created)],
    [t("clients.changed"), formatTime(client.last_updated)],
  ];
  return <Facts facts={facts} />;
}

function Deactivate({ client }: { client: Client }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const [isAsking, setAsking] = useState(false);
  const deactivate = useDeactivateClient(client.client_id);
  const close = () => {
    setAsking(false);
    deactivate.reset();
  };
  const confirm = () =>
    deactivate.mutate(undefined, {
      onSuccess: () => {
        close();
        flash(t("clients.deactivate.done", { name: client.client_name }));
      },
    });
  return (
    <>
      <Button variant="tertiary" data-color="danger" onClick={() => setAsking(true)}>
        {t("clients.deactivate.button")}
      </Button>
      <Confirm
        open={isAsking}
        title={t("clients.deactivate.title", { name: client.client_name })}
        confirm={t("clients.deactivate.button")}
        pending={deactivate.isPending}
        error={deactivate.error}
        onConfirm={confirm}
        onClose={close}
      >
        <Paragraph>{t("clients.deactivate.text")}</Paragraph>
      </Confirm>
    </>
  );
}

function Activate({ client }: { client: Client }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const change = useChangeClient(client.client_id);
  const activate = () =>
    change.mutate(
      { active: true },
      { onSuccess: () => flash(t("clients.activate.done", { name: client.client_name })) },
    );
  return (
    <>
      <Button loading={change.isPending} onClick={activate}>
        {t("clients.activate.button")}
      </Button>
      {change.isError && <Problem error={change.error} />}
    </>
  );
}
