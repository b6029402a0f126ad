import { Button, Table } from "@digdir/designsystemet-react";
import { PencilIcon, PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { organisationsQuery } from "../../api/operator/organisations";
import type { Part, RegisteredOrganisation } from "../../api/operator/types";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";
import { formatCount, formatDate, formatOrgNumber } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Pager } from "../../ui/pager";
import { SearchField } from "../../ui/search_field";
import { TableBox } from "../../ui/table_box";
import { OperatorPage } from "./operator_page";
import { AddOrganisation } from "./organisations/add";
import { RenameOrganisation } from "./organisations/rename";

const limit = 50;

export function Component() {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  return (
    <OperatorPage
      title={t("operator.organisations.title")}
      intro={t("operator.organisations.intro")}
      actions={
        <Button onClick={() => setAdding(true)}>
          <PlusIcon aria-hidden /> {t("operator.organisations.add")}
        </Button>
      }
    >
      <Organisations onAdd={() => setAdding(true)} />
      {isAdding && <AddOrganisation onClose={() => setAdding(false)} />}
    </OperatorPage>
  );
}

function Organisations({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  const [{ q, offset }, change] = useAddressState(["q", "offset"]);
  const list = useQuery(organisationsQuery({ q, limit, offset: offsetOf(offset) }));
  return (
    <>
      <div className="filters">
        <SearchField label={t("operator.organisations.search")} value={q} onSearch={(text) => change({ q: text })} />
      </div>
      <Loaded query={list}>
        {(part) =>
          part.total === 0 ? (
            <Empty
              title={t(q ? "operator.organisations.noHits" : "operator.organisations.none")}
              action={<Button onClick={onAdd}>{t("operator.organisations.add")}</Button>}
            >
              {t("operator.organisations.noneText")}
            </Empty>
          ) : (
            <>
              <p className="found" role="status">
                {t("operator.organisations.count", { count: part.total, formatted: formatCount(part.total) })}
              </p>
              <OrganisationTable part={part} />
              <Pager
                offset={offsetOf(offset)}
                limit={limit}
                total={part.total}
                onOffset={(to) => change({ offset: String(to) })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function OrganisationTable({ part }: { part: Part<RegisteredOrganisation> }) {
  const { t } = useTranslation();
  const [renamed, setRenamed] = useState<RegisteredOrganisation | null>(null);
  const columns = [
    t("common.org.name"),
    t("common.org.number"),
    t("operator.organisations.registered"),
    t("operator.action"),
  ];
  return (
    <>
      <TableBox caption={t("operator.organisations.title")} columns={columns}>
        {part.items.map((organisation) => (
          <Table.Row key={organisation.orgno}>
            <Table.HeaderCell scope="row" className="operator-name">
              {organisation.name}
            </Table.HeaderCell>
            <Table.Cell className="time">{formatOrgNumber(organisation.orgno)}</Table.Cell>
            <Table.Cell className="time">{formatDate(organisation.created)}</Table.Cell>
            <Table.Cell>
              <Button variant="tertiary" data-size="sm" onClick={() => setRenamed(organisation)}>
                <PencilIcon aria-hidden /> {t("operator.organisations.rename")}
                <span className="visually-hidden"> {organisation.name}</span>
              </Button>
            </Table.Cell>
          </Table.Row>
        ))}
      </TableBox>
      {renamed && <RenameOrganisation organisation={renamed} onClose={() => setRenamed(null)} />}
    </>
  );
}
