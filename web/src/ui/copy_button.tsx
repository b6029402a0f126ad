import { Button } from "@digdir/designsystemet-react";
import { CheckmarkIcon, FilesIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Copies `text`; `what` completes its name for screen readers: "Kopier klient-ID". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Button variant="tertiary" data-size="sm" onClick={() => void copy()} onBlur={() => setCopied(false)}>
      {copied ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
      {copied ? t("common.action.copied") : t("common.action.copy")}
      <span className="visually-hidden"> {what}</span>
    </Button>
  );
}
