import { Button, Dialog, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "./problem";

type ConfirmProps = {
  open: boolean;
  /** Names the object: "Slett klienten X?". */
  title: string;
  children: ReactNode;
  confirm: string;
  pending?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something is destroyed. */
export function Confirm({ open, title, children, confirm, pending, error, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <Dialog ref={dialog} onClose={onClose} closeButton={t("common.action.close")}>
      <Heading level={2} data-size="xs">
        {title}
      </Heading>
      <Paragraph asChild>
        <div>{children}</div>
      </Paragraph>
      {error ? <Problem error={error} /> : null}
      <div className="actions">
        <Button data-color="danger" loading={pending ?? false} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {t("common.action.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
