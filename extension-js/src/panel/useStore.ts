import { useSyncExternalStore } from 'react';
import { store } from '../session';
import type { State } from '../store';

export function useStore(): State {
  return useSyncExternalStore(store.subscribe, store.get);
}
