import "./clients/clients.css";

import { Alert, Button, Fieldset, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { type Client, clientQuery, type Key, keysQuery } from "../api/clients";
import type { KeyFormat } from "../keys/key_pair";
import { useRight } from "../session/session";
import { useFlash } from "../ui/flash";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { RightMissing } from "../ui/right_missing";
import { mostKeys } from "./client/keys_tab";
import { MakeKey } from "./client_key/make_key";
import { PasteKey } from "./client_key/paste_key";

const ways = ["make", "paste"] as const;

export function Component() {
  const { t } = useTranslation();
  const { clientId = "" } = useParams();
  const isMine = useRight("clients");
  const client = useQuery({ ...clientQuery(clientId), enabled: isMine });
  const keys = useQuery({ ...keysQuery(clientId), enabled: isMine });
  const [search] = useSearchParams();
  const title = t(search.has("replaces") ? "keys.renewTitle" : "keys.add");
  if (!isMine) return <RightMissing title={title} right="clients" />;
  return (
    <Page title={title} intro={client.data?.client_name}>
      <Loaded query={client}>
        {(client) => <Loaded query={keys}>{(keys) => <AddKey client={client} keys={keys} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function AddKey({ client, keys }: { client: Client; keys: Key[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const [search, setSearch] = useSearchParams();
  const way = ways.find((known) => known === search.get("way")) ?? "make";
  const replaces = keys.find(({ kid }) => kid === search.get("replaces"))?.kid;
  const address = `/clients/${encodeURIComponent(client.client_id)}`;

  const added = (kid: string, format?: KeyFormat) => {
    flash(t("keys.added", { kid }));
    const next = new URLSearchParams({ kid, ...(format && { file: format }), ...(replaces && { replaces }) });
    void navigate(`${address}/code?${next}`);
  };

  if (keys.length >= mostKeys) {
    return (
      <>
        <Alert data-color="warning">{t("keys.full", { count: mostKeys })}</Alert>
        <Button asChild variant="secondary">
          <Link to={`${address}/keys`}>{t("keys.backToKeys")}</Link>
        </Button>
      </>
    );
  }
  const choose = (value: string) =>
    setSearch(
      (last) => {
        last.set("way", value);
        return last;
      },
      { replace: true },
    );
  return (
    <div className="stack wide">
      {replaces && <Alert data-color="info">{t("keys.renewText", { kid: replaces })}</Alert>}
      <Fieldset>
        <Fieldset.Legend>{t("keys.way.legend")}</Fieldset.Legend>
        {ways.map((value) => (
          <Radio
            key={value}
            name="way"
            value={value}
            label={t(`keys.way.${value}`)}
            description={t(`keys.way.${value}Hint`)}
            checked={way === value}
            onChange={() => choose(value)}
          />
        ))}
      </Fieldset>
      {way === "make" ? (
        <MakeKey client={client} keys={keys} onAdded={added} />
      ) : (
        <PasteKey client={client} keys={keys} onAdded={added} />
      )}
      <Paragraph>
        <Link to={`${address}/keys`}>{t("keys.backToKeys")}</Link>
      </Paragraph>
    </div>
  );
}
