import { processNow, studyStates } from './session';
import { addStyles, badgeCells } from './worklist/badgeCell';
import { withStateColumn, type Column } from './worklist/column';

/** What is ours in parts of OHIF that belong to no mode: the column of the study list. */
export function getCustomizationModule() {
  addStyles();
  const cellOf = badgeCells(studyStates, processNow);
  window.addEventListener('focus', () => void studyStates.refresh());
  document.addEventListener('visibilitychange', () => void studyStates.refresh());
  return [{ name: 'global', value: { 'workList.columns': { $apply: (columns: Column[] | undefined) => withStateColumn(columns, cellOf) } } }];
}
