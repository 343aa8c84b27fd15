import type { FeatureMap, Phases, Segment } from './alnApi';
import type { Labelmap } from './labelmap';
import type { MapCaption } from './mapLegend';
import type { Tool } from './store';

/** A pixel of a slice on the screen; the slice by its key. */
export interface Pixel {
  slice: string;
  column: number;
  row: number;
}

/** What the workflow needs of the viewer; `ohifViewer.ts` does it with OHIF. */
export interface Viewer {
  /** Resolves when the peak phase is on the screen and its slices are known. */
  peakIsShown(): Promise<void>;
  /** Gives the images their new roles and puts pre-contrast and peak phase on the screen. */
  showPhases(phases: Phases): void;
  /** Lays a labelmap over the peak phase, in place of the one before, and goes to its largest slice. */
  showLabelmap(labelmap: Labelmap, segments: Pick<Segment, 'number' | 'label'>[]): Promise<void>;
  /** The labels on the screen, edits included, in the viewer's own order of slices. */
  readLabelmap(): Labelmap | undefined;
  /** Turns to the largest slice of the labelmap. */
  goToTumour(): Promise<void>;
  /** Turns to a slice of the peak phase. */
  goToSlice(key: string): Promise<void>;
  removeLabelmap(): void;
  /** Lays a feature map over the slices it belongs to, in place of the one before. */
  showMap(map: FeatureMap, values: Float32Array, caption: MapCaption): void;
  hideMap(): void;
  /** 0 invisible to 1 opaque. */
  setMapOpacity(opacity: number): void;
  activate(tool: Tool, brushRadiusMm: number): void;
  setBrushRadius(radiusMm: number): void;
  /** Calls back when a mouse tool is chosen anywhere in the viewer; returns how to stop that. */
  onToolChange(listener: (tool: Tool) => void): () => void;
  undo(): void;
  redo(): void;
  /** Calls back after every edit by the user; returns how to stop that. */
  onEdit(listener: () => void): () => void;
  newId(): string;
  /** Size of a slice of the peak phase; undefined while it is not on the screen. */
  peakSize(): { rows: number; columns: number } | undefined;
}
