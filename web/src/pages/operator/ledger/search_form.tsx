import { Button, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ledgerFields, type LedgerSearch } from "../../../api/operator/ledger";
import { type FormErrors, FormSummary } from "../../../ui/form_errors";
import { isOrgNumber } from "../../../ui/format";
import { plainOrgNumber } from "../../../ui/organisation_field";

type SearchFormProps = { search: LedgerSearch; onSearch: (search: LedgerSearch) => void };

export function LedgerSearchForm({ search, onSearch }: SearchFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(search);
  const [shown, setShown] = useState(search);
  // another search came with the address: by a link, or the browser's way back
  if (ledgerFields.some((field) => search[field] !== shown[field])) {
    setShown(search);
    setDraft(search);
  }
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted: LedgerSearch = {};
    for (const field of ledgerFields) {
      const value = field === "org" ? plainOrgNumber(draft.org ?? "") : draft[field]?.trim();
      if (value) wanted[field] = value;
    }
    const wrong: FormErrors = {};
    if (wanted.org && !isOrgNumber(wanted.org)) wrong["org"] = t("common.form.orgno");
    if (wanted.from && wanted.to && wanted.from > wanted.to) wrong["from"] = t("operator.ledger.order");
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) onSearch(wanted);
  };
  const clear = () => {
    setDraft({});
    setErrors({});
    onSearch({});
  };
  return (
    <form onSubmit={submit} noValidate className="card stack" role="search" aria-label={t("operator.ledger.title")}>
      <FormSummary errors={errors} />
      <div className="operator-ledger-fields">
        {ledgerFields.map((field) => (
          <Textfield
            key={field}
            id={field}
            type={field === "from" || field === "to" ? "date" : "text"}
            label={t(`operator.ledger.field.${field}`)}
            value={draft[field] ?? ""}
            autoComplete="off"
            spellCheck={false}
            error={errors[field]}
            onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
          />
        ))}
      </div>
      <div className="actions">
        <Button type="submit">{t("common.action.search")}</Button>
        <Button type="button" variant="tertiary" onClick={clear}>
          {t("common.action.clear")}
        </Button>
      </div>
    </form>
  );
}
