import { Details, List, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { builtInSource, delegationSourcesQuery } from "../../api/registers";
import { Loaded } from "../../ui/loading";

/** Which registers count, and which of them this page shows. */
export function DelegationSources() {
  const { t } = useTranslation();
  const query = useQuery(delegationSourcesQuery);
  return (
    <Details className="wide" defaultOpen>
      <Details.Summary>{t("delegations.sources.heading")}</Details.Summary>
      <Details.Content className="stack">
        <Paragraph>{t("delegations.sources.text")}</Paragraph>
        <Loaded query={query}>
          {(sources) =>
            sources.length === 0 ? (
              <Paragraph>{t("delegations.sources.none")}</Paragraph>
            ) : (
              <List.Unordered>
                {sources.map(({ issuer, name }) => (
                  <List.Item key={issuer}>
                    <code>{issuer}</code> –{" "}
                    {name === builtInSource
                      ? t("delegations.sources.here")
                      : t("delegations.sources.elsewhere", { name })}
                  </List.Item>
                ))}
              </List.Unordered>
            )
          }
        </Loaded>
        <Paragraph>{t("delegations.sources.scopes")}</Paragraph>
      </Details.Content>
    </Details>
  );
}
