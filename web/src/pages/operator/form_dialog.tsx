import { Button, Heading } from "@digdir/designsystemet-react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "../../ui/problem";
import { ShownDialog } from "./shown_dialog";

type FormDialogProps = {
  title: string;
  submit: string;
  pending: boolean;
  /** Of the form as a whole; fields show their own. */
  error?: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A short form over the page. Rendered only while it is open. */
export function FormDialog({ title, submit, pending, error, onSubmit, onClose, children }: FormDialogProps) {
  const { t } = useTranslation();
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <ShownDialog onClose={onClose}>
      <form onSubmit={send} noValidate className="stack">
        <Heading level={2} data-size="xs">
          {title}
        </Heading>
        {children}
        {error ? <Problem error={error} /> : null}
        <div className="actions">
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("common.action.cancel")}
          </Button>
        </div>
      </form>
    </ShownDialog>
  );
}
