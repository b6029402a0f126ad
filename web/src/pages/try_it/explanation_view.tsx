import { Alert, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import {
  CheckmarkCircleFillIcon,
  CircleSlashIcon,
  QuestionmarkDiamondFillIcon,
  XMarkOctagonFillIcon,
} from "@navikt/aksel-icons";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Explanation, Judgement } from "../../api/explanation";
import { Facts } from "../../ui/facts";
import { formatTime } from "../../ui/format";

const colours = { issued: "success", refused: "danger", untold: "warning" } as const;

const icons = {
  passed: CheckmarkCircleFillIcon,
  failed: XMarkOctagonFillIcon,
  not_reached: CircleSlashIcon,
  unknown: QuestionmarkDiamondFillIcon,
};

/** What the server found, rule by rule; its own words are English. */
export function ExplanationView({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { token, answer, rules } = explanation;
  const cure = rules.find(({ outcome }) => outcome === "failed")?.cure;
  return (
    <section className="stack">
      <Alert data-color={colours[token]} className="wide">
        <Heading ref={heading} level={2} data-size="xs" tabIndex={-1}>
          {t(`tryIt.token.${token}.title`)}
        </Heading>
        <Paragraph>{t(`tryIt.token.${token}.text`)}</Paragraph>
        {answer && token === "refused" && (
          <Paragraph>
            {answer.code && <Link href={`/errors/${encodeURIComponent(answer.code)}`}>{answer.code}</Link>}{" "}
            <span lang="en">{answer.error_description}</span>
          </Paragraph>
        )}
        {cure && (
          <Paragraph>
            {t("clients.refusals.cure")}: <span lang="en">{cure}</span>
          </Paragraph>
        )}
      </Alert>
      <Times explanation={explanation} />
      <Heading level={2} data-size="xs">
        {t("tryIt.rules")}
      </Heading>
      <ol className="rules">
        {rules.map((rule) => (
          <Rule key={rule.rule} judgement={rule} />
        ))}
      </ol>
    </section>
  );
}

function Times({ explanation: { server_time, grant } }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const offset = (milliseconds: number) => {
    const seconds = (Math.abs(milliseconds) / 1000).toFixed(1);
    return t(milliseconds < 0 ? "tryIt.before" : "tryIt.after", { seconds });
  };
  const facts: [string, string][] = [[t("tryIt.serverTime"), formatTime(server_time)]];
  if (grant) {
    facts.push(
      [t("clients.id"), grant.client_id],
      ["iat", `${formatTime(grant.iat)} (${offset(grant.iat_offset_milliseconds)})`],
      ["exp", `${formatTime(grant.exp)} (${offset(grant.exp_offset_milliseconds)})`],
    );
  }
  return <Facts facts={facts} />;
}

function Rule({ judgement: { rule, outcome, saw, expected, cure } }: { judgement: Judgement }) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  const facts: [string, string | undefined][] = [
    [t("clients.refusals.seen"), saw],
    [t("clients.refusals.expected"), expected],
    [t("clients.refusals.cure"), cure],
  ];
  return (
    <li className="rule" data-outcome={outcome}>
      <Icon aria-hidden className="rule-icon" />
      <div>
        <p className="rule-name">
          <span lang="en">{rule}</span> <strong className="rule-outcome">{t(`tryIt.outcome.${outcome}`)}</strong>
        </p>
        {facts.some(([, value]) => value) && <Facts facts={facts} lang="en" />}
      </div>
    </li>
  );
}
