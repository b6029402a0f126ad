import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useRight } from "../session/session";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { RouteTabs } from "../ui/route_tabs";
import { DelegationList } from "./delegations/delegation_list";
import { DelegationSources } from "./delegations/delegation_sources";

const sides = ["given", "received"] as const;

export function Component() {
  const { t } = useTranslation();
  const { tab } = useParams();
  const mayAct = useRight("clients");
  if (!mayAct) return <RightMissing title={t("delegations.title")} right="clients" />;
  return (
    <Page
      title={t("delegations.title")}
      intro={t("delegations.intro")}
      actions={
        <Button asChild>
          <Link to="/delegations/new">
            <PlusIcon aria-hidden /> {t("delegations.create")}
          </Link>
        </Button>
      }
    >
      <RouteTabs
        label={t("delegations.title")}
        open={sides.find((side) => side === tab) ?? "given"}
        to={(side) => `/delegations/${side}`}
        tabs={sides.map((side) => ({
          value: side,
          label: t(`delegations.tab.${side}`),
          content: () => <DelegationList side={side} />,
        }))}
      />
      <DelegationSources />
    </Page>
  );
}
