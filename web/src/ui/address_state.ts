import { useSearchParams } from "react-router";

/**
 * What a list shows, kept in the address so that it can be linked to and comes back with the browser's own button:
 * `const [{ q, offset }, change] = useAddressState(["q", "offset"])`. A change of anything but `offset` begins at the first page.
 */
export function useAddressState<Name extends string>(
  names: readonly Name[],
): [Record<Name, string>, (change: Partial<Record<Name, string>>) => void] {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ""])) as Record<Name, string>;
  const change = (part: Partial<Record<Name, string>>) =>
    setSearch(
      (last) => {
        const next = new URLSearchParams(last);
        if (!("offset" in part)) next.delete("offset");
        for (const [name, value] of Object.entries<string | undefined>(part)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [values, change];
}

/** The offset of a page as it stands in an address. */
export function offsetOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
