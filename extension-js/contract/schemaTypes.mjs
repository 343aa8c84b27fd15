// TypeScript types of the schemas in the server's description.

/** All schemas as exported types. */
export function schemaTypes(document) {
  // A problem leaves out what it has not, and each kind has members of its own (RFC 9457): nothing can be said of all.
  const types = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => `export type ${name} = ${name === 'ProblemDetails' ? 'unknown' : typeOf(schema, '')};`);
  return `// Written by contract/check.mjs.\n${types.join('\n')}\n`;
}

/** The type of one schema. Every property is there: the server leaves none out of an answer. */
export function typeOf(schema, from = 'server.') {
  const type = bare(schema, from);
  return schema.nullable ? `${type} | null` : type;
}

function bare(schema, from) {
  if (schema.$ref) return from + schema.$ref.split('/').at(-1);
  if (schema.allOf?.length === 1) return typeOf(schema.allOf[0], from);
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  switch (schema.type) {
    case 'string': return 'string';
    case 'boolean': return 'boolean';
    case 'integer': case 'number': return 'number';
    case 'array': return `(${typeOf(schema.items, from)})[]`;
    case 'object': return objectOf(schema, from);
    default: return 'unknown';
  }
}

function objectOf(schema, from) {
  if (schema.properties) return `{ ${Object.entries(schema.properties).map(([name, each]) => `${JSON.stringify(name)}: ${typeOf(each, from)}`).join('; ')} }`;
  return typeof schema.additionalProperties === 'object' ? `Record<string, ${typeOf(schema.additionalProperties, from)}>` : 'unknown';
}
