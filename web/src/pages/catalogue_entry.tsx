import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import type { CatalogueEntry } from "../api/access_types";
import { catalogueEntryQuery } from "../api/catalogue";
import { builtInSource, delegationSourcesQuery } from "../api/registers";
import { Empty } from "../ui/empty";
import { LimitedMarkdown } from "../ui/limited_markdown";
import { Loaded } from "../ui/loading";
import { localised } from "../ui/localised";
import { MyAccessTag } from "../ui/my_access_tag";
import { Organisation } from "../ui/organisation";
import { Page } from "../ui/page";
import { UseScope } from "./catalogue_entry/use_scope";

export function Component() {
  const { t } = useTranslation();
  const { name = "" } = useParams();
  const query = useQuery(catalogueEntryQuery(name));
  return (
    <Page title={name} key={name}>
      <Loaded query={query}>
        {(entry) =>
          entry ? (
            <Entry entry={entry} />
          ) : (
            <Empty
              title={t("catalogue.entry.notFound")}
              action={
                <Button asChild variant="secondary">
                  <Link to="/catalogue">{t("catalogue.entry.toCatalogue")}</Link>
                </Button>
              }
            >
              {t("catalogue.entry.notFoundText")}
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  const { t, i18n } = useTranslation();
  const short = localised(entry, "description", i18n.language);
  const long = localised(entry, "long_description", i18n.language);
  return (
    <>
      <MyAccessTag entry={entry} />
      <section className="stack">
        <Heading level={2} data-size="xs">
          {t("catalogue.entry.description")}
        </Heading>
        <Paragraph lang={short.lang}>{short.text}</Paragraph>
        {long.text && <LimitedMarkdown text={long.text} lang={long.lang} />}
      </section>
      <section className="stack">
        <Heading level={2} data-size="xs">
          {t("catalogue.entry.facts")}
        </Heading>
        <Facts entry={entry} />
      </section>
      <UseScope entry={entry} />
    </>
  );
}

function Facts({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const { data } = useQuery(delegationSourcesQuery);
  const sources = entry.delegation_sources.map((issuer) => {
    const name = data?.find((source) => source.issuer === issuer)?.name;
    return name === builtInSource ? t("catalogue.entry.sourceHere") : (name ?? issuer);
  });
  return (
    <dl className="facts">
      <dt>{t("catalogue.entry.owner")}</dt>
      <dd>
        <Organisation orgno={entry.owner_orgno} name={entry.owner_name} />
      </dd>
      <dt>{t("catalogue.entry.access")}</dt>
      <dd>{t(entry.accessible_for_all ? "catalogue.myAccess.open" : "catalogue.entry.needsAccess")}</dd>
      <dt>{t("catalogue.entry.delegation")}</dt>
      <dd>
        {sources.length > 0
          ? t("catalogue.entry.delegable", { sources: sources.join(", ") })
          : t("catalogue.entry.notDelegable")}
      </dd>
    </dl>
  );
}
