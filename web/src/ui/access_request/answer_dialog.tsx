import { Button, Dialog, Heading, List, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AccessRequest } from "../../api/access_types";
import { useDraft } from "../draft";
import { formatOrgNumber } from "../format";
import { Problem } from "../problem";

export type Decision = { state: "APPROVED" | "DENIED"; requests: AccessRequest[] };

type AnswerDialogProps = {
  decision: Decision;
  pending: boolean;
  error?: unknown;
  onAnswer: (answer: string) => Promise<void>;
  onClose: () => void;
};

export const longestAnswer = 1000;

/** Asks for the words that go with a yes or a no. */
export function AnswerDialog({ decision, pending, error, onAnswer, onClose }: AnswerDialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  const [{ answer }, change, forget] = useDraft(draftKey(decision), { answer: "" });
  const [problem, setProblem] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const isDenial = decision.state === "DENIED";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const text = answer.trim();
    const found =
      isDenial && !text
        ? t("common.form.required")
        : text.length > longestAnswer
          ? t("common.form.tooLong", { max: longestAnswer, length: text.length })
          : "";
    setProblem(found);
    if (found) field.current?.focus();
    else void onAnswer(text).then(forget, () => undefined);
  };
  return (
    <Dialog ref={dialog} onClose={onClose} closeButton={t("common.action.close")}>
      <form onSubmit={submit} className="stack" noValidate>
        <Question decision={decision} />
        <Textfield
          ref={field}
          multiline
          rows={4}
          className="field"
          label={t(decision.requests.length > 1 ? "requests.dialog.answerAll" : "requests.dialog.answer")}
          description={t(isDenial ? "requests.dialog.denyHint" : "requests.dialog.answerHint")}
          value={answer}
          error={problem}
          onChange={(event) => change({ answer: event.target.value })}
        />
        {error ? <Problem error={error} /> : null}
        <div className="actions">
          <Button type="submit" data-color={isDenial ? "danger" : undefined} loading={pending}>
            {t(isDenial ? "requests.deny" : "requests.approve")}
          </Button>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("common.action.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function draftKey({ state, requests }: Decision): string {
  return `answer.${state}.${requests.length === 1 ? requests[0]?.id : "several"}`;
}

const nameOf = (request: AccessRequest) => request.consumer_name ?? formatOrgNumber(request.consumer_orgno);

function Question({ decision: { state, requests } }: { decision: Decision }) {
  const { t } = useTranslation();
  const [first] = requests;
  if (!first) return null;
  if (requests.length > 1) {
    return (
      <Asked title={t("requests.dialog.severalTitle", { count: requests.length })}>
        <Paragraph>{t("requests.dialog.severalText")}</Paragraph>
        <List.Unordered>
          {requests.map((request) => (
            <List.Item key={request.id}>
              {t("requests.dialog.severalItem", { name: nameOf(request), scope: request.scope })}
            </List.Item>
          ))}
        </List.Unordered>
      </Asked>
    );
  }
  const words = { name: nameOf(first), scope: first.scope };
  const isDenial = state === "DENIED";
  return (
    <Asked title={t(isDenial ? "requests.dialog.denyTitle" : "requests.dialog.approveTitle", words)}>
      <Paragraph>{t(isDenial ? "requests.dialog.denyText" : "requests.dialog.approveText", words)}</Paragraph>
    </Asked>
  );
}

function Asked({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Heading level={2} data-size="xs">
        {title}
      </Heading>
      {children}
    </>
  );
}
