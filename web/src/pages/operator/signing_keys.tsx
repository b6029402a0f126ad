import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { signingKeysQuery, useMakeSigningKey } from "../../api/operator/signing_keys";
import { useFlash } from "../../ui/flash";
import { formatTime } from "../../ui/format";
import { Loaded } from "../../ui/loading";
import { Problem } from "../../ui/problem";
import { OperatorPage } from "./operator_page";
import { SigningKeyList } from "./signing_keys/list";

export function Component() {
  const { t } = useTranslation();
  return (
    <OperatorPage title={t("operator.signingKeys.title")} intro={t("operator.signingKeys.intro")}>
      <SigningKeys />
    </OperatorPage>
  );
}

function SigningKeys() {
  const { t } = useTranslation();
  const flash = useFlash();
  const keys = useQuery(signingKeysQuery);
  const make = useMakeSigningKey();
  const makeOne = () =>
    make.mutate(undefined, {
      onSuccess: ({ kid, may_sign_from }) =>
        flash(t("operator.signingKeys.made", { kid, time: formatTime(may_sign_from ?? "") })),
    });
  return (
    <>
      <dl className="facts operator-meanings">
        {(["pending", "active", "retired"] as const).map((state) => (
          <div key={state} className="fact">
            <dt>{t(`operator.signingKeys.state.${state}`)}</dt>
            <dd>{t(`operator.signingKeys.meaning.${state}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <Button onClick={makeOne} loading={make.isPending}>
          <PlusIcon aria-hidden /> {t("operator.signingKeys.make")}
        </Button>
      </div>
      {make.isError && <Problem error={make.error} />}
      <Loaded query={keys}>{(list) => <SigningKeyList keys={list} />}</Loaded>
    </>
  );
}
