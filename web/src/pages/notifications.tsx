import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { notificationPointsQuery } from "../api/notifications";
import { useUser } from "../session/session";
import { Empty } from "../ui/empty";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { PointList } from "./notifications/point_list";

export function Component() {
  const { t } = useTranslation();
  const { rights } = useUser();
  const query = useQuery(notificationPointsQuery);
  if (!rights.includes("clients") && !rights.includes("scopes"))
    return <RightMissing title={t("notifications.title")} right="clients" />;
  const add = (
    <Button asChild>
      <Link to="/notifications/new">
        <PlusIcon aria-hidden /> {t("notifications.add")}
      </Link>
    </Button>
  );
  const offers = (query.data?.channels.length ?? 0) > 0;
  return (
    <Page title={t("notifications.title")} intro={t("notifications.intro")} actions={offers && add}>
      <Loaded query={query}>
        {({ channels, items }) =>
          items.length > 0 ? (
            <PointList points={items} />
          ) : channels.length > 0 ? (
            <Empty title={t("notifications.none.title")} action={add}>
              {t("notifications.none.text")}
            </Empty>
          ) : (
            <Empty title={t("notifications.off.title")}>{t("notifications.off.text")}</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
