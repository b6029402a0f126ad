import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "../../api/problem";
import { type Client, type Key, useAddKeyText } from "../../api/clients";
import { readPastedKey } from "../../keys/pasted_key";
import { type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";

type PasteKeyProps = { client: Client; keys: Key[]; onAdded: (kid: string) => void };

/** A public key or certificate that somebody made elsewhere. */
export function PasteKey({ client, keys, onAdded }: PasteKeyProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [found, setFound] = useState<FormErrors>({});
  const add = useAddKeyText(client.client_id);
  // whatever member the server complains of, it stands in the one field
  const { error } = add;
  const errors = useMemo<FormErrors>(() => {
    return { ...(error instanceof ApiProblem && error.status === 400 && { key: error.message }), ...found };
  }, [error, found]);

  const change = (pasted: string) => {
    add.reset();
    const isPrivate = readPastedKey(pasted).kind === "private";
    setFound(isPrivate ? { key: t("keys.paste.wrong.private") } : {});
    setText(isPrivate ? "" : pasted); // it does not stay on the screen either
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.reset();
    const pasted = readPastedKey(text);
    if (pasted.kind !== "certificate" && pasted.kind !== "publicKey") {
      setFound({ key: t(`keys.paste.wrong.${pasted.kind}`) });
      return;
    }
    const { kid, n } = pasted;
    if (keys.some((key) => key.kid === kid && key.n !== n)) {
      setFound({ key: t("keys.taken", { kid }) });
      return;
    }
    setFound({});
    add.mutate(pasted.text, { onSuccess: (key) => onAdded(key.kid) });
  };

  return (
    <form onSubmit={submit} className="stack card wide" noValidate>
      <FormSummary errors={errors} labels={{ key: t("keys.paste.label") }} />
      <Textfield
        id="key"
        className="code-field"
        multiline
        rows={10}
        label={t("keys.paste.label")}
        description={t("keys.paste.hint")}
        value={text}
        error={errors["key"]}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
      />
      {add.isError && !errors["key"] && <Problem error={add.error} />}
      <div className="actions">
        <Button type="submit" loading={add.isPending}>
          {t("keys.add")}
        </Button>
      </div>
    </form>
  );
}
