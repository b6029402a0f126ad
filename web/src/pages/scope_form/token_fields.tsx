import { Alert, Checkbox, Fieldset, Radio, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { IntegrationType } from "../../api/scopes";
import { concernsUsers } from "./draft";
import type { Part } from "./form";

export function TokenFields(part: Part) {
  const { t } = useTranslation();
  const { draft, errors, change } = part;
  return (
    <>
      <IntegrationTypes {...part} />
      <TokenType {...part} />
      <Seconds
        {...part}
        member="at_max_age"
        label={t("scopes.form.atMaxAge")}
        description={t("scopes.form.atMaxAgeHint")}
      />
      <Textfield
        id="enforced_aud_for_access_token"
        className="field"
        label={t("scopes.form.audience")}
        description={t("scopes.form.audienceHint")}
        value={draft.enforced_aud_for_access_token}
        error={errors["enforced_aud_for_access_token"]}
        inputMode="url"
        autoComplete="off"
        onChange={(event) => change({ enforced_aud_for_access_token: event.target.value })}
      />
      <Seconds
        {...part}
        member="authorization_max_lifetime"
        label={t("scopes.form.authorizationMaxLifetime")}
        description={t("scopes.form.authorizationMaxLifetimeHint")}
      />
      {concernsUsers(draft) && <UserRules {...part} />}
    </>
  );
}

export const integrationTypes: readonly IntegrationType[] = [
  "maskinporten",
  "krr",
  "eformidling",
  "api_klient",
  "ansattporten",
  "idporten",
  "idporten_saml2",
];

function IntegrationTypes({ draft, errors, change }: Part) {
  const { t } = useTranslation();
  const chosen = draft.allowed_integration_types;
  const choose = (type: IntegrationType, isChosen: boolean) =>
    change({
      allowed_integration_types: integrationTypes.filter((other) =>
        other === type ? isChosen : chosen.includes(other),
      ),
    });
  return (
    <Fieldset id="allowed_integration_types" tabIndex={-1}>
      <Fieldset.Legend>{t("scopes.form.integrationTypes")}</Fieldset.Legend>
      <Fieldset.Description>{t("scopes.form.integrationTypesHint")}</Fieldset.Description>
      <div className="choices">
        {integrationTypes.map((type) => (
          <Checkbox
            key={type}
            value={type}
            label={t(`scopes.integrationType.${type}`)}
            checked={chosen.includes(type)}
            onChange={(event) => choose(type, event.target.checked)}
          />
        ))}
      </div>
      {chosen.length > 0 && !chosen.includes("maskinporten") && (
        <Alert data-color="warning" data-size="sm">
          {t("scopes.form.withoutMaskinporten")}
        </Alert>
      )}
      {errors["allowed_integration_types"] && (
        <ValidationMessage>{errors["allowed_integration_types"]}</ValidationMessage>
      )}
    </Fieldset>
  );
}

function TokenType({ draft, errors, change }: Part) {
  const { t } = useTranslation();
  return (
    <Fieldset id="token_type" tabIndex={-1}>
      <Fieldset.Legend>{t("scopes.form.tokenType")}</Fieldset.Legend>
      <Fieldset.Description>{t("scopes.form.tokenTypeHint")}</Fieldset.Description>
      {(["SELF_CONTAINED", "OPAQUE"] as const).map((type) => (
        <Radio
          key={type}
          name="token_type"
          value={type}
          label={t(`scopes.form.tokenTypeOption.${type}`)}
          description={t(`scopes.form.tokenTypeOptionHint.${type}`)}
          checked={draft.token_type === type}
          onChange={() => change({ token_type: type })}
        />
      ))}
      {errors["token_type"] && <ValidationMessage>{errors["token_type"]}</ValidationMessage>}
    </Fieldset>
  );
}

type SecondsProps = Part & { member: "at_max_age" | "authorization_max_lifetime"; label: string; description: string };

function Seconds({ draft, errors, change, member, label, description }: SecondsProps) {
  const { t } = useTranslation();
  return (
    <Textfield
      id={member}
      className="seconds-field"
      label={label}
      description={description}
      suffix={t("scopes.form.seconds")}
      inputMode="numeric"
      autoComplete="off"
      value={draft[member]}
      error={errors[member]}
      onChange={(event) => change({ [member]: event.target.value })}
    />
  );
}

const userRules = ["requires_user_consent", "requires_user_authentication", "requires_pseudonymous_tokens"] as const;

function UserRules({ draft, change }: Part) {
  const { t } = useTranslation();
  return (
    <Fieldset>
      <Fieldset.Legend>{t("scopes.form.userInvolvement")}</Fieldset.Legend>
      {userRules.map((rule) => (
        <Checkbox
          key={rule}
          value={rule}
          label={t(`scopes.form.${rule}`)}
          checked={draft[rule]}
          onChange={(event) => change({ [rule]: event.target.checked })}
        />
      ))}
    </Fieldset>
  );
}
