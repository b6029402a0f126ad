import { Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PickableScope } from "../../api/pickable_scopes";
import { localised } from "../localised";
import { Pager } from "../pager";
import { SearchField } from "../search_field";
import type { Picking } from "./index";
import { PickRow } from "./pick_row";

const pageSize = 20;
const worthSearching = 8;

type PickListProps = Picking & { source: "granted" | "open" | "delegated"; scopes: PickableScope[] };

/** Scopes that came all at once, searched here. */
export function PickList({ source, scopes, chosen, taken, onPick }: PickListProps) {
  const { t, i18n } = useTranslation();
  const [sought, setSought] = useState("");
  const [offset, setOffset] = useState(0);
  const search = (text: string) => {
    setSought(text);
    setOffset(0);
  };
  const words = sought.toLowerCase();
  const found = scopes.filter(({ name, texts }) =>
    [name, localised(texts, "description", i18n.language).text].some((text) => text.toLowerCase().includes(words)),
  );
  return (
    <>
      {scopes.length > worthSearching && (
        <SearchField label={t("scopePicker.search")} value={sought} onSearch={search} />
      )}
      {found.length === 0 && <Paragraph>{t(sought ? "scopePicker.nothing" : `scopePicker.empty.${source}`)}</Paragraph>}
      <ul className="pick-list">
        {found.slice(offset, offset + pageSize).map((scope) => (
          <li key={scope.name}>
            <PickRow
              scope={scope}
              isTaken={taken.includes(scope.name)}
              isPicked={chosen.includes(scope.name)}
              onPick={onPick}
            />
          </li>
        ))}
      </ul>
      <Pager offset={offset} limit={pageSize} total={found.length} onOffset={setOffset} />
    </>
  );
}
