import { Alert, Button, Details, Table, Tag, Textfield } from "@digdir/designsystemet-react";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { grantAccess, type ScopeAccess, useAccessChanged } from "../../api/access";
import { useDraft } from "../../ui/draft";
import { formatOrgNumber, isOrgNumber } from "../../ui/format";
import { useProblemText } from "../../ui/problem";
import { TableBox } from "../../ui/table_box";
import { orgNumbersIn } from "./org_numbers";

const mostAtOnce = 500;

type Status = "waiting" | "granted" | "had" | "invalid" | "failed";
type Outcome = { orgno: string; status: Status; name?: string; message?: string };

/** Gives many organisations access, one after the other; what failed stays in the field to be corrected. */
export function GrantSeveral({ scope, accesses }: { scope: string; accesses: ScopeAccess[] }) {
  const { t } = useTranslation();
  const [{ text }, change] = useDraft(`access.${scope}`, { text: "" });
  const [problem, setProblem] = useState("");
  const [open, setOpen] = useState(text !== "");
  const { outcomes, isPending, grantAll } = useGrantAll(scope, accesses);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const numbers = orgNumbersIn(text);
    const found =
      numbers.length === 0
        ? t("access.add.severalMissing")
        : numbers.length > mostAtOnce
          ? t("access.add.tooMany", { max: mostAtOnce, count: numbers.length })
          : "";
    setProblem(found);
    if (found) document.getElementById("several")?.focus();
    else if (!isPending) void grantAll(numbers).then((left) => change({ text: left.join("\n") }));
  };
  return (
    <Details className="wide" open={open} onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <Details.Summary>{t("access.add.several")}</Details.Summary>
      <Details.Content>
        <form onSubmit={submit} className="stack" noValidate>
          <Textfield
            id="several"
            className="field"
            multiline
            rows={5}
            label={t("access.add.severalLabel")}
            description={t("access.add.severalHint")}
            value={text}
            error={problem}
            onChange={(event) => change({ text: event.target.value })}
          />
          <Button type="submit" loading={isPending}>
            {t("access.add.severalSubmit")}
          </Button>
        </form>
        <Outcomes outcomes={outcomes} isPending={isPending} />
      </Details.Content>
    </Details>
  );
}

/** Grants to each number in turn and tells how each went; answers those that are left. */
function useGrantAll(scope: string, accesses: ScopeAccess[]) {
  const accessChanged = useAccessChanged();
  const problemText = useProblemText();
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [isPending, setPending] = useState(false);
  const grantOne = async (orgno: string): Promise<Outcome> => {
    try {
      const { consumer_organization_name: name } = await grantAccess(scope, orgno);
      return { orgno, status: "granted", name };
    } catch (error) {
      return { orgno, status: "failed", message: problemText(error).text };
    }
  };
  const grantAll = async (numbers: string[]): Promise<string[]> => {
    setPending(true);
    let all = numbers.map((orgno): Outcome => {
      const had = accesses.find((access) => access.consumer_orgno === orgno && access.state === "APPROVED");
      if (had) return { orgno, status: "had", name: had.consumer_organization_name };
      return { orgno, status: isOrgNumber(orgno) ? "waiting" : "invalid" };
    });
    setOutcomes(all);
    for (const { orgno } of all.filter(({ status }) => status === "waiting")) {
      const outcome = await grantOne(orgno);
      all = all.map((other) => (other.orgno === orgno ? outcome : other));
      setOutcomes(all);
    }
    await accessChanged();
    setPending(false);
    return all.filter(({ status }) => status === "invalid" || status === "failed").map(({ orgno }) => orgno);
  };
  return { outcomes, isPending, grantAll };
}

const colours = { waiting: "neutral", granted: "success", had: "info", invalid: "danger", failed: "danger" } as const;

function Outcomes({ outcomes, isPending }: { outcomes: Outcome[]; isPending: boolean }) {
  const { t } = useTranslation();
  const count = (...wanted: Status[]) => outcomes.filter(({ status }) => wanted.includes(status)).length;
  const failed = count("invalid", "failed");
  const counts = { granted: count("granted"), had: count("had"), failed };
  const total = outcomes.length;
  const progress = t("access.add.working", { done: total - count("waiting"), total });
  const summary = t(failed > 0 ? "access.add.summary" : "access.add.allGood", counts);
  return (
    <div className="stack outcomes">
      <div role="status">
        {total > 0 && (
          <Alert data-color={isPending ? "info" : failed > 0 ? "warning" : "success"}>
            {isPending ? progress : summary}
          </Alert>
        )}
      </div>
      {total > 0 && (
        <TableBox
          caption={t("access.add.result")}
          columns={[t("access.add.column.number"), t("access.add.column.name"), t("access.add.column.result")]}
        >
          {outcomes.map((outcome) => (
            <Table.Row key={outcome.orgno}>
              <Table.Cell className="time">{formatOrgNumber(outcome.orgno)}</Table.Cell>
              <Table.Cell>{outcome.name}</Table.Cell>
              <Table.Cell>
                <Tag data-color={colours[outcome.status]} className="result">
                  {t(`access.add.status.${outcome.status}`, { message: outcome.message ?? "" })}
                </Tag>
              </Table.Cell>
            </Table.Row>
          ))}
        </TableBox>
      )}
    </div>
  );
}
