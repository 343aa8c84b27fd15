/** What tabs of one browser tell each other about the study they have open. */
type Message = { kind: 'opened' | 'present' | 'closed' | 'saved'; studyInstanceUid: string; page: string };

/** How long the other tabs have to answer. */
const answerMilliseconds = 250;

export interface OtherTabsListener {
  /** Whether another tab has the study open. */
  onPresence(present: boolean): void;
  onSavedElsewhere(): void;
}

export type OtherTabs = ReturnType<typeof createOtherTabs>;

/** Notices other tabs of this browser that have the same study open. */
export function createOtherTabs(page: string, listener: OtherTabsListener, open: () => BroadcastChannel = () => new BroadcastChannel('aln-studies')) {
  let channel: BroadcastChannel | undefined;
  let study: string | undefined;
  const others = new Set<string>();

  const tell = (kind: Message['kind']) => {
    if (study) channel?.postMessage({ kind, studyInstanceUid: study, page } satisfies Message);
  };

  function onMessage({ data }: MessageEvent<Message>): void {
    if (data.studyInstanceUid !== study || data.page === page) return;
    if (data.kind === 'opened') tell('present');
    if (data.kind === 'closed') others.delete(data.page);
    else others.add(data.page);
    if (data.kind === 'saved') listener.onSavedElsewhere();
    listener.onPresence(others.size > 0);
  }

  const close = () => {
    tell('closed');
    channel?.close();
    channel = undefined;
    study = undefined;
    others.clear();
  };

  return {
    /** Announces the study and learns which other pages have it open. */
    async enter(studyInstanceUid: string): Promise<ReadonlySet<string>> {
      close();
      study = studyInstanceUid;
      channel = open();
      channel.onmessage = onMessage;
      tell('opened');
      await new Promise(resolve => setTimeout(resolve, answerMilliseconds));
      return others;
    },

    saved: () => tell('saved'),
    leave: close,
  };
}
