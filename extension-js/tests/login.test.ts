import { describe, expect, it } from 'vitest';
import { createAlnApi, ProblemError } from '../src/alnApi';
import { withLogin } from '../src/login';

/** Answers every request with its own headers. */
const echo: typeof fetch = async (_, init) => new Response(JSON.stringify(Object.fromEntries(new Headers(init?.headers))));

describe('login', () => {
  it('sends the token of the moment beside the headers of the request', async () => {
    let token = 'first';
    const send = withLogin(() => ({ getAuthorizationHeader: () => ({ Authorization: `Bearer ${token}` }) }), echo);
    const init = { headers: { 'Content-Type': 'application/json' } };
    expect(await (await send('/api/about', init)).json()).toEqual({ authorization: 'Bearer first', 'content-type': 'application/json' });
    token = 'renewed';
    expect(await (await send('/api/about', init)).json()).toMatchObject({ authorization: 'Bearer renewed' });
  });

  it('sends nothing where there is no login', async () => {
    expect(await (await withLogin(() => ({ getAuthorizationHeader: () => undefined }), echo)('/api/about')).json()).toEqual({});
    expect(await (await withLogin(() => undefined, echo)('/api/about')).json()).toEqual({});
  });

  it('tells an expired login from other problems', async () => {
    const expired = { type: 'urn:ohif-aln:problem:token-expired', detail: 'The token was valid until 2026-01-14 10:00:00 UTC. Log in again.' };
    const api = createAlnApi(async () => new Response(JSON.stringify(expired), { status: 401 }));
    await expect(api.about()).rejects.toMatchObject({ kind: 'token-expired', message: expired.detail } satisfies Partial<ProblemError>);
  });
});
