import { hangingProtocolId, viewportOfRole } from './id';
import { store } from './session';
import { strings } from './strings';

/** Both images scroll, zoom and change brightness together. */
const syncGroups = ['imageSlice', 'zoompan', 'voi'].map(type => ({ type, id: `aln-${type}`, source: true, target: true }));

const viewport = (id: string, selector: string) => ({
  viewportOptions: { viewportId: id, viewportType: 'stack', toolGroupId: 'default', allowUnmatchedView: true, initialImageOptions: { preset: 'middle' }, syncGroups },
  displaySets: [{ id: selector }],
});

const phase = (role: string) => ({
  seriesMatchingRules: [{ attribute: 'alnRole', constraint: { equals: { value: role } }, required: true }],
});

const grid = (columns: number) => ({ layoutType: 'grid', properties: { rows: 1, columns } });

const common = {
  id: hangingProtocolId,
  name: strings.protocolName,
  protocolMatchingRules: [],
  toolGroupIds: ['default'],
  displaySetSelectors: {
    pre: phase('pre'),
    peak: phase('peak'),
    any: { seriesMatchingRules: [{ attribute: 'numImageFrames', constraint: { greaterThan: { value: 0 } }, required: true }] },
  },
  defaultViewport: { ...viewport('default', 'any'), displaySets: [{ id: 'any', matchedDisplaySetsIndex: -1 }] },
};

const sideBySide = {
  ...common,
  stages: [{ id: 'preAndPeak', viewportStructure: grid(2), viewports: [viewport(viewportOfRole.pre, 'pre'), viewport(viewportOfRole.peak, 'peak')] }],
};

const alone = {
  ...common,
  stages: [{ id: 'any', viewportStructure: grid(1), viewports: [viewport('aln-any', 'any')] }],
};

/** Pre-contrast left, peak right; a study without phases is shown in one viewport. */
export function getHangingProtocolModule() {
  return [{ name: hangingProtocolId, protocol: () => ({ protocol: store.get().phases ? sideBySide : alone }) }];
}
