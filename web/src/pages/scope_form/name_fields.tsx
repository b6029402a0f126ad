import { Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { ChoiceField } from "../../ui/choice_field";
import type { Part } from "./form";

export function NameFields({ draft, errors, change, prefixes }: Part & { prefixes: string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        id="prefix"
        label={t("scopes.form.prefix")}
        description={t("scopes.form.prefixHint")}
        value={draft.prefix}
        error={errors["prefix"]}
        options={prefixes.map((prefix) => ({ value: prefix, label: prefix }))}
        onChange={(prefix) => change({ prefix })}
      />
      <Textfield
        id="subscope"
        className="field"
        label={t("scopes.form.subscope")}
        description={t("scopes.form.subscopeHint")}
        value={draft.subscope}
        error={errors["subscope"]}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ subscope: event.target.value })}
      />
      {draft.subscope && (
        <p className="preview">
          {t("scopes.form.preview")}{" "}
          <code>
            {draft.prefix}:{draft.subscope.trim()}
          </code>
        </p>
      )}
    </>
  );
}
