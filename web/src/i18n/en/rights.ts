import type { Messages } from "../nb";

export const rights: Messages["rights"] = {
  missing: "This page needs the right “{{right}}”, which you do not have for {{organisation}} in this session.",
  whomToAsk:
    "The main administrator of your organisation can give you the right. If you have it already, sign out and in again and choose it.",
};
