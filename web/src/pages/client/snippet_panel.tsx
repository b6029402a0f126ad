import { Alert, Details, Heading, Paragraph, Tabs, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { Client, Key } from "../../api/clients";
import { keyFileName, keyFormats } from "../../keys/key_pair";
import { useSession } from "../../session/session";
import { type SnippetLanguage, snippetLanguages, type SnippetValues } from "../../snippets";
import { ChoiceField } from "../../ui/choice_field";
import { CopyButton } from "../../ui/copy_button";
import { isOrgNumber } from "../../ui/format";
import { OrganisationField, plainOrgNumber } from "../../ui/organisation_field";

export function SnippetPanel({ client, keys }: { client: Client; keys: [Key, ...Key[]] }) {
  const { t } = useTranslation();
  const { issuer, token_endpoint } = useSession();
  const [search] = useSearchParams();
  const [kid, setKid] = useState(search.get("kid"));
  const [format, setFormat] = useState(keyFormats.find((known) => known === search.get("file")) ?? "pem");
  const [scope, setScope] = useState("");
  const [resource, setResource] = useState("");
  const [consumer, setConsumer] = useState("");
  const [language, setLanguage] = useState(snippetLanguages[0].id);
  const key = keys.find((other) => other.kid === kid) ?? keys[0];
  const consumerOrg = plainOrgNumber(consumer);
  const values: SnippetValues = {
    issuer,
    tokenEndpoint: token_endpoint,
    clientId: client.client_id,
    kid: key.kid,
    alg: key.alg ?? "RS256",
    scope: scope || client.scopes.join(" "),
    resource: resource.trim(),
    consumerOrg: isOrgNumber(consumerOrg) ? consumerOrg : "",
    keyFile: keyFileName(key.kid, format),
    keyFormat: format,
  };
  return (
    <section className="stack wide" aria-labelledby="snippets-heading">
      <Heading level={2} data-size="sm" id="snippets-heading">
        {t("snippets.title")}
      </Heading>
      <Paragraph className="intro">{t("snippets.intro", { file: values.keyFile })}</Paragraph>
      <div className="filters">
        <ChoiceField
          id="snippet-key"
          label={t("snippets.key")}
          value={key.kid}
          options={keys.map((other) => ({ value: other.kid, label: other.kid }))}
          onChange={setKid}
        />
        <ChoiceField
          id="snippet-format"
          label={t("snippets.format")}
          value={format}
          options={keyFormats.map((value) => ({ value, label: t(`keys.make.${value}`) }))}
          onChange={(value) => setFormat(value === "jwk" ? "jwk" : "pem")}
        />
        <ChoiceField
          id="snippet-scope"
          label={t("snippets.scope")}
          value={scope}
          options={[
            { value: "", label: t("snippets.allScopes") },
            ...client.scopes.map((name) => ({ value: name, label: name })),
          ]}
          onChange={setScope}
        />
      </div>
      <Details className="wide">
        <Details.Summary>{t("snippets.more")}</Details.Summary>
        <Details.Content className="stack">
          <Textfield
            id="snippet-resource"
            className="field"
            label={t("snippets.resource")}
            description={t("snippets.resourceHint")}
            value={resource}
            autoComplete="off"
            onChange={(event) => setResource(event.target.value)}
          />
          <OrganisationField
            id="snippet-consumer"
            label={t("snippets.consumer")}
            description={t("snippets.consumerHint")}
            value={consumer}
            onChange={setConsumer}
          />
        </Details.Content>
      </Details>
      <Tabs value={language} onChange={setLanguage} className="wide">
        <Tabs.List>
          {snippetLanguages.map(({ id, name }) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippetLanguages.map((each) => (
          <Tabs.Panel key={each.id} value={each.id}>
            {each.id === language && <Snippet language={each} values={values} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function Snippet({ language, values }: { language: SnippetLanguage; values: SnippetValues }) {
  const { t } = useTranslation();
  const text = language.write(values);
  return (
    <div className="stack">
      {language.needsPem && values.keyFormat !== "pem" && <Alert data-color="info">{t("snippets.needsPem")}</Alert>}
      <div className="snippet">
        <pre className="code" tabIndex={0} role="region" aria-label={t("snippets.codeLabel", { name: language.name })}>
          {text}
        </pre>
        <CopyButton text={text} what={t("snippets.codeLabel", { name: language.name })} />
      </div>
    </div>
  );
}
