/**
 * Where the server's interface is: at the server that `app-config.js` names
 * (`aln: { server: 'https://aln.hospital.example' }`), else at the one that
 * this file comes from, which lies in the folder `aln-ext` of the server.
 */
export function apiRoot(ownAddress: string, server?: string): string {
  const root = new URL(server ? `${server.replace(/\/+$/, '')}/` : '..', ownAddress);
  return new URL('api', root).href;
}
