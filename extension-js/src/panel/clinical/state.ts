import type { About, Centres, ClinicalField, Statements } from '../../alnApi';

/** What the reader states of the patient; it travels with every score. */
export interface ClinicalState {
  /** Values by the key of their field; what was not stated is left out. */
  clinical: Record<string, string>;
  /** The centre that the reader named; null where the images say it. */
  centre: string | null;
  /** The centres to choose from; null where the model does not harmonise or they are not known yet. */
  centres: Centres | null;
}

export const initialClinical: ClinicalState = { clinical: {}, centre: null, centres: null };

/** Everything that can be stated of a patient: what the model asks for, then the rest. */
export function fieldsOf(about: About | null): ClinicalField[] {
  return about?.model ? [...about.model.clinicalFields, ...about.model.readerFields] : [];
}

/** What goes to the server with a score; what the model in use does not know stays here. */
export function statementsOf({ clinical: all, centre, about }: ClinicalState & { about: About | null }): Statements {
  const known = new Set(fieldsOf(about).map(field => field.key));
  const clinical = Object.fromEntries(Object.entries(all).filter(([key]) => known.has(key)));
  return { ...(Object.keys(clinical).length > 0 && { clinical }), ...(centre !== null && { centre }) };
}
