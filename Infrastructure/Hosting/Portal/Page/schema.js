import { h, table } from './dom.js';
import { api, nameOf, resolve } from './api.js';

/** What a value is, in words; a model is a link to it. */
export function typeOf(schema, within = api) {
  if (schema?.$ref) return within === api ? h('a', { href: `#/models/${encodeURIComponent(nameOf(schema))}` }, nameOf(schema)) : typeOf(resolve(schema, within), within);
  const alternatives = schema?.anyOf ?? schema?.oneOf;
  if (alternatives) return alternatives.flatMap((each, i) => i === 0 ? [typeOf(each, within)] : [' or ', typeOf(each, within)]);
  if (schema?.type === 'array') return ['list of ', typeOf(schema.items, within)];
  if (schema?.enum) return h('span', {}, schema.enum.map(value => JSON.stringify(value)).join(' | '));
  if (schema?.type === 'object' && typeof schema.additionalProperties === 'object') return ['map of ', typeOf(schema.additionalProperties, within)];
  const type = [schema?.type ?? 'any JSON'].flat().join(' or ');
  return schema?.format ? `${type} (${schema.format})` : type;
}

/** The rules beside the type. */
export function rulesOf(schema) {
  const rules = [];
  if (schema.minimum !== undefined || schema.maximum !== undefined) rules.push(`${schema.minimum ?? '…'} to ${schema.maximum ?? '…'}`);
  if (schema.minLength !== undefined || schema.maxLength !== undefined) rules.push(`${schema.minLength ?? 0} to ${schema.maxLength ?? '…'} characters`);
  if (schema.minItems !== undefined || schema.maxItems !== undefined) rules.push(`${schema.minItems ?? 0} to ${schema.maxItems ?? '…'} items`);
  if (schema.pattern) rules.push(`matches ${schema.pattern}`);
  if (schema.default !== undefined) rules.push(`${JSON.stringify(schema.default)} unless given`);
  if (schema.readOnly) rules.push('made by the app');
  return rules.join(', ');
}

/** A model's members as a table; what is no object, in words. */
export function members(schema, within = api, caption = 'Members') {
  const rules = resolve(schema, within);
  if (!rules.properties) return h('p', {}, typeOf(rules, within), rules.description ? ` – ${rules.description}` : '');
  return table(caption, ['Name', 'Type', 'Meaning'], Object.entries(rules.properties).map(([name, value]) => h('tr', {},
    h('th', { scope: 'row' }, h('code', {}, name), rules.required?.includes(name) ? h('span', { class: 'needed', title: 'required' }, ' required') : null),
    h('td', {}, typeOf(value, within)),
    h('td', { class: 'meaning' }, [value.description, rulesOf(resolve(value, within))].filter(Boolean).map(prose)))));
}

/** A text of the description: paragraphs, with `code` as such. Nothing else of Markdown is read, and never markup. */
export const prose = text => h('p', {}, text.split('`').map((part, i) => i % 2 === 0 ? part : h('code', {}, part)));
