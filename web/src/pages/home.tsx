import "./home/home.css";

import { useTranslation } from "react-i18next";

import { useUser } from "../session/session";
import { Page } from "../ui/page";
import { FirstSteps } from "./home/first_steps";
import { NeedsYou } from "./home/needs_you";
import { Shortcuts } from "./home/shortcuts";

export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <Page title={t("home.title", { name: user.name })}>
      <FirstSteps />
      <NeedsYou />
      <Shortcuts />
    </Page>
  );
}
