import { h, fill, toast } from './dom.js';
import { root } from './api.js';

const quote = text => `'${text.replaceAll("'", `'\\''`)}'`;
const text = value => JSON.stringify(value);

/** The same request in three languages. The token is named, never shown. */
const languages = {
  curl: ({ method, url, headers, body }) => [
    `curl -i${method === 'GET' ? '' : ` -X ${method}`} ${quote(url)}`,
    ...headers.map(([name, value]) => `  -H ${name === 'authorization' ? '"Authorization: Bearer $TOKEN"' : quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`  -d ${quote(body)}`]),
  ].join(' \\\n'),
  'C#': ({ method, url, headers, body }) => [
    `using var request = new HttpRequestMessage(HttpMethod.${method[0]}${method.slice(1).toLowerCase()}, ${text(url)});`,
    ...headers.filter(([name]) => name !== 'content-type').map(([name, value]) => `request.Headers.TryAddWithoutValidation(${text(name)}, ${name === 'authorization' ? '$"Bearer {token}"' : text(value)});`),
    ...(body === undefined ? [] : [`request.Content = new StringContent("""\n    ${body.replaceAll('\n', '\n    ')}\n    """, Encoding.UTF8, ${text(new Map(headers).get('content-type') ?? 'application/json')});`]),
    'using var response = await http.SendAsync(request);',
  ].join('\n'),
  TypeScript: ({ operation, values, headers, body }) => {
    const parameters = ['path', 'query', 'header'].map(place => [place, Object.fromEntries(Object.entries(values[place]).filter(([, value]) => value !== ''))]).filter(([, given]) => Object.keys(given).length > 0);
    const options = [
      ...(parameters.length === 0 ? [] : [`  params: ${JSON.stringify(Object.fromEntries(parameters))},`]),
      ...(body === undefined ? [] : [`  body: ${body.replaceAll('\n', '\n  ')},`]),
    ];
    const client = `const client = createClient<paths>({ baseUrl: ${text(root.origin)}${headers.some(([name]) => name === 'authorization') ? ', headers: { authorization: `Bearer ${token}` }' : ''} });`;
    return `import createClient from 'openapi-fetch';\nimport type { paths } from './schema.js';\n\n${client}\nconst { data, error } = await client.${operation.method}(${text(operation.path)}${options.length === 0 ? '' : `, {\n${options.join('\n')}\n}`});`;
  },
};

/** Code for the request as it is filled in: tabs, and a button to copy. */
export function samplesView() {
  let request;
  let chosen = sessionStorage.getItem('portal-language') ?? 'curl';
  if (!(chosen in languages)) chosen = 'curl';
  const code = h('pre', { class: 'json sample', tabindex: '0', 'aria-label': 'Code', id: 'code', role: 'tabpanel' });
  const tabs = h('div', { class: 'languages', role: 'tablist', 'aria-label': 'Language', onkeydown: event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const names = Object.keys(languages);
    choose(names[(names.indexOf(chosen) + step + names.length) % names.length]);
    tabs.querySelector('[aria-selected="true"]').focus();
  } });

  function draw() {
    fill(tabs, Object.keys(languages).map(name => h('button', { type: 'button', role: 'tab', class: 'plain', 'aria-selected': String(name === chosen), 'aria-controls': 'code', tabindex: name === chosen ? '0' : '-1', onclick: () => choose(name) }, name)));
    if (request) fill(code, languages[chosen](request));
  }

  function choose(name) {
    chosen = name;
    sessionStorage.setItem('portal-language', name);
    draw();
  }

  draw();
  const copy = h('button', { type: 'button', class: 'plain', onclick: async () => { await navigator.clipboard.writeText(code.textContent); toast('Copied'); } }, 'Copy');
  return { element: h('section', { class: 'samples', 'aria-label': 'Code samples' }, h('div', { class: 'row' }, tabs, h('span', { class: 'grow' }), copy), code), show: of => { request = of; draw(); } };
}
