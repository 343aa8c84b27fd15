/**
 * The parts of OHIF 3.13 and cornerstone that the extension uses. OHIF hands
 * services to extensions at run time and publishes no types for that, so the
 * few members needed are written down here.
 */

import type { Hotkey } from './editing/hotkeys';
import type { ImagePlane } from './imagePlane';

export interface Instance {
  SOPInstanceUID: string;
  SeriesInstanceUID: string;
  StudyInstanceUID: string;
  SeriesDescription?: string;
  Rows: number;
  Columns: number;
  /** Cornerstone's name of the image; set by OHIF. */
  imageId?: string;
  /** Number of slices that the image holds; missing where it is one. */
  NumberOfFrames?: number;
  /** Of a slice of a multi-frame image, which one, from 1. */
  frameNumber?: number;
}

export interface DisplaySet {
  displaySetInstanceUID: string;
  SeriesInstanceUID: string;
  SeriesDescription: string;
  SOPClassHandlerId: string;
  instances: Instance[];
  /** The slices, in the order of the screen; missing until they are first needed. */
  imageIds?: string[];
  setAttributes(attributes: Record<string, unknown>): void;
  /** What the phase was taken as; set by our handler. */
  alnRole?: string;
  /** Which phase it is, in the order of time; set by our handler. */
  alnPhase?: number;
  /** Role and time of the phase, e.g. "Peak, 2 min 05 s". */
  alnPhaseLabel?: string;
}

export interface SopClassHandler {
  name: string;
  sopClassUids: string[];
  getDisplaySetsFromSeries(instances: Instance[]): DisplaySet[];
}

export interface Subscription {
  unsubscribe(): void;
}

export interface SegmentationService {
  createLabelmapForDisplaySet(
    displaySet: DisplaySet,
    options: { segmentationId: string; label: string; segments: Record<number, { label: string; active: boolean }> }
  ): Promise<string>;
  addSegmentationRepresentation(viewportId: string, options: { segmentationId: string; type: string }): Promise<void>;
  setActiveSegmentation(viewportId: string, segmentationId: string): void;
  setActiveSegment(segmentationId: string, segmentIndex: number): void;
  addSegment(segmentationId: string, options: { segmentIndex: number; label: string }): void;
  removeSegment(segmentationId: string, segmentIndex: number, options: { skipRecordingHistory: boolean }): void;
  setSegmentLabel(segmentationId: string, segmentIndex: number, label: string): void;
  setSegmentVisibility(viewportId: string, segmentationId: string, segmentIndex: number, isVisible: boolean, type: string): void;
  getSegmentationRepresentations(viewportId: string, specifier: { segmentationId: string }): unknown[];
  removeRepresentationsFromViewport(viewportId: string, specifier: { segmentationId: string; type: string }): void;
  setSegmentColor(viewportId: string, segmentationId: string, segmentIndex: number, color: [number, number, number, number]): void;
  setStyle(specifier: { segmentationId?: string; type: string }, style: Record<string, unknown>): void;
  getSegmentation(segmentationId: string): CornerstoneSegmentation | undefined;
  getSegmentations(): CornerstoneSegmentation[];
  remove(segmentationId: string): void;
}

interface LabelmapImages {
  /** The labelmap as one volume, where it is shown in planes. */
  volumeId?: string;
  imageIds?: string[];
  /** The image beneath each label image, in the same order. */
  referencedImageIds?: string[];
}

export interface CornerstoneSegmentation {
  segmentationId: string;
  segments: Record<number, { label: string }>;
  representationData: { Labelmap?: LabelmapImages & { labelmaps?: Record<string, LabelmapImages> } };
}

export interface ViewportGridService {
  getState(): { activeViewportId: string; viewports: Map<string, { viewportId: string; displaySetInstanceUIDs: string[] }> };
  setActiveViewportId(viewportId: string): void;
}

export interface StackViewport {
  element: HTMLDivElement;
  /** `stack`, or `orthographic` where it cuts a volume. */
  type: string;
  jumpToWorld(world: [number, number, number]): boolean;
  getImageIds(): string[];
  getCurrentImageId(): string | undefined;
  setImageIdIndex(index: number): Promise<string>;
  canvasToWorld(point: [number, number]): [number, number, number];
  worldToCanvas(world: [number, number, number]): [number, number];
  render(): void;
  getCamera(): { focalPoint: [number, number, number]; viewPlaneNormal: [number, number, number]; viewUp: [number, number, number] };
  getProperties(): { voiRange?: { lower: number; upper: number } };
  setProperties(properties: { voiRange?: { lower: number; upper: number } }): void;
  /** What is drawn; a labelmap's begins with the segmentation's identifier. */
  getActors(): { representationUID?: string; actor: { getProperty(): { getUseLabelOutline?(): boolean } } }[];
}

