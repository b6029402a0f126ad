import { useTranslation } from "react-i18next";

import { useRight } from "../session/session";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { SystemUserForm } from "./system_users/system_user_form";

export function Component() {
  const { t } = useTranslation();
  const mayAct = useRight("clients");
  if (!mayAct) return <RightMissing title={t("systemUsers.form.title")} right="clients" />;
  return (
    <Page title={t("systemUsers.form.title")} intro={t("systemUsers.form.intro")}>
      <SystemUserForm />
    </Page>
  );
}
