import { Button, Heading, Paragraph, Table, Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Client } from "../../api/clients";
import { customersQuery, useAddCustomer, useRemoveCustomer } from "../../api/on_behalf_of";
import { Confirm } from "../../ui/confirm";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { formatDate, formatOrgNumber, isOrgNumber } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { OrganisationField, plainOrgNumber } from "../../ui/organisation_field";
import { Pager } from "../../ui/pager";
import { Problem } from "../../ui/problem";
import { TableBox } from "../../ui/table_box";

const pageSize = 50;

/** `onbehalfof`: the customers of a client of a login product. */
export function CustomersTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const top = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [removing, setRemoving] = useState<string | null>(null);
  const query = useQuery(customersQuery(client.client_id));
  const remove = useRemoveCustomer(client.client_id);
  const close = () => {
    setRemoving(null);
    remove.reset();
  };
  const confirm = () => {
    if (removing === null) return;
    remove.mutate(removing, {
      onSuccess: () => {
        flash(t("clients.customers.removed", { name: removing }));
        close();
        top.current?.focus();
      },
    });
  };
  return (
    <div className="stack" ref={top} tabIndex={-1}>
      <Paragraph className="intro">{t("clients.customers.intro")}</Paragraph>
      <Loaded query={query}>
        {(customers) => (
          <div className="stack wide">
            <TableBox
              caption={t("clients.tab.onbehalfof")}
              columns={(["value", "name", "organisation", "created", "action"] as const).map((column) =>
                t(`clients.customers.${column}`),
              )}
            >
              {customers.slice(offset, offset + pageSize).map((customer) => (
                <Table.Row key={customer.onbehalfof}>
                  <Table.Cell>
                    <code>{customer.onbehalfof}</code>
                  </Table.Cell>
                  <Table.Cell>{customer.name}</Table.Cell>
                  <Table.Cell>{formatOrgNumber(customer.orgno)}</Table.Cell>
                  <Table.Cell>{formatDate(customer.created)}</Table.Cell>
                  <Table.Cell>
                    <Button
                      variant="tertiary"
                      data-size="sm"
                      data-color="danger"
                      onClick={() => setRemoving(customer.onbehalfof)}
                    >
                      {t("common.action.remove")}
                      <span className="visually-hidden"> {customer.name}</span>
                    </Button>
                  </Table.Cell>
                </Table.Row>
              ))}
            </TableBox>
            <Pager offset={offset} limit={pageSize} total={customers.length} onOffset={setOffset} />
          </div>
        )}
      </Loaded>
      <AddCustomer client={client} />
      <Confirm
        open={removing !== null}
        title={t("clients.customers.confirm", { name: removing ?? "" })}
        confirm={t("common.action.remove")}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={close}
      >
        <Paragraph>{t("clients.customers.confirmText")}</Paragraph>
      </Confirm>
    </div>
  );
}

const blank = { onbehalfof: "", name: "", orgno: "" };

function AddCustomer({ client }: { client: Client }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const [draft, change] = useDraft(`client.customer.${client.client_id}`, blank);
  const [found, setFound] = useState<FormErrors>({});
  const add = useAddCustomer(client.client_id);
  const errors = useMemo(() => ({ ...errorsOf(add.error), ...found }), [add.error, found]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.reset();
    const orgno = plainOrgNumber(draft.orgno);
    const mistakes: FormErrors = {};
    if (!/^[A-Za-z0-9._-]{1,255}$/.test(draft.onbehalfof)) mistakes["onbehalfof"] = t("clients.customers.valueInvalid");
    if (draft.name.trim() === "") mistakes["name"] = t("common.form.required");
    if (!isOrgNumber(orgno)) mistakes["orgno"] = t("common.form.orgno");
    setFound(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    add.mutate(
      { onbehalfof: draft.onbehalfof, name: draft.name.trim(), orgno },
      {
        onSuccess: ({ name }) => {
          flash(t("clients.customers.added", { name }));
          change(blank);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="stack card wide" noValidate>
      <Heading level={2} data-size="xs">
        {t("clients.customers.add")}
      </Heading>
      <FormSummary errors={errors} />
      <Textfield
        id="onbehalfof"
        className="field"
        label={t("clients.customers.value")}
        description={t("clients.customers.valueHint")}
        value={draft.onbehalfof}
        error={errors["onbehalfof"]}
        autoComplete="off"
        onChange={(event) => change({ onbehalfof: event.target.value.trim() })}
      />
      <Textfield
        id="name"
        className="field"
        label={t("clients.customers.name")}
        value={draft.name}
        error={errors["name"]}
        autoComplete="off"
        onChange={(event) => change({ name: event.target.value })}
      />
      <OrganisationField
        id="orgno"
        label={t("common.org.number")}
        value={draft.orgno}
        error={errors["orgno"]}
        onChange={(orgno) => change({ orgno })}
      />
      {add.isError && Object.keys(errors).length === 0 && <Problem error={add.error} />}
      <div className="actions">
        <Button type="submit" loading={add.isPending}>
          {t("common.action.add")}
        </Button>
      </div>
    </form>
  );
}