export interface UserAuthenticationService {
  /** Undefined where OHIF is configured without a login, and before the reader has logged in. */
  getAuthorizationHeader(): Record<string, string> | undefined;
  /** Undefined or null where OHIF is configured without a login. */
  getUser?(): { profile?: { sub?: string } } | null | undefined;
}

export interface Services {
  userAuthenticationService: UserAuthenticationService;
  displaySetService: { getActiveDisplaySets(): DisplaySet[]; deleteDisplaySet(displaySetInstanceUid: string): void };
  hangingProtocolService: HangingProtocolService;
  segmentationService: SegmentationService;
  viewportGridService: ViewportGridService;
  cornerstoneViewportService: { getCornerstoneViewport(viewportId: string): StackViewport | null };
}

export interface ServicesManager {
  services: Services;
}

export interface CommandsManager {
  run(commandName: string, options?: Record<string, unknown>): unknown;
}

/** Where OHIF gets images from. */
export interface DataSource {
  getImageIdsForInstance(place: { instance: Instance; frame: number }): string;
}

/** A data source beside the one that the reader opened the study with. */
export interface SecondDataSource {
  initialize(context: { params: Record<string, string>; query: URLSearchParams }): void;
  retrieve: { series: { metadata(options: { StudyInstanceUID: string }): Promise<unknown> } };
}

export interface HangingProtocolService {
  EVENTS: { PROTOCOL_CHANGED: string; PROTOCOL_RESTORED: string };
  subscribe(event: string, listener: () => void): Subscription;
  addProtocol(id: string, protocol: object): void;
  getState(): { protocolId: string; stageId: string } | undefined;
}

export interface ExtensionManager {
  getActiveDataSource(): DataSource[];
  addDataSource(definition: { namespace: string; sourceName: string; configuration: Record<string, unknown> }): void;
  getDataSources(sourceName: string): SecondDataSource[] | undefined;
  getModuleEntry(id: string): SopClassHandler | undefined;
}

/** OHIF's settings of keys. */
export interface HotkeysManager {
  hotkeyDefinitions: Record<string, Hotkey>;
}

export interface ExtensionParameters {
  hotkeysManager: HotkeysManager;
  servicesManager: ServicesManager;
  commandsManager: CommandsManager;
  extensionManager: ExtensionManager;
  /** OHIF's `app-config.js`. */
  appConfig?: { aln?: { server?: string } };
}

/** Cornerstone's one list of steps to undo. */
export interface HistoryMemo {
  undo(): void;
  redo(): void;
  canUndo: boolean;
  canRedo: boolean;
  /** Setting it, to whatever number, empties the list. */
  size: number;
  push(memo: { restoreMemo(isUndo?: boolean): void }): void;
  /** Undoes the last step if it is the one that is meant. */
  undoIf(condition: (memo: object) => boolean): boolean;
}

/** The tools of some viewports. */
export interface ToolGroup {
  hasTool(toolName: string): boolean;
  setToolActive(toolName: string, options: { bindings: { mouseButton: number; modifierKey?: number }[] }): void;
  setToolPassive(toolName: string, options?: { removeAllBindings: boolean }): void;
  setActiveStrategy(toolName: string, strategy: string): void;
}

interface CachedImage {
  rows: number;
  columns: number;
  referencedImageId?: string;
  voxelManager: { getScalarData(): Uint8Array; setScalarData(data: Uint8Array): void };
}

interface Cornerstone {
  metaData: { get(type: 'instance', imageId: string): Instance | undefined; get(type: 'imagePlaneModule', imageId: string): ImagePlane | undefined };
  cache: { getImage(imageId: string): CachedImage | undefined };
  volumeLoader: { createAndCacheVolumeFromImagesSync(volumeId: string, imageIds: string[]): unknown };
  eventTarget: EventTarget;
  utilities: {
    uuidv4(): string;
    HistoryMemo: { DefaultHistoryMemo: HistoryMemo };
  };
}

interface CornerstoneTools {
  Enums: {
    Events: { SEGMENTATION_DATA_MODIFIED: string; TOOL_ACTIVATED: string };
    MouseBindings: { Primary: number };
    KeyboardBindings: { Ctrl: number };
  };
  ToolGroupManager: { getAllToolGroups(): ToolGroup[] };
  segmentation: { triggerSegmentationEvents: { triggerSegmentationDataModified(segmentationId: string): void } };
}

declare global {
  interface Window {
    cornerstone: Cornerstone;
    cornerstoneTools: CornerstoneTools;
  }
}
