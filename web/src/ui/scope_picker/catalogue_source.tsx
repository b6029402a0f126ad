import { Link as DsLink, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CatalogueEntry } from "../../api/access_types";
import { catalogueForPickerQuery } from "../../api/pickable_scopes";
import { Loaded } from "../loading";
import { Pager } from "../pager";
import { SearchField } from "../search_field";
import type { Picking } from "./index";
import { PickRow, ScopeText } from "./pick_row";

const pageSize = 20;

/** Everything public, searched by the server: what is not granted is asked for in the catalogue. */
export function CatalogueSource({ chosen, taken, onPick }: Picking) {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const [offset, setOffset] = useState(0);
  const query = useQuery(catalogueForPickerQuery(sought, offset, pageSize));
  const search = (text: string) => {
    setSought(text);
    setOffset(0);
  };
  return (
    <>
      <SearchField label={t("scopePicker.search")} value={sought} onSearch={search} />
      <Loaded query={query}>
        {({ total, items }) => (
          <>
            {items.length === 0 && <Paragraph>{t("scopePicker.nothing")}</Paragraph>}
            <ul className="pick-list">
              {items.map((entry) => (
                <li key={entry.scope}>
                  {isPickable(entry) ? (
                    <PickRow
                      scope={asPickable(entry)}
                      isTaken={taken.includes(entry.scope)}
                      isPicked={chosen.includes(entry.scope)}
                      onPick={onPick}
                    />
                  ) : (
                    <NotGranted entry={entry} />
                  )}
                </li>
              ))}
            </ul>
            <Pager offset={offset} limit={pageSize} total={total} onOffset={setOffset} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** docs/protocol.md §1.7. */
function isPickable({ accessible_for_all, my_access, delegation_sources }: CatalogueEntry): boolean {
  return accessible_for_all || my_access === "APPROVED" || delegation_sources.length > 0;
}

function asPickable(entry: CatalogueEntry) {
  return { name: entry.scope, owner: entry.owner_name ?? entry.owner_orgno, texts: entry };
}

function NotGranted({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  return (
    <div className="not-granted">
      <code>{entry.scope}</code>
      <span className="row-text">
        <ScopeText scope={asPickable(entry)} />
      </span>
      <DsLink asChild>
        <Link to={`/catalogue?q=${encodeURIComponent(entry.scope)}`}>
          {t(entry.my_access === "REQUESTED" ? "scopePicker.asked" : "scopePicker.ask")}
          <span className="visually-hidden"> {entry.scope}</span>
        </Link>
      </DsLink>
    </div>
  );
}
