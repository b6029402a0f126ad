import { Checkbox, Fieldset, Radio, ValidationMessage } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { builtInSource, type DelegationSource, delegationSourcesQuery } from "../../api/registers";
import { Loaded } from "../../ui/loading";
import type { Part } from "./form";

export function AccessFields(part: Part) {
  return (
    <>
      <Visibility {...part} />
      <OpenForAll {...part} />
      <DelegationSourceField {...part} />
    </>
  );
}

function Visibility({ draft, errors, change }: Part) {
  const { t } = useTranslation();
  // only the operator makes a scope INTERNAL, or something else again
  const choices = draft.visibility === "INTERNAL" ? (["INTERNAL"] as const) : (["PUBLIC", "PRIVATE"] as const);
  return (
    <Fieldset id="visibility" tabIndex={-1}>
      <Fieldset.Legend>{t("scopes.form.visibility")}</Fieldset.Legend>
      <Fieldset.Description>{t("scopes.form.visibilityHint")}</Fieldset.Description>
      {choices.map((choice) => (
        <Radio
          key={choice}
          name="visibility"
          value={choice}
          label={t(`scopes.form.visibilityOption.${choice}`)}
          description={t(`scopes.form.visibilityOptionHint.${choice}`)}
          checked={draft.visibility === choice}
          onChange={() => change({ visibility: choice })}
        />
      ))}
      {errors["visibility"] && <ValidationMessage>{errors["visibility"]}</ValidationMessage>}
    </Fieldset>
  );
}

function OpenForAll({ draft, errors, change }: Part) {
  const { t } = useTranslation();
  return (
    <Checkbox
      id="accessible_for_all"
      value="accessible_for_all"
      label={t("scopes.form.accessibleForAll")}
      description={t("scopes.form.accessibleForAllHint")}
      checked={draft.accessible_for_all}
      error={errors["accessible_for_all"]}
      onChange={(event) => change({ accessible_for_all: event.target.checked })}
    />
  );
}

function DelegationSourceField({ draft, errors, change }: Part) {
  const { t } = useTranslation();
  const query = useQuery(delegationSourcesQuery);
  const isBuiltIn = (source: DelegationSource) => source.name === builtInSource;
  return (
    <Fieldset id="delegation_source" tabIndex={-1}>
      <Fieldset.Legend>{t("scopes.form.delegationSource")}</Fieldset.Legend>
      <Fieldset.Description>{t("scopes.form.delegationSourceHint")}</Fieldset.Description>
      <Radio
        name="delegation_source"
        value=""
        label={t("scopes.form.noDelegation")}
        description={t("scopes.form.noDelegationHint")}
        checked={draft.delegation_source === ""}
        onChange={() => change({ delegation_source: "" })}
      />
      <Loaded query={query}>
        {(sources) =>
          sources.map((source) => (
            <Radio
              key={source.issuer}
              name="delegation_source"
              value={source.issuer}
              label={isBuiltIn(source) ? t("scopes.form.builtIn") : source.name}
              description={isBuiltIn(source) ? t("scopes.form.builtInHint") : t("scopes.form.otherSource", source)}
              checked={draft.delegation_source === source.issuer}
              onChange={() => change({ delegation_source: source.issuer })}
            />
          ))
        }
      </Loaded>
      {errors["delegation_source"] && <ValidationMessage>{errors["delegation_source"]}</ValidationMessage>}
    </Fieldset>
  );
}
