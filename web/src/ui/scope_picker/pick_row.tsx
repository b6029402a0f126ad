import { Checkbox } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { PickableScope } from "../../api/pickable_scopes";
import { formatOrgNumber } from "../format";
import { localised } from "../localised";

type PickRowProps = {
  scope: PickableScope;
  isTaken: boolean;
  isPicked: boolean;
  onPick: (name: string, isPicked: boolean) => void;
};

export function PickRow({ scope, isTaken, isPicked, onPick }: PickRowProps) {
  const { t } = useTranslation();
  return (
    <Checkbox
      value={scope.name}
      label={<code>{scope.name}</code>}
      description={
        <>
          <ScopeText scope={scope} />
          {isTaken && <strong> {t("scopePicker.taken")}</strong>}
        </>
      }
      checked={isPicked || isTaken}
      readOnly={isTaken}
      onChange={(event) => !isTaken && onPick(scope.name, event.target.checked)}
    />
  );
}

/** What a scope is about and whose it is. */
export function ScopeText({ scope }: { scope: PickableScope }) {
  const { i18n } = useTranslation();
  const { text, lang } = localised(scope.texts, "description", i18n.language);
  return (
    <>
      {text && <span lang={lang}>{text} – </span>}
      {formatOrgNumber(scope.owner)}
    </>
  );
}
