import { Button } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { type Client, useChangeClient } from "../../api/clients";
import { ClientFields, clientErrors, clientMembers } from "../../ui/client_fields";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";

export function EditForm({ client, onDone }: { client: Client; onDone: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const form = useRef<HTMLFormElement>(null);
  const [draft, change, forget] = useDraft(`client.${client.client_id}`, {
    client_name: client.client_name,
    description: client.description,
    access_token_lifetime: String(client.access_token_lifetime),
  });
  const [found, setFound] = useState<FormErrors>({});
  const save = useChangeClient(client.client_id);
  const errors = useMemo(() => ({ ...errorsOf(save.error), ...found }), [save.error, found]);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const leave = () => {
    forget();
    onDone();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.reset();
    const mistakes = clientErrors(draft, t);
    setFound(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    save.mutate(clientMembers(draft), {
      onSuccess: () => {
        flash(t("clients.saved"));
        leave();
      },
    });
  };
  return (
    <form ref={form} onSubmit={submit} className="stack" noValidate>
      <FormSummary
        errors={errors}
        labels={{
          client_name: t("clients.form.name"),
          description: t("clients.form.description"),
          access_token_lifetime: t("clients.form.lifetime"),
        }}
      />
      <ClientFields value={draft} errors={errors} onChange={change} />
      {save.isError && Object.keys(errors).length === 0 && <Problem error={save.error} />}
      <div className="actions">
        <Button type="submit" loading={save.isPending}>
          {t("common.action.save")}
        </Button>
        <Button variant="tertiary" onClick={leave}>
          {t("common.action.cancel")}
        </Button>
      </div>
    </form>
  );
}
