import { Button, Checkbox, ValidationMessage } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { accessRequestsQuery, answerRequest, useRequestsChanged } from "../../api/access_requests";
import type { AccessRequest, PageOf, RequestState } from "../../api/access_types";
import { useFlash } from "../flash";
import { focusSoon } from "../focus";
import { formatOrgNumber } from "../format";
import { Loaded } from "../loading";
import { Pager } from "../pager";
import { useProblemText } from "../problem";
import { AnswerDialog, type Decision } from "./answer_dialog";
import { RequestCard } from "./card";

const pageSize = 20;

type ReceivedProps = {
  /** Only of this scope; else of all that are the organisation's. */
  scope?: string;
  state: RequestState | "";
  offset: number;
  onOffset: (offset: number) => void;
  empty: ReactNode;
  scopeName: (request: AccessRequest) => ReactNode;
};

/** Requests for the organisation's scopes, and the owner's answers to them. */
export function ReceivedRequests({ scope, state, offset, onOffset, empty, scopeName }: ReceivedProps) {
  const query = useQuery(accessRequestsQuery("received", { scope, state, limit: pageSize, offset }));
  const box = useRef<HTMLDivElement>(null);
  return (
    <div className="stack wide" ref={box} tabIndex={-1}>
      <Loaded query={query}>
        {(page) =>
          page.total === 0 ? (
            empty
          ) : (
            <>
              <Answerable page={page} scopeName={scopeName} onAnswered={() => focusSoon(box)} />
              <Pager offset={offset} limit={pageSize} total={page.total} onOffset={onOffset} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

const nameOf = (request: AccessRequest) => request.consumer_name ?? formatOrgNumber(request.consumer_orgno);

type AnswerableProps = {
  page: PageOf<AccessRequest>;
  scopeName: (request: AccessRequest) => ReactNode;
  onAnswered: () => void;
};

function Answerable({ page, scopeName, onAnswered }: AnswerableProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [decision, setDecision] = useState<Decision | null>(null);
  const { answerAll, failures, isPending } = useAnswers();
  const waiting = page.items.filter((request) => request.state === "REQUESTED");
  const selected = waiting.filter((request) => chosen.has(request.id));
  const select = (ids: string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  const send = async (answer: string) => {
    if (!decision) return;
    await answerAll(decision, answer);
    setDecision(null);
    onAnswered();
  };
  const waitingIds = waiting.map(({ id }) => id);
  return (
    <>
      {waiting.length > 1 && (
        <div className="actions bulk">
          <Checkbox
            label={t("requests.selectAll")}
            value="all"
            checked={selected.length === waiting.length}
            onChange={(event) => select(waitingIds, event.target.checked)}
          />
          {selected.length > 0 && (
            <Button onClick={() => setDecision({ state: "APPROVED", requests: selected })}>
              {t("requests.approveSelected", { count: selected.length })}
            </Button>
          )}
        </div>
      )}
      <ul className="rows">
        {page.items.map((request) => (
          <RequestCard
            key={request.id}
            request={request}
            side="received"
            scope={scopeName(request)}
            selected={chosen.has(request.id)}
            onSelect={
              request.state === "REQUESTED" && waiting.length > 1
                ? (isChosen) => select([request.id], isChosen)
                : undefined
            }
          >
            {failures.get(request.id) && <ValidationMessage>{failures.get(request.id)}</ValidationMessage>}
            {request.state === "REQUESTED" && (
              <Choices request={request} onDecide={(next) => setDecision({ state: next, requests: [request] })} />
            )}
          </RequestCard>
        ))}
      </ul>
      {decision && (
        <AnswerDialog decision={decision} pending={isPending} onAnswer={send} onClose={() => setDecision(null)} />
      )}
    </>
  );
}

type ChoicesProps = { request: AccessRequest; onDecide: (state: "APPROVED" | "DENIED") => void };

function Choices({ request, onDecide }: ChoicesProps) {
  const { t } = useTranslation();
  const whose = (
    <span className="visually-hidden"> {t("requests.whose", { name: nameOf(request), scope: request.scope })}</span>
  );
  return (
    <div className="actions">
      <Button data-size="sm" onClick={() => onDecide("APPROVED")}>
        {t("requests.approve")}
        {whose}
      </Button>
      <Button data-size="sm" variant="secondary" data-color="danger" onClick={() => onDecide("DENIED")}>
        {t("requests.deny")}
        {whose}
      </Button>
    </div>
  );
}

/** Answers one request after the other; those that were refused keep the reason beside them. */
function useAnswers() {
  const { t } = useTranslation();
  const flash = useFlash();
  const problemText = useProblemText();
  const requestsChanged = useRequestsChanged();
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>(new Map());
  const [isPending, setPending] = useState(false);
  const answerAll = async ({ state, requests }: Decision, text: string) => {
    setPending(true);
    const failed = new Map<string, string>();
    for (const { id } of requests) {
      try {
        await answerRequest({ id, state, answer: text });
      } catch (error) {
        failed.set(id, problemText(error).text);
      }
    }
    setFailures(failed);
    await requestsChanged();
    setPending(false);
    flash(outcome(state, requests, failed.size));
  };
  const outcome = (state: Decision["state"], requests: AccessRequest[], failed: number): string => {
    const [first] = requests;
    if (failed > 0) return t("requests.someFailed", { count: failed });
    if (requests.length > 1 || !first) return t("requests.approvedSeveral", { count: requests.length });
    return t(state === "APPROVED" ? "requests.approved" : "requests.denied", {
      name: nameOf(first),
      scope: first.scope,
    });
  };
  return { answerAll, failures, isPending };
}
