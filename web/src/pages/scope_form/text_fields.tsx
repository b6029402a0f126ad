import { Details, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { longestDescription, longestLongDescription } from "./check";
import type { Part } from "./form";

type TextMember = `${"" | "long_"}description${"" | "#nn" | "#en"}`;
type TextProps = Part & { member: TextMember; label: string; description?: string };

function Text({ draft, errors, change, member, label, description }: TextProps) {
  const { t } = useTranslation();
  const isLong = member.startsWith("long_");
  return (
    <Textfield
      id={member}
      className={isLong ? "long-field" : "field"}
      multiline
      rows={isLong ? 6 : 2}
      label={label}
      description={description}
      lang={/#(.*)/.exec(member)?.[1] ?? "nb"}
      value={draft[member]}
      error={errors[member]}
      counter={{
        limit: isLong ? longestLongDescription : longestDescription,
        over: t("scopes.form.counterOver"),
        under: t("scopes.form.counterUnder"),
      }}
      onChange={(event) => change({ [member]: event.target.value })}
    />
  );
}

export function TextFields(part: Part) {
  const { t } = useTranslation();
  return (
    <>
      <Text
        {...part}
        member="description"
        label={t("scopes.form.description")}
        description={t("scopes.form.descriptionHint")}
      />
      <Text
        {...part}
        member="long_description"
        label={t("scopes.form.longDescription")}
        description={t("scopes.form.longDescriptionHint")}
      />
      <Translations {...part} />
    </>
  );
}

const languages = ["nn", "en"] as const;

function Translations(part: Part) {
  const { t } = useTranslation();
  const isTranslated = languages.some(
    (code) => part.draft[`description#${code}`] || part.draft[`long_description#${code}`],
  );
  const isRefused = Object.keys(part.errors).some((id) => id.includes("#"));
  const [open, setOpen] = useState(isTranslated);
  return (
    <Details
      className="wide"
      open={open || isRefused}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <Details.Summary>{t("scopes.form.translations")}</Details.Summary>
      <Details.Content className="stack">
        <Paragraph>{t("scopes.form.translationsHint")}</Paragraph>
        {languages.map((code) => (
          <div key={code} className="stack wide">
            <Text {...part} member={`description#${code}`} label={t(`scopes.form.descriptionIn.${code}`)} />
            <Text {...part} member={`long_description#${code}`} label={t(`scopes.form.longDescriptionIn.${code}`)} />
          </div>
        ))}
      </Details.Content>
    </Details>
  );
}
