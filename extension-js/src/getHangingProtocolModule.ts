import { hangingProtocolId } from './id';
import { strings } from './strings';

/** Both images scroll, zoom and change brightness together. */
const syncGroups = ['imageSlice', 'zoompan', 'voi'].map(type => ({ type, id: `aln-${type}`, source: true, target: true }));

const viewport = (id: string, selector: string) => ({
  viewportOptions: { viewportId: id, viewportType: 'stack', toolGroupId: 'default', allowUnmatchedView: true, syncGroups },
  displaySets: [{ id: selector }],
});

const phase = (role: string) => ({
  seriesMatchingRules: [{ attribute: 'alnRole', constraint: { equals: { value: role } }, required: true }],
});

const grid = (columns: number) => ({ layoutType: 'grid', properties: { rows: 1, columns } });

/** Pre-contrast left, peak right; a study without phases is shown in one viewport. */
const protocol = {
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
  stages: [
    {
      id: 'preAndPeak',
      name: strings.protocolName,
      stageActivation: { enabled: { minViewportsMatched: 2 } },
      viewportStructure: grid(2),
      viewports: [viewport('aln-pre', 'pre'), viewport('aln-peak', 'peak')],
    },
    {
      id: 'any',
      name: strings.noPhases,
      stageActivation: { enabled: { minViewportsMatched: 1 } },
      viewportStructure: grid(1),
      viewports: [viewport('aln-any', 'any')],
    },
  ],
};

export function getHangingProtocolModule() {
  return [{ name: hangingProtocolId, protocol }];
}
