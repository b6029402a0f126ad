import { Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useChangeSigningKey } from "../../../api/operator/signing_keys";
import { Confirm } from "../../../ui/confirm";
import { useFlash } from "../../../ui/flash";
import { useFocusLater } from "../../../ui/focus_later";

export type Wish = { kid: string; state: "active" | "retired" };

/** Asks before a key signs or never will: neither can be taken back. */
export function ChangeSigningKey({ wish, onClose }: { wish: Wish | null; onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const change = useChangeSigningKey();
  const focusHeading = useFocusLater("h1");
  const kid = wish?.kid ?? "";
  const state = wish?.state ?? "active";
  const close = () => {
    change.reset();
    onClose();
  };
  const confirmed = () =>
    change.mutate(
      { kid, state },
      {
        onSuccess: () => {
          flash(t(`operator.signingKeys.done.${state}`, { kid }));
          close();
          focusHeading();
        },
      },
    );
  return (
    <Confirm
      open={wish !== null}
      title={t(`operator.signingKeys.ask.${state}`, { kid })}
      confirm={t(state === "active" ? "operator.signingKeys.activate" : "operator.signingKeys.retire")}
      pending={change.isPending}
      error={change.error}
      onConfirm={confirmed}
      onClose={close}
    >
      <Paragraph>{t(`operator.signingKeys.consequence.${state}`)}</Paragraph>
    </Confirm>
  );
}
