import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Client } from "../../api/clients";
import { statisticsAddress, statisticsQuery } from "../../api/statistics";
import type { StatisticsQuestion } from "../../api/statistics_types";
import { useUser } from "../../session/session";
import { Usage } from "../../ui/chart";
import { ChoiceField } from "../../ui/choice_field";
import { Empty } from "../../ui/empty";
import { Loaded } from "../../ui/loading";

const periods = [7, 30, 90];
const dayMs = 86_400_000;
const day = (time: number) => new Date(time).toISOString().slice(0, 10);

export function UsageTab({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { organisation } = useUser();
  const [days, setDays] = useState(30);
  const [now] = useState(Date.now);
  const question: StatisticsQuestion = {
    // a client for a customer gets tokens as that customer; to us they are those where we were the supplier
    side: client.client_orgno === organisation.orgno ? "consumer" : "supplier",
    by: "none",
    interval: "day",
    from: day(now - (days - 1) * dayMs),
    to: day(now),
    client_id: client.client_id,
  };
  const query = useQuery(statisticsQuery(question));
  return (
    <div className="stack">
      <ChoiceField
        id="period"
        label={t("clients.usage.period")}
        value={String(days)}
        options={periods.map((count) => ({ value: String(count), label: t("clients.usage.days", { count }) }))}
        onChange={(value) => setDays(Number(value))}
      />
      <Loaded query={query}>
        {(report) =>
          report.rows.length === 0 ? (
            <Empty title={t("clients.usage.empty.title")}>{t("clients.usage.empty.text")}</Empty>
          ) : (
            <Usage report={report} title={t("clients.usage.caption")} csv={statisticsAddress(question, "csv")} />
          )
        }
      </Loaded>
    </div>
  );
}
