import { Button, Fieldset, Radio, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Client, Key } from "../../api/clients";
import {
  isKeyId,
  type KeyFormat,
  keyFormats,
  type KeyLength,
  keyLengths,
  type KeyPair,
  makeKeyPair,
  newKeyId,
} from "../../keys/key_pair";
import { ChoiceField } from "../../ui/choice_field";
import { type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";
import { SaveKey } from "./save_key";

type MakeKeyProps = { client: Client; keys: Key[]; onAdded: (kid: string, format: KeyFormat) => void };

/** Makes a key pair in the browser. It lives in this component only, and is gone with it. */
export function MakeKey({ client, keys, onAdded }: MakeKeyProps) {
  const { t } = useTranslation();
  const [kid, setKid] = useState(() => newKeyId(new Date()));
  const [length, setLength] = useState<KeyLength>(3072);
  const [format, setFormat] = useState<KeyFormat>("pem");
  const [pair, setPair] = useState<KeyPair | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [errors, setErrors] = useState<FormErrors>({});

  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    setFailure(null);
    const found: FormErrors = {};
    if (!isKeyId(kid)) found["kid"] = t("keys.make.kidInvalid");
    else if (keys.some((key) => key.kid === kid)) found["kid"] = t("keys.taken", { kid });
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setMaking(true);
    try {
      setPair(await makeKeyPair(length, kid, format));
    } catch (error) {
      setFailure(error);
    }
    setMaking(false);
  };

  if (pair) {
    return <SaveKey client={client} pair={pair} onAdded={() => onAdded(kid, format)} onDrop={() => setPair(null)} />;
  }
  return (
    <form onSubmit={(event) => void make(event)} className="stack card wide" noValidate>
      <FormSummary errors={errors} labels={{ kid: t("keys.column.kid") }} />
      <Textfield
        id="kid"
        className="field"
        label={t("keys.column.kid")}
        description={t("keys.make.kidHint")}
        value={kid}
        error={errors["kid"]}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setKid(event.target.value.trim())}
      />
      <ChoiceField
        id="length"
        label={t("keys.make.length")}
        description={t("keys.make.lengthHint")}
        value={String(length)}
        options={keyLengths.map((bits) => ({ value: String(bits), label: t("keys.make.bits", { bits }) }))}
        onChange={(value) => setLength(keyLengths.find((bits) => String(bits) === value) ?? 3072)}
      />
      <Fieldset>
        <Fieldset.Legend>{t("keys.make.format")}</Fieldset.Legend>
        {keyFormats.map((value) => (
          <Radio
            key={value}
            name="format"
            value={value}
            label={t(`keys.make.${value}`)}
            description={t(`keys.make.${value}Hint`)}
            checked={format === value}
            onChange={() => setFormat(value)}
          />
        ))}
      </Fieldset>
      {failure !== null && <Problem error={failure} />}
      <div className="actions">
        <Button type="submit" loading={isMaking}>
          {t("keys.make.button")}
        </Button>
      </div>
    </form>
  );
}
