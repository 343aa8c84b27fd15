import { hangingProtocolId } from '../id';
import { strings } from '../strings';
import { stagesFor, viewportOfRole } from './layouts';

const ofRole = (role: string) => ({
  seriesMatchingRules: [{ attribute: 'alnRole', constraint: { equals: { value: role } }, required: true }],
});

const anyViewport = {
  viewportOptions: { viewportId: 'aln-any', viewportType: 'stack', toolGroupId: 'default', allowUnmatchedView: true, initialImageOptions: { preset: 'middle' } },
  displaySets: [{ id: 'any', matchedDisplaySetsIndex: 0 }],
};

const alone = [{ id: 'any', viewportStructure: { layoutType: 'grid', properties: { rows: 1, columns: 1 } }, viewports: [anyViewport] }];

/**
 * How a study is hung: with phases as pre-contrast, peak, subtraction and
 * projection, as many as the window holds; without them in one viewport. OHIF
 * writes into the object, so each study gets its own.
 */
export function protocolFor(hasPhases: boolean, windowWidth: number) {
  return {
    id: hangingProtocolId,
    name: strings.protocolName,
    protocolMatchingRules: [],
    toolGroupIds: ['default'],
    displaySetSelectors: {
      ...Object.fromEntries(Object.keys(viewportOfRole).map(role => [role, ofRole(role)])),
      any: { seriesMatchingRules: [{ attribute: 'numImageFrames', constraint: { greaterThan: { value: 0 } }, required: true }] },
    },
    defaultViewport: { viewportOptions: { ...anyViewport.viewportOptions, viewportId: 'default' }, displaySets: [{ id: 'any', matchedDisplaySetsIndex: -1 }] },
    stages: hasPhases ? stagesFor(windowWidth) : alone,
  };
}
