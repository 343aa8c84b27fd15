/** A feature's name and one plain line about it. */
export interface FeatureWords {
  label: string;
  explanation: string;
}
