import { Alert, Button } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";

import { type Client, type Key, keysQuery, keyState } from "../../api/clients";
import { Empty } from "../../ui/empty";
import { Loaded } from "../../ui/loading";
import { DeleteKey } from "./delete_key";
import { SnippetPanel } from "./snippet_panel";

/** Programs that fetch a token for this client; where one lands when a key was added. */
export function CodeTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const query = useQuery(keysQuery(client.client_id));
  return (
    <Loaded query={query}>
      {(keys) => {
        const [first, ...others] = keys.filter((key) => keyState(key, new Date()) !== "expired");
        return first ? (
          <div className="stack">
            <Replaced client={client} keys={keys} />
            <SnippetPanel client={client} keys={[first, ...others]} />
          </div>
        ) : (
          <Empty
            title={t("snippets.noKey.title")}
            action={
              <Button asChild>
                <Link to={`/clients/${encodeURIComponent(client.client_id)}/keys/new`}>{t("keys.add")}</Link>
              </Button>
            }
          >
            {t("snippets.noKey.text")}
          </Empty>
        );
      }}
    </Loaded>
  );
}

/** The last step of a renewal: the old key goes when nothing uses it any more. */
function Replaced({ client, keys }: { client: Client; keys: Key[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [isAsking, setAsking] = useState(false);
  const old = keys.find(({ kid }) => kid === search.get("replaces"))?.kid;
  if (!old) return null;
  const done = () => {
    setSearch((last) => {
      last.delete("replaces");
      return last;
    });
    document.getElementById("main")?.focus();
  };
  return (
    <Alert data-color="info" className="wide">
      <p>{t("keys.overlap", { old })}</p>
      <Button variant="secondary" data-size="sm" onClick={() => setAsking(true)}>
        {t("keys.deleteOld", { old })}
      </Button>
      <DeleteKey
        clientId={client.client_id}
        kid={isAsking ? old : null}
        isLast={false}
        onClose={() => setAsking(false)}
        onDeleted={done}
      />
    </Alert>
  );
}
