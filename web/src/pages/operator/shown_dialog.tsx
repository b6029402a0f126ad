import { Dialog } from "@digdir/designsystemet-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** A dialog that is open as long as it is rendered. */
export function ShownDialog({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before the element leaves the page: only then does the browser give focus back to what opened it.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const closed = () => {
    if (!dialog.current?.open) onClose();
  };
  return (
    <Dialog ref={dialog} onClose={closed} closeButton={t("common.action.close")}>
      {children}
    </Dialog>
  );
}
