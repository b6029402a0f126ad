import { useTranslation } from "react-i18next";

import { type RequestState, requestStates } from "../../api/access_types";
import { ChoiceField } from "../choice_field";

type StateFieldProps = { state: RequestState | ""; onChange: (state: string) => void };

export function RequestStateField({ state, onChange }: StateFieldProps) {
  const { t } = useTranslation();
  return (
    <ChoiceField
      id="state"
      label={t("requests.stateFilter")}
      value={state}
      options={[
        { value: "", label: t("requests.allStates") },
        ...requestStates.map((each) => ({ value: each, label: t(`requests.state.${each}`) })),
      ]}
      onChange={onChange}
    />
  );
}
