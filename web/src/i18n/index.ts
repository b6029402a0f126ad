import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import type { Messages } from "./nb";

export const languages = { nb: "Norsk bokmål", nn: "Norsk nynorsk", en: "English" } as const;
export type Language = keyof typeof languages;

const load: Record<Language, () => Promise<Messages>> = {
  nb: async () => (await import("./nb")).nb,
  nn: async () => (await import("./nn")).nn,
  en: async () => (await import("./en")).en,
};

const storageKey = "portvakt.language";

export function isLanguage(text: string | null): text is Language {
  return text !== null && text in languages;
}

export async function setLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await load[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
}

/** The language chosen here before, else Bokmål: the readers are Norwegian whatever their browser speaks. */
export async function startLanguages(): Promise<void> {
  const chosen = localStorage.getItem(storageKey);
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await setLanguage(isLanguage(chosen) ? chosen : "nb");
}
