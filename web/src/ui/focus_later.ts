import { useCallback, useEffect, useState } from "react";

/**
 * Moves focus to `selector` once the dialog that asked has closed, where what opened it is going away: call what it gives
 * together with closing the dialog. The dialog closes in an effect of its own, which runs before this one.
 */
export function useFocusLater(selector: string): () => void {
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0) document.querySelector<HTMLElement>(selector)?.focus();
  }, [asked, selector]);
  return useCallback(() => setAsked((last) => last + 1), []);
}
