import { Button } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";

import { type Scope, scopeQuery, useUpdateScope } from "../api/scopes";
import { useRight } from "../session/session";
import { useDraft } from "../ui/draft";
import { useFlash } from "../ui/flash";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { scopeAddress } from "../ui/scope_address";
import { changedScope, draftOf } from "./scope_form/draft";
import { ScopeForm } from "./scope_form/form";

export function Component() {
  const { t } = useTranslation();
  const { name = "" } = useParams();
  const title = t("scopes.form.editTitle", { scope: name });
  const isOwner = useRight("scopes");
  const query = useQuery({ ...scopeQuery(name), enabled: isOwner });
  if (!isOwner) return <RightMissing title={title} right="scopes" />;
  return (
    <Page title={title} intro={t("scopes.form.editIntro")}>
      <Loaded query={query}>{(scope) => <EditScope key={scope.name} scope={scope} />}</Loaded>
    </Page>
  );
}

function EditScope({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const update = useUpdateScope(scope.name);
  const [draft, change, forget] = useDraft(`scope.${scope.name}`, draftOf(scope));
  const submit = () =>
    update.mutate(changedScope(scope, draft), {
      onSuccess: () => {
        forget();
        flash(t("scopes.form.updated", { scope: scope.name }));
        void navigate(scopeAddress(scope.name));
      },
    });
  return (
    <ScopeForm
      draft={draft}
      change={change}
      submit={t("common.action.save")}
      pending={update.isPending}
      error={update.error}
      onSubmit={submit}
      cancel={
        <Button asChild variant="tertiary">
          <Link to={scopeAddress(scope.name)} onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      }
    />
  );
}
