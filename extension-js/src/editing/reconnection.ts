import type { AlnApi } from '../alnApi';
import type { State, Store } from '../store';
import { strings } from '../strings';

const askMilliseconds = 2000;

/** Asks for the server while it does not answer, and says when it is back. */
export function createReconnection(api: Pick<AlnApi, 'about'>, store: Store<State>, onBack: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLost = () => store.get().notice?.message === strings.unreachable;

  async function ask(): Promise<void> {
    timer = undefined;
    if (!isLost()) return;
    try {
      await api.about();
      if (!isLost()) return;
      store.set({ notice: null });
      onBack();
    } catch {
      askLater();
    }
  }

  function askLater(): void {
    timer ??= setTimeout(() => void ask(), askMilliseconds);
  }

  store.subscribe(() => {
    if (isLost()) askLater();
  });
}
