import "./clients/clients.css";

import { Button } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";

import { clientQuery, useChangeClient } from "../api/clients";
import { useRight } from "../session/session";
import { useDraft } from "../ui/draft";
import { useFlash } from "../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../ui/form_errors";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";
import { RightMissing } from "../ui/right_missing";
import { ScopePicker } from "../ui/scope_picker";

export function Component() {
  const { t } = useTranslation();
  const { clientId = "" } = useParams();
  const isMine = useRight("clients");
  const query = useQuery({ ...clientQuery(clientId), enabled: isMine });
  if (!isMine) return <RightMissing title={t("clients.scopes.add")} right="clients" />;
  return (
    <Page title={t("clients.scopes.add")} intro={query.data?.client_name}>
      <Loaded query={query}>{({ scopes }) => <AddScopes clientId={clientId} taken={scopes} />}</Loaded>
    </Page>
  );
}

function AddScopes({ clientId, taken }: { clientId: string; taken: string[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const [draft, change, forget] = useDraft(`client.scopes.${clientId}`, { scopes: [] as string[] });
  const [found, setFound] = useState<FormErrors>({});
  const save = useChangeClient(clientId);
  const errors = useMemo(() => ({ ...errorsOf(save.error), ...found }), [save.error, found]);
  const back = `/clients/${encodeURIComponent(clientId)}/scopes`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.reset();
    const mistakes: FormErrors = draft.scopes.length === 0 ? { scopes: t("scopePicker.required") } : {};
    setFound(mistakes);
    if (draft.scopes.length === 0) return;
    save.mutate(({ scopes }) => ({ scopes: [...new Set([...scopes, ...draft.scopes])] }), {
      onSuccess: () => {
        forget();
        flash(t("clients.scopes.added", { count: draft.scopes.length }));
        void navigate(back);
      },
    });
  };
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <FormSummary errors={errors} />
      <ScopePicker
        chosen={draft.scopes}
        taken={taken}
        error={errors["scopes"]}
        onChange={(scopes) => change({ scopes })}
      />
      {save.isError && Object.keys(errors).length === 0 && <Problem error={save.error} />}
      <div className="actions">
        <Button type="submit" loading={save.isPending}>
          {t("clients.scopes.submit")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to={back} onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}
