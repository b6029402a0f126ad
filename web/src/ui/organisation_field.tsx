import { Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { organisationQuery } from "../api/registers";
import { isOrgNumber } from "./format";

/** `991 825 827` as it is sent. */
export function plainOrgNumber(text: string): string {
  return text.replace(/\s/g, "");
}

type FieldProps = {
  id: string;
  label: string;
  description?: ReactNode;
  value: string;
  error?: string;
  onChange: (text: string) => void;
};

/** A field for an organisation number that says whose number it is as soon as it is whole. */
export function OrganisationField({ id, label, description, value, error, onChange }: FieldProps) {
  return (
    <div className="field">
      <Textfield
        id={id}
        label={label}
        description={description}
        value={value}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="lookup" role="status">
        <WhoseNumber text={plainOrgNumber(value)} />
      </p>
    </div>
  );
}

function WhoseNumber({ text }: { text: string }) {
  const { t } = useTranslation();
  const isWhole = isOrgNumber(text);
  const organisation = useQuery({ ...organisationQuery(text), enabled: isWhole });
  if (text.length < 9) return null;
  if (!isWhole) return t("lookup.invalid");
  if (organisation.isPending) return t("lookup.looking");
  if (organisation.isError) return t("lookup.failed");
  return organisation.data ? <strong>{organisation.data.name}</strong> : t("lookup.unknown");
}
