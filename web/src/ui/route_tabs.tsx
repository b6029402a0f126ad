import { Tabs } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";

export type RouteTab = { value: string; label: ReactNode; content: () => ReactNode };

type RouteTabsProps = { label?: string; tabs: RouteTab[]; open: string; to: (value: string) => string };

/** Tabs that are addresses: `to` says the address of each. Only the one that is open is rendered. */
export function RouteTabs({ label, tabs, open, to }: RouteTabsProps) {
  const navigate = useNavigate();
  return (
    <Tabs value={open} onChange={(value) => void navigate(to(value), { preventScrollReset: true })} className="wide">
      <Tabs.List aria-label={label}>
        {tabs.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, content }) => (
        <Tabs.Panel key={value} value={value}>
          {value === open && content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
