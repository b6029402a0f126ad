import { Alert, Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type Client, type Key, keysQuery, keyState } from "../../api/clients";
import { CopyButton } from "../../ui/copy_button";
import { Empty } from "../../ui/empty";
import { formatDate } from "../../ui/format";
import { KeyStateTag } from "../../ui/key_state_tag";
import { Loaded } from "../../ui/loading";
import { TableBox } from "../../ui/table_box";
import { DeleteKey } from "./delete_key";

/** docs/protocol.md §1.8. */
export const mostKeys = 5;

export function KeysTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const query = useQuery(keysQuery(client.client_id));
  const add = (
    <Button asChild>
      <Link to={`/clients/${encodeURIComponent(client.client_id)}/keys/new`}>
        <PlusIcon aria-hidden /> {t("keys.add")}
      </Link>
    </Button>
  );
  return (
    <Loaded query={query}>
      {(keys) =>
        keys.length === 0 ? (
          <Empty title={t("keys.empty.title")} action={add}>
            {t("keys.empty.text")}
          </Empty>
        ) : (
          <div className="stack">
            {keys.length < mostKeys ? (
              <div className="actions">{add}</div>
            ) : (
              <Alert data-color="info">{t("keys.full", { count: mostKeys })}</Alert>
            )}
            <KeyTable client={client} keys={keys} />
          </div>
        )
      }
    </Loaded>
  );
}

function KeyTable({ client, keys }: { client: Client; keys: Key[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [deleting, setDeleting] = useState<string | null>(null);
  const columns = ["kid", "type", "algorithm", "created", "expires", "action"] as const;
  return (
    <div ref={box} tabIndex={-1} className="wide">
      <TableBox caption={t("keys.title")} columns={columns.map((column) => t(`keys.column.${column}`))}>
        {keys.map((key) => (
          <KeyRow key={key.kid} client={client} value={key} onDelete={() => setDeleting(key.kid)} />
        ))}
      </TableBox>
      <DeleteKey
        clientId={client.client_id}
        kid={deleting}
        isLast={keys.length === 1}
        onClose={() => setDeleting(null)}
        onDeleted={() => box.current?.focus()}
      />
    </div>
  );
}

function KeyRow({ client, value, onDelete }: { client: Client; value: Key; onDelete: () => void }) {
  const { t } = useTranslation();
  const state = keyState(value, new Date());
  const address = `/clients/${encodeURIComponent(client.client_id)}`;
  const kid = encodeURIComponent(value.kid);
  const isCertificate = (value.x5c?.length ?? 0) > 0;
  const hidden = <span className="visually-hidden"> {value.kid}</span>;
  return (
    <Table.Row>
      <Table.Cell>
        <span className="with-copy">
          <code>{value.kid}</code>
          <CopyButton text={value.kid} what={t("keys.kidOf", { kid: value.kid })} />
        </span>
      </Table.Cell>
      <Table.Cell>
        <Paragraph>{t(isCertificate ? "keys.type.certificate" : "keys.type.asymmetric")}</Paragraph>
      </Table.Cell>
      <Table.Cell>{value.alg ?? value.kty}</Table.Cell>
      <Table.Cell>{formatDate(value.created)}</Table.Cell>
      <Table.Cell>
        <span className="expiry">
          {formatDate(value.exp * 1000)}
          {state !== "good" && <KeyStateTag state={state} />}
        </span>
      </Table.Cell>
      <Table.Cell>
        <div className="row-actions">
          <Button asChild variant="tertiary" data-size="sm">
            <Link to={`${address}/code?kid=${kid}`}>
              {t("keys.code")}
              {hidden}
            </Link>
          </Button>
          {!isCertificate && (
            <Button asChild variant="tertiary" data-size="sm">
              <Link to={`${address}/keys/new?replaces=${kid}`}>
                {t("keys.renew")}
                {hidden}
              </Link>
            </Button>
          )}
          <Button variant="tertiary" data-size="sm" data-color="danger" onClick={onDelete}>
            {t("common.action.delete")}
            {hidden}
          </Button>
        </div>
      </Table.Cell>
    </Table.Row>
  );
}
