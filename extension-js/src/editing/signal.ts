/** Tells listeners that something happened. */
export interface Signal {
  emit(): void;
  subscribe(listener: () => void): () => void;
}

export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  return {
    emit: () => listeners.forEach(listener => listener()),
    subscribe: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Runs something when nothing has asked for it for a while. */
export function debounced(run: () => void, milliseconds: number): { soon(): void; now(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    soon() {
      cancel();
      timer = setTimeout(() => {
        timer = undefined;
        run();
      }, milliseconds);
    },
    /** Runs at once what was waiting; nothing where nothing was. */
    now() {
      if (timer === undefined) return;
      cancel();
      run();
    },
    cancel,
  };
}
