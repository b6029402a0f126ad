import "./statistics/statistics.css";

import { Alert, Heading } from "@digdir/designsystemet-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { statisticsAddress, statisticsQuery } from "../api/statistics";
import { useUser } from "../session/session";
import { Usage } from "../ui/chart";
import { Loaded } from "../ui/loading";
import { Page } from "../ui/page";
import { type Choice, choiceFrom, questionOf, sidesFor } from "./statistics/choice";
import { Choices } from "./statistics/choices";
import { Filters } from "./statistics/filters";
import { Totals } from "./statistics/totals";

export function Component() {
  const { t } = useTranslation();
  const sides = sidesFor(useUser().rights);
  return (
    <Page title={t("statistics.title")} intro={t("statistics.intro")}>
      {sides.length === 0 ? <Alert data-color="info">{t("statistics.noRight")}</Alert> : <Report sides={sides} />}
    </Page>
  );
}

function Report({ sides }: { sides: Choice["side"][] }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const [now] = useState(Date.now);
  const [query, setQuery] = useSearchParams();
  const choice = choiceFrom(query, sides, now);
  const question = questionOf(choice);
  const report = useQuery({ ...statisticsQuery(question), placeholderData: keepPreviousData });
  const choose = (change: Record<string, string | null>) =>
    setQuery(
      (last) => {
        for (const [name, value] of Object.entries(change)) {
          if (value === null) last.delete(name);
          else last.set(name, value);
        }
        return last;
      },
      { replace: true, preventScrollReset: true },
    );
  // what was pressed goes away with the choice
  const chooseAndLeave = (change: Record<string, string | null>) => {
    choose(change);
    heading.current?.focus();
  };
  const about = choice.by === "code" ? t("statistics.refusals") : t(`statistics.about.${choice.side}`);
  const title =
    choice.by === "none"
      ? about
      : t("statistics.dividedTitle", { about, by: t(`statistics.by.${choice.by}`).toLowerCase() });
  return (
    <>
      <Choices sides={sides} choice={choice} onChoose={choose} />
      <Filters filters={choice.filters} onChoose={chooseAndLeave} />
      <section className="stack" aria-busy={report.isFetching}>
        <Heading ref={heading} level={2} data-size="sm" tabIndex={-1}>
          {title}
        </Heading>
        <Loaded query={report}>
          {(data) => (
            <>
              <Usage
                report={data}
                title={title}
                csv={statisticsAddress(question, "csv")}
                json={statisticsAddress(question, "json")}
              />
              {data.by !== "none" && data.rows.length > 0 && <Totals report={data} onChoose={chooseAndLeave} />}
            </>
          )}
        </Loaded>
      </section>
    </>
  );
}
