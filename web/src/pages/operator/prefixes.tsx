import { Button, Table, Tag } from "@digdir/designsystemet-react";
import { PencilIcon, PlusIcon, TrashIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { prefixesQuery } from "../../api/operator/prefixes";
import type { Prefix } from "../../api/operator/types";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";
import { formatDate } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Organisation } from "../../ui/organisation";
import { Pager } from "../../ui/pager";
import { SearchField } from "../../ui/search_field";
import { TableBox } from "../../ui/table_box";
import { OperatorPage } from "./operator_page";
import { AssignPrefix } from "./prefixes/assign";
import { ChangePrefix } from "./prefixes/change";
import { DeletePrefix } from "./prefixes/delete";

const limit = 50;

export function Component() {
  const { t } = useTranslation();
  const [isAssigning, setAssigning] = useState(false);
  return (
    <OperatorPage
      title={t("operator.prefixes.title")}
      intro={t("operator.prefixes.intro")}
      actions={
        <Button onClick={() => setAssigning(true)}>
          <PlusIcon aria-hidden /> {t("operator.prefixes.assign")}
        </Button>
      }
    >
      <Prefixes onAssign={() => setAssigning(true)} />
      {isAssigning && <AssignPrefix onClose={() => setAssigning(false)} />}
    </OperatorPage>
  );
}

function Prefixes({ onAssign }: { onAssign: () => void }) {
  const { t } = useTranslation();
  const [{ q, offset }, change] = useAddressState(["q", "offset"]);
  const page = Math.floor(offsetOf(offset) / limit);
  const list = useQuery(prefixesQuery({ search: q || undefined, page, page_size: limit }));
  return (
    <>
      <div className="filters">
        <SearchField label={t("operator.prefixes.search")} value={q} onSearch={(text) => change({ q: text })} />
      </div>
      <Loaded query={list}>
        {({ content, page: { totalElements } }) =>
          totalElements === 0 ? (
            <Empty
              title={t(q ? "operator.prefixes.noHits" : "operator.prefixes.none")}
              action={<Button onClick={onAssign}>{t("operator.prefixes.assign")}</Button>}
            >
              {t("operator.prefixes.noneText")}
            </Empty>
          ) : (
            <>
              <PrefixTable prefixes={content} />
              <Pager
                offset={page * limit}
                limit={limit}
                total={totalElements}
                onOffset={(to) => change({ offset: String(to) })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function PrefixTable({ prefixes }: { prefixes: Prefix[] }) {
  const { t } = useTranslation();
  const [changed, setChanged] = useState<Prefix | null>(null);
  const [deleted, setDeleted] = useState<Prefix | null>(null);
  const columns = [
    t("operator.prefixes.prefix"),
    t("operator.prefixes.owner"),
    t("operator.state"),
    t("operator.prefixes.assigned"),
    t("operator.action"),
  ];
  return (
    <>
      <TableBox caption={t("operator.prefixes.title")} columns={columns}>
        {prefixes.map((prefix) => (
          <Table.Row key={prefix.prefix}>
            <Table.HeaderCell scope="row">
              <code>{prefix.prefix}</code>
            </Table.HeaderCell>
            <Table.Cell>
              <Organisation orgno={prefix.owner_orgno} name={prefix.organization_name} />
            </Table.Cell>
            <Table.Cell>
              <Tag data-color={prefix.active ? "success" : "neutral"}>
                {t(prefix.active ? "common.state.active" : "common.state.inactive")}
              </Tag>
            </Table.Cell>
            <Table.Cell className="time">{formatDate(prefix.created)}</Table.Cell>
            <Table.Cell>
              <div className="operator-buttons">
                <Button variant="tertiary" data-size="sm" onClick={() => setChanged(prefix)}>
                  <PencilIcon aria-hidden /> {t("common.action.edit")}
                  <span className="visually-hidden"> {prefix.prefix}</span>
                </Button>
                <Button variant="tertiary" data-color="danger" data-size="sm" onClick={() => setDeleted(prefix)}>
                  <TrashIcon aria-hidden /> {t("common.action.delete")}
                  <span className="visually-hidden"> {prefix.prefix}</span>
                </Button>
              </div>
            </Table.Cell>
          </Table.Row>
        ))}
      </TableBox>
      {changed && <ChangePrefix prefix={changed} onClose={() => setChanged(null)} />}
      <DeletePrefix prefix={deleted} onClose={() => setDeleted(null)} />
    </>
  );
}
