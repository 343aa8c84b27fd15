import { createElement, type ReactElement } from 'react';
import { strings } from '../strings';

/** A column of OHIF's study list, as far as it matters here. */
export interface Column {
  id: string;
  header?: unknown;
  enableSorting?: boolean;
  cell?: (context: { row: { original: { studyInstanceUid: string } } }) => ReactElement;
  meta?: Record<string, unknown>;
}

const columnId = 'alnState';
/** OHIF's menu of modes; it stands at the end of the row. */
const actionsId = 'actions';
/** These widths are OHIF's own: its style sheet has no others. */
const width = 165;

/**
 * OHIF's columns and ours before the menu of modes. By the class of the header the style sheet knows that the column is on the screen, and takes
 * away the field under it: OHIF shows one under every column, but waits forever when somebody filters by a column that it does not know.
 */
export function withStateColumn(columns: Column[] | undefined, cellOf: (studyInstanceUid: string) => ReactElement): Column[] | undefined {
  if (!Array.isArray(columns) || columns.some(({ id }) => id === columnId)) return columns;
  const state: Column = {
    id: columnId,
    header: () => createElement('span', { className: 'aln-state-header' }, strings.worklist.column),
    enableSorting: false,
    cell: ({ row }) => cellOf(row.original.studyInstanceUid),
    meta: { label: strings.worklist.column, headerClassName: `min-w-[${width}px]`, cellClassName: `min-w-[${width}px]`, minWidth: width, priority: 95 },
  };
  const end = columns.findIndex(({ id }) => id === actionsId);
  return end < 0 ? [...columns, state] : [...columns.slice(0, end), state, ...columns.slice(end)];
}
