import { Tag } from "@digdir/designsystemet-react";
import {
  CheckmarkCircleIcon,
  ExclamationmarkTriangleIcon,
  KeyVerticalIcon,
  XMarkOctagonIcon,
} from "@navikt/aksel-icons";
import { useTranslation } from "react-i18next";

import type { KeyState } from "../api/clients";

const looks = {
  expired: { color: "danger", Icon: XMarkOctagonIcon },
  soon: { color: "warning", Icon: ExclamationmarkTriangleIcon },
  good: { color: "success", Icon: CheckmarkCircleIcon },
  none: { color: "neutral", Icon: KeyVerticalIcon },
} as const;

/** How a key, or a client by its keys, is doing; the words say it, the colour only helps. */
export function KeyStateTag({ state }: { state: KeyState | "none" }) {
  const { t } = useTranslation();
  const { color, Icon } = looks[state];
  return (
    <Tag data-color={color} data-size="sm" className="state-tag">
      <Icon aria-hidden /> {t(`keys.state.${state}`)}
    </Tag>
  );
}
