import { useCallback, useEffect, useRef, useState } from "react";

/**
 * Form state that outlives the page: a refused form keeps it anyway, and a session that ended sends the browser away and
 * back. Kept for this tab under `key`; `forget` when it was sent. Never for secrets.
 */
export function useDraft<T>(key: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const storageKey = `portvakt.draft.${key}`;
  const first = useRef(initial);
  const [draft, setDraft] = useState<T>(() => {
    const stored = sessionStorage.getItem(storageKey);
    return stored ? { ...initial, ...(JSON.parse(stored) as T) } : initial;
  });
  const isForgotten = useRef(false);
  useEffect(() => {
    if (isForgotten.current || draft === first.current) return;
    sessionStorage.setItem(storageKey, JSON.stringify(draft));
  }, [draft, storageKey]);
  const change = useCallback((part: Partial<T>) => setDraft((last) => ({ ...last, ...part })), []);
  const forget = useCallback(() => {
    isForgotten.current = true;
    sessionStorage.removeItem(storageKey);
  }, [storageKey]);
  return [draft, change, forget];
}
