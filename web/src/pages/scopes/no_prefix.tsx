import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useSession, useUser } from "../../session/session";
import { formatOrgNumber } from "../../ui/format";

/** An organisation that owns no prefix can make no scopes: what one is, and how to get one. */
export function NoPrefix() {
  const { t } = useTranslation();
  const { statements } = useSession();
  const { organisation, rights } = useUser();
  return (
    <section className="stack card">
      <Heading level={2} data-size="xs">
        {t("scopes.noPrefix.title", { name: organisation.name })}
      </Heading>
      <Paragraph>{t("scopes.noPrefix.what")}</Paragraph>
      <Paragraph>{t("scopes.noPrefix.how", { orgno: formatOrgNumber(organisation.orgno) })}</Paragraph>
      <Paragraph>
        {statements.support ? (
          <>
            {t("scopes.noPrefix.contact")} <strong>{statements.support}</strong>
          </>
        ) : (
          t("scopes.noPrefix.noContact")
        )}
      </Paragraph>
      <Paragraph>{t("scopes.noPrefix.clients")}</Paragraph>
      <div className="actions">
        {rights.includes("clients") && (
          <Button asChild>
            <Link to="/clients">{t("scopes.noPrefix.toClients")}</Link>
          </Button>
        )}
        <Button asChild variant="secondary">
          <Link to="/catalogue">{t("scopes.noPrefix.toCatalogue")}</Link>
        </Button>
      </div>
    </section>
  );
}
