import type { AlnApi } from '../../alnApi';
import type { State, Store } from '../../store';
import { noticeOf } from '../../workflow';
import type { ClinicalState } from './state';

/** What a reader states beside the images; the panel only calls these. */
export type ClinicalWorkflow = ReturnType<typeof createClinicalWorkflow>;

type Kept = Pick<ClinicalState, 'clinical' | 'centre'>;

const keyOf = (studyInstanceUid: string) => `aln.statements.${studyInstanceUid}`;

/** Keeps what was stated per study in this browser, and scores anew when it changes. */
export function createClinicalWorkflow(api: Pick<AlnApi, 'centres'>, store: Store<State>, getStorage: () => Storage, rescore: () => Promise<void>) {
  let study: string | null = null;
  let asked = false;

  store.subscribe(() => {
    const { studyInstanceUid, about } = store.get();
    if (studyInstanceUid !== study) {
      study = studyInstanceUid;
      asked = false;
      if (study) store.set(read(getStorage().getItem(keyOf(study))));
    }

    if (study && about?.model?.harmonises && !asked) {
      asked = true;
      learnCentres();
    }
  });

  function learnCentres(): void {
    api.centres().then(
      centres => store.set({ centres }),
      (error: unknown) => store.set({ notice: noticeOf(error) })
    );
  }

  async function change(kept: Partial<Kept>): Promise<void> {
    store.set(kept);
    const { studyInstanceUid, clinical, centre } = store.get();
    if (studyInstanceUid) getStorage().setItem(keyOf(studyInstanceUid), JSON.stringify({ clinical, centre }));
    await rescore();
  }

  return {
    /** States a value; null takes it back. */
    state(key: string, value: string | null): Promise<void> {
      const { [key]: _, ...others } = store.get().clinical;
      return change({ clinical: value === null ? others : { ...others, [key]: value } });
    },

    /** Names the centre of the images; null leaves it to the images. */
    chooseCentre: (centre: string | null): Promise<void> => change({ centre }),
  };
}

/** What was kept; nothing where it cannot be read. */
function read(text: string | null): Kept {
  const nothing: Kept = { clinical: {}, centre: null };
  if (text === null) return nothing;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isRecord(kept) || !isRecord(kept.clinical)) return nothing;
    const clinical = Object.fromEntries(Object.entries(kept.clinical).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    return { clinical, centre: typeof kept.centre === 'string' ? kept.centre : null };
  } catch {
    return nothing;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
