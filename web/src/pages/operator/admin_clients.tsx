import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { adminClientsQuery } from "../../api/operator/admin_clients";
import type { Client } from "../../api/operator/types";
import { offsetOf, useAddressState } from "../../ui/address_state";
import { Empty } from "../../ui/empty";
import { Loaded } from "../../ui/loading";
import { Pager } from "../../ui/pager";
import { CreateAdminClient } from "./admin_clients/create";
import { AdminKeys } from "./admin_clients/keys";
import { AdminClientTable } from "./admin_clients/table";
import { OperatorPage } from "./operator_page";

const limit = 50;

export function Component() {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const [shown, setShown] = useState<Client | null>(null);
  return (
    <OperatorPage
      title={t("operator.adminClients.title")}
      intro={t("operator.adminClients.intro")}
      actions={
        <Button onClick={() => setCreating(true)}>
          <PlusIcon aria-hidden /> {t("operator.adminClients.create")}
        </Button>
      }
    >
      <AdminClients onCreate={() => setCreating(true)} onKeys={setShown} />
      {isCreating && (
        <CreateAdminClient
          onClose={() => setCreating(false)}
          onCreated={(client) => {
            setCreating(false);
            setShown(client); // it is of no use before it has a key
          }}
        />
      )}
      {shown && <AdminKeys client={shown} onClose={() => setShown(null)} />}
    </OperatorPage>
  );
}

function AdminClients({ onCreate, onKeys }: { onCreate: () => void; onKeys: (client: Client) => void }) {
  const { t } = useTranslation();
  const [{ offset }, change] = useAddressState(["offset"]);
  const list = useQuery(adminClientsQuery({ limit, offset: offsetOf(offset) }));
  return (
    <Loaded query={list}>
      {({ total, items }) =>
        total === 0 ? (
          <Empty
            title={t("operator.adminClients.none")}
            action={<Button onClick={onCreate}>{t("operator.adminClients.create")}</Button>}
          >
            {t("operator.adminClients.noneText")}
          </Empty>
        ) : (
          <>
            <AdminClientTable clients={items} onKeys={onKeys} />
            <Pager
              offset={offsetOf(offset)}
              limit={limit}
              total={total}
              onOffset={(to) => change({ offset: String(to) })}
            />
          </>
        )
      }
    </Loaded>
  );
}
