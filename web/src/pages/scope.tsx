import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { scopeQuery } from "../api/scopes";
import { useRight } from "../session/session";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { RouteTabs } from "../ui/route_tabs";
import { scopeAddress } from "../ui/scope_address";
import { ScopeTags } from "../ui/scope_tags";
import { AboutTab } from "./scope/about_tab";
import { AccessTab } from "./scope/access_tab";
import { HistoryTab } from "./scope/history_tab";
import { RequestsTab } from "./scope/requests_tab";
import { UsageTab } from "./scope/usage_tab";

const tabs = ["about", "access", "requests", "history", "usage"] as const;

export function Component() {
  const { name = "", tab } = useParams();
  const isOwner = useRight("scopes");
  if (!isOwner) return <RightMissing title={name} right="scopes" />;
  return <ScopePage key={name} name={name} open={tabs.find((known) => known === tab) ?? "about"} />;
}

function ScopePage({ name, open }: { name: string; open: (typeof tabs)[number] }) {
  const { t } = useTranslation();
  const query = useQuery(scopeQuery(name));
  return (
    <Page title={name}>
      <Loaded query={query}>
        {(scope) => {
          const contents = {
            about: () => <AboutTab scope={scope} />,
            access: () => <AccessTab scope={scope} />,
            requests: () => <RequestsTab scope={scope} />,
            history: () => <HistoryTab scope={scope.name} />,
            usage: () => <UsageTab scope={scope.name} />,
          };
          return (
            <>
              <ScopeTags scope={scope} />
              <RouteTabs
                label={t("scopes.tab.label")}
                open={open}
                to={(value) => scopeAddress(name, value === "about" ? undefined : value)}
                tabs={tabs.map((value) => ({ value, label: t(`scopes.tab.${value}`), content: contents[value] }))}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
