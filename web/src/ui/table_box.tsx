import { Table } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

type TableBoxProps = {
  caption: string;
  columns: string[];
  /** Those of the columns that hold numbers. */
  numbers?: string[];
  children: ReactNode;
};

/** A table in a box that scrolls where the screen is narrower. */
export function TableBox({ caption, columns, numbers, children }: TableBoxProps) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <Table data-size="sm">
        <caption className="visually-hidden">{caption}</caption>
        <Table.Head>
          <Table.Row>
            {columns.map((column) => (
              <Table.HeaderCell key={column} scope="col" className={numbers?.includes(column) ? "number" : undefined}>
                {column}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>{children}</Table.Body>
      </Table>
    </div>
  );
}
