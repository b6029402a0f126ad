import { Field, Label, Select } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { intervals, type Side } from "../../api/statistics_types";
import { type Choice, daysBetween, divisionsFor, mostDaysByHour, presets } from "./choice";
import { OwnRange } from "./own_range";

export type Choose = (change: Record<string, string | null>) => void;

type ChoicesProps = { sides: Side[]; choice: Choice; onChoose: Choose };

/** What is counted, divided how, over which time. Each choice shows at once: there is nothing to send. */
export function Choices({ sides, choice, onChoose }: ChoicesProps) {
  const { t } = useTranslation();
  const mayHours = daysBetween(choice.from, choice.to) <= mostDaysByHour;
  return (
    <div className="card wide statistics-choices">
      {sides.length > 1 && (
        <Field>
          <Label>{t("statistics.side")}</Label>
          <Select value={choice.side} onChange={(event) => onChoose({ side: event.target.value })}>
            {sides.map((side) => (
              <Select.Option key={side} value={side}>
                {t(`statistics.sideName.${side}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      <Field>
        <Label>{t("statistics.division")}</Label>
        <Select value={choice.by} onChange={(event) => onChoose({ by: event.target.value })}>
          {divisionsFor(choice.side).map((by) => (
            <Select.Option key={by} value={by}>
              {t(`statistics.by.${by}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t("statistics.interval")}</Label>
        <Select value={choice.interval} onChange={(event) => onChoose({ interval: event.target.value })}>
          {intervals
            .filter((interval) => interval !== "hour" || mayHours)
            .map((interval) => (
              <Select.Option key={interval} value={interval}>
                {t(`statistics.per.${interval}`)}
              </Select.Option>
            ))}
        </Select>
      </Field>
      <Field>
        <Label>{t("statistics.range")}</Label>
        <Select
          value={choice.preset ?? "own"}
          onChange={({ target: { value } }) =>
            value === "own"
              ? onChoose({ range: null, from: choice.from, to: choice.to })
              : onChoose({ range: value, from: null, to: null, interval: null })
          }
        >
          {presets.map((preset) => (
            <Select.Option key={preset} value={preset}>
              {t(`statistics.preset.${preset}`)}
            </Select.Option>
          ))}
          <Select.Option value="own">{t("statistics.preset.own")}</Select.Option>
        </Select>
      </Field>
      {choice.preset === null && (
        <OwnRange key={choice.from + choice.to} from={choice.from} to={choice.to} onChoose={onChoose} />
      )}
    </div>
  );
}
