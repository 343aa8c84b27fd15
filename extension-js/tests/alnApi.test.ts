import { describe, expect, it } from 'vitest';
import { createAlnApi, UnreachableError } from '../src/alnApi';
import { draft, featureMap, saved } from './fixtures';

interface Sent {
  method: string;
  path: string;
  body: BodyInit | null | undefined;
  headers: HeadersInit | undefined;
}

/** A server that gives its answers one after the other and remembers what it was asked. */
function server(...answers: [status: number, body: unknown][]) {
  const sent: Sent[] = [];
  const send: typeof fetch = async (input, init) => {
    sent.push({ method: init?.method ?? 'GET', path: String(input), body: init?.body, headers: init?.headers });
    const [status, body] = answers.shift() ?? [500, {}];
    return new Response(body instanceof Float32Array ? (body.buffer as ArrayBuffer) : JSON.stringify(body), { status });
  };
  return { sent, api: createAlnApi(send) };
}

const job = (state: string, rest: object = {}) => ({ id: 'j', state, progress: 0.5, message: 'Growing', result: null, problem: null, ...rest });

describe('alnApi', () => {
  it('follows a segmentation to its result', async () => {
    const { api, sent } = server(
      [202, job('queued')],
      [200, job('running')],
      [200, job('succeeded', { result: { segmentationId: 'draft' } })],
      [200, draft]
    );
    const seen: string[] = [];
    const result = await api.segment('1.2', { model: 'network' }, status => seen.push(status.state), new AbortController().signal);
    expect(result).toEqual(draft);
    expect(seen).toEqual(['queued', 'running']);
    expect(JSON.parse(String(sent[0]?.body))).toEqual({ studyInstanceUid: '1.2', model: 'network' });
    expect(sent.at(-1)?.path).toBe('/api/segmentations/draft');
  });

  it('follows a feature map to its description and values', async () => {
    const { api, sent } = server(
      [202, job('succeeded', { result: { featureMapId: 'map' } })],
      [200, featureMap.map],
      [200, featureMap.values]
    );
    const result = await api.featureMap('draft', { feature: 'original_glcm_Idm', segmentNumber: 2, settings: '{}' }, () => {}, new AbortController().signal);
    expect(result).toEqual(featureMap);
    expect(JSON.parse(String(sent[0]?.body))).toEqual({ segmentationId: 'draft', feature: 'original_glcm_Idm', segmentNumber: 2, settings: '{}' });
    expect(sent.map(request => request.path)).toEqual(['/api/feature-maps', '/api/feature-maps/map', '/api/feature-maps/map/values']);
  });

  it('cancels a segmentation on the server too', async () => {
    const { api, sent } = server([202, job('running')], [200, job('cancelled')]);
    const abort = new AbortController();
    abort.abort();
    await expect(api.segment('1.2', {}, () => {}, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/jobs/j' });
  });

  it('turns a failed segmentation into its sentence', async () => {
    const problem = { type: 'urn:ohif-aln:problem:no-candidate', detail: 'No enhancing mass was found.' };
    const { api } = server([202, job('failed', { problem })]);
    const failure = api.segment('1.2', {}, () => {}, new AbortController().signal);
    await expect(failure).rejects.toMatchObject({ kind: 'no-candidate', message: 'No enhancing mass was found.' });
  });

  it('turns a refusal into its sentence, or says the status', async () => {
    const { api } = server([404, { type: 'urn:ohif-aln:problem:study-not-found', detail: 'The study 1.2 is not here.' }], [502, 'no json']);
    await expect(api.phases('1.2')).rejects.toMatchObject({ kind: 'study-not-found', message: 'The study 1.2 is not here.' });
    await expect(api.phases('1.2')).rejects.toThrow('The server answered 502.');
  });

  it('says when no server answers', async () => {
    const api = createAlnApi(() => Promise.reject(new TypeError('fetch failed')));
    await expect(api.about()).rejects.toThrow(UnreachableError);
  });

  it('sends a labelmap compressed, beside its description', async () => {
    const { api, sent } = server([201, saved]);
    const description = { studyInstanceUid: '1.2', sopInstanceUids: ['1.low'], rows: 1, columns: 3, segments: [{ number: 1, label: 'Tumour' }], edited: true };
    expect(await api.save('draft', description, Uint8Array.of(0, 1, 0), '"2.25.6"')).toEqual(saved);
    expect(sent[0]?.headers).toEqual({ 'If-Match': '"2.25.6"' });
    const form = sent[0]?.body as FormData;
    expect(JSON.parse(await (form.get('description') as File).text())).toEqual(description);
    const labelmap = form.get('labelmap') as File;
    expect(labelmap.name).toBe('labelmap.gz');
    const unpacked = new Response(labelmap.stream().pipeThrough(new DecompressionStream('gzip')));
    expect([...new Uint8Array(await unpacked.arrayBuffer())]).toEqual([0, 1, 0]);
  });
});
