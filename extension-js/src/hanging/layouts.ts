import { strings } from '../strings';

/** The arrangements of images, by the number of viewports that each shows. */
export type LayoutId = 'one' | 'two' | 'four' | 'mpr';

/** What a viewport is for. The role of an image set says which of them shows it. */
export const viewportOfRole = { pre: 'aln-pre', peak: 'aln-peak', subtraction: 'aln-subtraction', projection: 'aln-projection' } as const;

export type ViewportRole = keyof typeof viewportOfRole;

export const mprViewports = { axial: 'aln-mpr-axial', sagittal: 'aln-mpr-sagittal', coronal: 'aln-mpr-coronal' } as const;

/** Below this width of the window four images are too small beside the panel. */
const wideEnoughForFour = 1600;

interface SyncGroup {
  type: string;
  id: string;
  source: boolean;
  target: boolean;
}

const together = (type: string, id: string = type): SyncGroup => ({ type, id: `aln-${id}`, source: true, target: true });
const inPlace = [together('imageSlice'), together('zoompan')];

/** Slices scroll and zoom together. Pre-contrast and peak phase also share their brightness; a subtraction has its own, and a projection is no slice. */
const synchronised: Record<ViewportRole, SyncGroup[]> = {
  pre: [...inPlace, together('voi')],
  peak: [...inPlace, together('voi')],
  subtraction: inPlace,
  projection: [],
};

const slice = (role: ViewportRole) => ({
  viewportOptions: {
    viewportId: viewportOfRole[role],
    viewportType: 'stack',
    toolGroupId: 'default',
    allowUnmatchedView: true,
    initialImageOptions: { preset: role === 'projection' ? 'first' : 'middle' },
    syncGroups: synchronised[role],
  },
  displaySets: [{ id: role }],
});

const reformatted = (orientation: keyof typeof mprViewports) => ({
  viewportOptions: {
    viewportId: mprViewports[orientation],
    viewportType: 'volume',
    orientation,
    toolGroupId: 'mpr',
    allowUnmatchedView: true,
    initialImageOptions: { preset: 'middle' },
    syncGroups: [together('voi', 'mpr-voi')],
  },
  displaySets: [{ id: 'peak' }],
});

const grid = (rows: number, columns: number) => ({ layoutType: 'grid', properties: { rows, columns } });

const stages = {
  one: { id: 'one', name: strings.layouts.one, viewportStructure: grid(1, 1), viewports: [slice('peak')] },
  two: { id: 'two', name: strings.layouts.two, viewportStructure: grid(1, 2), viewports: [slice('pre'), slice('peak')] },
  four: {
    id: 'four',
    name: strings.layouts.four,
    viewportStructure: grid(2, 2),
    viewports: [slice('pre'), slice('peak'), slice('subtraction'), slice('projection')],
  },
  mpr: {
    id: 'mpr',
    name: strings.layouts.mpr,
    viewportStructure: grid(1, 3),
    viewports: [reformatted('axial'), reformatted('sagittal'), reformatted('coronal')],
  },
} satisfies Record<LayoutId, object>;

/** Pictures of OHIF for the arrangements. */
export const layoutIcons: Record<LayoutId, string> = {
  one: 'layout-common-1x1',
  two: 'layout-common-1x2',
  four: 'layout-common-2x2',
  mpr: 'layout-advanced-mpr',
};

export const layoutIds = Object.keys(stages) as LayoutId[];

/** The arrangement that a study is opened with. */
export const firstLayout = (windowWidth: number): LayoutId => (windowWidth >= wideEnoughForFour ? 'four' : 'two');

/** The stages of the hanging protocol, the one to open with in front: OHIF begins with the first. */
export function stagesFor(windowWidth: number) {
  const first = firstLayout(windowWidth);
  return [stages[first], ...layoutIds.filter(id => id !== first).map(id => stages[id])];
}

/** The viewports of an arrangement. */
export const viewportsOf = (layout: LayoutId): string[] => stages[layout].viewports.map(({ viewportOptions }) => viewportOptions.viewportId);

export const isLayout = (id: string | undefined): id is LayoutId => id !== undefined && Object.hasOwn(stages, id);
