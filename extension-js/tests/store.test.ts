import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../src/store';

describe('store', () => {
  it('replaces the state and tells its listeners', () => {
    const store = createStore({ a: 1, b: 2 });
    const before = store.get();
    const listener = vi.fn();
    store.subscribe(listener);
    store.set({ a: 3 });
    expect(store.get()).toEqual({ a: 3, b: 2 });
    expect(store.get()).not.toBe(before);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('tells nobody who has left', () => {
    const store = createStore({ a: 1 });
    const listener = vi.fn();
    store.subscribe(listener)();
    store.set({ a: 2 });
    expect(listener).not.toHaveBeenCalled();
  });
});
