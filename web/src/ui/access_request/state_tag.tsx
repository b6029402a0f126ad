import { Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RequestState } from "../../api/access_types";

const colours = { REQUESTED: "warning", APPROVED: "success", DENIED: "danger", WITHDRAWN: "neutral" } as const;

export function RequestStateTag({ state }: { state: RequestState }) {
  const { t } = useTranslation();
  return <Tag data-color={colours[state]}>{t(`requests.state.${state}`)}</Tag>;
}
