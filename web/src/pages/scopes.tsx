import { Alert, Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { accessRequestsQuery } from "../api/access_requests";
import { ownPrefixesQuery, ownScopesQuery } from "../api/scopes";
import { useRight } from "../session/session";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { NoPrefix } from "./scopes/no_prefix";
import { ScopeList } from "./scopes/scope_list";

export function Component() {
  const { t } = useTranslation();
  const isOwner = useRight("scopes");
  const prefixes = useQuery({ ...ownPrefixesQuery, enabled: isOwner });
  const scopes = useQuery({ ...ownScopesQuery, enabled: isOwner });
  if (!isOwner) return <RightMissing title={t("scopes.title")} right="scopes" />;
  const mayCreate = prefixes.data?.some((prefix) => prefix.active);
  return (
    <Page
      title={t("scopes.title")}
      intro={t("scopes.intro")}
      actions={
        mayCreate && (
          <Button asChild>
            <Link to="/scopes/new">
              <PlusIcon aria-hidden /> {t("scopes.create")}
            </Link>
          </Button>
        )
      }
    >
      <Loaded query={prefixes}>
        {(owned) => (
          <Loaded query={scopes}>
            {(list) =>
              owned.length === 0 && list.length === 0 ? (
                <NoPrefix />
              ) : (
                <>
                  <Waiting />
                  <ScopeList
                    scopes={list}
                    prefixes={owned.map(({ prefix }) => prefix)}
                    mayCreate={mayCreate ?? false}
                  />
                </>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

/** That somebody waits for an answer; nothing when nobody does, or when it is not known. */
function Waiting() {
  const { t } = useTranslation();
  const { data } = useQuery(accessRequestsQuery("received", { state: "REQUESTED", limit: 1, offset: 0 }));
  if (!data?.total) return null;
  return (
    <Alert data-color="info" data-size="sm">
      {t("scopes.waiting", { count: data.total })}.{" "}
      <Link to="/requests/received?state=REQUESTED">{t("scopes.showWaiting")}</Link>
    </Alert>
  );
}
