import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useRight } from "../session/session";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { RouteTabs } from "../ui/route_tabs";
import { SystemUserList } from "./system_users/system_user_list";

const sides = ["own", "received"] as const;

export function Component() {
  const { t } = useTranslation();
  const { tab } = useParams();
  const mayAct = useRight("clients");
  if (!mayAct) return <RightMissing title={t("systemUsers.title")} right="clients" />;
  return (
    <Page
      title={t("systemUsers.title")}
      intro={t("systemUsers.intro")}
      actions={
        <Button asChild>
          <Link to="/systemusers/new">
            <PlusIcon aria-hidden /> {t("systemUsers.create")}
          </Link>
        </Button>
      }
    >
      <RouteTabs
        label={t("systemUsers.title")}
        open={sides.find((side) => side === tab) ?? "own"}
        to={(side) => `/systemusers/${side}`}
        tabs={sides.map((side) => ({
          value: side,
          label: t(`systemUsers.tab.${side}`),
          content: () => <SystemUserList side={side} />,
        }))}
      />
    </Page>
  );
}
