import { Field, Label, Select, ValidationMessage } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

type ChoiceFieldProps = {
  id: string;
  label: string;
  description?: ReactNode;
  value: string;
  error?: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One of a few, in a list that opens. */
export function ChoiceField({ id, label, description, value, error, options, onChange }: ChoiceFieldProps) {
  return (
    <Field className="choice-field">
      <Label htmlFor={id}>{label}</Label>
      {description && <Field.Description>{description}</Field.Description>}
      <Select
        id={id}
        value={value}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <Select.Option key={option.value} value={option.value}>
            {option.label}
          </Select.Option>
        ))}
      </Select>
      {error && <ValidationMessage>{error}</ValidationMessage>}
    </Field>
  );
}
