import type { Messages } from "../nb";

export const settings: Messages["settings"] = {
  title: "Innstillingar",
  language: "Språk",
  colours: "Fargar",
  scheme: { auto: "Som systemet", light: "Lyse", dark: "Mørke" },
  stored: "Vala blir lagra i denne nettlesaren.",
};
