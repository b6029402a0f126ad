import type { Messages } from "../nb";

export const settings: Messages["settings"] = {
  title: "Settings",
  language: "Language",
  colours: "Colours",
  scheme: { auto: "Like the system", light: "Light", dark: "Dark" },
  stored: "The choices are kept in this browser.",
};
