import { Button, Checkbox, Heading, Paragraph, ValidationMessage } from "@digdir/designsystemet-react";
import { DownloadIcon } from "@navikt/aksel-icons";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { type Client, usePutKey } from "../../api/clients";
import type { KeyPair } from "../../keys/key_pair";
import { type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";

type SaveKeyProps = { client: Client; pair: KeyPair; onAdded: () => void; onDrop: () => void };

/** First the private key is saved, then the public one is registered: the other way round is a key that nobody has. */
export function SaveKey({ client, pair, onAdded, onDrop }: SaveKeyProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isDownloaded, setDownloaded] = useState(false);
  const [isSafe, setSafe] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const put = usePutKey(client.client_id);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, []);

  const save = () => {
    download(pair.file);
    setDownloaded(true);
    setErrors({});
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found: FormErrors = {};
    if (!isDownloaded) found["download"] = t("keys.save.notDownloaded");
    if (!isSafe) found["safe"] = t("keys.save.notSafe");
    setErrors(found);
    if (Object.keys(found).length === 0) put.mutate(pair.publicKey, { onSuccess: onAdded });
  };

  return (
    <form onSubmit={submit} className="stack card wide" noValidate>
      <Heading ref={heading} level={2} data-size="sm" tabIndex={-1}>
        {t("keys.save.title")}
      </Heading>
      <FormSummary errors={errors} />
      <Paragraph>{t("keys.save.text")}</Paragraph>
      <ol className="steps">
        <li>
          <Button id="download" type="button" variant="secondary" onClick={save}>
            <DownloadIcon aria-hidden /> {t("keys.save.download", { file: pair.file.name })}
          </Button>
          <span role="status">{isDownloaded && t("keys.save.downloaded")}</span>
          {errors["download"] && <ValidationMessage>{errors["download"]}</ValidationMessage>}
        </li>
        <li>
          <Checkbox
            id="safe"
            value="safe"
            label={t("keys.save.safe")}
            description={t("keys.save.safeHint")}
            checked={isSafe}
            error={errors["safe"]}
            onChange={(event) => setSafe(event.target.checked)}
          />
        </li>
        <li>
          {put.isError && <Problem error={put.error} />}
          <div className="actions">
            <Button type="submit" loading={put.isPending}>
              {t("keys.save.register")}
            </Button>
            <Button type="button" variant="tertiary" onClick={onDrop}>
              {t("keys.save.drop")}
            </Button>
          </div>
        </li>
      </ol>
    </form>
  );
}

/** Hands a text to the browser's downloads; the address that it has meanwhile is taken back. */
function download({ name, text }: { name: string; text: string }) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
