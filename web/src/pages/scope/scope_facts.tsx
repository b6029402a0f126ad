import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { builtInSource, delegationSourcesQuery } from "../../api/registers";
import type { Scope } from "../../api/scopes";
import { formatCount, formatTime } from "../../ui/format";

const userRules = ["requires_user_consent", "requires_user_authentication", "requires_pseudonymous_tokens"] as const;

/** Everything that the scope is, but its texts. */
export function ScopeFacts({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const rules = userRules.filter((rule) => scope[rule]);
  const seconds = (count: number, otherwise: string) =>
    count === 0 ? otherwise : t("scopes.about.seconds", { count, value: formatCount(count) });
  const facts: [string, ReactNode][] = [
    [t("scopes.about.visibility"), t(`scopes.form.visibilityOption.${scope.visibility}`)],
    [t("scopes.about.accessControl"), t(scope.accessible_for_all ? "scopes.tag.open" : "scopes.about.perOrganisation")],
    [t("scopes.about.delegationSource"), <SourceName key="source" issuer={scope.delegation_source} />],
    [
      t("scopes.about.integrationTypes"),
      scope.allowed_integration_types.map((type) => t(`scopes.integrationType.${type}`)).join(", ") ||
        t("scopes.about.allTypes"),
    ],
    [t("scopes.about.tokenType"), t(`scopes.form.tokenTypeOption.${scope.token_type}`)],
    [t("scopes.about.tokenLifetime"), seconds(scope.at_max_age, t("scopes.about.clientDecides"))],
    [
      t("scopes.about.authorizationLifetime"),
      seconds(scope.authorization_max_lifetime, t("scopes.about.clientDecides")),
    ],
    ...optional(scope.enforced_aud_for_access_token, t("scopes.about.audience")),
    ...optional(rules.map((rule) => t(`scopes.form.${rule}`)).join(", "), t("scopes.about.userInvolvement")),
    ...optional(scope.supports_european_businesses && t("scopes.about.europeanYes"), t("scopes.about.european")),
    ...optional(scope.protected && t("scopes.about.protectedYes"), t("scopes.about.protected")),
    [t("scopes.about.created"), formatTime(scope.created)],
    [t("scopes.about.updated"), formatTime(scope.last_updated)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function optional(value: string | false | undefined, name: string): [string, ReactNode][] {
  return value ? [[name, value]] : [];
}

function SourceName({ issuer }: { issuer: string | undefined }) {
  const { t } = useTranslation();
  const { data } = useQuery(delegationSourcesQuery);
  if (!issuer) return t("scopes.about.noDelegation");
  const name = data?.find((source) => source.issuer === issuer)?.name;
  if (!name) return issuer;
  return name === builtInSource ? `${t("scopes.form.builtIn")} (${issuer})` : `${name} (${issuer})`;
}
