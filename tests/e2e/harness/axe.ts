// What axe and a look at the page's shape say about it, in the state that it is in.
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

/** One line a finding: what axe calls it and where it is. */
export async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(
    (given) =>
      (
        window as unknown as {
          axe: { run: (o: RunOptions) => Promise<AxeResults> };
        }
      ).axe.run(given),
    options,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim() ?? ""}`,
    ),
  );
}

const placing = 2_000; // what lies over a page is placed anew a moment after the window changed

/** How a page is made up beside what axe looks at, once it has taken its shape. */
export async function shapeFaults(page: Page, language: string): Promise<string[]> {
  const until = Date.now() + placing;
  let faults = await shapeFaultsNow(page, language);
  while (faults.length > 0 && Date.now() < until) faults = await shapeFaultsNow(page, language);
  return faults;
}

async function shapeFaultsNow(page: Page, language: string): Promise<string[]> {
  return page.evaluate((expected) => {
    const faults = [];
    const { lang, scrollWidth, clientWidth } = document.documentElement;
    if (lang !== expected) faults.push(`its language is "${lang}"`);
    const headings = document.querySelectorAll("h1").length;
    if (headings !== 1) faults.push(`it has ${String(headings)} headings of level 1`);
    if (scrollWidth > clientWidth) {
      const isOut = (element: Element) => element.getBoundingClientRect().right > clientWidth + 1;
      const out = [...document.body.querySelectorAll("*")].filter(
        (each) => isOut(each) && ![...each.children].some(isOut),
      );
      const names = out.slice(0, 3).map((each) => `${each.tagName} "${each.textContent.trim().slice(0, 30)}"`);
      faults.push(`${String(scrollWidth)} px wide in a window of ${String(clientWidth)}: ${names.join(", ")}`);
    }
    if (!document.title.includes("–")) faults.push(`its title is "${document.title}"`);
    return faults;
  }, language);
}
