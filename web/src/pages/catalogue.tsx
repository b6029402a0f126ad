import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CatalogueEntry } from "../api/access_types";
import { catalogueQuery } from "../api/catalogue";
import { organisationQuery } from "../api/registers";
import { offsetOf, useAddressState } from "../ui/address_state";
import { Empty } from "../ui/empty";
import { formatOrgNumber } from "../ui/format";
import { Loaded } from "../ui/loading";
import { localised } from "../ui/localised";
import { MyAccessTag } from "../ui/my_access_tag";
import { Organisation } from "../ui/organisation";
import { Page } from "../ui/page";
import { Pager } from "../ui/pager";
import { catalogueAddress } from "../ui/scope_address";
import { SearchField } from "../ui/search_field";

const pageSize = 25;

export function Component() {
  const { t } = useTranslation();
  const [{ q, owner, offset }, change] = useAddressState(["q", "owner", "offset"]);
  const query = useQuery(catalogueQuery({ q, owner, limit: pageSize, offset: offsetOf(offset) }));
  return (
    <Page title={t("catalogue.title")} intro={t("catalogue.intro")}>
      <search className="filters">
        <SearchField
          label={t("catalogue.search")}
          description={t("catalogue.searchHint")}
          value={q}
          onSearch={(text) => change({ q: text })}
        />
      </search>
      {owner && <OnlyFrom owner={owner} onAll={() => change({ owner: "" })} />}
      <Loaded query={query}>
        {({ total, items }) =>
          total === 0 ? (
            <Nothing isSearch={q !== "" || owner !== ""} />
          ) : (
            <>
              <p className="found" role="status">
                {t("catalogue.found", { count: total, total })}
              </p>
              <ul className="rows">
                {items.map((entry) => (
                  <Row key={entry.scope} entry={entry} onOwner={(orgno) => change({ owner: orgno })} />
                ))}
              </ul>
              <Pager
                offset={offsetOf(offset)}
                limit={pageSize}
                total={total}
                onOffset={(next) => change({ offset: String(next) })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty title={t(isSearch ? "catalogue.noHit" : "catalogue.none")}>
      {t(isSearch ? "catalogue.noHitText" : "catalogue.noneText")}
    </Empty>
  );
}

function OnlyFrom({ owner, onAll }: { owner: string; onAll: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(organisationQuery(owner));
  return (
    <div className="actions">
      <span>{t("catalogue.owner", { name: data?.name ?? formatOrgNumber(owner) })}</span>
      <Button variant="secondary" data-size="sm" onClick={onAll}>
        {t("catalogue.allOwners")}
      </Button>
    </div>
  );
}

function Row({ entry, onOwner }: { entry: CatalogueEntry; onOwner: (orgno: string) => void }) {
  const { t, i18n } = useTranslation();
  const description = localised(entry, "description", i18n.language);
  return (
    <li className="row">
      <div>
        <Link to={catalogueAddress(entry.scope)} className="code">
          {entry.scope}
        </Link>
        <Paragraph data-size="sm" lang={description.lang}>
          {description.text}
        </Paragraph>
        <Button
          variant="tertiary"
          data-size="sm"
          className="owner"
          title={t("catalogue.ownersOwn")}
          onClick={() => onOwner(entry.owner_orgno)}
        >
          <Organisation orgno={entry.owner_orgno} name={entry.owner_name} />
        </Button>
      </div>
      <MyAccessTag entry={entry} />
    </li>
  );
}
