import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { notificationPointsQuery } from "../api/notifications";
import { useUser } from "../session/session";
import { Empty } from "../ui/empty";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { PointForm } from "./notifications/point_form";

export function Component() {
  const { t } = useTranslation();
  const { rights } = useUser();
  const query = useQuery(notificationPointsQuery);
  if (!rights.includes("clients") && !rights.includes("scopes"))
    return <RightMissing title={t("notifications.form.title")} right="clients" />;
  return (
    <Page title={t("notifications.form.title")}>
      <Loaded query={query}>
        {({ channels }) =>
          channels.length > 0 ? (
            <PointForm channels={channels} />
          ) : (
            <Empty title={t("notifications.off.title")}>{t("notifications.off.text")}</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
