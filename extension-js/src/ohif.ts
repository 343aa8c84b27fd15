/**
 * The parts of OHIF 3.13 and cornerstone that the extension uses. OHIF hands
 * services to extensions at run time and publishes no types for that, so the
 * few members needed are written down here.
 */

import type { ImagePlane } from './imagePlane';

export interface Instance {
  SOPInstanceUID: string;
  SeriesInstanceUID: string;
  StudyInstanceUID: string;
  SeriesDescription?: string;
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
  setAttributes(attributes: Record<string, unknown>): void;
  /** What the phase was taken as; set by our handler. */
  alnRole?: string;
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
  setSegmentColor(viewportId: string, segmentationId: string, segmentIndex: number, color: [number, number, number, number]): void;
  setStyle(specifier: { segmentationId?: string; type: string }, style: Record<string, unknown>): void;
  getSegmentation(segmentationId: string): CornerstoneSegmentation | undefined;
  remove(segmentationId: string): void;
}

export interface CornerstoneSegmentation {
  representationData: { Labelmap?: { imageIds?: string[] } };
}

export interface ViewportGridService {
  getState(): { activeViewportId: string; viewports: Map<string, { viewportId: string; displaySetInstanceUIDs: string[] }> };
  setActiveViewportId(viewportId: string): void;
}

export interface StackViewport {
  element: HTMLDivElement;
  getImageIds(): string[];
  getCurrentImageId(): string | undefined;
  setImageIdIndex(index: number): Promise<string>;
  canvasToWorld(point: [number, number]): [number, number, number];
  worldToCanvas(world: [number, number, number]): [number, number];
  render(): void;
}

export interface UserAuthenticationService {
  /** Undefined where OHIF is configured without a login, and before the reader has logged in. */
  getAuthorizationHeader(): Record<string, string> | undefined;
}

export interface Services {
  userAuthenticationService: UserAuthenticationService;
  displaySetService: { getActiveDisplaySets(): DisplaySet[] };
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

export interface ExtensionManager {
  getActiveDataSource(): DataSource[];
  getModuleEntry(id: string): SopClassHandler | undefined;
}

export interface ExtensionParameters {
  servicesManager: ServicesManager;
  commandsManager: CommandsManager;
  extensionManager: ExtensionManager;
  /** OHIF's `app-config.js`. */
  appConfig?: { aln?: { server?: string } };
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
  eventTarget: EventTarget;
  utilities: {
    uuidv4(): string;
    HistoryMemo: { DefaultHistoryMemo: { undo(): void; redo(): void; canUndo: boolean; canRedo: boolean } };
  };
}

interface CornerstoneTools {
  Enums: { Events: { SEGMENTATION_DATA_MODIFIED: string; TOOL_ACTIVATED: string } };
  segmentation: { triggerSegmentationEvents: { triggerSegmentationDataModified(segmentationId: string): void } };
}

declare global {
  interface Window {
    cornerstone: Cornerstone;
    cornerstoneTools: CornerstoneTools;
  }
}
