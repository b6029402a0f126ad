import { Button } from "@digdir/designsystemet-react";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { type ScopeAccess, useGrantAccess } from "../../api/access";
import { useFlash } from "../../ui/flash";
import { formatOrgNumber, isOrgNumber } from "../../ui/format";
import { errorsOf } from "../../ui/form_errors";
import { OrganisationField, plainOrgNumber } from "../../ui/organisation_field";
import { Problem } from "../../ui/problem";

/** Gives one organisation access. */
export function GrantOne({ scope, accesses }: { scope: string; accesses: ScopeAccess[] }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const grant = useGrantAccess(scope);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const orgno = plainOrgNumber(text);
  const error = problem || errorsOf(grant.error)["consumer_orgno"];
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = foundProblem();
    setProblem(found);
    if (found) {
      document.getElementById("consumer_orgno")?.focus();
      return;
    }
    grant.mutate(orgno, {
      onSuccess: (access) => {
        setText("");
        const name = access.consumer_organization_name ?? formatOrgNumber(orgno);
        flash(t("access.granted", { name, scope }));
      },
    });
  };
  const foundProblem = (): string => {
    if (!orgno) return t("common.form.required");
    if (!isOrgNumber(orgno)) return t("common.form.orgno");
    const had = accesses.find((access) => access.consumer_orgno === orgno && access.state === "APPROVED");
    return had ? t("access.alreadyHas", { name: had.consumer_organization_name ?? formatOrgNumber(orgno) }) : "";
  };
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <OrganisationField
        id="consumer_orgno"
        label={t("access.add.one")}
        description={t("access.add.oneHint")}
        value={text}
        error={error}
        onChange={(typed) => {
          setText(typed);
          setProblem("");
        }}
      />
      {grant.isError && !error && <Problem error={grant.error} />}
      <Button type="submit" loading={grant.isPending}>
        {t("access.add.submit")}
      </Button>
    </form>
  );
}
