/** As much of Storage as drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const storageKey = (key: string) => `portvakt.draft.${key}`;

/** `initial` with what was written before; members that the form no longer has are dropped, what cannot be read is nothing. */
export function readDraft<T extends object>(storage: DraftStorage, key: string, initial: T): T {
  const stored = storage.getItem(storageKey(key));
  if (!stored) return initial;
  try {
    const members = Object.entries(JSON.parse(stored) as object).filter(([name]) => name in initial);
    return { ...initial, ...Object.fromEntries(members) };
  } catch {
    return initial;
  }
}

export function writeDraft(storage: DraftStorage, key: string, draft: object): void {
  storage.setItem(storageKey(key), JSON.stringify(draft));
}

export function forgetDraft(storage: DraftStorage, key: string): void {
  storage.removeItem(storageKey(key));
}
