import { describe, expect, it } from 'vitest';
import { apiRoot } from '../src/apiRoot';

describe('apiRoot', () => {
  it.each([
    ['http://127.0.0.1:5280/aln-ext/shared-ABC.js', 'http://127.0.0.1:5280/api'],
    ['https://hospital.example/aln/aln-ext/extension-aln.js', 'https://hospital.example/aln/api'],
  ])('is at the server that %s comes from', (own, root) => expect(apiRoot(own)).toBe(root));

  it.each([
    ['https://aln.example', 'https://aln.example/api'],
    ['https://aln.example/', 'https://aln.example/api'],
    ['https://hospital.example/aln', 'https://hospital.example/aln/api'],
    ['/aln', 'https://viewer.example/aln/api'],
  ])('is at %s where OHIF is configured so', (server, root) =>
    expect(apiRoot('https://viewer.example/aln-ext/shared-ABC.js', server)).toBe(root));
});
