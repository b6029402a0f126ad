import { Alert, Button, Heading } from "@digdir/designsystemet-react";
import { PencilIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { accessQuery } from "../../api/access";
import { type Scope, useDeactivateScope, useUpdateScope } from "../../api/scopes";
import { Confirm } from "../../ui/confirm";
import { useFlash } from "../../ui/flash";
import { focusSoon } from "../../ui/focus";
import { LimitedMarkdown } from "../../ui/limited_markdown";
import { Problem } from "../../ui/problem";
import { editScopeAddress } from "../../ui/scope_address";
import { ScopeFacts } from "./scope_facts";

export function AboutTab({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  return (
    <div className="stack" ref={box} tabIndex={-1}>
      {!scope.active && <Alert data-color="warning">{t("scopes.about.isInactive")}</Alert>}
      <Descriptions scope={scope} />
      <ScopeFacts scope={scope} />
      <div className="actions">
        <Button asChild>
          <Link to={editScopeAddress(scope.name)}>
            <PencilIcon aria-hidden /> {t("scopes.about.edit")}
          </Link>
        </Button>
        {scope.active ? (
          <Deactivation scope={scope} onDone={() => focusSoon(box)} />
        ) : (
          <Reactivation scope={scope} onDone={() => focusSoon(box)} />
        )}
      </div>
    </div>
  );
}

const languages = ["nb", "nn", "en", "se"] as const;

function Descriptions({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const texts = languages.map((code) => ({
    code,
    short: code === "nb" ? scope.description : scope[`description#${code}`],
    long: code === "nb" ? scope.long_description : scope[`long_description#${code}`],
  }));
  const written = texts.filter(({ short, long }) => short || long);
  return written.map(({ code, short, long }) => (
    <section key={code} className="stack description">
      <Heading level={2} data-size="2xs">
        {t("scopes.about.description")}
        {written.length > 1 && ` – ${t(`scopes.about.language.${code}`)}`}
      </Heading>
      {short && <p lang={code}>{short}</p>}
      {long && <LimitedMarkdown text={long} lang={code} />}
    </section>
  ));
}

type ChangeProps = { scope: Scope; onDone: () => void };

function Deactivation({ scope, onDone }: ChangeProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const [open, setOpen] = useState(false);
  const deactivate = useDeactivateScope(scope.name);
  const accesses = useQuery({ ...accessQuery(scope.name), enabled: open });
  const consumers = accesses.data?.filter((access) => access.state === "APPROVED").length;
  return (
    <>
      <Button variant="secondary" data-color="danger" onClick={() => setOpen(true)}>
        {t("scopes.about.deactivate")}
      </Button>
      <Confirm
        open={open}
        title={t("scopes.about.confirm.title", { scope: scope.name })}
        confirm={t("scopes.about.confirm.confirm")}
        pending={deactivate.isPending}
        error={deactivate.error}
        onClose={() => setOpen(false)}
        onConfirm={() =>
          deactivate.mutate(undefined, {
            onSuccess: () => {
              setOpen(false);
              flash(t("scopes.about.deactivated", { scope: scope.name }));
              onDone();
            },
          })
        }
      >
        <p>{t("scopes.about.confirm.tokens")}</p>
        {consumers ? <p>{t("scopes.about.confirm.consumers", { count: consumers })}</p> : null}
        <p>{t("scopes.about.confirm.kept")}</p>
      </Confirm>
    </>
  );
}

function Reactivation({ scope, onDone }: ChangeProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const update = useUpdateScope(scope.name);
  const reactivate = () =>
    update.mutate(
      { ...scope, active: true },
      {
        onSuccess: () => {
          flash(t("scopes.about.reactivated", { scope: scope.name }));
          onDone();
        },
      },
    );
  return (
    <>
      <Button variant="secondary" loading={update.isPending} onClick={reactivate}>
        {t("scopes.about.reactivate")}
      </Button>
      {update.isError && <Problem error={update.error} />}
    </>
  );
}
