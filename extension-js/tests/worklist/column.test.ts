import { createElement, type ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { withStateColumn, type Column } from '../../src/worklist/column';

const cellOf = (study: string) => createElement('span', { title: study });
const columns: Column[] = [{ id: 'patient' }, { id: 'accession' }, { id: 'actions' }];

describe('the column of the study list', () => {
  it('stands before the menu of modes, with a header by which the style sheet finds it', () => {
    const now = withStateColumn(columns, cellOf) ?? [];
    expect(now.map(({ id }) => id)).toEqual(['patient', 'accession', 'alnState', 'actions']);
    expect((now[2]?.header as () => ReactElement)().props).toMatchObject({ className: 'aln-state-header' });
    expect(now[2]?.cell?.({ row: { original: { studyInstanceUid: '1.2' } } }).props).toEqual({ title: '1.2' });
  });

  it('is added once, and not to something that is no list of columns', () => {
    const now = withStateColumn(columns, cellOf);
    expect(withStateColumn(now, cellOf)).toBe(now);
    expect(withStateColumn(undefined, cellOf)).toBeUndefined();
  });
});
