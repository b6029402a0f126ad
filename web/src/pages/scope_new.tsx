import { Button } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate } from "react-router";

import { ownPrefixesQuery, useCreateScope } from "../api/scopes";
import { useRight } from "../session/session";
import { useDraft } from "../ui/draft";
import { useFlash } from "../ui/flash";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { scopeAddress } from "../ui/scope_address";
import { emptyDraft, newScope } from "./scope_form/draft";
import { ScopeForm } from "./scope_form/form";

export function Component() {
  const { t } = useTranslation();
  const isOwner = useRight("scopes");
  if (!isOwner) return <RightMissing title={t("scopes.form.newTitle")} right="scopes" />;
  return (
    <Page title={t("scopes.form.newTitle")} intro={t("scopes.form.newIntro")}>
      <NewScope />
    </Page>
  );
}

function NewScope() {
  const query = useQuery(ownPrefixesQuery);
  return (
    <Loaded query={query}>
      {(prefixes) => {
        const active = prefixes.filter((prefix) => prefix.active).map(({ prefix }) => prefix);
        // the list says how to get a prefix
        return active.length === 0 ? <Navigate to="/scopes" replace /> : <NewScopeForm prefixes={active} />;
      }}
    </Loaded>
  );
}

function NewScopeForm({ prefixes }: { prefixes: string[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const create = useCreateScope();
  const [draft, change, forget] = useDraft("scope.new", { ...emptyDraft, prefix: prefixes[0] ?? "" });
  const submit = () =>
    create.mutate(newScope(draft), {
      onSuccess: ({ name }) => {
        forget();
        flash(t("scopes.form.created", { scope: name }));
        void navigate(scopeAddress(name, "access"));
      },
    });
  return (
    <ScopeForm
      draft={draft}
      change={change}
      prefixes={prefixes}
      submit={t("scopes.form.submitNew")}
      pending={create.isPending}
      error={create.error}
      onSubmit={submit}
      cancel={
        <Button asChild variant="tertiary">
          <Link to="/scopes" onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      }
    />
  );
}
