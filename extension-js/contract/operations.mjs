// Finds what a call means in the server's description.

/** The operation; a sentence when the server has none. */
export function operationFor(document, { method, path }) {
  const plain = text => text.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '');
  const found = Object.entries(document.paths).find(([each]) => plain(each) === plain(path));
  if (!found) return `${method} ${path}: the server has no such address.`;
  return found[1][method.toLowerCase()] ?? `${method} ${path}: the server knows the address, but not with this method.`;
}
