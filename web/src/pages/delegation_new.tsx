import { useTranslation } from "react-i18next";

import { useRight } from "../session/session";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { DelegationForm } from "./delegations/delegation_form";

export function Component() {
  const { t } = useTranslation();
  const mayAct = useRight("clients");
  if (!mayAct) return <RightMissing title={t("delegations.form.title")} right="clients" />;
  return (
    <Page title={t("delegations.form.title")} intro={t("delegations.form.intro")}>
      <DelegationForm />
    </Page>
  );
}
