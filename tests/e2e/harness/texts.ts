// The application's own texts, so that no test types one again.
import { en } from "../../../web/src/i18n/en/index.ts";
import { nb } from "../../../web/src/i18n/nb/index.ts";
import { nn } from "../../../web/src/i18n/nn/index.ts";

const trees = { nb, nn, en };
export type Language = keyof typeof trees;
export const languages = Object.keys(trees) as Language[];

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Stem<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];
type Stem<K extends string> = K extends `${infer Name}_one` | `${infer Name}_other` ? Name : K;
/** A key as the application's `t` takes it: plural forms by their common beginning. */
export type TextKey = Leaves<typeof nb>;
export type Values = Record<string, string | number>;

/** What the application shows for a key. */
export function textIn(language: Language, key: TextKey, values: Values = {}): string {
  const found = lookUp(language, key) ?? lookUp(language, `${key}_${pluralForm(language, values)}`);
  if (found === undefined) throw new Error(`there is no text ${key} in ${language}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the text ${key} needs ${name}`);
    return String(value);
  });
}

function lookUp(language: Language, key: string): string | undefined {
  let place: unknown = trees[language];
  for (const step of key.split(".")) place = (place as Record<string, unknown> | undefined)?.[step];
  return typeof place === "string" ? place : undefined;
}

const pluralForm = (language: Language, { count }: Values) =>
  typeof count === "number" ? new Intl.PluralRules(language).select(count) : "other";
