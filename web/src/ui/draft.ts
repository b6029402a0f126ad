import { useCallback, useEffect, useRef, useState } from "react";

import { forgetDraft, readDraft, writeDraft } from "./draft_store";

/**
 * Form state that outlives the page: a refused form keeps it anyway, and a session that ended sends the browser away and
 * back. Kept for this tab under `key`; `forget` when it was sent. Never for secrets.
 */
export function useDraft<T extends object>(key: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const first = useRef(initial);
  const [draft, setDraft] = useState<T>(() => readDraft(sessionStorage, key, initial));
  const isForgotten = useRef(false);
  useEffect(() => {
    if (isForgotten.current || draft === first.current) return;
    writeDraft(sessionStorage, key, draft);
  }, [draft, key]);
  const change = useCallback((part: Partial<T>) => setDraft((last) => ({ ...last, ...part })), []);
  const forget = useCallback(() => {
    isForgotten.current = true;
    forgetDraft(sessionStorage, key);
  }, [key]);
  return [draft, change, forget];
}
