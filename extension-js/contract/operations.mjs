// Finds what a call means in the server's description.

/** The operation; a sentence when the server has none. */
export function operationFor(document, { method, path }) {
  const plain = text => text.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '');
  // What the client puts in as a whole part is a parameter of the server's; a piece of a part, as in report.${format}, is one of its words.
  const parts = plain(path).split('/').map(part => (part === '{}' ? '\\{\\}' : part.split('{}').map(literally).join('[^/{}]+')));
  const pattern = new RegExp(`^${parts.join('/')}$`);
  const found = Object.entries(document.paths).find(([each]) => pattern.test(plain(each)));
  if (!found) return `${method} ${path}: the server has no such address.`;
  return found[1][method.toLowerCase()] ?? `${method} ${path}: the server knows the address, but not with this method.`;
}

function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
