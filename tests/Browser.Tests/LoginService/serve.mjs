// A login service for tests: oidc-provider with its own login page, on a loopback port of the system's choice.
// Arguments: address of the viewer, audience of the server. Prints its issuer name when it listens.
// Whoever logs in as NAME gets the role aln-NAME; the client "modality" logs in by itself as a researcher.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [viewer, audience] = process.argv.slice(2);
const resource = 'urn:aln:server';
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'viewer',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${viewer}/callback`, `${viewer}/silent-refresh.html`],
        post_logout_redirect_uris: [`${viewer}/signed-out`],
      },
      { client_id: 'modality', client_secret: 'of-the-test', grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
    ],
    clientBasedCORS: (_, origin) => origin === viewer,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    extraTokenClaims: (_, token) =>
      token.accountId
        ? { preferred_username: token.accountId, roles: [`aln-${token.accountId}`] }
        : { sub: token.clientId, roles: ['aln-researcher'] },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: 3600 }),
      },
    },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});

// Ends with the test, however that ends.
process.stdin.resume().on('end', () => process.exit(0));
