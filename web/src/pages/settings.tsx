import { Fieldset, Radio } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { isLanguage, languages, setLanguage } from "../i18n";
import { applyColourScheme, chosenColourScheme, colourSchemes } from "../ui/colour_scheme";
import { Page } from "../ui/page";

export function Component() {
  const { t, i18n } = useTranslation();
  const [scheme, setScheme] = useState(chosenColourScheme);
  return (
    <Page title={t("settings.title")} intro={t("settings.stored")}>
      <Fieldset>
        <Fieldset.Legend>{t("settings.language")}</Fieldset.Legend>
        {Object.entries(languages).map(([code, name]) => (
          <Radio
            key={code}
            name="language"
            value={code}
            label={<span lang={code}>{name}</span>}
            checked={i18n.language === code}
            onChange={() => void (isLanguage(code) && setLanguage(code))}
          />
        ))}
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t("settings.colours")}</Fieldset.Legend>
        {colourSchemes.map((choice) => (
          <Radio
            key={choice}
            name="colours"
            value={choice}
            label={t(`settings.scheme.${choice}`)}
            checked={scheme === choice}
            onChange={() => {
              applyColourScheme(choice);
              setScheme(choice);
            }}
          />
        ))}
      </Fieldset>
    </Page>
  );
}
