import {
  Alert,
  Button,
  Checkbox,
  Fieldset,
  Heading,
  Paragraph,
  Radio,
  ValidationMessage,
} from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import type { Represented, Right } from "../api/session_types";
import { basePath } from "../routes";
import { loginAddress, useSession, useTestLogin } from "../session/session";
import { wayBack } from "../session/way_back";
import { formatOrgNumber } from "../ui/format";
import { Page } from "../ui/page";
import { Problem } from "../ui/problem";

const reasons = ["denied", "expired", "unavailable", "no_organisation", "weak_login"] as const;

export function Component() {
  const { t } = useTranslation();
  const { login } = useSession();
  const [search] = useSearchParams();
  const back = wayBack(search.get("return_to"));
  const error = search.get("error");
  const reason = reasons.find((known) => known === error) ?? "failed";
  return (
    <Page title={t("login.title")} intro={t("login.intro")}>
      {error && (
        <Alert data-color="warning" role="alert">
          <Heading level={2} data-size="2xs">
            {t("login.error.title")}
          </Heading>
          <Paragraph>{t(`login.error.${reason}`)}</Paragraph>
        </Alert>
      )}
      {login.kind === "oidc" && (
        <>
          <Paragraph>{t("login.oidcHint")}</Paragraph>
          <Button asChild>
            <a href={loginAddress(basePath + back)}>{t("login.button")}</a>
          </Button>
        </>
      )}
      {login.kind === "none" && <Alert data-color="info">{t("login.none")}</Alert>}
      {login.kind === "test" && <TestLogin organisations={login.organisations ?? []} back={back} />}
    </Page>
  );
}

function TestLogin({ organisations, back }: { organisations: Represented[]; back: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const testLogin = useTestLogin();
  const [orgno, setOrgno] = useState(organisations[0]?.orgno);
  const [dropped, setDropped] = useState<Right[]>([]);
  const [isRefused, setRefused] = useState(false);
  const chosen = organisations.find((organisation) => organisation.orgno === orgno);
  if (!chosen) return null;
  const rights = chosen.rights.filter((right) => !dropped.includes(right));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setRefused(rights.length === 0);
    if (rights.length === 0) return;
    testLogin.mutate({ orgno: chosen.orgno, rights }, { onSuccess: () => void navigate(back) });
  };
  return (
    <form onSubmit={submit} className="stack card">
      <Heading level={2} data-size="xs">
        {t("login.test.heading")}
      </Heading>
      <Paragraph>{t("login.test.text")}</Paragraph>
      <Fieldset>
        <Fieldset.Legend>{t("login.test.organisation")}</Fieldset.Legend>
        {organisations.map((organisation) => (
          <Radio
            key={organisation.orgno}
            name="orgno"
            value={organisation.orgno}
            label={organisation.name}
            description={formatOrgNumber(organisation.orgno)}
            checked={organisation.orgno === orgno}
            onChange={() => {
              setOrgno(organisation.orgno);
              setDropped([]);
            }}
          />
        ))}
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t("login.test.rights")}</Fieldset.Legend>
        <Fieldset.Description>{t("login.test.rightsHint")}</Fieldset.Description>
        {chosen.rights.map((right) => (
          <Checkbox
            key={right}
            value={right}
            label={t(`login.right.${right}`)}
            checked={!dropped.includes(right)}
            onChange={(event) =>
              setDropped(event.target.checked ? dropped.filter((other) => other !== right) : [...dropped, right])
            }
          />
        ))}
        {isRefused && <ValidationMessage>{t("login.test.rightsMissing")}</ValidationMessage>}
      </Fieldset>
      {testLogin.isError && <Problem error={testLogin.error} />}
      <div className="actions">
        <Button type="submit" loading={testLogin.isPending}>
          {t("login.test.button", { name: chosen.name })}
        </Button>
      </div>
    </form>
  );
}
