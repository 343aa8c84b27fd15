// What src/alnApi.ts asks of the server, read off its text: calls of `json`, `post`, `put` and `request` whose first argument is the address.
const callee = /(?<![.\w])(json|post|put|request)(?:<((?:[^<>()]|<[^<>]*>)*)>)?\(/g;
const methods = { json: 'GET', request: 'GET', post: 'POST', put: 'PUT' };

/** @returns {{ method: string, path: string, query: string[], keys: string[], type: string | undefined }[]} */
export function callsOf(text) {
  const calls = [];
  for (const match of text.matchAll(callee)) {
    const [whole, name, type] = match;
    const before = text.slice(0, match.index);
    const inside = balanced(text, match.index + whole.length);
    // The functions themselves, and where one calls another.
    if (/(function|const)\s+$/.test(before) || type === 'T' || inside === 'path, init') continue;
    const address = /^\s*(['`])(\/[^'`]*)\1/.exec(inside);
    if (!address) {
      throw new Error(`src/alnApi.ts: write the address of this call as a literal, so that it can be checked: ${whole}${inside.slice(0, 60)}`);
    }

    const [path, query = ''] = address[2].replace(/\$\{[^}]*\}/g, '{}').split('?');
    const rest = inside.slice(address[0].length);
    calls.push({
      method: /method: '(\w+)'/.exec(rest)?.[1] ?? methods[name],
      path: `/api${path}`,
      query: query.split('&').filter(Boolean).map(each => each.split('=')[0]).filter(each => each !== '{}'),
      keys: name === 'post' || name === 'put' ? keysOf(rest) : [],
      type,
    });
  }

  return calls;
}

/** The names in an object that is written out as the second argument; what is spread into it is left to the types. */
function keysOf(rest) {
  const start = /^\s*,\s*\{/.exec(rest);
  if (!start) return [];
  const names = [];
  for (const part of parts(balanced(rest, start[0].length))) {
    const name = /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1];
    if (name) names.push(name);
  }

  return names;
}

/** The text from an index to the bracket that closes what was opened before it. */
function balanced(text, from) {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if ('([{'.includes(text[i])) depth++;
    if (')]}'.includes(text[i]) && --depth === 0) return text.slice(from, i);
  }

  return text.slice(from);
}

/** Splits at the commas outside brackets. */
function parts(text) {
  const found = [''];
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }

  return found;
}
