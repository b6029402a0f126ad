import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Choose } from "./choices";
import { daysBetween, mostDays } from "./choice";

export function OwnRange({ from, to, onChoose }: { from: string; to: string; onChoose: Choose }) {
  const { t } = useTranslation();
  const [range, setRange] = useState({ from, to });
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = problemOf(range);
    setProblem(wrong && t(`statistics.wrongRange.${wrong}`, { most: mostDays }));
    if (!wrong) onChoose({ ...range, interval: null });
  };
  return (
    <form onSubmit={submit} className="statistics-own" noValidate>
      <Textfield
        label={t("statistics.from")}
        type="date"
        value={range.from}
        error={problem}
        onChange={(event) => setRange({ ...range, from: event.target.value })}
      />
      <Textfield
        label={t("statistics.to")}
        type="date"
        value={range.to}
        onChange={(event) => setRange({ ...range, to: event.target.value })}
      />
      <Button type="submit" variant="secondary">
        {t("common.action.show")}
      </Button>
    </form>
  );
}

function problemOf({ from, to }: { from: string; to: string }): "missing" | "order" | "long" | null {
  if (!from || !to) return "missing";
  if (from > to) return "order";
  return daysBetween(from, to) > mostDays ? "long" : null;
}
