import type { UserAuthenticationService } from './ohif';

/** `fetch` that shows the server who asks, where OHIF knows it. The token is asked for anew each time: OHIF renews it. */
export function withLogin(getUser: () => UserAuthenticationService | undefined, send: typeof fetch): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(getUser()?.getAuthorizationHeader() ?? {})) headers.set(name, value);
    return send(input, { ...init, headers });
  };
}
