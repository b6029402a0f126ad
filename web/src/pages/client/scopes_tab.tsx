import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { type Client, useChangeClient } from "../../api/clients";
import { publicScopesQuery } from "../../api/pickable_scopes";
import { Confirm } from "../../ui/confirm";
import { Empty } from "../../ui/empty";
import { useFlash } from "../../ui/flash";
import { localised } from "../../ui/localised";
import { Pager } from "../../ui/pager";
import { TableBox } from "../../ui/table_box";

const pageSize = 50;

export function ScopesTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const heading = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [removing, setRemoving] = useState<string | null>(null);
  const change = useChangeClient(client.client_id);
  const close = () => {
    setRemoving(null);
    change.reset();
  };
  const remove = () =>
    change.mutate(({ scopes }) => ({ scopes: scopes.filter((name) => name !== removing) }), {
      onSuccess: () => {
        flash(t("clients.scopes.removed", { scope: removing }));
        close();
        heading.current?.focus();
      },
    });
  const add = (
    <Button asChild variant="secondary">
      <Link to={`/clients/${encodeURIComponent(client.client_id)}/scopes/add`}>
        <PlusIcon aria-hidden /> {t("clients.scopes.add")}
      </Link>
    </Button>
  );
  if (client.scopes.length === 0) {
    return (
      <Empty title={t("clients.scopes.empty.title")} action={add}>
        {t("clients.scopes.empty.text")}
      </Empty>
    );
  }
  return (
    <div className="stack" ref={heading} tabIndex={-1}>
      <div className="actions">{add}</div>
      <TableBox
        caption={t("clients.scopes.caption")}
        columns={[t("clients.scopes.name"), t("clients.scopes.description"), t("clients.scopes.action")]}
      >
        {client.scopes.slice(offset, offset + pageSize).map((name) => (
          <Table.Row key={name}>
            <Table.Cell>
              <code>{name}</code>
            </Table.Cell>
            <Table.Cell>
              <Description name={name} />
            </Table.Cell>
            <Table.Cell>
              <Button variant="tertiary" data-size="sm" data-color="danger" onClick={() => setRemoving(name)}>
                {t("common.action.remove")}
                <span className="visually-hidden"> {name}</span>
              </Button>
            </Table.Cell>
          </Table.Row>
        ))}
      </TableBox>
      <Pager offset={offset} limit={pageSize} total={client.scopes.length} onOffset={setOffset} />
      <Confirm
        open={removing !== null}
        title={t("clients.scopes.confirm.title", { scope: removing ?? "" })}
        confirm={t("common.action.remove")}
        pending={change.isPending}
        error={change.error}
        onConfirm={remove}
        onClose={close}
      >
        <Paragraph>{t("clients.scopes.confirm.text", { name: client.client_name })}</Paragraph>
      </Confirm>
    </div>
  );
}

/** What the catalogue says of a scope; private ones it does not know. */
function Description({ name }: { name: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(publicScopesQuery);
  const scope = data?.find((other) => other.name === name);
  if (!scope) return data ? t("clients.scopes.notPublic") : null;
  const { text, lang } = localised(scope, "description", i18n.language);
  return <span lang={lang}>{text}</span>;
}
